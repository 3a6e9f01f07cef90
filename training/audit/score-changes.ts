/**
 * Reads films under every change with one model: network inputs are made one change at a time and thrown away, scores are
 * kept in the run's folder, so that an audit that was stopped goes on where it was.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import type { ImageCache } from '../data/cache.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { predictAll } from '../train/predict.ts';
import type { Change, DonorClass, Square } from './perturbations.ts';

const DONOR_SEED = 0xd0;

/** What scores belong to: they are only taken up again for the very same. */
export interface ScoreKey {
  /** Folder of kept scores. */
  readonly folder: string;
  /** Hash of the weights: a run and its fold, or a model. */
  readonly weights: string;
  /** Names the change's code; raise it when a change of the same name computes something else. */
  readonly version: number;
}

/**
 * `scoreChange`, unless its result was kept.
 *
 * @throws RangeError as `scoreChange`
 */
export async function recallOrScore(
  key: ScoreKey,
  model: LayersModel,
  cache: ImageCache,
  indices: readonly number[],
  change: Change,
): Promise<Float32Array> {
  const text = JSON.stringify([key.weights, key.version, cache.sha256, cache.sizePx, change.name, indices]);
  const file = join(key.folder, `${createHash('sha256').update(text).digest('hex').slice(0, 24)}.json`);
  const kept = await readScores(file);
  if (kept !== null && kept.length === indices.length) return Float32Array.from(kept);
  const scores = await scoreChange(model, cache, indices, change);
  await writeFileAtomic(file, JSON.stringify(Array.from(scores)));
  return scores;
}

/** Null when there is none; a damaged file counts as none. */
async function readScores(file: string): Promise<number[] | null> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(parsed) && parsed.every((value) => typeof value === 'number') ? parsed : null;
  } catch {
    return null;
  }
}

/**
 * Raw logits of some films under one change. A donor is drawn, with a fixed seed, from the same films.
 *
 * @param indices into `cache.images`
 * @throws RangeError when a change needs a donor and a class has none
 */
export async function scoreChange(
  model: LayersModel,
  cache: ImageCache,
  indices: readonly number[],
  change: Change,
): Promise<Float32Array> {
  const area = cache.sizePx ** 2;
  const donors =
    change.donor === undefined ? null : drawDonors(cache, indices, change.donor, change.canDonate);
  const inputs = new Float32Array(indices.length * area);
  for (const [row, index] of indices.entries()) {
    const own = readSquare(cache, index);
    const paths = { own: cache.images[index].path };
    const changed = await (donors === null
      ? change.apply(own, cache.sizePx, undefined, paths)
      : change.apply(own, cache.sizePx, readSquare(cache, donors[row]), {
          ...paths,
          donor: cache.images[donors[row]].path,
        }));
    inputs.set(standardize(changed), row * area);
  }
  return predictAll(model, inputs, cache.sizePx).rawLogits;
}

function readSquare(cache: ImageCache, index: number): Square {
  const area = cache.sizePx ** 2;
  return Float32Array.from(cache.pixels.subarray(index * area, (index + 1) * area), (value) => value / 255);
}

/** A donor for each film, of another patient. */
function drawDonors(
  cache: ImageCache,
  indices: readonly number[],
  donor: DonorClass,
  canDonate: (path: string) => boolean = () => true,
): number[] {
  const random = createRandom(DONOR_SEED, indices.length);
  return indices.map((index) => {
    const own = cache.images[index];
    const pool = indices.filter((other) => {
      const { label, group, path } = cache.images[other];
      return group !== own.group && (label === own.label) === (donor === 'own class') && canDonate(path);
    });
    if (pool.length === 0) throw new RangeError(`There is no film of the ${donor} to take a part from.`);
    return pool[random.integer(pool.length)];
  });
}
