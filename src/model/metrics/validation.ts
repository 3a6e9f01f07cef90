/**
 * How the model does on a reader's own films, of which neither patients nor how they were chosen is known. Each film
 * stands for a patient of its own, so intervals are too narrow where several are of one.
 */
import type { Estimate } from '../model-card.ts';
import { drawByPatient, percentileInterval } from './bootstrap.ts';
import { type Confusion, countCalls } from './confusion.ts';
import { auroc } from './ranking.ts';
import { wilson } from './wilson.ts';

/** Calls against labels at a threshold, with Wilson's intervals; null where there is no film to count. */
export interface Calls {
  readonly confusion: Confusion;
  readonly accuracy: Estimate | null;
  readonly sensitivity: Estimate | null;
  readonly specificity: Estimate | null;
}

function shareOf(part: number, whole: number): Estimate | null {
  return whole === 0 ? null : wilson(part, whole);
}

/**
 * Counts calls, pneumonia being called at probability >= threshold.
 *
 * @param probabilities of pneumonia
 * @param labels 0 normal, 1 pneumonia; as many
 */
export function measureCalls(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): Calls {
  const confusion = countCalls(probabilities, labels, threshold);
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  return {
    confusion,
    accuracy: shareOf(truePositive + trueNegative, labels.length),
    sensitivity: shareOf(truePositive, truePositive + falseNegative),
    specificity: shareOf(trueNegative, trueNegative + falsePositive),
  };
}

/** Of the bootstrap; fixed, so that the same films always give the same interval. */
const SEED = 2018;
const RESAMPLES = 1000;

/**
 * Area under the ROC curve with its bootstrap interval, each film drawn by itself. The interval has no width where the
 * classes are apart altogether: the draws then say nothing of how far chance had a hand in it.
 * Stops after every draw, so that a page can answer in between.
 *
 * @returns null where a class is missing
 */
export function* estimateAuroc(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): Generator<undefined, Estimate | null> {
  const pneumonia = Array.from(labels).filter((label) => label === 1).length;
  if (pneumonia === 0 || pneumonia === labels.length) return null;
  const groups = Array.from(labels, (_, index) => String(index));
  // AUROC knows no threshold; the draws measure more than it.
  const options = { threshold: 0.5, seed: SEED, resamples: RESAMPLES };
  const drawn: number[] = [];
  for (const metrics of drawByPatient({ probabilities, labels, groups }, options)) {
    drawn.push(metrics.auroc);
    yield undefined;
  }
  return { value: auroc(probabilities, labels), ...percentileInterval(drawn) };
}
