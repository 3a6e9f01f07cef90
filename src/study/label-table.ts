/**
 * A file of comma-separated values -> the labels in it, or why it can't be used as labels. Two columns are looked for, by
 * their heads or else by what is in them: a file's name, and normal or pneumonia (or 0 and 1).
 * Invariant: what is neither headed as names nor looks like them is never taken for names, nor one of two columns for the labels where
 * nothing tells which: an age or a sex would stand as the truth.
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

/** Heads that say that a film's name stands below. */
const FILE_HEAD =
  /^(?:(?:file|image|img|film|dicom|dcm|x-?ray)[ _.-]?)?(?:file[ _.-]?name|file|path|image|img|film)$|^(?:file|image|img|film|dicom|dcm|x-?ray|sop[ _.-]?instance)[ _.-]?(?:name|id|index|uid)$/;
/** Heads that may say so of a patient just as well. */
const NAME_HEAD = /^(?:id|name)$/;
const LABEL_HEAD = /^(?:labels?|class|truth|diagnosis|target|ground[ _-]?truth|reference)$/;
/** An image's file name, whatever stands before its ending; or a DICOM UID, by which many archives name their files. */
const FILE_CELL =
  /\.(?:png|jpe?g|jpe|jfif|dcm|dicom|dic|ima|tiff?|bmp|webp|avif|gif|jp2|j2k|jls)$|^[012](?:\.\d+){4,}$/;
/** A name without an ending, as "IM00001" or "person1_virus_6": letters, then a number. An age ("3y") begins with its number. */
const BARE_CELL = /^\p{L}[\p{L}\d_.-]*\d[\p{L}\d_.-]*$/u;
const BARE_LENGTH = 4;
/** Only this page's own export has such a head: its findings are the model's, no truth. */
const OWN_HEAD = 'probability_pneumonia';

function clean(cell: string): string {
  return cell.trim().toLowerCase();
}

function parseRows(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  return data;
}

/** One column: its topmost cell, which may be a head, and those below it; all clean. */
interface Column {
  readonly at: number;
  readonly head: string;
  readonly cells: readonly string[];
}

/** Of a single row, the topmost cells are what is in the table as well. */
function readColumns(rows: readonly (readonly string[])[]): Column[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const below = rows.length > 1 ? rows.slice(1) : rows;
  return Array.from({ length: width }, (_, at) => ({
    at,
    head: clean(rows[0]?.[at] ?? ''),
    cells: below.map((row) => clean(row[at] ?? '')),
  }));
}

function isMostly(cells: readonly string[], is: (cell: string) => boolean): boolean {
  return 2 * cells.filter(is).length > cells.length;
}

/** Columns of words before columns of 0 and 1, which say many things. */
function findLabels(columns: readonly Column[]): Column | null {
  const headed = columns.filter(({ head }) => LABEL_HEAD.test(head));
  const full = (headed.length > 0 ? headed : columns).filter(({ cells }) =>
    isMostly(cells, (cell) => WORDS.has(cell)),
  );
  const worded = full.filter(({ cells }) => isMostly(cells, (cell) => WORDS.has(cell) && !/^\d$/.test(cell)));
  const [first, ...others] = worded.length > 0 ? worded : full;
  if (first === undefined) return headed[0] ?? null;
  const isTold = others.every(({ cells }) => cells.every((cell, row) => cell === first.cells[row]));
  return isTold ? first : null;
}

/** How much speaks for a column of names; 0 where nothing does. What is in it says more than its head. */
function weighNames({ head, cells }: Column): number {
  if (cells.every((cell) => cell === '')) return 0;
  const byContent = isMostly(cells, (cell) => FILE_CELL.test(cell)) ? 4 : 0;
  if (FILE_HEAD.test(head)) return byContent + 2;
  const isBare =
    new Set(cells).size === cells.length &&
    cells.every((cell) => cell.length >= BARE_LENGTH && BARE_CELL.test(cell));
  return byContent + (NAME_HEAD.test(head) || isBare ? 1 : 0);
}

function findNames(columns: readonly Column[]): Column | null {
  const weights = columns.map(weighNames);
  const most = Math.max(0, ...weights);
  return most === 0 ? null : (columns[weights.indexOf(most)] ?? null);
}

/** Whether the first row is one of heads. */
function hasHeads(names: Column, labels: Column): boolean {
  const isHeaded = FILE_HEAD.test(names.head) || NAME_HEAD.test(names.head) || LABEL_HEAD.test(labels.head);
  // A column of 0 and 1 may be headed "pneumonia": then the name above is no file's.
  const isNamed = FILE_CELL.test(names.head) || BARE_CELL.test(names.head);
  return isHeaded || !WORDS.has(labels.head) || !isNamed;
}

/** The reason that names the column which is missing. */
function codeOfMissing(names: Column | null, labels: Column | null): RejectionCode {
  if (names === null) return labels === null ? 'labels-no-columns' : 'labels-no-names';
  return 'labels-no-labels';
}

/**
 * Reads the text of a file that may hold labels; commas, semicolons or tabs, with or without heads.
 *
 * @returns each film's name as it stands there with its label; or the reason of the row, which names the column that is missing
 */
export function readLabelTable(text: string): ReadTable {
  const rows = parseRows(text);
  const columns = readColumns(rows);
  if (columns.some(({ head }) => head === OWN_HEAD)) return { code: 'labels-own-results' };
  const labels = findLabels(columns);
  const names = findNames(columns.filter((column) => column !== labels));
  if (names === null || labels === null) return { code: codeOfMissing(names, labels) };
  const entries: [string, ClassName][] = [];
  const body = hasHeads(names, labels) ? rows.slice(1) : rows;
  for (const row of body) {
    const path = (row[names.at] ?? '').trim();
    const className = WORDS.get(clean(row[labels.at] ?? ''));
    if (path !== '' && className !== undefined) entries.push([path, className]);
  }
  if (entries.length === 0) return { code: 'labels-no-classes' };
  return { table: { entries, skippedRows: body.length - entries.length } };
}
