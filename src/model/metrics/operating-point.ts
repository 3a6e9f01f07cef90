/**
 * What a threshold buys: counts read off the card's operating curve, and predictive values for a prevalence of the
 * reader's. The curve is thinned, so a threshold between two of its points is told with how much it may be off.
 */
import type { Estimate, MetricReport, OperatingPoint } from '../model-card.ts';
import { type Confusion, sensitivity, specificity } from './confusion.ts';
import { wilson, Z_97_5 } from './wilson.ts';

/** A curve and the set that it was measured on. */
export interface MeasuredCurve {
  /** By rising threshold, from 0 on. */
  readonly curve: readonly OperatingPoint[];
  /** Class sizes, and the exact counts at one threshold. */
  readonly report: Pick<MetricReport, 'normal' | 'pneumonia' | 'threshold' | 'confusion'>;
}

/** Counts at a threshold. */
export interface CountsAtThreshold {
  readonly confusion: Confusion;
  /** Where they were counted: the next point of the curve at or above the threshold asked for. */
  readonly threshold: number;
  /** At most so many films more are called pneumonia at the threshold asked for; 0 where the counts are exact. */
  readonly uncertainFilms: number;
}

interface CurvePoint {
  readonly threshold: number;
  readonly confusion: Confusion;
  /** The threshold is the score of a film, which is called at it and not above. */
  readonly isScore: boolean;
}

function called({ confusion }: CurvePoint): number {
  return confusion.truePositive + confusion.falsePositive;
}

function listPoints({ curve, report }: MeasuredCurve): CurvePoint[] {
  const { normal, pneumonia } = report;
  const points = curve.map(({ threshold, sensitivity: hitRate, specificity: passRate }): CurvePoint => {
    const truePositive = Math.round(hitRate * pneumonia);
    const trueNegative = Math.round(passRate * normal);
    const falseNegative = pneumonia - truePositive;
    const confusion = { truePositive, falseNegative, trueNegative, falsePositive: normal - trueNegative };
    return { threshold, confusion, isScore: threshold > 0 };
  });
  points.push({ threshold: report.threshold, confusion: report.confusion, isScore: false });
  const noneCalled = { truePositive: 0, falsePositive: 0, trueNegative: normal, falseNegative: pneumonia };
  // Stands for every threshold above the highest score.
  points.push({ threshold: Number.POSITIVE_INFINITY, confusion: noneCalled, isScore: false });
  return points.sort((a, b) => a.threshold - b.threshold);
}

/**
 * The counts at a threshold, pneumonia being called at probability >= threshold.
 *
 * @param threshold in (0, 1)
 * @throws RangeError when it is not, or the curve does not begin at 0
 */
export function countsAt(measured: MeasuredCurve, threshold: number): CountsAtThreshold {
  const points = listPoints(measured);
  const at = points.findIndex((point) => point.threshold >= threshold);
  if (!(threshold > 0 && threshold < 1 && at > 0)) {
    throw new RangeError(`The curve says nothing of a threshold of ${threshold}.`);
  }
  const [before, after] = [points[at - 1], points[at]];
  const between = called(before) - called(after) - (before.isScore ? 1 : 0);
  const isExact = after.threshold === threshold || between <= 0;
  return {
    confusion: after.confusion,
    threshold: isExact ? threshold : Math.min(after.threshold, 1),
    uncertainFilms: isExact ? 0 : between,
  };
}

/** Sensitivity and specificity with Wilson's interval, which takes images for independent. */
export interface Rates {
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
}

/**
 * Both rates of a set.
 *
 * @throws RangeError when a class is empty
 */
export function ratesOf({ truePositive, falseNegative, trueNegative, falsePositive }: Confusion): Rates {
  return {
    sensitivity: wilson(truePositive, truePositive + falseNegative),
    specificity: wilson(trueNegative, trueNegative + falsePositive),
  };
}

/** What a call means; null where nothing is called so. */
export interface PredictiveValues {
  /** Share of films called pneumonia that are. */
  readonly positive: Estimate | null;
  /** Share of films called normal that are. */
  readonly negative: Estimate | null;
}

/**
 * Predictive values where `prevalence` of the films are pneumonia (Bayes' theorem). Each grows with both rates, so that
 * the ends of two 97.5 % intervals bound it in 95 % of cases or more (Bonferroni; a little wide).
 *
 * @param prevalence in (0, 1)
 * @throws RangeError when it is not, or a class is empty
 */
export function predictiveValues(confusion: Confusion, prevalence: number): PredictiveValues {
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`${prevalence} is no prevalence.`);
  const { truePositive, falseNegative, trueNegative, falsePositive } = confusion;
  const hits = wilson(truePositive, truePositive + falseNegative, Z_97_5);
  const passes = wilson(trueNegative, trueNegative + falsePositive, Z_97_5);
  const positive = (hit: number, pass: number): number =>
    (prevalence * hit) / (prevalence * hit + (1 - prevalence) * (1 - pass));
  const negative = (hit: number, pass: number): number =>
    ((1 - prevalence) * pass) / ((1 - prevalence) * pass + prevalence * (1 - hit));
  const estimate = (share: typeof positive): Estimate => ({
    value: share(sensitivity(confusion), specificity(confusion)),
    lower: share(hits.lower, passes.lower),
    upper: share(hits.upper, passes.upper),
  });
  return {
    positive: truePositive + falsePositive === 0 ? null : estimate(positive),
    negative: trueNegative + falseNegative === 0 ? null : estimate(negative),
  };
}
