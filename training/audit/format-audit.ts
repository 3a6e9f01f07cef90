/** The audit as Markdown: what changes do to calls, what they do to calibration, and originals beside their copies. */
import type { Estimate } from '../../src/model/model-card.ts';
import { formatFigure } from '../report/markdown.ts';
import { formatMarkers } from './format-markers.ts';
import type { ChangeRow } from './measure-changes.ts';
import type { MarkerRow } from './measure-markers.ts';
import type { OriginalShift } from './original-shift.ts';

/** One set of films under all changes. */
export interface AuditedPart {
  readonly title: string;
  /** What the films are and how they were (not) used. */
  readonly description: string;
  /** Worst AUROC first. */
  readonly rows: readonly ChangeRow[];
}

/** Title of the part that fold models read. */
export const OUT_OF_FOLD = 'Out of fold';

/** Said where that part is missing: what is not measured is named. */
export const WITHOUT_FOLDS =
  'Read by the exported model alone. Left out, since they need the fold models of a run: development films out of fold, and the films with ' +
  'markers marked by hand (all of them development films, which the exported weights were trained on).';

/** The whole report. */
export interface AuditReport {
  readonly runHash: string;
  readonly dataSha256: string;
  /** Of the exported model; null when only fold models were read. */
  readonly modelSha256: string | null;
  readonly parts: readonly AuditedPart[];
  /** Films whose markers were marked by hand, worst AUROC first; absent where the set is another one. */
  readonly markers?: readonly MarkerRow[];
  readonly originals: OriginalShift | null;
}

/** `96.9 (96.4 to 97.4)`: percent. */
function percent({ value, lower, upper }: Estimate): string {
  return `${(100 * value).toFixed(1)} (${(100 * lower).toFixed(1)} to ${(100 * upper).toFixed(1)})`;
}

const LEGEND =
  'All with 95 % intervals: AUROC, Brier and ECE by a bootstrap by patient, shares by Wilson, shifts by a normal interval with ' +
  'patients as clusters. Brier, ECE (15 equal-mass bins) and calls are for a prior of one half. The bootstrap of an ECE is ' +
  'biased upwards, so that a small one can lie below its own interval.';

const COVERAGE =
  'Coverage: share of a class that is not called the other class. It is claimed for films exchangeable with those that the ' +
  'zone was cut from, so for the untouched ones alone; under a change it is only measured.';

/** One part as two tables. */
function formatPart({ title, description, rows }: AuditedPart): string[] {
  return [
    `## ${title}`,
    '',
    `${description} n = ${rows[0]?.images ?? 0} radiographs; worst AUROC first; calls at a probability of 0.5; shift of the calibrated logit.`,
    '',
    '| Change | AUROC | Accuracy, % | Calls changed, % | Mean shift, normal | Mean shift, pneumonia |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${formatFigure(row.auroc, 4)} | ${percent(row.accuracy)} | ${percent(row.flips)} | ${formatFigure(row.meanShift.normal, 2)} | ${formatFigure(row.meanShift.pneumonia, 2)} |`,
    ),
    '',
    `### Calibration: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    '',
    COVERAGE,
    '',
    '| Change | ECE | Brier score | Coverage of normal, % | Coverage of pneumonia, % | Indeterminate, % |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${formatFigure(row.ece, 3)} | ${formatFigure(row.brier, 3)} | ${percent(row.coverage.normal)} | ${percent(row.coverage.pneumonia)} | ${percent(row.indeterminate)} |`,
    ),
    '',
  ];
}

function formatOriginals(shift: OriginalShift): string[] {
  return [
    '## Originals beside their small copies',
    '',
    `The exported model on ${shift.pairs} radiographs of the data set, once at full size and once as the small copy; original minus copy.`,
    '',
    '| | Value (95 % interval) |',
    '|---|---|',
    `| Mean shift of the calibrated logit | ${formatFigure(shift.meanShift, 3)} |`,
    `| Mean absolute shift | ${formatFigure(shift.meanAbsoluteShift, 3)} |`,
    `| Largest absolute shift | ${shift.maxAbsoluteShift.toFixed(3)} |`,
    `| Largest change of the probability | ${shift.maxAbsoluteProbability.toFixed(3)} |`,
    `| Calls changed, % | ${percent(shift.flips)} |`,
    '',
  ];
}

/** Whether fold models were read. */
export function hasFolds(report: AuditReport): boolean {
  return report.parts.some(({ title }) => title === OUT_OF_FOLD);
}

/** The report as Markdown. */
export function formatAudit(report: AuditReport): string {
  return [
    '# Audit: films changed, and read again',
    '',
    LEGEND,
    '',
    ...(hasFolds(report) ? [] : [WITHOUT_FOLDS, '']),
    ...report.parts.flatMap(formatPart),
    ...(report.markers === undefined ? [] : ['## Marker regions', '', formatMarkers(report.markers), '']),
    ...(report.originals === null ? [] : formatOriginals(report.originals)),
    `Run ${report.runHash.slice(0, 12)}, data ${report.dataSha256.slice(0, 12)}${report.modelSha256 === null ? '' : `, model ${report.modelSha256.slice(0, 12)}`}.`,
    '',
  ].join('\n');
}
