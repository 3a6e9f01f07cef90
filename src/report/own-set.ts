/**
 * The reader's own set as files: one row for each labelled film (CSV), or all figures with how they were made (JSON).
 * Invariants: no name leaves unless asked for; a film that is left out has no number; the numbers are those on screen.
 */
import Papa from 'papaparse';
import type { Calls } from '../model/metrics/validation.ts';
import type { Estimate, ModelCard, OperatingPoint } from '../model/model-card.ts';
import { listErrors, type OwnSet } from '../study/own-set.ts';
import { type Study, statusOf } from '../study/study.ts';
import { BYTE_ORDER_MARK, escapeFormula, toPlainDecimal } from './csv.ts';

/** What is on screen, and what the reader chose to let out. */
export interface OwnSetReport {
  readonly set: OwnSet;
  readonly calls: Calls;
  /** Null where a class is missing or films are still being read. */
  readonly auroc: Estimate | null;
  /** Empty where a class is missing. */
  readonly curve: readonly OperatingPoint[];
  readonly threshold: number;
  readonly card: ModelCard;
  /** Of the page that computed it. */
  readonly appVersion: string;
  readonly includeWithheld: boolean;
  readonly includeNames: boolean;
}

/** How the figures were made; with them in every file. */
export const OWN_SET_METHODS = {
  accuracy: 'Wilson score interval, 95 %',
  sensitivity: 'Wilson score interval, 95 %',
  specificity: 'Wilson score interval, 95 %',
  auroc: 'percentile bootstrap over films, 1000 draws, 95 %',
  independence: 'Patients are not known: every film is taken for a patient of its own.',
  zone: 'A film in the indeterminate zone counts on the side of the threshold that it lies on.',
} as const;

const NOTICE = 'Research use only, not a medical device.';

/**
 * One row for each film with a truth, in the order added.
 *
 * @returns begins with a byte order mark; lines end with CR LF
 */
export function buildOwnSetCsv(report: OwnSetReport, studies: readonly Study[]): string {
  const { set, threshold, card, appVersion, includeNames } = report;
  const counted = new Map(set.counted.map((entry) => [entry.study.id, entry.probabilityPneumonia]));
  const rows = studies
    .filter((study) => study.truth !== null)
    .map((study) => {
      const probability = counted.get(study.id);
      const isCalled = probability !== undefined && probability >= threshold;
      return {
        index: String(study.id),
        file: includeNames ? escapeFormula(study.path) : '',
        status: statusOf(study),
        truth: study.truth,
        counted: probability === undefined ? 'no' : 'yes',
        call: probability === undefined ? '' : isCalled ? 'pneumonia' : 'normal',
        probability_pneumonia: probability === undefined ? '' : toPlainDecimal(probability),
        threshold: toPlainDecimal(threshold),
        model: card.model.sha256,
        app: `Lungfield ${appVersion}`,
        notice: NOTICE,
      };
    });
  return `${BYTE_ORDER_MARK}${Papa.unparse(rows, { newline: '\r\n' })}\r\n`;
}

/** All figures, indented, for people and programs. */
export function buildOwnSetJson(report: OwnSetReport): string {
  const { set, calls, auroc, curve, threshold, card, appVersion, includeWithheld, includeNames } = report;
  const { confusion, accuracy, sensitivity, specificity } = calls;
  const figures = { accuracy, sensitivity, specificity, auroc };
  const errors = listErrors(set, threshold).map(({ study, truth, probabilityPneumonia }) => ({
    index: study.id,
    ...(includeNames ? { file: study.path } : {}),
    truth,
    probabilityPneumonia,
  }));
  return `${JSON.stringify(
    {
      kind: 'lungfield-own-set',
      notice: NOTICE,
      app: { name: 'Lungfield', version: appVersion },
      model: { name: card.name, version: card.version, sha256: card.model.sha256 },
      threshold,
      films: {
        labelled: set.byClass,
        counted: set.counted.length,
        leftOut: set.leftOut,
        includesWithheld: includeWithheld,
      },
      confusion,
      ...figures,
      methods: OWN_SET_METHODS,
      operatingCurve: curve,
      errors,
    },
    null,
    2,
  )}\n`;
}
