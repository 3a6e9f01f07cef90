/**
 * A shard's CSV on disk, and how far it has come. Invariants: what is noted as done is whole in the CSV; whatever a killed run
 * left behind that is cut off at the next start; rows keep the contract's columns, and `index` counts them.
 */
import { readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { ScoreError } from './list-files.mjs';

/**
 * What makes one run's rows unlike another's: flags, the model's short hash, the app's version.
 *
 * @typedef {{ backend: string, withheld: boolean, names: boolean, model: string, version: string }} Settings
 */
/** @typedef {{ fingerprint: string, settings: Settings, doneFiles: number, rows: number, bytes: number, missing: readonly string[] }} Progress */
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
 * In words, for what is refused.
 *
 * @param {Settings} settings
 */
const describeSettings = ({ backend, withheld, names, model, version }) => ({
  backend: `--backend ${backend}`,
  withheld: withheld ? '--withheld' : 'no withheld scores',
  names: names ? 'file names' : '--no-names',
  model: `model ${model}`,
  version: `version ${version}`,
});

/**
 * @param {string} path of the CSV
 * @param {Settings} begun with these
 * @param {Settings} now
 * @throws {ScoreError} where they differ
 */
function checkSettings(path, begun, now) {
  const before = Object.values(describeSettings(begun));
  const after = Object.values(describeSettings(now));
  const at = before.flatMap((text, place) => (text === after[place] ? [] : [place]));
  if (at.length === 0) return;
  throw new ScoreError(
    `${path} was begun with ${at.map((place) => before[place]).join(', ')}; this run has ${at.map((place) => after[place]).join(', ')}. Use the same, or another --out.`,
  );
}

/**
 * Where a run has to go on.
 *
 * @param {string} path of the CSV
 * @param {string} fingerprint of the shard's list of files
 * @param {Settings} settings
 * @returns {Promise<Progress>}
 * @throws {ScoreError} where the CSV belongs to another list or to other settings, or has lost what was noted as done
 */
export async function resumeShard(path, fingerprint, settings) {
  const text = await readFile(progressPathOf(path), 'utf8').catch(() => null);
  if (text === null) return { fingerprint, settings, doneFiles: 0, rows: 0, bytes: 0, missing: [] };
  /** @type {Progress} */
  const progress = JSON.parse(text);
  if (progress.fingerprint !== fingerprint) {
    throw new ScoreError(
      `${path} was begun with other files, or another shard: take another --out, or delete it with its .progress.json.`,
    );
  }
  checkSettings(path, progress.settings, settings);
  if (progress.bytes === 0) return progress;
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  // To truncate a file that is shorter would fill it with zeros.
  if (bytes < progress.bytes) {
    throw new ScoreError(
      `${path} has ${bytes} bytes, but ${progress.bytes} were noted as done: delete it with its .progress.json, and begin again.`,
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
 * @param {{ table: Table, files: number, missing: readonly string[] }} step what the page exported, of how many files, and which of them have no
 *   row
 * @returns {Promise<Progress>}
 */
export async function appendRows(path, progress, { table, files, missing }) {
  const head = progress.bytes === 0 ? formatHead(table) : '';
  const added = Buffer.from(table.rows.length === 0 ? '' : head + formatRows(table, progress.rows));
  await writeFile(path, added, { flag: progress.bytes === 0 ? 'w' : 'a' });
  const next = {
    ...progress,
    doneFiles: progress.doneFiles + files,
    rows: progress.rows + table.rows.length,
    bytes: progress.bytes + added.length,
    missing: [...progress.missing, ...missing],
  };
  const draft = `${progressPathOf(path)}.draft`;
  await writeFile(draft, JSON.stringify(next));
  await rename(draft, progressPathOf(path));
  return next;
}

/**
 * Puts shards together, in the order given.
 *
 * @param {readonly string[]} texts the shards' CSVs; an empty one is of a shard without a row
 * @returns {string} one CSV
 * @throws {ScoreError} where they are of different columns or of different models
 */
export function mergeTables(texts) {
  const tables = texts.filter((text) => text !== '').map(parseTable);
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
