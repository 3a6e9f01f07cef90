/**
 * Scores one shard's files in steps, each noted as done, so that a run that was stopped goes on where it was. Invariant: what
 * has no row is known by its path, over all runs of the shard.
 */

import { fingerprintOf } from './list-files.mjs';
import { nameByPath, takeStep } from './name-rows.mjs';
import { appendRows, parseTable, resumeShard } from './shard-file.mjs';

/** @typedef {import('./list-files.mjs').ListedFile} ListedFile */
/** @typedef {import('./shard-file.mjs').Settings} Settings */

/**
 * @param {readonly ListedFile[]} files the shard's
 * @param {object} options
 * @param {string} options.out
 * @param {number} options.step files at most for one call of `score`
 * @param {Settings} options.settings a run goes on with the same alone
 * @param {import('./list-files.mjs').Shard} options.shard which part of the archive `files` are
 * @param {string} options.archive as `fingerprintOfPaths` has it
 * @param {(files: readonly ListedFile[]) => Promise<string | null>} options.score gives the page's CSV of some files, with names; null
 *   where the page has no row for any
 * @param {(done: number, total: number) => void} options.tell
 * @returns {Promise<{ scored: number, rows: number, missing: readonly string[] }>} files scored in this run, rows in the CSV, and
 *   the paths of the shard's files without a row
 */
export async function runShard(files, { out, step, settings, shard, archive, score, tell }) {
  const part = { shard, files: files.length, archive };
  let progress = await resumeShard(out, fingerprintOf(files), settings, part);
  const before = progress.doneFiles;
  while (progress.doneFiles < files.length) {
    const next = takeStep(files.slice(progress.doneFiles, progress.doneFiles + step), step);
    const text = await score(next);
    const found = nameByPath(text === null ? { fields: [], rows: [] } : parseTable(text), next);
    const rows = settings.names ? found.table.rows : found.table.rows.map((row) => ({ ...row, file: '' }));
    const table = { fields: found.table.fields, rows };
    progress = await appendRows(out, progress, { table, files: next.length, missing: found.missing });
    tell(progress.doneFiles, files.length);
  }
  // A shard of no file is whole too, and says so.
  if (files.length === 0) {
    progress = await appendRows(out, progress, { table: { fields: [], rows: [] }, files: 0, missing: [] });
  }
  return { scored: progress.doneFiles - before, rows: progress.rows, missing: progress.missing };
}
