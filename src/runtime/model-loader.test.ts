import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeJson, type MadeModel, type ModelFiles, makeModel, serveFiles } from './fixtures/make-model.ts';
import { LockError } from './lock-error.ts';
import { loadVerifiedModel, type VerifiedModel } from './model-loader.ts';

const BASE = 'https://host.test/x/y/model/';
let made: MadeModel;

beforeAll(async () => {
  made = await makeModel();
});

function load(change: (files: ModelFiles) => void): Promise<VerifiedModel> {
  const files: ModelFiles = new Map(made.files);
  change(files);
  return loadVerifiedModel(BASE, serveFiles(files));
}

async function lockOf(change: (files: ModelFiles) => void): Promise<LockError> {
  const error: unknown = await load(change).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LockError)) throw new Error(`Not refused: ${String(error)}`);
  return error;
}

/** Flips one bit of a file in place of the released one. */
function flipBit(files: ModelFiles, name: string): void {
  const bytes = new Uint8Array(files.get(name) ?? []);
  bytes[bytes.length >> 1] ^= 1;
  files.set(name, bytes);
}

function editCard(files: ModelFiles, edit: (card: Record<string, unknown>) => void): void {
  const card = structuredClone(made.card) as unknown as Record<string, unknown>;
  edit(card);
  files.set('model-card.json', encodeJson(card));
}

describe('the model is used only as it was released', () => {
  test('a whole set is taken, by plain addresses below the given folder', async () => {
    const asked: string[] = [];
    const serve = serveFiles(made.files);
    const model = await loadVerifiedModel(BASE, (url) => {
      asked.push(url);
      return serve(url);
    });
    expect(model.card.model.sha256).toBe(made.card.model.sha256);
    expect(asked.toSorted()).toEqual(
      ['familiarity.bin', 'group1-shard1of1.bin', 'model-card.json', 'model.json', 'self-test.json'].map(
        (name) => BASE + name,
      ),
    );
  });

  test.each(['group1-shard1of1.bin', 'model.json', 'self-test.json', 'familiarity.bin'])(
    'one flipped bit in %s is refused by name',
    async (name) => {
      const error = await lockOf((files) => flipBit(files, name));
      expect(error.code).toBe('asset-corrupt');
      expect(error.message).toContain(name);
    },
  );

  test('a missing shard is named', async () => {
    const error = await lockOf((files) => files.delete('group1-shard1of1.bin'));
    expect(error.code).toBe('asset-missing');
    expect(error.message).toContain('group1-shard1of1.bin');
  });

  test.each(['group1-shard1of1.bin', 'model-card.json'])(
    'a web page in place of %s is called one (hosts that answer everything with index.html)',
    async (name) => {
      const page = new TextEncoder().encode('<!DOCTYPE html><html><body></body></html>');
      const error = await lockOf((files) => files.set(name, page));
      expect(error.code).toBe('asset-is-html');
      expect(error.message).toContain(name);
    },
  );

  test('a network that fails is told from a file that is missing', async () => {
    await expect(
      loadVerifiedModel(BASE, () => Promise.reject(new TypeError('offline'))),
    ).rejects.toMatchObject({ code: 'asset-unreachable' });
  });

  test('a card that claims another hash of the whole model is refused', async () => {
    const error = await lockOf((files) =>
      editCard(files, (card) => {
        card.model = { ...made.card.model, sha256: 'a'.repeat(64) };
      }),
    );
    expect(error.code).toBe('card-invalid');
  });

  test('a card of another input size is refused', async () => {
    const error = await lockOf((files) =>
      editCard(files, (card) => {
        card.model = { ...made.card.model, inputSizePx: 128 };
      }),
    );
    expect(error.code).toBe('card-invalid');
    expect(error.message).toContain('inputSizePx');
  });

  test('a card whose counts contradict one another is refused', async () => {
    const error = await lockOf((files) =>
      editCard(files, (card) => {
        const [first, ...others] = made.card.scoreCounts.bins;
        const bins = [{ ...first, normal: first.normal + 1 }, ...others];
        card.scoreCounts = { ...made.card.scoreCounts, bins };
      }),
    );
    expect(error.code).toBe('card-invalid');
    expect(error.message).toContain('add up');
  });

  test('a card that names a file outside of its folder is refused before anything is fetched', async () => {
    const error = await lockOf((files) =>
      editCard(files, (card) => {
        const file = { ...made.card.familiarity.file, path: '../secret.bin' };
        card.familiarity = { ...made.card.familiarity, file };
      }),
    );
    expect(error.code).toBe('card-invalid');
  });
});

/** A transfer that breaks off after a share of the file. */
function cutOff(bytes: Uint8Array<ArrayBuffer>, share: number): Response {
  const parts = [bytes.slice(0, Math.floor(bytes.length * share))];
  return new Response(
    new ReadableStream({
      pull(controller) {
        const part = parts.pop();
        if (part === undefined) controller.error(new TypeError('network error'));
        else controller.enqueue(part);
      },
    }),
  );
}

describe('a download that breaks off', () => {
  const names = [
    'model-card.json',
    'model.json',
    'group1-shard1of1.bin',
    'familiarity.bin',
    'self-test.json',
  ];

  test.each(names)('in the middle of %s, once, is taken up again and is then whole', async (name) => {
    const serve = serveFiles(made.files);
    const asked: string[] = [];
    let cuts = 1;
    const model = await loadVerifiedModel(BASE, async (url) => {
      asked.push(url.slice(BASE.length));
      const bytes = made.files.get(name);
      if (!url.endsWith(`/${name}`) || bytes === undefined || cuts === 0) return serve(url);
      cuts -= 1;
      return cutOff(bytes, 0.5);
    });
    expect(model.card.model.sha256).toBe(made.card.model.sha256);
    // That file again, and no other.
    expect(asked.toSorted()).toEqual([...names, name].toSorted());
  });

  test('every time is told with the name of the file, and what came of it is not used', async () => {
    const serve = serveFiles(made.files);
    const shard = 'group1-shard1of1.bin';
    const attempt = loadVerifiedModel(BASE, async (url) =>
      url.endsWith(shard) ? cutOff(made.files.get(shard) ?? new Uint8Array(), 0.9) : serve(url),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'asset-unreachable' });
    await expect(attempt).rejects.toThrow(shard);
  });
});
