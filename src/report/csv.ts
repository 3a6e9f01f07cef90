/**
 * The results as CSV (RFC 4180), as the contract has it: one row for every file ever added, in the order added.
 * Invariants: no name leaves unless asked for; no withheld number unless asked for; every number is a plain decimal of
 * full precision, so that `=` on it is an equality; formulas are escaped in the `file` column alone.
 */
import Papa from 'papaparse';
import { type ModelCard, shortModelHash } from '../model/model-card.ts';
import {
  type AppState,
  findingOf,
  isWithheld,
  type Study,
  type StudyResult,
  statusOf,
  withholdingsOf,
} from '../study/study.ts';

/** The columns, in order. */
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

type Row = Record<(typeof CSV_COLUMNS)[number], string>;

/** What the reader chose to let out. */
export interface CsvOptions {
  /** Fills `file` with the path within what was given. */
  readonly includeNames: boolean;
  /** Fills finding and scores of withheld studies. */
  readonly includeWithheld: boolean;
}

/** Excel takes a file without it for the local 8-bit code page. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A number in plain decimals with a point: the shortest digits that give the same number again, never an exponent.
 *
 * @throws RangeError when it is not finite
 */
export function toPlainDecimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('Only a finite number has decimals.');
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (match === null) return String(value);
  const [, sign, first, rest = '', power] = match;
  const digits = first + rest;
  const exponent = Number(power);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits.padEnd(exponent + 1, '0');
}

/**
 * Builds the whole file's text.
 *
 * @param card of the verified model; null while no engine is ready, which leaves `model` empty
 * @returns begins with a byte order mark; lines end with CR LF, the last one too
 */
export function buildCsv(
  state: Pick<AppState, 'studies' | 'threshold'>,
  card: ModelCard | null,
  options: CsvOptions,
): string {
  const rows = state.studies.map((study) => buildRow(study, state.threshold, card, options));
  const config = { newline: '\r\n', columns: [...CSV_COLUMNS] };
  return `${BYTE_ORDER_MARK}${Papa.unparse(rows, config)}\r\n`;
}

/**
 * A formula starts with one of these in a spreadsheet; a leading apostrophe makes it text (OWASP, "CSV Injection").
 * Not papaparse's `escapeFormulae`, which would also turn every negative logit into text.
 */
export function escapeFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function buildRow(study: Study, threshold: number, card: ModelCard | null, options: CsvOptions): Row {
  return {
    index: String(study.id),
    file: options.includeNames ? escapeFormula(study.path) : '',
    status: statusOf(study),
    ...buildResult(study, threshold, card, options.includeWithheld),
    reason: reasonOf(study),
    threshold: toPlainDecimal(threshold),
    model: card === null ? '' : shortModelHash(card),
  };
}

type ResultColumns = Pick<
  Row,
  | 'finding'
  | 'probability_pneumonia'
  | 'probability_normal'
  | 'logit'
  | 'familiarity'
  | 'warnings'
  | 'backend'
  | 'duration_ms'
>;

const NO_RESULT: ResultColumns = {
  finding: '',
  probability_pneumonia: '',
  probability_normal: '',
  logit: '',
  familiarity: '',
  warnings: '',
  backend: '',
  duration_ms: '',
};

function buildResult(
  study: Study,
  threshold: number,
  card: ModelCard | null,
  includeWithheld: boolean,
): ResultColumns {
  if (study.state.kind !== 'predicted') return NO_RESULT;
  const { result } = study.state;
  const { assessment } = result;
  const facts: ResultColumns = { ...NO_RESULT, ...describeRun(result) };
  if (isWithheld(result) && !includeWithheld) return facts;
  return {
    ...facts,
    finding: card === null ? '' : (findingOf(study, threshold, card) ?? ''),
    probability_pneumonia: toPlainDecimal(assessment.probabilityPneumonia),
    probability_normal: toPlainDecimal(assessment.probabilityNormal),
    logit: toPlainDecimal(assessment.logit),
    familiarity: toPlainDecimal(assessment.familiarity),
  };
}

function describeRun(result: StudyResult): Pick<Row, 'warnings' | 'backend' | 'duration_ms'> {
  return {
    warnings: result.warnings.join(';'),
    backend: result.engine,
    duration_ms: toPlainDecimal(result.durationMs),
  };
}

function reasonOf(study: Study): string {
  const { state } = study;
  if (state.kind === 'rejected') return state.reason;
  if (state.kind === 'failed') return state.error;
  // One code, as the contract has it: the first.
  return state.kind === 'predicted' ? (withholdingsOf(state.result)[0] ?? '') : '';
}
