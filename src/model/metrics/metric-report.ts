/**
 * The full report on one set of images, in the form of the model card. The one place where a metric meets its interval:
 * Wilson for proportions of images (accuracy, sensitivity, specificity), the bootstrap by patient for the others.
 * Accuracy and AUPRC are at the set's own mix of classes; Brier and ECE weigh each class one half, as the probabilities do.
 */
import type { Estimate, MetricReport } from '../model-card.ts';
import {
  percentileInterval,
  type ResampledMetrics,
  type ResamplingSet,
  resampleByPatient,
} from './bootstrap.ts';
import { brier, ece } from './calibration-error.ts';
import { balancedAccuracy, confusionAt } from './confusion.ts';
import { auprc, auroc } from './ranking.ts';
import { checkScoredSet } from './scored-set.ts';
import { wilson } from './wilson.ts';

/** How to report. */
export interface ReportOptions {
  /** Pneumonia is called at probability >= threshold; in [0, 1]. */
  readonly threshold: number;
  /** Of the bootstrap. */
  readonly seed: number;
  /** What the images are and how they were (not) used. */
  readonly description: string;
  /** 2,000 when not given. */
  readonly resamples?: number;
}

/**
 * Computes every metric of a set with its 95 % interval.
 *
 * @throws RangeError when a class is empty, lengths differ, a probability is no number, or patients are too few
 */
export function computeMetrics(set: ResamplingSet, options: ReportOptions): MetricReport {
  const { probabilities, labels, groups } = set;
  const { threshold, seed, description, resamples = 2000 } = options;
  const { normal, pneumonia } = checkScoredSet(probabilities, labels);
  const confusion = confusionAt(probabilities, labels, threshold);
  const drawn = resampleByPatient(set, { threshold, seed, resamples });
  const withInterval = (value: number, name: keyof ResampledMetrics): Estimate => {
    const { lower, upper } = percentileInterval(drawn.map((metrics) => metrics[name]));
    // Resampling adds to a calibration error that is near 0, so that all draws may lie above what was measured.
    return { value, lower: Math.min(lower, value), upper: Math.max(upper, value) };
  };
  return {
    description,
    images: labels.length,
    patients: new Set(groups).size,
    normal,
    pneumonia,
    threshold,
    confusion,
    accuracy: wilson(confusion.truePositive + confusion.trueNegative, labels.length),
    balancedAccuracy: withInterval(balancedAccuracy(confusion), 'balancedAccuracy'),
    sensitivity: wilson(confusion.truePositive, pneumonia),
    specificity: wilson(confusion.trueNegative, normal),
    auroc: withInterval(auroc(probabilities, labels), 'auroc'),
    auprc: withInterval(auprc(probabilities, labels), 'auprc'),
    brier: withInterval(brier(probabilities, labels), 'brier'),
    ece: withInterval(ece(probabilities, labels), 'ece'),
  };
}
