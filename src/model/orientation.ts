/**
 * Whether a film lies as the network expects it: upright, air black. A linear score of a 16 x 16 copy says how much a film
 * looks like an upright one; it is asked of the film as it is, turned by 90, 180 and 270 degrees, and each of these
 * inverted, and the best of the eight wins. So one set of weights serves every turn, and no turn is favoured.
 * Pure. Invariant: a film is taken as it is unless another way of lying is clearly likelier.
 */
import { standardize } from './preprocess.ts';

/** Quarter turns clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** What makes a film lie right: the turn first, then the inversion. */
export interface Correction {
  readonly quarterTurns: QuarterTurns;
  /** Black and white change places. */
  readonly isInverted: boolean;
}

/** A fitted judge; `training/quality` makes it. */
export interface OrientationModel {
  /** Side of the small copy. */
  readonly sidePx: number;
  /** sidePx * sidePx weights, row by row. */
  readonly weights: ArrayLike<number>;
  /** Log odds from which another way of lying is believed. */
  readonly minEvidence: number;
}

/** What was found. */
export interface Orientation {
  /** The likeliest correction, whether it is believed or not. */
  readonly correction: Correction;
  /** Log odds of that correction against the film as it is; 0 where the film as it is wins. */
  readonly evidence: number;
  /** Whether the film should be corrected before it is read. */
  readonly isWrong: boolean;
}

const TURNS: readonly QuarterTurns[] = [0, 1, 2, 3];

/** Every way of lying; the film as it is comes first. */
export const CORRECTIONS: readonly Correction[] = [false, true].flatMap((isInverted) =>
  TURNS.map((quarterTurns) => ({ quarterTurns, isInverted })),
);

/** One correction after another: turning and inverting do not mind their order. */
export function combineCorrections(first: Correction, second: Correction): Correction {
  return {
    quarterTurns: ((first.quarterTurns + second.quarterTurns) % 4) as QuarterTurns,
    isInverted: first.isInverted !== second.isInverted,
  };
}

/** Whether a correction changes nothing. */
export function isIdentity({ quarterTurns, isInverted }: Correction): boolean {
  return quarterTurns === 0 && !isInverted;
}

/**
 * For each place of a square turned clockwise, the place in the square as it was that its value comes from.
 *
 * @returns sidePx * sidePx indices, row by row
 */
export function turnIndices(sidePx: number, quarterTurns: QuarterTurns): Uint32Array {
  const last = sidePx - 1;
  return Uint32Array.from({ length: sidePx * sidePx }, (_, index) => {
    const [x, y] = [index % sidePx, Math.floor(index / sidePx)];
    const from = [
      [x, y],
      [y, last - x],
      [last - x, last - y],
      [last - y, x],
    ][quarterTurns];
    return from[1] * sidePx + from[0];
  });
}

/**
 * Corrects a network input in place of its film. The filter that scales a film favours no direction, and a standardised
 * input is inverted by its sign, so that the result is the corrected film's own input but for rounding.
 *
 * @param input sizePx * sizePx standardised values
 * @returns a new array
 * @throws RangeError when the input has another length
 */
export function correctInput(input: Float32Array, sizePx: number, correction: Correction): Float32Array {
  if (input.length !== sizePx * sizePx)
    throw new RangeError(`${input.length} values are no square of ${sizePx} px.`);
  const from = turnIndices(sizePx, correction.quarterTurns);
  const sign = correction.isInverted ? -1 : 1;
  return Float32Array.from(from, (at) => sign * input[at]);
}

/**
 * The small copy that is judged: means of equal squares, standardised.
 *
 * @param input sizePx * sizePx values of any range
 * @returns a new array of sidePx * sidePx values, mean 0, standard deviation 1
 * @throws RangeError when sizePx is no multiple of sidePx or the input has another length
 */
export function shrinkForOrientation(input: Float32Array, sizePx: number, sidePx: number): Float32Array {
  const step = sizePx / sidePx;
  if (!Number.isInteger(step) || input.length !== sizePx * sizePx) {
    throw new RangeError(`${input.length} values do not make ${sidePx} squares of ${sizePx} px.`);
  }
  const small = new Float32Array(sidePx * sidePx);
  for (let y = 0; y < sizePx; y += 1) {
    const row = Math.floor(y / step) * sidePx;
    for (let x = 0; x < sizePx; x += 1) small[row + Math.floor(x / step)] += input[y * sizePx + x];
  }
  return standardize(small, small);
}

/** The natural logarithm of a sum of exponentials, without overflow. */
function addExponentials(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * Judges a network input.
 *
 * @param input sizePx * sizePx standardised values, as `preprocess` gives them
 * @throws RangeError as `shrinkForOrientation`
 */
export function judgeOrientation(input: Float32Array, sizePx: number, model: OrientationModel): Orientation {
  const { sidePx, weights, minEvidence } = model;
  const small = shrinkForOrientation(input, sizePx, sidePx);
  const upright = TURNS.map((turns) => {
    const from = turnIndices(sidePx, turns);
    let score = 0;
    for (let at = 0; at < small.length; at += 1) score += weights[at] * small[from[at]];
    return score;
  });
  // An inverted copy has every value's sign changed, hence the score's.
  const scores = [...upright, ...upright.map((score) => -score)];
  const others = scores.slice(1);
  const best = 1 + others.indexOf(Math.max(...others));
  const isBest = scores[best] > scores[0];
  const evidence = isBest ? addExponentials(others) - scores[0] : 0;
  return {
    correction: CORRECTIONS[isBest ? best : 0],
    evidence,
    isWrong: evidence >= minEvidence,
  };
}
