/**
 * The indeterminate zone, by split conformal prediction for each class on its own (Vovk, Gammerman and Shafer 2005,
 * label-conditional; finite-sample quantile as in Romano et al., NeurIPS 2020): on images like those it was derived from,
 * at least the stated share of each class is not called the other class.
 */
import { checkScoredSet } from './scored-set.ts';

/** Cut-offs on the probability of pneumonia; between them (inclusive) the model declines. */
export interface Zones {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Derives the zone from held-out images.
 *
 * For each class the cut-off is the ceil((n + 1) * coverage)-th smallest of its non-conformity scores: p for normal,
 * 1 - p for pneumonia. An image may be normal up to the first cut-off, pneumonia from the second one on. Where the two
 * overlap the image may be either; where they leave a gap it may be neither: both are indeterminate, and so the zone runs
 * from the lower to the upper of the two, whichever comes first. Too few images for the coverage give the whole range.
 *
 * @param probabilities of pneumonia, in [0, 1], of images that neither the model nor the calibration saw
 * @param coverage in (0, 1)
 * @returns 0 <= lower <= upper <= 1
 * @throws RangeError for a coverage outside (0, 1), or as `checkScoredSet`
 */
export function conformalZones(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  coverage: number,
): Zones {
  if (!(coverage > 0 && coverage < 1)) throw new RangeError(`A coverage of ${coverage} is not possible.`);
  checkScoredSet(probabilities, labels);
  const scores: [number[], number[]] = [[], []];
  for (let i = 0; i < labels.length; i += 1) {
    if (labels[i] === 1) scores[1].push(1 - probabilities[i]);
    else scores[0].push(probabilities[i]);
  }
  // No score lies beyond 1.
  const normalUpTo = conformalQuantile(scores[0], coverage, 1);
  const pneumoniaFrom = 1 - conformalQuantile(scores[1], coverage, 1);
  return { lower: Math.min(normalUpTo, pneumoniaFrom), upper: Math.max(normalUpTo, pneumoniaFrom) };
}

/**
 * The finite-sample quantile: a new score of the same kind stays within it with at least the probability `coverage`.
 *
 * @param coverage in (0, 1)
 * @param largest what to give when there are too few scores for the coverage
 */
export function conformalQuantile(scores: readonly number[], coverage: number, largest: number): number {
  // (n + 1) * coverage may miss a whole number by rounding: 20 * 0.95 must give rank 19, not 20.
  const rank = Math.ceil((scores.length + 1) * coverage - 1e-9);
  if (rank > scores.length) return largest;
  return [...scores].sort((a, b) => a - b)[rank - 1];
}
