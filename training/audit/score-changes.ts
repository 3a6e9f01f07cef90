/** Reads films under every change with one model: network inputs are made one change at a time and thrown away. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import type { ImageCache } from '../data/cache.ts';
import { predictAll } from '../train/predict.ts';
import type { Change, DonorClass, Square } from './perturbations.ts';

const DONOR_SEED = 0xd0;

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
  const donors = change.donor === undefined ? null : drawDonors(cache, indices, change.donor);
  const inputs = new Float32Array(indices.length * area);
  for (const [row, index] of indices.entries()) {
    const donor = donors === null ? undefined : readSquare(cache, donors[row]);
    const changed = await change.apply(readSquare(cache, index), cache.sizePx, donor);
    inputs.set(standardize(changed), row * area);
  }
  return predictAll(model, inputs, cache.sizePx).rawLogits;
}

function readSquare(cache: ImageCache, index: number): Square {
  const area = cache.sizePx ** 2;
  return Float32Array.from(cache.pixels.subarray(index * area, (index + 1) * area), (value) => value / 255);
}

/** A donor for each film, of another patient. */
function drawDonors(cache: ImageCache, indices: readonly number[], donor: DonorClass): number[] {
  const random = createRandom(DONOR_SEED, indices.length);
  return indices.map((index) => {
    const own = cache.images[index];
    const pool = indices.filter((other) => {
      const { label, group } = cache.images[other];
      return group !== own.group && (label === own.label) === (donor === 'own class');
    });
    if (pool.length === 0) throw new RangeError(`There is no film of the ${donor} to take a part from.`);
    return pool[random.integer(pool.length)];
  });
}
