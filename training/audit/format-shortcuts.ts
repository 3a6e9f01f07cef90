/** The shortcut audit as Markdown. */
import type { Estimate } from '../../src/model/model-card.ts';

/** One reader of a part of the film. */
export interface ShortcutRow {
  /** What is left of the film. */
  readonly sees: string;
  readonly reader: string;
  readonly images: number;
  readonly patients: number;
  readonly auroc: Estimate;
}

/** The whole report. */
export interface ShortcutReport {
  readonly runHash: string;
  readonly dataSha256: string;
  readonly folds: number;
  /** The fold that networks were tried on, from 1. */
  readonly probeFold: number;
  readonly rows: readonly ShortcutRow[];
}

/** The report as Markdown. */
export function formatShortcuts(report: ShortcutReport): string {
  return [
    '## Shortcuts: how much of the label can be read without the lungs',
    '',
    `Development films, each scored by a reader that never saw its patient: regressions over all ${report.folds} folds, networks on fold ` +
      `${report.probeFold}, or on the locked tenth where the reader says so. What is hidden is filled with the mean of what is left. AUROC with its 95 % interval by a bootstrap by patient; one half is chance.`,
    '',
    '| Sees | Reader | n (patients) | AUROC |',
    '|---|---|---|---|',
    ...report.rows.map(
      ({ sees, reader, images, patients, auroc }) =>
        `| ${sees} | ${reader} | ${images} (${patients}) | ${auroc.value.toFixed(4)} (${auroc.lower.toFixed(4)} to ${auroc.upper.toFixed(4)}) |`,
    ),
    '',
    'A reader of the border or of the greys that does well shows what the data offers as a shortcut, not that the network takes it; how far it',
    'does is what the network does with the thorax hidden, and what `audit.md` changes.',
    '',
    `Run ${report.runHash.slice(0, 12)}, data ${report.dataSha256.slice(0, 12)}.`,
    '',
  ].join('\n');
}
