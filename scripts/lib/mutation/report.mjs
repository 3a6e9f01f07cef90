/** Stryker's reports, counted for docs/mutation.json and docs/mutation.md. */
import { LEFT_OUT, PARTS, SLOW_TESTS, TESTS_LEFT_OUT } from './parts.mjs';

/**
 * @typedef {import('./parts.mjs').Part} Part
 * @typedef {{ killed: number, timeout: number, survived: number, noCoverage: number, static: number }} Counts
 *   how many changes were noticed by a failing test, by a test that no longer ends, by none although one passes through, by none as
 *   none passes through; `static`: set while a file is loaded, not tried
 * @typedef {Counts & { date: string, commit: string }} FileReport
 *   `date` as YYYY-MM-DD, `commit` of what was measured, with "+" where the working tree differed from it
 * @typedef {Partial<Record<Part, Record<string, FileReport>>>} MutationReport by file, in order of their names
 * @typedef {{ files: Record<string, { mutants: ReadonlyArray<{ status: string, statusReason?: string }> }> }} StrykerReport
 */

/** @type {Readonly<Record<string, keyof Counts>>} */
const COLUMN_OF = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'noCoverage',
  Ignored: 'static',
};

/** @returns {Counts} */
const none = () => ({ killed: 0, timeout: 0, survived: 0, noCoverage: 0, static: 0 });

/**
 * @param {StrykerReport} report
 * @returns {Record<string, Counts>} by file, in order of their names
 * @throws {Error} where a change ended as nothing that is counted (an error of the runner, or not run): that is no result
 */
export function countChanges(report) {
  /** @type {Record<string, Counts>} */
  const files = {};
  for (const [file, { mutants }] of Object.entries(report.files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const counts = none();
    for (const { status, statusReason } of mutants) {
      const column = COLUMN_OF[status];
      if (!column)
        throw new Error(`${file}: a change ended as ${status}${statusReason ? ` (${statusReason})` : ''}`);
      counts[column] += 1;
    }
    files[file] = counts;
  }
  return files;
}

/**
 * @param {Iterable<Counts>} all
 * @returns {Counts}
 */
export function sumOf(all) {
  const total = none();
  for (const counts of all) {
    for (const column of /** @type {Array<keyof Counts>} */ (Object.keys(total)))
      total[column] += counts[column];
  }
  return total;
}

/**
 * @param {Counts} counts
 * @returns {number} per cent of the tried changes that the tests noticed; NaN where none was tried
 */
export function scoreOf({ killed, timeout, survived, noCoverage }) {
  return (100 * (killed + timeout)) / (killed + timeout + survived + noCoverage);
}

/**
 * @param {string} name
 * @param {Counts} counts
 * @param {string} [measured] when and on what
 */
function row(name, counts, measured = '') {
  const { killed, timeout, survived, noCoverage } = counts;
  const score = scoreOf(counts);
  const shown = Number.isNaN(score) ? '–' : `${(Math.floor(10 * score) / 10).toFixed(1)} %`;
  return `| ${name} | ${killed} | ${timeout} | ${survived} | ${noCoverage} | ${counts.static} | ${shown} | ${measured} |`;
}

const HEAD = [
  '| | killed | endless | survived | not reached | static | score | measured |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
];

/** @param {string} file */
const folderOf = (file) => file.slice(0, file.lastIndexOf('/'));

/**
 * @param {Part} part
 * @param {Record<string, FileReport> | undefined} report
 */
function renderPart(part, report) {
  if (!report) return [`## src/${part}`, '', 'Not measured.', ''];
  const files = Object.entries(report);
  // Before subfolders' files come those of the folder itself.
  const folders = [...new Set(files.map(([file]) => folderOf(file)))].toSorted();
  return [
    `## src/${part}`,
    '',
    ...HEAD,
    row('**all**', sumOf(Object.values(report))),
    ...folders.flatMap((folder) => {
      const inside = files.filter(([file]) => folderOf(file) === folder);
      return [
        row(`**${folder}**`, sumOf(inside.map(([, counts]) => counts))),
        ...inside.map(([file, counts]) =>
          row(file.slice(folder.length + 1), counts, `${counts.date}, ${counts.commit}`),
        ),
      ];
    }),
    '',
  ];
}

/**
 * @param {MutationReport} report
 * @returns {string} Markdown
 */
export function renderReport(report) {
  return [
    '# Mutation testing',
    '',
    'Written by `npm run mutation`: the code is changed in one place after another (Stryker), and a unit test has to notice. The',
    'score is (killed + endless) / (killed + endless + survived + not reached). *Static* changes act while a file is loaded (tables,',
    'constants); they are not tried. Some survivors change nothing that can be seen (a copy not made, a shorter way left out).',
    'A file that is not in a table was not measured; the last column says when and on which commit each one was.',
    '',
    ...PARTS.flatMap((part) => renderPart(part, report[part])),
    '## Left out',
    '',
    'Of src/image only what computes on numbers and bytes is changed, not workers, canvases and codecs (`scripts/lib/mutation/parts.mjs`',
    'has the list). Besides:',
    '',
    ...[...LEFT_OUT, ...TESTS_LEFT_OUT, ...SLOW_TESTS].map(({ pattern, why }) => `- \`${pattern}\`: ${why}`),
    '',
  ].join('\n');
}
