/**
 * A file of comma-separated values -> the labels in it, or why it can't be used as labels. Two columns are looked for, by
 * their heads or else by what is in them: a file's name, and normal or pneumonia (or 0 and 1).
 */
import Papa from 'papaparse';
import type { ClassName } from '../model/spec.ts';
import type { RejectionCode } from './codes.ts';
import type { LabelTable } from './truth.ts';

/** Labels, or the reason of the table's row. */
export type ReadTable = { readonly table: LabelTable } | { readonly code: RejectionCode };

const WORDS: ReadonlyMap<string, ClassName> = new Map([
  ['normal', 'normal'],
  ['0', 'normal'],
  ['negative', 'normal'],
  ['pneumonia', 'pneumonia'],
  ['1', 'pneumonia'],
  ['positive', 'pneumonia'],
]);

const FILE_HEAD = /^(file|image|img|film)?[ _-]?(file|filename|file name|name|path|id|image|film)$/;
const LABEL_HEAD = /^(label|class|truth|diagnosis|target|ground[ _-]?truth|reference)$/;
/** Only this page's own export has such a head: its findings are the model's, no truth. */
const OWN_HEAD = 'probability_pneumonia';

function clean(cell: string): string {
  return cell.trim().toLowerCase();
}

function parseRows(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  return data;
}

/** Which columns hold what. */
interface Columns {
  readonly file: number;
  readonly label: number;
}

function findByHead(head: readonly string[]): Columns | null {
  const file = head.findIndex((cell) => FILE_HEAD.test(cell));
  const label = head.findIndex((cell) => LABEL_HEAD.test(cell));
  return file === -1 || label === -1 ? null : { file, label };
}

/** Labels are where most cells are one of the words; files where each cell is another, with a letter in it. */
function findByContent(rows: readonly (readonly string[])[]): Columns | null {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => clean(row[column] ?? '')));
  const label = columns.findIndex(
    (cells) => 2 * cells.filter((cell) => WORDS.has(cell)).length > cells.length,
  );
  const file = columns.findIndex(
    (cells, column) =>
      column !== label &&
      cells.every((cell) => cell !== '') &&
      new Set(cells).size === cells.length &&
      cells.some((cell) => /\p{L}/u.test(cell)),
  );
  return file === -1 || label === -1 ? null : { file, label };
}

/** Reads the text of a file that may hold labels. */
export function readLabelTable(text: string): ReadTable {
  const rows = parseRows(text);
  const head = (rows[0] ?? []).map(clean);
  if (head.includes(OWN_HEAD)) return { code: 'labels-own-results' };
  const byHead = findByHead(head);
  const columns = byHead ?? findByContent(rows);
  if (columns === null) return { code: 'labels-no-columns' };
  const hasHead = byHead !== null || !WORDS.has(head[columns.label] ?? '');
  const entries: [string, ClassName][] = [];
  const body = hasHead ? rows.slice(1) : rows;
  for (const row of body) {
    const path = (row[columns.file] ?? '').trim();
    const className = WORDS.get(clean(row[columns.label] ?? ''));
    if (path !== '' && className !== undefined) entries.push([path, className]);
  }
  if (entries.length === 0) return { code: 'labels-no-classes' };
  return { table: { entries, skippedRows: body.length - entries.length } };
}
