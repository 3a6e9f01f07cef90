/**
 * Fits the judge of orientation: a conditional logit over the eight ways in which a film can lie (McFadden, 1974), whose
 * one set of weights is shared by all. It learns from upright films alone, since turning a film only changes which of the
 * eight scores belongs to which way.
 */
import {
  CORRECTIONS,
  type OrientationModel,
  type QuarterTurns,
  shrinkForOrientation,
  turnIndices,
} from '../../src/model/orientation.ts';
import { standardize } from '../../src/model/preprocess.ts';
import { minimize } from './minimize.ts';

/** Side of the small copies: 10 is nearly as good, 8 is not. */
export const ORIENTATION_SIDE_PX = 16;

/** Weight of the squared length of the weights against the summed log likelihood. */
const RIDGE = 10;

/** Small copies of upright films, [N, side * side]. */
export interface OrientationData {
  readonly sidePx: number;
  readonly small: Float32Array;
}

/**
 * Small copies of square films.
 *
 * @param images values of any range, sizePx * sizePx each; taken one by one, so that they need not all be in memory
 */
export function shrinkAll(images: Iterable<Float32Array>, count: number, sizePx: number): OrientationData {
  const area = ORIENTATION_SIDE_PX ** 2;
  const small = new Float32Array(count * area);
  let at = 0;
  for (const image of images) {
    small.set(shrinkForOrientation(standardize(image), sizePx, ORIENTATION_SIDE_PX), at);
    at += area;
  }
  return { sidePx: ORIENTATION_SIDE_PX, small };
}

/**
 * Fits the weights.
 *
 * @returns side * side weights, rounded to four decimals as they are shipped
 */
export function fitOrientation({ sidePx, small }: OrientationData): Float64Array {
  const area = sidePx ** 2;
  const turns = ([0, 1, 2, 3] as const).map((turn: QuarterTurns) => turnIndices(sidePx, turn));
  const scores = new Float64Array(CORRECTIONS.length);
  const weights = minimize((at, gradient) => {
    let loss = 0;
    for (let k = 0; k < area; k += 1) {
      loss += (RIDGE / 2) * at[k] ** 2;
      gradient[k] = RIDGE * at[k];
    }
    for (let start = 0; start < small.length; start += area) {
      for (let turn = 0; turn < 4; turn += 1) {
        const from = turns[turn];
        let score = 0;
        for (let k = 0; k < area; k += 1) score += at[k] * small[start + from[k]];
        scores[turn] = score;
        scores[turn + 4] = -score;
      }
      let largest = scores[0];
      for (let k = 1; k < 8; k += 1) if (scores[k] > largest) largest = scores[k];
      let sum = 0;
      for (let k = 0; k < 8; k += 1) sum += Math.exp(scores[k] - largest);
      loss += largest + Math.log(sum) - scores[0];
      for (let turn = 0; turn < 4; turn += 1) {
        const from = turns[turn];
        const pull = (Math.exp(scores[turn] - largest) - Math.exp(scores[turn + 4] - largest)) / sum;
        const factor = turn === 0 ? pull - 1 : pull;
        for (let k = 0; k < area; k += 1) gradient[k] += factor * small[start + from[k]];
      }
    }
    return loss;
  }, new Float64Array(area));
  return weights.map((weight) => Math.round(weight * 1e4) / 1e4);
}

/** The judge of given weights. */
export function toOrientationModel(weights: ArrayLike<number>, minEvidence: number): OrientationModel {
  return { sidePx: ORIENTATION_SIDE_PX, weights, minEvidence };
}
