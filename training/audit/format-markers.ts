/** What changes of the markers did, as a Markdown table. */
import { formatFigure, formatPercent, formatTable, toPercent } from '../report/markdown.ts';
import type { MarkerRow } from './measure-markers.ts';

/** The table, and before it what was measured on what. */
export function formatMarkers(rows: readonly MarkerRow[]): string {
  return [
    'Letters, dates and other writing on development films, marked by hand (`training/audit/marker-boxes.json`); each film read by the ' +
      'fold model that never saw its patient, calibrated on the other folds, all folds. n: films that the change does something to. ' +
      'Markers of the own class are the control. Worst AUROC first; calls at a probability of 0.5; shift of the calibrated logit.',
    '',
    formatTable(
      [
        'Change',
        'n',
        'AUROC',
        'Calls changed',
        'of normal',
        'of pneumonia',
        'Mean shift, normal',
        'Mean shift, pneumonia',
        'Goal for calls changed',
      ],
      rows.map((row) => [
        row.name,
        row.images,
        formatFigure(row.auroc, 4),
        formatPercent(row.flips),
        formatPercent(row.flipsByClass.normal),
        formatPercent(row.flipsByClass.pneumonia),
        formatFigure(row.meanShift.normal, 2),
        formatFigure(row.meanShift.pneumonia, 2),
        formatGoal(row),
      ]),
    ),
  ].join('\n');
}

function formatGoal({ flips, flipGoal }: MarkerRow): string {
  if (flipGoal === null) return '';
  return `at most ${toPercent(flipGoal)} %: ${flips.value <= flipGoal ? 'reached' : 'not reached'}`;
}
