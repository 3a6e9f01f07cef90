/**
 * The results as CSV (RFC 4180), as the contract has it: one row for every file ever added, in the order added.
 * Invariants: no name leaves unless asked for; no withheld number unless asked for; every number is a plain decimal of
 * full precision, so that `=` on it is an equality; formulas are escaped in the `file` column alone.
 */
import Papa from 'papaparse';
import { type ModelCard, shortModelHash } from '../model/model-card.ts';
import type { AppState } from '../study/study.ts';
import {
  describeStudy,
  type ReportedRun,
  type ReportedScores,
  type ReportedStudy,
  type ReportOptions,
} from './describe.ts';

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
  options: ReportOptions,
): string {
  const { studies, threshold } = state;
  const common = {
    threshold: toPlainDecimal(threshold),
    model: card === null ? '' : shortModelHash(card),
  };
  const rows = studies.map((study) => ({
    ...buildRow(describeStudy(study, threshold, card, options)),
    ...common,
  }));
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

function buildRow(study: ReportedStudy): Omit<Row, 'threshold' | 'model'> {
  return {
    index: String(study.index),
    file: study.file === null ? '' : escapeFormula(study.file),
    status: study.status,
    ...(study.scores === null ? NO_SCORES : buildScores(study.scores)),
    // One code, as the contract has it: the first.
    reason: study.reasons[0] ?? '',
    ...(study.run === null ? NO_RUN : buildRun(study.run)),
  };
}

type ScoreColumns = Pick<
  Row,
  'finding' | 'probability_pneumonia' | 'probability_normal' | 'logit' | 'familiarity'
>;

const NO_SCORES: ScoreColumns = {
  finding: '',
  probability_pneumonia: '',
  probability_normal: '',
  logit: '',
  familiarity: '',
};

function buildScores(scores: ReportedScores): ScoreColumns {
  return {
    finding: scores.finding ?? '',
    probability_pneumonia: toPlainDecimal(scores.probabilityPneumonia),
    probability_normal: toPlainDecimal(scores.probabilityNormal),
    logit: toPlainDecimal(scores.logit),
    familiarity: toPlainDecimal(scores.familiarity),
  };
}

type RunColumns = Pick<Row, 'warnings' | 'backend' | 'duration_ms'>;

const NO_RUN: RunColumns = { warnings: '', backend: '', duration_ms: '' };

function buildRun({ warnings, engine, durationMs }: ReportedRun): RunColumns {
  return { warnings: warnings.join(';'), backend: engine, duration_ms: toPlainDecimal(durationMs) };
}
