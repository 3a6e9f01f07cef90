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
/**
 * Which part of which archive a shard is: `files` of this shard, `archive` as `fingerprintOfPaths` has it.
 *
 * @typedef {{ shard: import('./list-files.mjs').Shard, files: number, archive: string }} Part
 */
/** @typedef {{ fingerprint: string, settings: Settings, part: Part, doneFiles: number, rows: number, bytes: number, missing: readonly string[] }} Progress */
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
 * @param {Settings} one
 * @param {Settings} other
 * @returns {readonly [one: string, other: string] | null} what differs, in words; null where nothing does
 */
function compareSettings(one, other) {
  const before = Object.values(describeSettings(one));
  const after = Object.values(describeSettings(other));
  const at = before.flatMap((text, place) => (text === after[place] ? [] : [place]));
  if (at.length === 0) return null;
  return [at.map((place) => before[place]).join(', '), at.map((place) => after[place]).join(', ')];
}

/**
 * Where a run has to go on.
 *
 * @param {string} path of the CSV
 * @param {string} fingerprint of the shard's list of files
 * @param {Settings} settings
 * @param {Part} part
 * @returns {Promise<Progress>}
 * @throws {ScoreError} where the CSV belongs to another list or to other settings, or has lost what was noted as done
 */
export async function resumeShard(path, fingerprint, settings, part) {
  const text = await readFile(progressPathOf(path), 'utf8').catch(() => null);
  if (text === null) return { fingerprint, settings, part, doneFiles: 0, rows: 0, bytes: 0, missing: [] };
  /** @type {Progress} */
  const progress = JSON.parse(text);
  if (progress.fingerprint !== fingerprint) {
    throw new ScoreError(
      `${path} was begun with other files, or another shard: take another --out, or delete it with its .progress.json.`,
    );
  }
  const differing = compareSettings(progress.settings, settings);
  if (differing !== null) {
    throw new ScoreError(
      `${path} was begun with ${differing[0]}; this run has ${differing[1]}. Use the same, or another --out.`,
    );
  }
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
 * Whether shards are all of one archive's, whole, and in their order: what was left out, stopped, or taken twice would not be seen in the
 * table that they give.
 *
 * @param {readonly string[]} paths of the CSVs, in the order in which they are put together
 * @throws {ScoreError} where they aren't, or where one has nothing beside it that tells
 */
export async function checkShards(paths) {
  /** @type {readonly Progress[]} */
  const all = await Promise.all(paths.map(readProgress));
  const [first] = all;
  if (first === undefined) throw new ScoreError('There is nothing to merge.');
  for (const [at, { part, settings, doneFiles }] of all.entries()) {
    const { shard, files, archive } = part;
    if (doneFiles < files)
      throw new ScoreError(
        `${paths[at]} is not finished: ${doneFiles} of ${files} files. Run its shard again.`,
      );
    if (archive !== first.part.archive || shard.of !== first.part.shard.of)
      throw new ScoreError(`${paths[at]} is of another archive, or cut in another way, than ${paths[0]}.`);
    if (shard.number !== at + 1)
      throw new ScoreError(
        `${paths[at]} is shard ${shard.number}/${shard.of}, where ${at + 1}/${shard.of} has to be.`,
      );
    const differing = compareSettings(first.settings, settings);
    if (differing !== null)
      throw new ScoreError(`${paths[0]} was scored with ${differing[0]}, ${paths[at]} with ${differing[1]}.`);
  }
  const { of } = first.part.shard;
  if (all.length < of) throw new ScoreError(`${all.length} of ${of} shards were given.`);
}

/** @param {string} path of the CSV */
async function readProgress(path) {
  const text = await readFile(progressPathOf(path), 'utf8').catch(() => {
    throw new ScoreError(
      `${progressPathOf(path)} is missing, so that nobody knows whether the shard is whole; --partial puts them together as they are.`,
    );
  });
  /** @type {Progress} */
  const progress = JSON.parse(text);
  if (progress.part === undefined)
    throw new ScoreError(
      `${path} was scored by an earlier version, which noted too little to tell whether it is whole.`,
    );
  return progress;
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
