/** Counts of right and wrong calls at a threshold, and what follows from them. */
import type { MetricReport } from '../model-card.ts';
import { checkScoredSet } from './scored-set.ts';

/** Calls against labels; pneumonia is the positive class. */
export type Confusion = MetricReport['confusion'];

/**
 * Counts calls, pneumonia being called at probability >= threshold.
 *
 * @throws RangeError as `checkScoredSet`
 */
export function confusionAt(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): Confusion {
  checkScoredSet(probabilities, labels);
  return countCalls(probabilities, labels, threshold);
}

/** As `confusionAt`, for a set that may lack a class. */
export function countCalls(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): Confusion {
  const confusion = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 };
  for (let i = 0; i < labels.length; i += 1) {
    const isCalled = probabilities[i] >= threshold;
    if (labels[i] === 1) confusion[isCalled ? 'truePositive' : 'falseNegative'] += 1;
    else confusion[isCalled ? 'falsePositive' : 'trueNegative'] += 1;
  }
  return confusion;
}

/** Share of right calls, at the set's own mix of classes. */
export function accuracy(confusion: Confusion): number {
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  return (truePositive + trueNegative) / (truePositive + falsePositive + trueNegative + falseNegative);
}

/** Share of pneumonia images that are called so. */
export function sensitivity({ truePositive, falseNegative }: Confusion): number {
  return truePositive / (truePositive + falseNegative);
}

/** Share of normal images that are called so. */
export function specificity({ trueNegative, falsePositive }: Confusion): number {
  return trueNegative / (trueNegative + falsePositive);
}

/** Mean of sensitivity and specificity: the accuracy at a prior of one half. */
export function balancedAccuracy(confusion: Confusion): number {
  return (sensitivity(confusion) + specificity(confusion)) / 2;
}
