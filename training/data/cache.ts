/**
 * All images of a set, preprocessed once to the network's size and kept as bytes: [N, S, S] uint8 = round(255 v).
 * On disk under the cache folder as `<key>.u8` and `<key>.json`, keyed by data hash, size, decoder and
 * `PREPROCESSING_VERSION`; verified by SHA-256 when read, made again when damaged.
 * Invariants: the cache only saves time, it is never the source of a published number (`preprocessFile` is); an image that
 * can't be decoded is listed and left out; a cache that can't be written does not stop a run.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { preprocess, resizeAntialiased, standardize } from '../../src/model/preprocess.ts';
import { INPUT_SIZE_PX } from '../../src/model/spec.ts';
import { type Dataset, type DatasetImage, hashImages, type SkippedFile } from './dataset.ts';
import { DecodeError, type Decoder, decodeGrey } from './decode.ts';
import { applyInputForm, type InputForm } from './input-form.ts';

/** To be raised with every change of decoding, luma or resizing that changes a pixel. */
export const PREPROCESSING_VERSION = 1;

/** A set in memory. */
export interface ImageCache {
  /** Side of each image. */
  readonly sizePx: number;
  /** The images that could be decoded, sorted by path; row i of `pixels` is image i. */
  readonly images: readonly DatasetImage[];
  /** [N, S, S] row-major, round(255 v) of the resized grey value v in [0, 1]. */
  readonly pixels: Uint8Array;
  /** The set's skipped files and those that could not be decoded, sorted by path. */
  readonly skipped: readonly SkippedFile[];
  /** Data hash of `images`: what a report should quote. */
  readonly sha256: string;
  /** Whether it was read from disk. */
  readonly wasCached: boolean;
  /** Why the cache could not be used or written, for the user to read; null when all is well. */
  readonly warning: string | null;
}

/** How to make a cache. */
export interface CacheOptions {
  readonly decoder: Decoder;
  /** Where the files go; made when missing. */
  readonly cacheFolder: string;
  /** Side of the network's input, `INPUT_SIZE_PX` when not given. */
  readonly sizePx?: number;
  /** Called after each image with the number done and in all; not called when read from disk. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads the preprocessed set from disk, or makes it (once per data hash, size, decoder and version).
 *
 * Bad images, files gone since the scan and a bad cache are reported in the result, never thrown.
 */
export async function loadImageCache(dataset: Dataset, options: CacheOptions): Promise<ImageCache> {
  const sizePx = options.sizePx ?? INPUT_SIZE_PX;
  const keyText = `${dataset.sha256} ${sizePx} ${options.decoder.name} v${PREPROCESSING_VERSION}`;
  const key = createHash('sha256').update(keyText).digest('hex').slice(0, 16);
  const base = path.join(options.cacheFolder, `images-${sizePx}px-${key}`);
  const stored = await readStored(base);
  if (typeof stored === 'object' && stored !== null) {
    const corrupt = new Map(stored.corrupt.map((file) => [file.path, file]));
    const images = dataset.images.filter((image) => !corrupt.has(image.path));
    if (stored.pixels.length === images.length * sizePx * sizePx) {
      return describe(dataset, sizePx, images, stored.pixels, stored.corrupt, true, null);
    }
  }
  const { images, pixels, corrupt } = await preprocessAll(dataset, sizePx, options);
  const damage = typeof stored === 'string' ? `${stored} It was made again.` : null;
  // A file that could not be read may be back next time: don't write its absence down.
  const isLasting = corrupt.every((file) => file.reason === 'corrupt-image');
  const failure = isLasting ? await writeStored(base, pixels, corrupt) : null;
  return describe(dataset, sizePx, images, pixels, corrupt, false, failure ?? damage);
}

/**
 * Network inputs from the cache: for training and for validation during it.
 *
 * @param indices into `cache.images`
 * @returns a new array [n, S, S] of standardised values; differs from the exact input by the rounding to 8 bits
 */
export function readInputs(cache: ImageCache, indices: ArrayLike<number>): Float32Array {
  const area = cache.sizePx * cache.sizePx;
  const inputs = new Float32Array(indices.length * area);
  const grey = new Float32Array(area);
  for (let i = 0; i < indices.length; i += 1) {
    const start = indices[i] * area;
    for (let at = 0; at < area; at += 1) grey[at] = cache.pixels[start + at] / 255;
    inputs.set(standardize(grey), i * area);
  }
  return inputs;
}

/**
 * `readInputs`, brought into the form that a recipe shows the network; without a form the same.
 */
export function readFormedInputs(
  cache: ImageCache,
  indices: ArrayLike<number>,
  form: InputForm | undefined,
): Float32Array {
  const inputs = readInputs(cache, indices);
  if (form === undefined) return inputs;
  const area = cache.sizePx * cache.sizePx;
  for (let start = 0; start < inputs.length; start += area) {
    applyInputForm(inputs.subarray(start, start + area), cache.sizePx, form);
  }
  return inputs;
}

/**
 * The exact network input of one file, as the page computes it: for evaluation and export.
 *
 * @returns a new array of S * S standardised values
 * @throws DecodeError when it is no readable image; the system's error when it can't be read
 */
export async function preprocessFile(
  image: Pick<DatasetImage, 'absolutePath'>,
  decoder: Decoder,
  sizePx: number = INPUT_SIZE_PX,
): Promise<Float32Array> {
  return preprocess(decodeGrey(await readFile(image.absolutePath), decoder), sizePx);
}

function describe(
  dataset: Dataset,
  sizePx: number,
  images: readonly DatasetImage[],
  pixels: Uint8Array,
  corrupt: readonly SkippedFile[],
  wasCached: boolean,
  warning: string | null,
): ImageCache {
  const skipped = [...dataset.skipped, ...corrupt].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { sizePx, images, pixels, skipped, sha256: hashImages(images), wasCached, warning };
}

async function preprocessAll(
  dataset: Dataset,
  sizePx: number,
  options: CacheOptions,
): Promise<{ images: DatasetImage[]; pixels: Uint8Array; corrupt: SkippedFile[] }> {
  const area = sizePx * sizePx;
  const pixels = new Uint8Array(dataset.images.length * area);
  const images: DatasetImage[] = [];
  const corrupt: SkippedFile[] = [];
  for (const [done, image] of dataset.images.entries()) {
    try {
      // One after the other on purpose: decoding holds the processor, reading a small file does not.
      const bytes = await readFile(image.absolutePath);
      const grey = resizeAntialiased(decodeGrey(bytes, options.decoder), sizePx, sizePx);
      const start = images.length * area;
      for (let at = 0; at < area; at += 1) pixels[start + at] = Math.round(255 * grey[at]);
      images.push(image);
    } catch (error) {
      corrupt.push(describeFailure(image.path, error));
    }
    options.onProgress?.(done + 1, dataset.images.length);
  }
  return { images, pixels: pixels.subarray(0, images.length * area), corrupt };
}

/** Two kinds of fault are a file's own; anything else (memory, a bug) ends the run. */
function describeFailure(file: string, error: unknown): SkippedFile {
  if (error instanceof DecodeError) {
    return { path: file, reason: 'corrupt-image', detail: error.message };
  }
  if (error instanceof Error && 'syscall' in error) {
    return {
      path: file,
      reason: 'unreadable',
      detail: `The file was there and is not now: ${error.message}`,
    };
  }
  throw error;
}

/** The cache's JSON: what was left out and how to recognise the bytes. */
interface StoredIndex {
  readonly pixelsSha256: string;
  readonly corrupt: readonly SkippedFile[];
}

/** The stored cache; null when there is none; a sentence when it is damaged. */
async function readStored(
  base: string,
): Promise<{ pixels: Uint8Array; corrupt: readonly SkippedFile[] } | string | null> {
  try {
    const index = JSON.parse(await readFile(`${base}.json`, 'utf8')) as StoredIndex;
    const pixels = await readFile(`${base}.u8`);
    if (createHash('sha256').update(pixels).digest('hex') !== index.pixelsSha256) {
      return `The image cache ${base}.u8 is damaged.`;
    }
    return { pixels, corrupt: index.corrupt };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return `The image cache ${base} could not be read (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** Writes beside and renames, so that a killed run leaves no half file under the real name; null or what went wrong. */
async function writeStored(
  base: string,
  pixels: Uint8Array,
  corrupt: readonly SkippedFile[],
): Promise<string | null> {
  const index: StoredIndex = { pixelsSha256: createHash('sha256').update(pixels).digest('hex'), corrupt };
  const part = `${base}.${process.pid}.part`;
  try {
    await mkdir(path.dirname(base), { recursive: true });
    await writeFile(part, pixels);
    await rename(part, `${base}.u8`);
    await writeFile(part, JSON.stringify(index, null, 2));
    await rename(part, `${base}.json`);
    return null;
  } catch (error) {
    // Tidying up may fail for the same reason; the first failure is the one to tell.
    await rm(part, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    return `The image cache could not be written (${reason}). This run goes on without; the next one will preprocess again.`;
  }
}
