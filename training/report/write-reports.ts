/** Writes what a run measured: JSON, Markdown, a CSV row per image, and the plots. */
import { join } from 'node:path';
import type { MetricReport } from '../../src/model/model-card.ts';
import { plotHistory } from '../plots/history.ts';
import { plotReliability } from '../plots/reliability.ts';
import { plotRoc } from '../plots/roc.ts';
import { plotScores } from '../plots/scores.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import type { EpochRecord } from '../train/checkpoint.ts';
import { formatMetricsMarkdown } from './format-metrics.ts';

/** One image's prediction as it goes into a CSV. */
export interface ScoredImage {
  readonly path: string;
  readonly label: 0 | 1;
  readonly group: string;
  readonly subgroup: string;
  readonly rawLogit: number;
  readonly probability: number;
  /** The fold whose model scored it; null outside cross-validation. */
  readonly fold: number | null;
}

/** One measured set of images. */
export interface MeasuredSet {
  /** File name stem, e.g. `cross-validation`. */
  readonly name: string;
  readonly title: string;
  readonly metrics: MetricReport;
  readonly images: readonly ScoredImage[];
  /** Hashes and figures that go into the JSON beside the metrics. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Writes `<name>.json`, `.md`, `.csv`, `-roc.svg`, `-reliability.svg`, `-scores.svg` into the folder. */
export async function writeMeasuredSet(folder: string, set: MeasuredSet): Promise<void> {
  const { name, title, metrics, images } = set;
  const labels = images.map((image) => image.label);
  const probabilities = images.map((image) => image.probability);
  const write = (suffix: string, content: string) =>
    writeFileAtomic(join(folder, `${name}${suffix}`), content);
  await write('.json', `${JSON.stringify({ ...set.provenance, metrics }, null, 2)}\n`);
  await write('.md', `${formatMetricsMarkdown(title, metrics)}\n${formatProvenance(set.provenance)}`);
  await write('.csv', formatCsv(images));
  await write(
    '-roc.svg',
    plotRoc({ curves: [{ name: title, scores: probabilities, labels }] }, { title: `ROC: ${title}` }),
  );
  await write(
    '-reliability.svg',
    plotReliability({ probabilities, labels }, { title: `Reliability: ${title}` }),
  );
  await write(
    '-scores.svg',
    plotScores({ probabilities, labels, threshold: metrics.threshold }, { title: `Scores: ${title}` }),
  );
}

/** Writes the learning curves of one fit. */
export async function writeHistory(
  folder: string,
  name: string,
  title: string,
  history: readonly EpochRecord[],
): Promise<void> {
  await writeFileAtomic(join(folder, `${name}-history.svg`), plotHistory(history, { title }));
}

function formatProvenance(provenance: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(provenance).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return ['| | |', '|---|---|', ...rows.map(([key, value]) => `| ${key} | ${String(value)} |`), ''].join(
    '\n',
  );
}

/** File names of the published set hold no comma, quote or line break; a name that does is quoted (RFC 4180). */
function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function formatCsv(images: readonly ScoredImage[]): string {
  const lines = images.map((image) =>
    [
      quoteCell(image.path),
      image.label,
      quoteCell(image.group),
      image.subgroup,
      image.fold ?? '',
      image.rawLogit,
      image.probability,
    ].join(','),
  );
  return `${['path,label,patient,subgroup,fold,raw_logit,probability_pneumonia', ...lines].join('\r\n')}\r\n`;
}
