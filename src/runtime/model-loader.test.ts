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
