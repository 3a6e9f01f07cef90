/** The model report's blocks on robustness: goals of the audit, calibration under change, shortcuts, originals. Pure. */
import { type AuditedPart, hasFolds, WITHOUT_FOLDS } from '../audit/format-audit.ts';
import { formatMarkers } from '../audit/format-markers.ts';
import type { ChangeRow } from '../audit/measure-changes.ts';
import { formatFigure, formatPercent, formatTable, NOT_MEASURED, noteOther, toPercent } from './markdown.ts';
import type { Reports } from './read-reports.ts';

/** Changes that the release set itself a limit of changed calls for. */
const FLIP_GOALS: readonly (readonly [string, number])[] = [
  ['corners erased (25 % of each side)', 0.01],
  ['corners (25 % of each side) of a film of the other class', 0.01],
  ['stretched in width by 15 %', 0.02],
  ['stretched in height by 15 %', 0.02],
  ['squeezed in width by 15 %', 0.02],
  ['squeezed in height by 15 %', 0.02],
];
/** Largest AUROC with the thorax hidden that counts as reading the lungs. */
const HIDDEN_THORAX_GOAL = 0.7;
const HIDDEN_THORAX = ['thorax ellipse erased', 'thorax ellipse erased to the mean of the rest'];

/** Blocks `stress`, `shift-calibration`, `shortcuts`, `originals`. */
export function formatAuditBlocks({ audit, shortcuts, runHash, card }: Reports): Record<string, string> {
  const other = audit === null ? '' : noteOther(audit.runHash, runHash);
  const perPart = (format: (part: AuditedPart) => string, after = '') =>
    audit === null
      ? NOT_MEASURED
      : audit.parts
          .map((part) => `**${part.title}**, n = ${part.rows[0].images}\n\n${format(part)}`)
          .join('\n\n') +
        after +
        other;
  const shift = audit?.originals ?? null;
  const leftOut = audit === null || hasFolds(audit) ? '' : `\n\n${WITHOUT_FOLDS}`;
  const markers =
    audit?.markers === undefined ? '' : `\n\n**Marker regions**\n\n${formatMarkers(audit.markers)}`;
  return {
    stress: perPart((part) => `${formatGoals(part.rows)}\n\n${formatWorst(part.rows)}`, markers + leftOut),
    'shift-calibration': perPart((part) => formatCalibrationUnderChange(part.rows)),
    shortcuts:
      shortcuts === null
        ? NOT_MEASURED
        : formatTable(
            ['Sees', 'Reader', 'n (patients)', 'AUROC (95 % interval)'],
            shortcuts.rows.map((row) => [
              row.sees,
              row.reader,
              `${row.images} (${row.patients})`,
              formatFigure(row.auroc),
            ]),
          ) + noteOther(shortcuts.runHash, runHash),
    originals:
      shift === null
        ? NOT_MEASURED
        : `On ${shift.pairs} radiographs, the original moved the calibrated logit by ${formatFigure(shift.meanShift, 3)} on average and by ` +
          `${shift.maxAbsoluteShift.toFixed(3)} at most (probability: ${shift.maxAbsoluteProbability.toFixed(3)} at most) against its small copy; calls ` +
          `changed: ${formatPercent(shift.flips)}.${noteOther(audit?.modelSha256 ?? '', card.model.sha256)}`,
  };
}

function formatGoals(rows: readonly ChangeRow[]): string {
  const find = (name: string) => rows.find((row) => row.name === name);
  const flips = FLIP_GOALS.flatMap(([name, goal]) => {
    const row = find(name);
    if (row === undefined) return [];
    const verdict = row.flips.value <= goal ? 'reached' : 'not reached';
    return [[`calls changed, ${name}`, `at most ${toPercent(goal)} %`, formatPercent(row.flips), verdict]];
  });
  const hidden = HIDDEN_THORAX.flatMap((name) => {
    const row = find(name);
    if (row === undefined) return [];
    const verdict = row.auroc.value <= HIDDEN_THORAX_GOAL ? 'reached' : 'not reached';
    return [[`AUROC, ${name}`, `at most ${HIDDEN_THORAX_GOAL.toFixed(2)}`, formatFigure(row.auroc), verdict]];
  });
  return formatTable(['Goal', 'Limit', 'Measured (95 % interval)', ''], [...flips, ...hidden]);
}

const WORST = 8;

function formatWorst(rows: readonly ChangeRow[]): string {
  return formatTable(
    [`The ${WORST} worst by AUROC`, 'AUROC (95 % interval)', 'Accuracy', 'Calls changed'],
    rows
      .slice(0, WORST)
      .map((row) => [
        row.name,
        formatFigure(row.auroc),
        formatPercent(row.accuracy),
        formatPercent(row.flips),
      ]),
  );
}

/** Untouched first, then the worst by calibration error. */
function formatCalibrationUnderChange(rows: readonly ChangeRow[]): string {
  const untouched = rows.filter((row) => row.name === 'untouched');
  const worst = rows
    .filter((row) => row.name !== 'untouched')
    .toSorted((a, b) => b.ece.value - a.ece.value)
    .slice(0, WORST);
  return formatTable(
    [
      `Untouched, and the ${WORST} worst by ECE`,
      'ECE',
      'Brier score',
      'Coverage, normal',
      'Coverage, pneumonia',
      'Indeterminate',
    ],
    [...untouched, ...worst].map((row) => [
      row.name,
      formatFigure(row.ece, 3),
      formatFigure(row.brier, 3),
      formatPercent(row.coverage.normal),
      formatPercent(row.coverage.pneumonia),
      formatPercent(row.indeterminate),
    ]),
  );
}
