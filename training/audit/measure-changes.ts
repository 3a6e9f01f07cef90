/**
 * What a change does to scores: accuracy, ranking, calibration and the zone's coverage, each with its 95 % interval.
 * Pure. A coverage is only promised for films exchangeable with those that the zone was cut from; under a change it is
 * measured, and may be anything.
 */
import { decideFinding, sigmoid } from '../../src/model/assess.ts';
import { conformalZones } from '../../src/model/metrics/conformal.ts';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import { fitPlatt, type PlattLine } from '../../src/model/metrics/platt.ts';
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate, ModelCard } from '../../src/model/model-card.ts';
import { clusteredMean } from './clustered-mean.ts';

/** Turns a raw logit into a finding: a calibration and the zone that belongs to it. */
export interface Reader {
  readonly line: PlattLine;
  readonly zones: ModelCard['zones'];
}

/** The films of an audit, row by row. */
export interface AuditedSet {
  readonly labels: readonly number[];
  /** Patient of each row. */
  readonly groups: readonly string[];
  /** The reader of each row: fitted on other films, or the shipped one. */
  readonly readers: readonly Reader[];
}

/** Raw logits of the set under one change. */
export interface ScoredChange {
  readonly name: string;
  readonly rawLogits: ArrayLike<number>;
}

/** What one change did. */
export interface ChangeRow {
  readonly name: string;
  readonly images: number;
  readonly accuracy: Estimate;
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  readonly auroc: Estimate;
  /** Share of films whose call at 0.5 changed. */
  readonly flips: Estimate;
  /** The same, by class. */
  readonly flipsByClass: { readonly normal: Estimate; readonly pneumonia: Estimate };
  /** Mean change of the calibrated logit, by class. */
  readonly meanShift: { readonly normal: Estimate; readonly pneumonia: Estimate };
  readonly brier: Estimate;
  readonly ece: Estimate;
  /** Share of a class that is not called the other class. */
  readonly coverage: { readonly normal: Estimate; readonly pneumonia: Estimate };
  readonly indeterminate: Estimate;
}

const BOOTSTRAP_SEED = 95;

/**
 * A reader for each fold, fitted on the untouched scores of the others.
 *
 * @param rawLogits of the untouched films
 * @param folds number of each row's fold
 * @param coverage of the zone, each class
 * @returns the reader of each row
 * @throws RangeError, CalibrationError when the other folds lack a class or say nothing
 */
export function fitReaders(
  rawLogits: ArrayLike<number>,
  labels: readonly number[],
  folds: readonly number[],
  coverage: number,
): Reader[] {
  const rows = [...labels.keys()];
  const byFold = new Map<number, Reader>();
  for (const fold of new Set(folds)) {
    const others = rows.filter((row) => folds[row] !== fold);
    const otherLabels = others.map((row) => labels[row]);
    const line = fitPlatt(
      others.map((row) => rawLogits[row]),
      otherLabels,
    );
    const probabilities = others.map((row) => sigmoid(calibrate(line, rawLogits[row])));
    const zones = {
      ...conformalZones(probabilities, otherLabels, coverage),
      coverage,
      images: others.length,
    };
    byFold.set(fold, { line, zones });
  }
  return folds.map((fold) => {
    const reader = byFold.get(fold);
    if (reader === undefined) throw new RangeError(`No reader for fold ${fold}.`);
    return reader;
  });
}

function calibrate({ scale, offset }: PlattLine, rawLogit: number): number {
  return scale * rawLogit + offset;
}

/**
 * Compares every change with the untouched films.
 *
 * @param changes the untouched films first
 * @returns one row a change, worst AUROC first
 * @throws RangeError as the metrics do
 */
export function measureChanges(
  set: AuditedSet,
  changes: readonly ScoredChange[],
  resamples?: number,
): ChangeRow[] {
  const [untouched] = changes;
  const before = toLogits(set, untouched);
  return changes
    .map((change) => measureChange(set, change, before, resamples))
    .sort((a, b) => a.auroc.value - b.auroc.value);
}

function toLogits(set: AuditedSet, change: ScoredChange): number[] {
  return Array.from(change.rawLogits, (rawLogit, row) => calibrate(set.readers[row].line, rawLogit));
}

function shareOf(among: readonly number[], isCounted: (row: number) => boolean): Estimate {
  return wilson(among.filter(isCounted).length, among.length);
}

function measureChange(
  set: AuditedSet,
  change: ScoredChange,
  before: readonly number[],
  resamples: number | undefined,
): ChangeRow {
  const { labels, groups, readers } = set;
  const logits = toLogits(set, change);
  const rows = [...labels.keys()];
  const metrics = computeMetrics(
    { probabilities: logits.map(sigmoid), labels, groups },
    { threshold: 0.5, seed: BOOTSTRAP_SEED, description: change.name, ...(resamples ? { resamples } : {}) },
  );
  const findings = logits.map((logit, row) => decideFinding(logit, 0.5, readers[row].zones));
  const shift = (among: readonly number[]) =>
    clusteredMean(
      among.map((row) => logits[row] - before[row]),
      among.map((row) => groups[row]),
    );
  const isFlipped = (row: number) => logits[row] >= 0 !== before[row] >= 0;
  const [normal, pneumonia] = [0, 1].map((label) => rows.filter((row) => labels[row] === label));
  return {
    name: change.name,
    images: rows.length,
    accuracy: metrics.accuracy,
    sensitivity: metrics.sensitivity,
    specificity: metrics.specificity,
    auroc: metrics.auroc,
    flips: shareOf(rows, isFlipped),
    flipsByClass: { normal: shareOf(normal, isFlipped), pneumonia: shareOf(pneumonia, isFlipped) },
    meanShift: { normal: shift(normal), pneumonia: shift(pneumonia) },
    brier: metrics.brier,
    ece: metrics.ece,
    coverage: {
      normal: shareOf(normal, (row) => findings[row] !== 'pneumonia'),
      pneumonia: shareOf(pneumonia, (row) => findings[row] !== 'normal'),
    },
    indeterminate: shareOf(rows, (row) => findings[row] === 'indeterminate'),
  };
}
