/**
 * Intervals of the metrics that are no proportions: the bootstrap by patient (Efron 1979; whole clusters are redrawn since
 * the images of one patient are alike). All metrics of a resample come from one walk along the scores, sorted once.
 */
import { createRandom } from '../random.ts';
import { ECE_BINS } from './calibration-error.ts';
import { checkScoredSet, sortByScore } from './scored-set.ts';

/** What one resample gives. */
export interface ResampledMetrics {
  readonly auroc: number;
  readonly auprc: number;
  readonly brier: number;
  readonly ece: number;
  readonly balancedAccuracy: number;
}

/** A set to resample. */
export interface ResamplingSet {
  /** Of pneumonia, in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  /** Patient of each image. */
  readonly groups: readonly string[];
}

/** How often and from which seed. */
export interface ResamplingOptions {
  readonly threshold: number;
  readonly seed: number;
  readonly resamples: number;
}

/** The set in order of falling probability, with patients as numbers. */
interface SortedSet {
  readonly probabilities: Float64Array;
  readonly labels: Uint8Array;
  readonly patients: Uint32Array;
  readonly patientCount: number;
}

/**
 * Draws as many patients as there are, with replacement, again and again, and computes the metrics of each draw. A draw
 * that lacks a class is drawn again.
 *
 * @returns one entry per resample, in the order drawn; the same seed gives the same ones, whatever the order of the images
 * @throws RangeError as `checkScoredSet`, when groups don't fit, or when hardly any draw has both classes
 */
export function resampleByPatient(set: ResamplingSet, options: ResamplingOptions): ResampledMetrics[] {
  return Array.from(drawByPatient(set, options));
}

/**
 * The same draws one at a time, so that whoever computes on a page's own thread can stop between any two.
 *
 * @throws RangeError as `resampleByPatient`, at the draw that fails
 */
export function* drawByPatient(
  set: ResamplingSet,
  options: ResamplingOptions,
): Generator<ResampledMetrics, void> {
  checkScoredSet(set.probabilities, set.labels);
  if (set.groups.length !== set.labels.length) {
    throw new RangeError(`${set.groups.length} groups do not fit ${set.labels.length} labels.`);
  }
  const sorted = sortSet(set);
  const random = createRandom(options.seed, 0xb007);
  const counts = new Uint32Array(sorted.patientCount);
  let given = 0;
  for (let draws = 0; given < options.resamples; draws += 1) {
    if (draws > 20 * options.resamples) {
      throw new RangeError('There are too few patients of one class for a bootstrap.');
    }
    counts.fill(0);
    for (let i = 0; i < sorted.patientCount; i += 1) counts[random.integer(sorted.patientCount)] += 1;
    const metrics = measure(sorted, counts, options.threshold);
    if (metrics === null) continue;
    given += 1;
    yield metrics;
  }
}

/**
 * The percentile interval of 95 %: the 2.5 % and 97.5 % quantiles, linear between neighbours.
 *
 * @param values at least one
 */
export function percentileInterval(values: readonly number[]): { lower: number; upper: number } {
  const sorted = Float64Array.from(values).sort();
  return { lower: quantile(sorted, 0.025), upper: quantile(sorted, 0.975) };
}

/** Quantile of sorted values, type 7 of Hyndman and Fan (1996), as in R and NumPy. */
function quantile(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

function sortSet(set: ResamplingSet): SortedSet {
  const order = sortByScore(set.probabilities);
  // Numbered by name, so that the draws don't depend on the order of the images.
  const names = [...new Set(set.groups)].sort((a, b) => (a < b ? -1 : 1));
  const numbers = new Map(names.map((name, index) => [name, index]));
  return {
    probabilities: Float64Array.from(order, (index) => set.probabilities[index]),
    labels: Uint8Array.from(order, (index) => set.labels[index]),
    patients: Uint32Array.from(order, (index) => numbers.get(set.groups[index]) ?? 0),
    patientCount: names.length,
  };
}

/** All metrics with each image counting as often as its patient was drawn; null when a class is missing. */
function measure(sorted: SortedSet, counts: Uint32Array, threshold: number): ResampledMetrics | null {
  const { probabilities, labels, patients } = sorted;
  const n = labels.length;
  let pneumonia = 0;
  let normal = 0;
  for (let i = 0; i < n; i += 1) {
    if (labels[i] === 1) pneumonia += counts[patients[i]];
    else normal += counts[patients[i]];
  }
  if (pneumonia === 0 || normal === 0) return null;
  const binWeight = new Float64Array(ECE_BINS);
  const binGap = new Float64Array(ECE_BINS);
  let [hits, alarms, area, precisionSum, squaresPneumonia, squaresNormal, done] = [0, 0, 0, 0, 0, 0, 0];
  let [hitsAtThreshold, alarmsAtThreshold] = [0, 0];
  for (let start = 0; start < n; ) {
    const probability = probabilities[start];
    let tiedHits = 0;
    let tiedAlarms = 0;
    let end = start;
    for (; end < n && probabilities[end] === probability; end += 1) {
      if (labels[end] === 1) tiedHits += counts[patients[end]];
      else tiedAlarms += counts[patients[end]];
    }
    start = end;
    if (tiedHits + tiedAlarms === 0) continue;
    area += tiedAlarms * (hits + tiedHits / 2);
    hits += tiedHits;
    alarms += tiedAlarms;
    precisionSum += tiedHits * (hits / (hits + alarms));
    squaresPneumonia += tiedHits * (1 - probability) ** 2;
    squaresNormal += tiedAlarms * probability ** 2;
    if (probability >= threshold) {
      hitsAtThreshold = hits;
      alarmsAtThreshold = alarms;
    }
    const hitWeight = tiedHits / (2 * pneumonia);
    const weight = hitWeight + tiedAlarms / (2 * normal);
    // Bins count from the lowest probability, this walk from the highest: 1 - done turns it round.
    const fromBelow = 1 - (done + weight / 2);
    const bin = Math.max(0, Math.min(ECE_BINS - 1, Math.floor(ECE_BINS * fromBelow)));
    binWeight[bin] += weight;
    binGap[bin] += weight * probability - hitWeight;
    done += weight;
  }
  return {
    auroc: area / (pneumonia * normal),
    auprc: precisionSum / pneumonia,
    brier: (squaresPneumonia / pneumonia + squaresNormal / normal) / 2,
    ece: binGap.reduce((sum, gap) => sum + Math.abs(gap), 0),
    balancedAccuracy: (hitsAtThreshold / pneumonia + 1 - alarmsAtThreshold / normal) / 2,
  };
}
