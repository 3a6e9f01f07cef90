/** The reports that the model report is filled in from, as their commands wrote them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelCard, parseModelCard } from '../../src/model/model-card.ts';
import type { AuditReport } from '../audit/format-audit.ts';
import type { ShortcutReport } from '../audit/format-shortcuts.ts';
import type { Parity } from '../export/onnx/parity.ts';

/** One image as a report's CSV has it. */
export interface ReportedImage {
  readonly path: string;
  readonly label: 0 | 1;
  readonly subgroup: string;
  readonly probability: number;
}

/** What `export-onnx` found. */
export interface OnnxReport {
  readonly modelSha256: string;
  readonly onnxSha256: string;
  readonly bytes: number;
  readonly tolerance: number;
  readonly sets: readonly { readonly name: string; readonly parity: Parity }[];
}

/** Everything; null where a command was not run. */
export interface Reports {
  readonly card: ModelCard;
  /** Of the run that the reports are of. */
  readonly runHash: string;
  readonly outOfFold: readonly ReportedImage[];
  readonly lockedTenth: readonly ReportedImage[];
  readonly audit: AuditReport | null;
  readonly shortcuts: ShortcutReport | null;
  readonly onnx: OnnxReport | null;
}

/**
 * Reads them from their folders.
 *
 * @throws Error when a file that every release writes is missing or damaged
 */
export function readReports(modelFolder: string, reportFolder: string): Reports {
  const text = (name: string) => readFileSync(join(reportFolder, name), 'utf8');
  const optional = (name: string): unknown =>
    existsSync(join(reportFolder, name)) ? JSON.parse(text(name)) : null;
  const locked = JSON.parse(text('locked-tenth.json')) as { runHash: string; modelSha256: string };
  const card = parseModelCard(JSON.parse(readFileSync(join(modelFolder, 'model-card.json'), 'utf8')));
  if (locked.modelSha256 !== card.model.sha256)
    throw new Error('The locked tenth was read by another model.');
  return {
    card,
    runHash: locked.runHash,
    outOfFold: parseImages(text('cross-validation.csv')),
    lockedTenth: parseImages(text('locked-tenth.csv')),
    audit: optional('audit.json') as AuditReport | null,
    shortcuts: optional('shortcuts.json') as ShortcutReport | null,
    onnx: optional('onnx.json') as OnnxReport | null,
  };
}

const COLUMNS = 'path,label,patient,subgroup,fold,raw_logit,probability_pneumonia';

/**
 * Reads a report's CSV, as `write-reports` writes it.
 *
 * @throws Error for other columns, or a quoted name: the published files have none
 */
export function parseImages(csv: string): ReportedImage[] {
  const [head, ...lines] = csv.trim().split('\r\n');
  if (head !== COLUMNS) throw new Error(`The CSV has other columns: ${head}`);
  return lines.map((line) => {
    const cells = line.split(',');
    const [path, label, , subgroup] = cells;
    const probability = Number(cells[6]);
    if (cells.length !== 7 || !(probability >= 0 && probability <= 1)) throw new Error(`No image: ${line}`);
    return { path, label: label === '1' ? 1 : 0, subgroup, probability };
  });
}
