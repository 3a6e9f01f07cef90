import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from '../../src/model/architecture.ts';
import type { ImageCache } from '../data/cache.ts';
import type { Change, Square } from './perturbations.ts';
import { recallOrScore, scoreChange } from './score-changes.ts';

const SIZE_PX = 16;
const UNTOUCHED: Change = { name: 'untouched', apply: (image) => image };
let model: LayersModel;
let folder: string;

beforeAll(async () => {
  const config = {
    inputSizePx: SIZE_PX,
    stemFilters: 2,
    stages: [{ filters: 2, stride: 1 as const }],
    dropoutRate: 0,
  };
  model = buildClassifier(config, { normalization: 'folded', seed: 5 });
  folder = await mkdtemp(join(tmpdir(), 'lungfield-audit-'));
});

afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Four films of grey 0, 60, 120, 180; normal, normal, pneumonia, pneumonia, of a patient each. */
const cache: ImageCache = {
  sizePx: SIZE_PX,
  images: [0, 0, 1, 1].map((label, index) => ({
    path: `${index}.jpeg`,
    absolutePath: `${index}.jpeg`,
    sha256: String(index),
    label: label === 1 ? (1 as const) : (0 as const),
    group: `patient ${index}`,
    subgroup: label === 1 ? ('virus' as const) : ('IM' as const),
    bytes: 1,
  })),
  pixels: Uint8Array.from({ length: 4 * SIZE_PX ** 2 }, (_, at) => 60 * Math.floor(at / SIZE_PX ** 2)),
  skipped: [],
  sha256: 'data',
  wasCached: false,
  warning: null,
};

/** One film of each class has what is asked for. */
const canDonate = (path: string): boolean => path === '1.jpeg' || path === '3.jpeg';

describe('reading films under a change', () => {
  it('hands an exchange a film of the class that it asks for, of another patient', async () => {
    for (const donor of ['other class', 'own class'] as const) {
      const seen: [number, number][] = [];
      const note = (image: Square, _: number, other?: Square): Square => {
        seen.push([Math.round(255 * image[0]), Math.round(255 * (other?.[0] ?? -1))]);
        return image;
      };
      await scoreChange(model, cache, [0, 1, 2, 3], { name: 'exchange', donor, apply: note });
      const partners = new Map(
        donor === 'own class'
          ? [
              [0, [60]],
              [60, [0]],
              [120, [180]],
              [180, [120]],
            ]
          : [
              [0, [120, 180]],
              [60, [120, 180]],
              [120, [0, 60]],
              [180, [0, 60]],
            ],
      );
      expect(seen.map(([own]) => own)).toEqual([0, 60, 120, 180]);
      for (const [own, other] of seen) expect(partners.get(own)).toContain(other);
    }
  });

  it('tells a change which films it has, and takes donors that have what it needs alone', async () => {
    const seen: (string | undefined)[][] = [];
    const note: Change['apply'] = (image, _, donor, paths) => {
      seen.push([paths?.own, paths?.donor, donor === undefined ? 'none' : 'one']);
      return image;
    };
    await scoreChange(model, cache, [0, 2], { name: 'alone', apply: note });
    await scoreChange(model, cache, [0, 1, 2, 3], {
      name: 'taken',
      donor: 'other class',
      canDonate,
      apply: note,
    });
    expect(seen).toEqual([
      ['0.jpeg', undefined, 'none'],
      ['2.jpeg', undefined, 'none'],
      ['0.jpeg', '3.jpeg', 'one'],
      ['1.jpeg', '3.jpeg', 'one'],
      ['2.jpeg', '1.jpeg', 'one'],
      ['3.jpeg', '1.jpeg', 'one'],
    ]);
    // The only donor of the class is the film itself.
    const lonely: Change = { name: 'lonely', donor: 'own class', canDonate, apply: note };
    await expect(scoreChange(model, cache, [1, 2, 3], lonely)).rejects.toThrow(RangeError);
  });

  it('is not done twice for the same weights, films and change, and is for any other', async () => {
    let reads = 0;
    const counted: Change = {
      name: 'counted',
      apply: (image) => {
        reads += 1;
        return image.map((value, at) => value + (at % 3) / 10);
      },
    };
    const key = { folder, weights: 'a', version: 1 };
    const first = await recallOrScore(key, model, cache, [0, 2], counted);
    expect(await recallOrScore(key, model, cache, [0, 2], counted)).toEqual(first);
    expect(reads).toBe(2);
    await recallOrScore({ ...key, weights: 'b' }, model, cache, [0, 2], counted);
    await recallOrScore({ ...key, version: 2 }, model, cache, [0, 2], counted);
    await recallOrScore(key, model, cache, [0, 3], counted);
    await recallOrScore(key, model, cache, [0, 2], { ...counted, name: 'another' });
    expect(reads).toBe(10);
  });

  it('is done again where what was kept is damaged', async () => {
    const key = { folder: join(folder, 'damaged'), weights: 'a', version: 1 };
    const first = await recallOrScore(key, model, cache, [0, 1], UNTOUCHED);
    for (const name of await readdir(key.folder)) await writeFile(join(key.folder, name), '[1, "x"]');
    expect(await recallOrScore(key, model, cache, [0, 1], UNTOUCHED)).toEqual(first);
  });
});
