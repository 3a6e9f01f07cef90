/** Scores one shard's files in steps, each noted as done, so that a run that was stopped goes on where it was. */

import { fingerprintOf } from './list-files.mjs';
import { appendRows, parseTable, resumeShard } from './shard-file.mjs';

/** @typedef {import('./list-files.mjs').ListedFile} ListedFile */
/** @typedef {import('./shard-file.mjs').Table} Table */

/**
 * File names as the shard has them: the page knows the last part alone.
 *
 * @param {Table} table
 * @param {readonly ListedFile[]} files in the order given
 * @returns {Table} with the path in place of the name, where one row is one file (archives give a row for each member)
 */
export function nameByPath(table, files) {
  if (table.rows.length !== files.length) return table;
  return {
    fields: table.fields,
    rows: table.rows.map((row, at) =>
      row.file === '' ? row : { ...row, file: escapeFormula(files[at].path) },
    ),
  };
}

/**
 * As the page's own export has it: no name becomes a formula in a spreadsheet.
 *
 * @param {string} text
 */
function escapeFormula(text) {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * @param {readonly ListedFile[]} files the shard's
 * @param {{ out: string, step: number, score: (files: readonly ListedFile[]) => Promise<string>, tell: (done: number, total: number) => void }} options
 *   `score` gives the page's CSV of some files
 * @returns {Promise<{ scored: number, rows: number }>} files scored in this run, rows in the CSV
 */
export async function runShard(files, { out, step, score, tell }) {
  let progress = await resumeShard(out, fingerprintOf(files));
  const before = progress.doneFiles;
  while (progress.doneFiles < files.length) {
    const next = files.slice(progress.doneFiles, progress.doneFiles + step);
    const table = nameByPath(parseTable(await score(next)), next);
    progress = await appendRows(out, progress, table, next.length);
    tell(progress.doneFiles, files.length);
  }
  return { scored: progress.doneFiles - before, rows: progress.rows };
}
