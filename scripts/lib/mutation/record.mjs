/** Keeps what Stryker counted: docs/mutation.json and docs/mutation.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { countChanges, renderReport, scoreOf, sumOf } from './report.mjs';

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/**
 * Puts what was tried last in the place of what was known of the same files; others keep theirs.
 *
 * @param {import('./parts.mjs').Part} part
 * @param {string} name of the run, as `readRun` gives it
 * @param {string} commit what was measured, as docs/mutation.md says it
 * @returns {number} the part's score in per cent, of the files that were tried so far
 */
export function recordPart(part, name, commit) {
  const counts = countChanges(readJson(`test-results/mutation/${part}/${name}/report.json`));
  const before = existsSync(join(ROOT, 'docs/mutation.json')) ? readJson('docs/mutation.json') : {};
  const date = new Date().toISOString().slice(0, 10);
  const measured = Object.entries(counts).map(([file, own]) => [file, { ...own, date, commit }]);
  const known = Object.entries({ ...before[part], ...Object.fromEntries(measured) })
    // What an earlier run knew and is no more.
    .filter(([file]) => existsSync(join(ROOT, file)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const report = { ...before, [part]: Object.fromEntries(known) };
  writeFileSync(join(ROOT, 'docs/mutation.json'), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(ROOT, 'docs/mutation.md'), renderReport(report));
  return scoreOf(sumOf(Object.values(report[part])));
}
