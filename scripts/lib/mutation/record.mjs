/** Keeps what Stryker counted: docs/mutation.json and docs/mutation.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { countChanges, renderReport, scoreOf, sumOf } from './report.mjs';

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/**
 * Puts a part's last report in the place of the one before.
 *
 * @param {import('./parts.mjs').Part} part
 * @param {string} commit what was measured, as docs/mutation.md says it
 * @returns {number} the part's score in per cent, of the files that were tried so far
 */
export function recordPart(part, commit) {
  const { files } = readJson(`test-results/mutation/${part}/report.json`);
  // What an earlier run knew and is no more.
  const present = Object.entries(files).filter(([file]) => existsSync(join(ROOT, file)));
  const counts = countChanges({ files: Object.fromEntries(present) });
  const before = existsSync(join(ROOT, 'docs/mutation.json')) ? readJson('docs/mutation.json') : {};
  const date = new Date().toISOString().slice(0, 10);
  const report = { ...before, [part]: { date, commit, files: counts } };
  writeFileSync(join(ROOT, 'docs/mutation.json'), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(ROOT, 'docs/mutation.md'), renderReport(report));
  return scoreOf(sumOf(Object.values(counts)));
}
