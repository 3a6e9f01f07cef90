/** The quality report as Markdown, and the fitted weights as the file that ships. */
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { ORIENTATION_SIDE_PX } from './fit-orientation.ts';
import type { FilmSetReport } from './measure-films.ts';

/** What the command found. */
export interface QualityReport {
  readonly dataSha256: string;
  /** Log odds from which a film is said to lie wrong. */
  readonly minEvidence: number;
  /** Development films, each judged by weights that never saw its patient: as they are, then altered. */
  readonly outOfFold: readonly { readonly name: string; readonly films: number; readonly flagged: number }[];
  readonly sets: readonly FilmSetReport[];
}

/** The checks besides orientation that can speak of a decoded grey film. */
const CODES = ['near-constant', 'low-contrast', 'saturated', 'wide-border', 'burned-in-text'];

function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function formatShare({ value, lower, upper }: Estimate, films: number): string {
  const count = Math.round(value * films);
  return `${percent(value)} % (${percent(lower)} to ${percent(upper)}; ${count} of ${films})`;
}

function formatSet({ name, films, orientation, codes }: FilmSetReport): string[] {
  return [
    `## ${name}, n = ${films}`,
    '',
    '| film | said to lie wrong | the right correction offered |',
    '|---|---|---|',
    ...orientation.map(
      (row) =>
        `| ${row.name} | ${formatShare(row.flagged, films)} | ${row.fixed === null ? '' : formatShare(row.fixed, films)} |`,
    ),
    '',
    '| check, on the films as they are | said of |',
    '|---|---|',
    ...CODES.map((code) => `| \`${code}\` | ${formatShare(wilson(codes[code] ?? 0, films), films)} |`),
    '',
  ];
}

/** The report as Markdown. */
export function formatQuality(report: QualityReport): string {
  return [
    '# Quality checks',
    '',
    'Films are taken to lie right as they are; each is then turned and inverted in every way. Shares with their 95 % interval',
    `(Wilson). A film is said to lie wrong from log odds of ${report.minEvidence} on. Data SHA-256 ${report.dataSha256.slice(0, 12)}.`,
    '',
    '## False alarms out of fold, development films',
    '',
    '| film | said to lie wrong |',
    '|---|---|',
    ...report.outOfFold.map(
      ({ name, films, flagged }) => `| ${name} | ${formatShare(wilson(flagged, films), films)} |`,
    ),
    '',
    ...report.sets.flatMap(formatSet),
  ].join('\n');
}

/** The weights as a module of `src/model`, a row of the small copy a line. */
export function formatWeights(weights: ArrayLike<number>, minEvidence: number, dataSha256: string): string {
  const rows = Array.from({ length: ORIENTATION_SIDE_PX }, (_, row) => {
    const values = Array.from(
      { length: ORIENTATION_SIDE_PX },
      (__, x) => weights[row * ORIENTATION_SIDE_PX + x],
    );
    return `    '${values.map(String).join(' ')}',`;
  });
  return [
    '/**',
    ' * Fitted weights of the judge of orientation, one row of the small copy a line. Written by `npm run quality -- --ship`',
    ' * in `training/`; never edited by hand.',
    ' */',
    '',
    '/** See `orientation.ts`. */',
    'export const ORIENTATION_WEIGHTS = {',
    '  version: 1,',
    '  /** Of the development images and the locked tenth together, as in the model card. */',
    `  dataSha256: '${dataSha256}',`,
    `  sidePx: ${ORIENTATION_SIDE_PX},`,
    `  minEvidence: ${minEvidence},`,
    '  rows: [',
    ...rows,
    '  ],',
    '} as const;',
    '',
  ].join('\n');
}
