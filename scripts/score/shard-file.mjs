/**
 * A shard's CSV on disk, and how far it has come. Invariants: what is noted as done is whole in the CSV; whatever a killed run
 * left behind that is cut off at the next start; rows keep the contract's columns, and `index` counts them.
 */
import { readFile, rename, truncate, writeFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { ScoreError } from './list-files.mjs';

/** @typedef {{ fingerprint: string, doneFiles: number, rows: number, bytes: number }} Progress */
/** @typedef {{ readonly fields: readonly string[], readonly rows: Record<string, string>[] }} Table */

const BYTE_ORDER_MARK = '\uFEFF';
const NEW_LINE = '\r\n';

/**
 * @param {string} text a CSV of the page
 * @returns {Table}
 * @throws {ScoreError} where it is none
 */
export function parseTable(text) {
  /** @type {import('papaparse').ParseResult<Record<string, string>>} */
  const parsed = Papa.parse(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
  const fields = parsed.meta.fields ?? [];
  if (parsed.errors.length > 0 || fields[0] !== 'index') throw new ScoreError('That is no CSV of the page.');
  return { fields, rows: parsed.data };
}

/**
 * @param {Table} table
 * @param {number} firstIndex of the first row
 */
function formatRows({ fields, rows }, firstIndex) {
  const numbered = rows.map((row, at) => ({ ...row, index: String(firstIndex + at) }));
  return Papa.unparse(numbered, { newline: NEW_LINE, columns: [...fields], header: false }) + NEW_LINE;
}

/** @param {Table} table */
function formatHead({ fields }) {
  return BYTE_ORDER_MARK + Papa.unparse([[...fields]], { newline: NEW_LINE }) + NEW_LINE;
}

/** @param {string} path of the CSV */
const progressPathOf = (path) => `${path}.progress.json`;

/**
 * Where a run has to go on.
 *
 * @param {string} path of the CSV
 * @param {string} fingerprint of the shard's list of files
 * @returns {Promise<Progress>}
 * @throws {ScoreError} where the CSV belongs to another list
 */
export async function resumeShard(path, fingerprint) {
  const text = await readFile(progressPathOf(path), 'utf8').catch(() => null);
  if (text === null) return { fingerprint, doneFiles: 0, rows: 0, bytes: 0 };
  /** @type {Progress} */
  const progress = JSON.parse(text);
  if (progress.fingerprint !== fingerprint) {
    throw new ScoreError(
      `${path} was begun with other files, or another shard: take another --out, or delete it with its .progress.json.`,
    );
  }
  await truncate(path, progress.bytes);
  return progress;
}

/**
 * Adds the rows of some files, and then notes them as done.
 *
 * @param {string} path of the CSV
 * @param {Progress} progress so far
 * @param {Table} table what the page exported
 * @param {number} files how many files that was
 * @returns {Promise<Progress>}
 */
export async function appendRows(path, progress, table, files) {
  const head = progress.bytes === 0 ? formatHead(table) : '';
  const added = Buffer.from(head + formatRows(table, progress.rows));
  await writeFile(path, added, { flag: progress.bytes === 0 ? 'w' : 'a' });
  const next = {
    fingerprint: progress.fingerprint,
    doneFiles: progress.doneFiles + files,
    rows: progress.rows + table.rows.length,
    bytes: progress.bytes + added.length,
  };
  const draft = `${progressPathOf(path)}.draft`;
  await writeFile(draft, JSON.stringify(next));
  await rename(draft, progressPathOf(path));
  return next;
}

/**
 * Puts shards together, in the order given.
 *
 * @param {readonly string[]} texts the shards' CSVs
 * @returns {string} one CSV
 * @throws {ScoreError} where they are of different columns or of different models
 */
export function mergeTables(texts) {
  const tables = texts.map(parseTable);
  const [first] = tables;
  if (first === undefined) throw new ScoreError('There is nothing to merge.');
  const models = new Set(tables.flatMap(({ rows }) => rows.map(({ model }) => model)));
  if (models.size > 1) throw new ScoreError(`The shards are of different models: ${[...models].join(', ')}.`);
  if (tables.some(({ fields }) => fields.join() !== first.fields.join())) {
    throw new ScoreError('The shards have different columns.');
  }
  const rows = tables.flatMap((table) => table.rows);
  return formatHead(first) + formatRows({ fields: first.fields, rows }, 0);
}
