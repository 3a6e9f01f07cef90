/**
 * What depends on the order of the scores alone: ROC, its area, average precision, the operating curve. Any monotone
 * score will do, logits too.
 */
import type { OperatingPoint } from '../model-card.ts';
import { checkScoredSet, sortByScore } from './scored-set.ts';

/** One corner of the ROC curve. */
export interface RocPoint {
  /** Called pneumonia at score >= threshold; Infinity at the start, where nothing is. */
  readonly threshold: number;
  /** 1 - specificity. */
  readonly falsePositiveRate: number;
  /** Sensitivity. */
  readonly truePositiveRate: number;
}

/**
 * The ROC curve, from (0, 0) to (1, 1): one point for each distinct score, highest first. Tied scores move together, so
 * that the trapezoids below it give the area with ties averaged.
 *
 * @throws RangeError as `checkScoredSet`
 */
export function rocPoints(scores: ArrayLike<number>, labels: ArrayLike<number>): RocPoint[] {
  const { normal, pneumonia } = checkScoredSet(scores, labels);
  const order = sortByScore(scores);
  const points: RocPoint[] = [
    { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
  ];
  let hits = 0;
  order.forEach((index, rank) => {
    hits += labels[index];
    const isLastOfTie = rank === order.length - 1 || scores[order[rank + 1]] !== scores[index];
    if (!isLastOfTie) return;
    const falsePositiveRate = (rank + 1 - hits) / normal;
    points.push({ threshold: scores[index], falsePositiveRate, truePositiveRate: hits / pneumonia });
  });
  return points;
}

/**
 * Area under the ROC curve: the chance that a pneumonia image scores above a normal one, ties counting one half
 * (Hanley and McNeil, Radiology 1982).
 *
 * @returns a number in [0, 1]
 * @throws RangeError as `checkScoredSet`
 */
export function auroc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const points = rocPoints(scores, labels);
  let area = 0;
  for (let i = 1; i < points.length; i += 1) {
    const width = points[i].falsePositiveRate - points[i - 1].falsePositiveRate;
    area += (width * (points[i].truePositiveRate + points[i - 1].truePositiveRate)) / 2;
  }
  return area;
}

/**
 * Area under the precision-recall curve as average precision: the sum over distinct scores of precision times the gain
 * in recall, without interpolation. Depends on the set's mix of classes: pneumonia's share is what chance gives.
 *
 * @returns a number in (0, 1]
 * @throws RangeError as `checkScoredSet`
 */
export function auprc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const { normal, pneumonia } = checkScoredSet(scores, labels);
  let sum = 0;
  let recall = 0;
  for (const { truePositiveRate, falsePositiveRate } of rocPoints(scores, labels).slice(1)) {
    const truePositive = truePositiveRate * pneumonia;
    const precision = truePositive / (truePositive + falsePositiveRate * normal);
    sum += precision * (truePositiveRate - recall);
    recall = truePositiveRate;
  }
  return sum;
}

/**
 * What each threshold buys, thinned for a slider and a chart.
 *
 * Points lie at the distinct probabilities, from threshold 0 (everything called) to 1. When there are more than
 * `maxPoints`, those are kept that divide the length of the ROC curve evenly (so that neither rate jumps by more than
 * about 2 / maxPoints between two points), both ends always.
 *
 * @param probabilities in [0, 1]
 * @param maxPoints at least 2
 * @returns points by rising threshold; sensitivity falls, specificity rises
 * @throws RangeError as `checkScoredSet`, or for fewer than 2 points
 */
export function operatingCurve(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  maxPoints: number,
): OperatingPoint[] {
  if (!Number.isInteger(maxPoints) || maxPoints < 2) throw new RangeError(`${maxPoints} points are too few.`);
  const points = rocPoints(probabilities, labels);
  const ascending: OperatingPoint[] = [{ threshold: 0, sensitivity: 1, specificity: 0 }];
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const { threshold, truePositiveRate, falsePositiveRate } = points[i];
    const point = { sensitivity: truePositiveRate, specificity: 1 - falsePositiveRate };
    if (threshold > 0 && threshold < 1) ascending.push({ threshold, ...point });
    else if (threshold >= 1 && ascending[ascending.length - 1].threshold < 1) {
      ascending.push({ threshold: 1, ...point });
    }
  }
  return thin(ascending, maxPoints);
}

function thin(points: readonly OperatingPoint[], maxPoints: number): OperatingPoint[] {
  if (points.length <= maxPoints) return [...points];
  const lengths = points.map((point, index) => {
    if (index === 0) return 0;
    const before = points[index - 1];
    return before.sensitivity - point.sensitivity + point.specificity - before.specificity;
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const kept: OperatingPoint[] = [points[0]];
  let walked = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    walked += lengths[i];
    const isDue = walked >= (total * kept.length) / (maxPoints - 1);
    if (isDue && kept.length < maxPoints - 1) kept.push(points[i]);
  }
  kept.push(points[points.length - 1]);
  return kept;
}
