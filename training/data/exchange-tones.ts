/**
 * Films in another film's tones: the grey curve that gives one film the histogram of another. How bright the lungs of a series are,
 * and how its machine draws its greys, then says little of the label. Unlike a curve drawn by chance (`tone`), it stays among those
 * that films have. Histogram matching as in Gonzalez and Woods, "Digital Image Processing", 3.3.2; between domains as a change of
 * style, as in Xu et al., "A Fourier-based Framework for Domain Generalization", CVPR 2021.
 */
import { standardize } from '../../src/model/preprocess.ts';
import type { Random } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';
import { partnerOf } from './mix.ts';

/** How tones are exchanged. */
export interface ToneExchangeConfig {
  /** Share of all films that get another one's tones. */
  readonly chance: number;
  /** Most that a film goes towards them, from 0 (not at all) to 1 (all the way); drawn evenly below. */
  readonly most: number;
}

/** Steps between a film's darkest and brightest value; between their ends the curve is drawn straight. */
const STEPS = 256;

/**
 * Gives some films of a batch the tones of the film half a batch further on, whatever its class: the order of a batch is
 * random, so that class is too.
 *
 * @param sizePx side of the images in `batch.x`
 * @returns the batch with new `x`, each changed film standardised again
 */
export function exchangeTones(
  batch: TrainingBatch,
  sizePx: number,
  { chance, most }: ToneExchangeConfig,
  random: Random,
): TrainingBatch {
  const size = batch.y.length;
  const area = sizePx * sizePx;
  const x = batch.x.slice();
  for (let slot = 0; slot < size; slot += 1) {
    if (random.uniform() >= chance) continue;
    const share = most * random.uniform();
    const partner = partnerOf(slot, size);
    const film = x.subarray(slot * area, (slot + 1) * area);
    // Of the given batch: the partner may have been changed already.
    const other = batch.x.subarray(partner * area, (partner + 1) * area);
    const own = countShares(film);
    const others = countShares(other);
    const curve = own.below.map((below) => valueAt(others, below));
    for (let at = 0; at < area; at += 1) {
      const place = (film[at] - own.lowest) / own.step;
      film[at] += share * (interpolate(curve, place) - film[at]);
    }
    standardize(film, film);
  }
  return { ...batch, x };
}

/** How the values of a film are spread. */
interface Shares {
  readonly lowest: number;
  /** Width of a step; above 0. */
  readonly step: number;
  /** Share of the values below each step's beginning, and at last of all: from 0 to 1, rising. */
  readonly below: Float64Array;
}

function countShares(film: Float32Array): Shares {
  let [lowest, highest] = [film[0], film[0]];
  for (let at = 1; at < film.length; at += 1) {
    if (film[at] < lowest) lowest = film[at];
    if (film[at] > highest) highest = film[at];
  }
  const step = Math.max(highest - lowest, Number.EPSILON) / STEPS;
  const below = new Float64Array(STEPS + 1);
  for (let at = 0; at < film.length; at += 1) {
    const place = Math.min(STEPS - 1, Math.floor((film[at] - lowest) / step));
    below[place + 1] += 1 / film.length;
  }
  for (let place = 1; place <= STEPS; place += 1) below[place] += below[place - 1];
  return { lowest, step, below };
}

/** The value that a share of a film's values lies below. */
function valueAt({ lowest, step, below }: Shares, share: number): number {
  // The first step that ends at or beyond the share.
  let [low, high] = [1, STEPS];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below[middle] >= share) high = middle;
    else low = middle + 1;
  }
  const inStep = below[low] - below[low - 1];
  const part = inStep > 0 ? Math.min(1, Math.max(0, (share - below[low - 1]) / inStep)) : 0;
  return lowest + step * (low - 1 + part);
}

/** Between two entries in proportion; `place` from 0 to the last. */
function interpolate(curve: Float64Array, place: number): number {
  const left = Math.min(STEPS - 1, Math.floor(place));
  return curve[left] + (place - left) * (curve[left + 1] - curve[left]);
}
