/**
 * Fetches the model and proves that it is the released one: every file's size and SHA-256 against the model card, and
 * the whole model's hash, before a byte of it is used.
 * Invariant: plain GETs of relative addresses, without a query, so that any static host and any sub-path will do.
 */
import type { io } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { joinBytes } from '../image/join-bytes.ts';
import { decodeFamiliarity, type FamiliarityModel } from '../model/familiarity.ts';
import { type CardFile, type ModelCard, ModelCardError, parseModelCard } from '../model/model-card.ts';
import { makeSelfTestInput, parseSelfTest, SELF_TEST_INPUTS, type SelfTest } from '../model/self-test.ts';
import { LockError } from './lock-error.ts';
import { yieldToPage } from './yield-to-page.ts';

/** Everything that an engine needs, verified. */
export interface VerifiedModel {
  readonly card: ModelCard;
  /** Topology and weights in memory, for `io.fromMemory`; shared by every load. */
  readonly artifacts: io.ModelArtifacts;
  readonly familiarity: FamiliarityModel;
  readonly selfTest: SelfTest;
  /** What the self-test reads, one for each of its answers; shared, not to be changed. */
  readonly selfTestInputs: readonly Float32Array[];
}

/** Waits before another try at a file whose transfer broke off, ms. */
const RETRY_WAITS_MS = [300, 1500];

/** Fetches one address; the browser's `fetch` or a test's. */
export type FetchFile = (url: string) => Promise<Response>;

const CARD_FILE = 'model-card.json';

/** Names that stay within the model's folder. */
const SAFE_NAME = /^[\w-][\w.-]*$/;

const modelJson = v.object({
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(
    v.object({ paths: v.array(v.string()), weights: v.array(v.record(v.string(), v.unknown())) }),
  ),
});

/**
 * Loads and verifies the model. A file whose transfer breaks off is fetched again, alone, before it counts as unreachable.
 *
 * @param baseUrl the model's folder, ending in a slash
 * @throws LockError `asset-missing`, `asset-is-html`, `asset-unreachable`, `asset-corrupt`, `card-invalid` or
 *   `model-invalid`, naming the file
 */
export async function loadVerifiedModel(baseUrl: string, fetchFile: FetchFile): Promise<VerifiedModel> {
  const card = readCard(await fetchBytes(baseUrl, CARD_FILE, fetchFile));
  const { model, familiarity, selfTest } = card;
  const files = [...model.files, familiarity.file, selfTest.file];
  const [contents, usualInputs] = await Promise.all([
    Promise.all(files.map((file) => fetchVerified(baseUrl, file, fetchFile))),
    // Made while the files are on their way: it takes about as long as four passes of the network.
    makeInputs(SELF_TEST_INPUTS, model.inputSizePx),
  ]);
  const modelBytes = contents.slice(0, model.files.length);
  await checkModelHash(card, modelBytes);
  const expected = refuseInvalid(selfTest.file, () =>
    parseSelfTest(parseJson(contents[model.files.length + 1])),
  );
  const count = expected.rawLogits.length;
  return {
    card,
    artifacts: readArtifacts(card, modelBytes),
    familiarity: refuseInvalid(familiarity.file, () =>
      decodeFamiliarity(contents[model.files.length], familiarity),
    ),
    selfTest: expected,
    selfTestInputs: count === usualInputs.length ? usualInputs : await makeInputs(count, model.inputSizePx),
  };
}

/** One after the other: in between, the page may draw and answer. */
async function makeInputs(count: number, sizePx: number): Promise<Float32Array[]> {
  const inputs: Float32Array[] = [];
  for (let index = 0; index < count; index += 1) {
    await yieldToPage();
    inputs.push(makeSelfTestInput(index, sizePx));
  }
  return inputs;
}

async function fetchBytes(
  baseUrl: string,
  path: string,
  fetchFile: FetchFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const { response, bytes } = await fetchWhole(baseUrl, path, fetchFile);
  if (!response.ok) {
    const code = response.status === 404 || response.status === 410 ? 'asset-missing' : 'asset-unreachable';
    throw new LockError(code, `${path}: the server answered ${response.status}.`);
  }
  return bytes;
}

async function fetchWhole(
  baseUrl: string,
  path: string,
  fetchFile: FetchFile,
): Promise<{ readonly response: Response; readonly bytes: Uint8Array<ArrayBuffer> }> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetchFile(baseUrl + path);
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      if (attempt === RETRY_WAITS_MS.length) {
        throw new LockError('asset-unreachable', `${path} could not be fetched.`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_WAITS_MS[attempt]));
    }
  }
}

async function fetchVerified(
  baseUrl: string,
  file: CardFile,
  fetchFile: FetchFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetchBytes(baseUrl, file.path, fetchFile);
  if (bytes.length === file.bytes && (await hashBytes(bytes)) === file.sha256) return bytes;
  // Only what failed is looked at: the right weights may start with any byte.
  if (looksLikeHtml(bytes)) throw new LockError('asset-is-html', `${file.path} came back as a web page.`);
  throw new LockError('asset-corrupt', `${file.path} is not the released file.`);
}

/** SHA-256 in hex; by the browser itself where it may, off this thread: plain http has no `subtle`. */
async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto;
  if (subtle === undefined) return (await import('./hash-by-library.ts')).hashByLibrary(bytes);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(?:!doctype|html|head|body|!--)/i.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function readCard(bytes: Uint8Array): ModelCard {
  if (looksLikeHtml(bytes)) throw new LockError('asset-is-html', `${CARD_FILE} came back as a web page.`);
  try {
    const card = parseModelCard(parseJson(bytes));
    const names = [...card.model.files, card.familiarity.file, card.selfTest.file].map((file) => file.path);
    if (!names.every((name) => SAFE_NAME.test(name))) {
      throw new ModelCardError('The model card names a file outside of its folder.');
    }
    return card;
  } catch (error) {
    const detail = error instanceof ModelCardError ? error.message : `${CARD_FILE} is no JSON.`;
    throw new LockError('card-invalid', detail, { cause: error });
  }
}

async function checkModelHash(card: ModelCard, modelBytes: readonly Uint8Array[]): Promise<void> {
  if ((await hashBytes(joinBytes(modelBytes))) !== card.model.sha256) {
    throw new LockError('card-invalid', 'The model card belongs to another model.');
  }
}

function refuseInvalid<T>(file: CardFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new LockError('model-invalid', `${file.path} does not hold what it should.`, { cause: error });
  }
}

/** Topology from model.json, weights from the shards; the manifest must name the card's shards in the same order. */
function readArtifacts(card: ModelCard, modelBytes: readonly Uint8Array[]): io.ModelArtifacts {
  const [jsonFile, ...shards] = card.model.files;
  const json = refuseInvalid(jsonFile, () => v.parse(modelJson, parseJson(modelBytes[0])));
  const paths = json.weightsManifest.flatMap((group) => group.paths);
  if (paths.length !== shards.length || paths.some((path, index) => path !== shards[index].path)) {
    throw new LockError('card-invalid', `${jsonFile.path} names other weight files than the model card.`);
  }
  return {
    modelTopology: json.modelTopology,
    // tfjs checks each specification when it decodes it.
    weightSpecs: json.weightsManifest.flatMap(
      (group) => group.weights,
    ) as unknown as io.WeightsManifestEntry[],
    weightData: joinBytes(modelBytes.slice(1)).buffer,
  };
}
