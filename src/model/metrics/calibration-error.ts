/**
 * How far probabilities lie from what happens. The probabilities are meant for a prior of one half, so each class weighs
 * one half here, whatever its size: on this scale a constant 0.5 has a Brier score of 0.25 and an ECE of 0.
 */
import { checkScoredSet, sortByScore } from './scored-set.ts';

/** Bins of the expected calibration error. */
export const ECE_BINS = 15;

/**
 * Brier score with each class weighing one half: the mean of (1 - p)^2 over pneumonia and of p^2 over normal, averaged
 * (G. W. Brier, Monthly Weather Review 1950).
 *
 * @param probabilities of pneumonia, in [0, 1], for a prior of one half
 * @returns 0 (perfect) to 1
 * @throws RangeError as `checkScoredSet`
 */
export function brier(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  const { normal, pneumonia } = checkScoredSet(probabilities, labels);
  const sums: [number, number] = [0, 0];
  for (let i = 0; i < labels.length; i += 1) {
    sums[labels[i] === 1 ? 1 : 0] += (labels[i] - probabilities[i]) ** 2;
  }
  return (sums[0] / normal + sums[1] / pneumonia) / 2;
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** Weighted mean of the probabilities. */
  readonly meanProbability: number;
  /** Weighted share of pneumonia. */
  readonly pneumoniaShare: number;
  /** Share of all weight, with each class weighing one half. */
  readonly weight: number;
  /** Images labelled so. */
  readonly normal: number;
  readonly pneumonia: number;
}

/**
 * Bins of equal weight by rising probability, each class weighing one half in all. Tied probabilities stay together, so
 * the result does not depend on the order of the images; empty bins are left out.
 *
 * @throws RangeError as `checkScoredSet`
 */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins: number = ECE_BINS,
): ReliabilityBin[] {
  const totals = checkScoredSet(probabilities, labels);
  const weights = [1 / (2 * totals.normal), 1 / (2 * totals.pneumonia)];
  const sums = Array.from({ length: bins }, () => ({ probability: 0, normal: 0, pneumonia: 0 }));
  const order = sortByScore(probabilities);
  let done = 0;
  for (let end = order.length; end > 0; ) {
    // Lowest first: the order is from the highest score down, so a tie is read from its end.
    let start = end - 1;
    while (start > 0 && probabilities[order[start - 1]] === probabilities[order[end - 1]]) start -= 1;
    const tied = { normal: 0, pneumonia: 0 };
    for (let i = start; i < end; i += 1) tied[labels[order[i]] === 1 ? 'pneumonia' : 'normal'] += 1;
    const weight = tied.normal * weights[0] + tied.pneumonia * weights[1];
    const bin = sums[Math.min(bins - 1, Math.floor(bins * (done + weight / 2)))];
    bin.probability += weight * probabilities[order[start]];
    bin.normal += tied.normal;
    bin.pneumonia += tied.pneumonia;
    done += weight;
    end = start;
  }
  return sums
    .filter((bin) => bin.normal + bin.pneumonia > 0)
    .map(({ probability, normal, pneumonia }) => {
      const weight = normal * weights[0] + pneumonia * weights[1];
      return {
        meanProbability: probability / weight,
        pneumoniaShare: (pneumonia * weights[1]) / weight,
        weight,
        normal,
        pneumonia,
      };
    });
}

/**
 * Expected calibration error over bins of equal weight (Naeini et al., AAAI 2015; equal mass as in Nixon et al., CVPR-W
 * 2019), each class weighing one half.
 *
 * @returns 0 to 1
 * @throws RangeError as `checkScoredSet`
 */
export function ece(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins: number = ECE_BINS,
): number {
  return reliabilityBins(probabilities, labels, bins).reduce(
    (sum, bin) => sum + bin.weight * Math.abs(bin.meanProbability - bin.pneumoniaShare),
    0,
  );
}
