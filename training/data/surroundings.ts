/**
 * Films whose surroundings are another film's, and films without a thorax. What lies beside the lungs (arms, collimation, letters,
 * the table) then says nothing of the label, and a network that reads it is told so by its loss: in the first the thorax, and with
 * it the label, stays; in the second nothing is left to go by, and the target is one half. Both after Chang et al., "Towards Robust
 * Classification Model by Counterfactual and Invariant Data Generation", CVPR 2021.
 */
import { standardize } from '../../src/model/preprocess.ts';
import type { Random } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';
import { partnerOf } from './mix.ts';

/** How surroundings are replaced. */
export interface SurroundingsConfig {
  /** Share of all films whose surroundings are replaced. */
  readonly chance: number;
  /** Share of all films, others, whose thorax is painted over and whose target is one half; 0 where not given. With `chance` at most 1. */
  readonly hiddenChance?: number;
  /** Chance that what is put around a thorax is one grey rather than another film. */
  readonly greyChance: number;
  /** Least and largest half axis of the ellipse that stays, or is hidden, in x and in y, as shares of half the side. */
  readonly halfWidth: readonly [number, number];
  readonly halfHeight: readonly [number, number];
  /** Largest shift of its middle either way, as a share of half the side. */
  readonly shift: number;
  /** Largest width of the seam, over which one film passes into the other, as a share of the half axes. */
  readonly seam: number;
}

/** Target of a film without a thorax. */
const UNDECIDED = 0.5;

/**
 * Replaces the surroundings of some films of a batch by those of the film half a batch further on, whatever its class: the
 * order of a batch is random, so that class is too. Of some others it hides the thorax.
 *
 * @param sizePx side of the images in `batch.x`
 * @returns the batch with new `x` and `y`, each changed film standardised again; the weights are the given ones
 * @throws RangeError where the two shares are more than all
 */
export function replaceSurroundings(
  batch: TrainingBatch,
  sizePx: number,
  config: SurroundingsConfig,
  random: Random,
): TrainingBatch {
  const { chance, hiddenChance = 0, greyChance } = config;
  if (chance + hiddenChance > 1) throw new RangeError('More than all films are to be changed.');
  const size = batch.y.length;
  const area = sizePx * sizePx;
  const x = batch.x.slice();
  const y = batch.y.slice();
  for (let slot = 0; slot < size; slot += 1) {
    const drawn = random.uniform();
    if (drawn >= chance + hiddenChance) continue;
    const film = x.subarray(slot * area, (slot + 1) * area);
    if (drawn < chance) {
      const partner = partnerOf(slot, size);
      // Of the given batch: the partner may have been changed already.
      const other = batch.x.subarray(partner * area, (partner + 1) * area);
      const grey = random.uniform() < greyChance ? drawGrey(random) : null;
      const ellipse = drawEllipse(config, random);
      forEachRadius(sizePx, ellipse, (at, radius) => {
        film[at] += outsideShare(radius, ellipse.seam) * ((grey ?? other[at]) - film[at]);
      });
    } else {
      const ellipse = drawEllipse(config, random);
      const grey = random.uniform() < 0.5 ? meanOutside(film, sizePx, ellipse) : drawGrey(random);
      forEachRadius(sizePx, ellipse, (at, radius) => {
        film[at] += (1 - outsideShare(radius, ellipse.seam)) * (grey - film[at]);
      });
      y[slot] = UNDECIDED;
    }
    standardize(film, film);
  }
  return { ...batch, x, y };
}

interface Ellipse {
  /** Of the middle; -1 to 1 across the film, as are the half axes. */
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly seam: number;
}

function drawEllipse(config: SurroundingsConfig, random: Random): Ellipse {
  const pick = ([least, most]: readonly [number, number]): number =>
    least + (most - least) * random.uniform();
  return {
    x: config.shift * (2 * random.uniform() - 1),
    y: config.shift * (2 * random.uniform() - 1),
    halfWidth: pick(config.halfWidth),
    halfHeight: pick(config.halfHeight),
    seam: config.seam * random.uniform(),
  };
}

/** Within two standard deviations of a film's mean. */
function drawGrey(random: Random): number {
  return 4 * random.uniform() - 2;
}

/** 0 inside of the ellipse, 1 outside of its seam. */
function outsideShare(radius: number, seam: number): number {
  if (radius <= 1) return 0;
  return radius < 1 + seam ? (radius - 1) / seam : 1;
}

/** Unlike the whole film's mean, that of what is left knows nothing of what is hidden. */
function meanOutside(film: Float32Array, sizePx: number, ellipse: Ellipse): number {
  let [sum, count] = [0, 0];
  forEachRadius(sizePx, ellipse, (at, radius) => {
    if (radius <= 1) return;
    sum += film[at];
    count += 1;
  });
  return count === 0 ? 0 : sum / count;
}

/** Visits every pixel with its distance from the ellipse's middle; 1 on the ellipse. */
function forEachRadius(sizePx: number, ellipse: Ellipse, visit: (at: number, radius: number) => void): void {
  for (let row = 0, at = 0; row < sizePx; row += 1) {
    const y = ((2 * (row + 0.5)) / sizePx - 1 - ellipse.y) / ellipse.halfHeight;
    for (let column = 0; column < sizePx; column += 1, at += 1) {
      const x = ((2 * (column + 0.5)) / sizePx - 1 - ellipse.x) / ellipse.halfWidth;
      visit(at, Math.sqrt(x * x + y * y));
    }
  }
}
