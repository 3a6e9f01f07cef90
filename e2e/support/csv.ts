/** Reads the exported CSV back, by the contract's columns. */
import Papa from 'papaparse';

/** The contract's columns, in order. */
export const CSV_COLUMNS = [
  'index',
  'file',
  'status',
  'finding',
  'probability_pneumonia',
  'probability_normal',
  'logit',
  'familiarity',
  'reason',
  'warnings',
  'threshold',
  'model',
  'backend',
  'duration_ms',
] as const;

/** One row; every cell is text, as in the file. */
export type CsvRow = Readonly<Record<(typeof CSV_COLUMNS)[number], string>>;

/**
 * Parses an export.
 *
 * @throws Error when it is no RFC 4180 table with exactly the contract's columns
 */
export function parseCsv(text: string): CsvRow[] {
  const table = Papa.parse<CsvRow>(text.replace(/^\u{feff}/u, ''), { header: true, skipEmptyLines: true });
  if (table.errors.length > 0) throw new Error(`The CSV is malformed: ${table.errors[0].message}`);
  const columns = table.meta.fields?.join(',');
  if (columns !== CSV_COLUMNS.join(',')) throw new Error(`The CSV has the columns ${columns}.`);
  return table.data;
}
