/** What the sanity tests gave, as JSON and Markdown, each figure with n and interval, each goal met or not. */
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import {
  type ErasureRow,
  INSIDE_SHARE,
  type InsideRow,
  isTopWorse,
  RANDOM_REGIONS,
  SEEDS,
} from './measure.ts';
import { estimateByBootstrap, mean, median } from './statistics.ts';

/** A probability of the called class from which an image counts as confident. */
export const CONFIDENT = 0.95;
const CONFIDENT_LOGIT = Math.log(CONFIDENT / (1 - CONFIDENT));

/** Everything that was measured of one image. */
export interface SubjectRow {
  readonly label: 0 | 1;
  readonly logit: number;
  /** |map + constant - logit|. */
  readonly exactness: number;
  /** |density| of each cell, in logit per 1 % of the film. */
  readonly cells: readonly number[];
  readonly inside: InsideRow;
  readonly erasure: ErasureRow;
  /** Median |Spearman| over the seeds, by randomised block. */
  readonly cascade: Readonly<Record<string, number>>;
  /** Spearman with the occlusion check. */
  readonly agreement: number;
}

/** One figure of the report. */
export interface Finding {
  readonly name: string;
  readonly n: number;
  readonly estimate: Estimate;
  /** null: no goal was set for it. */
  readonly goal: string | null;
  readonly isMet: boolean | null;
}

/** The report. */
export interface SaliencyReport {
  readonly runHash: string;
  readonly dataSha256: string;
  readonly gridColumns: number;
  readonly gridRows: number;
  readonly images: number;
  readonly maxInexactness: number;
  readonly findings: readonly Finding[];
  /** Quantiles of |density| over all cells, in logit per 1 % of the film: what the page's scale is laid over. */
  readonly cellQuantiles: Readonly<Record<string, number>>;
}

const SEED = 0x5a;

/** Condenses the rows. */
export function summarize(
  rows: readonly SubjectRow[],
  head: Pick<SaliencyReport, 'runHash' | 'dataSha256' | 'gridColumns' | 'gridRows'>,
): SaliencyReport {
  const confident = rows.filter(({ logit }) => Math.abs(logit) >= CONFIDENT_LOGIT);
  const cells = Float64Array.from(rows.flatMap((row) => row.cells)).sort();
  const quantile = (share: number) => cells[Math.floor(share * (cells.length - 1))];
  return {
    ...head,
    images: rows.length,
    maxInexactness: Math.max(...rows.map(({ exactness }) => exactness)),
    findings: [...listCascade(rows), ...listErasures(confident), ...listInside(rows), ...listAgreement(rows)],
    cellQuantiles: { '0.5': quantile(0.5), '0.95': quantile(0.95), '0.99': quantile(0.99), '1': quantile(1) },
  };
}

function listCascade(rows: readonly SubjectRow[]): Finding[] {
  const done: string[] = [];
  return Object.keys(rows[0].cascade).map((block) => {
    done.push(block);
    const estimate = estimateByBootstrap(
      rows.map((row) => row.cascade[block]),
      median,
      SEED,
    );
    return {
      name: `median \\|Spearman\\| with the map of random weights in: ${done.join(', ')}`,
      n: rows.length,
      estimate,
      goal: '< 0.3',
      isMet: estimate.value < 0.3,
    };
  });
}

function listErasures(rows: readonly SubjectRow[]): Finding[] {
  const share = (name: string, isCounted: (row: ErasureRow) => boolean, of = rows): Finding => {
    const estimate = wilson(of.filter(({ erasure }) => isCounted(erasure)).length, of.length);
    return { name, n: of.length, estimate, goal: '≥ 90 %', isMet: estimate.value >= 0.9 };
  };
  const fitting = rows.filter(({ erasure }) => erasure.inThorax.length === RANDOM_REGIONS);
  const magnitude = ({ top, anywhere }: ErasureRow) => Math.abs(top) > mean(anywhere.map(Math.abs));
  return [
    share('top 10 % erased lowers the called class more than the mean of random regions', (row) =>
      isTopWorse(row, row.anywhere),
    ),
    share('top 10 % erased moves the logit more, either way, than the mean of random regions', magnitude),
    {
      ...share(
        'top 10 % erased lowers the called class more than the mean of random regions inside the thorax ellipse',
        (row) => isTopWorse(row, row.inThorax),
        fitting,
      ),
      goal: null,
      isMet: null,
    },
    {
      name: 'mean fall of the called logit, top 10 % erased',
      n: rows.length,
      estimate: estimateByBootstrap(
        rows.map(({ erasure }) => erasure.top),
        mean,
        SEED,
      ),
      goal: null,
      isMet: null,
    },
    {
      name: 'mean fall of the called logit, random regions erased',
      n: rows.length,
      estimate: estimateByBootstrap(
        rows.map(({ erasure }) => mean(erasure.anywhere)),
        mean,
        SEED,
      ),
      goal: null,
      isMet: null,
    },
  ];
}

function listInside(rows: readonly SubjectRow[]): Finding[] {
  const called = rows.flatMap(({ inside }) => (inside.called === null ? [] : [inside.called]));
  const of = (name: string, values: readonly number[]): Finding => {
    const estimate = estimateByBootstrap(values, mean, SEED);
    return { name, n: values.length, estimate, goal: '≥ 90 %', isMet: estimate.value >= 0.9 };
  };
  return [
    of(
      'mean share of the influence (both signs) inside the thorax ellipse',
      rows.map(({ inside }) => inside.all),
    ),
    of('mean share of the influence for the called class inside the thorax ellipse', called),
  ];
}

function listAgreement(rows: readonly SubjectRow[]): Finding[] {
  const values = rows.map(({ agreement }) => agreement);
  return [
    {
      name: 'median Spearman with the occlusion check, patch by patch',
      n: values.length,
      estimate: estimateByBootstrap(values, median, SEED),
      goal: null,
      isMet: null,
    },
  ];
}

function formatEstimate({ goal, estimate }: Finding): string {
  const isPercent = goal?.endsWith('%') === true;
  const text = (value: number) => (isPercent ? (100 * value).toFixed(1) : value.toFixed(3));
  const unit = isPercent ? ' %' : '';
  return `${text(estimate.value)}${unit} (${text(estimate.lower)} to ${text(estimate.upper)})`;
}

/** The report in Markdown. */
export function formatSaliency(report: SaliencyReport): string {
  const { gridColumns, gridRows, images, maxInexactness, cellQuantiles } = report;
  const verdict = ({ goal, isMet }: Finding) =>
    goal === null ? '' : `${goal}: ${isMet === true ? 'met' : '**not met**'}`;
  return [
    '## Saliency: sanity of the class activation map, out of fold',
    '',
    `n = ${images} development radiographs, one a patient, half of each class, each read by the fold model that never saw its patient; the locked tenth stays closed. Map of ${gridColumns} × ${gridRows} cells. Calibrated logit; 95 % intervals by bootstrap of the patients, of shares by Wilson's method.`,
    '',
    '| Test | n | Value (95 % interval) | Goal |',
    '|---|---|---|---|',
    ...report.findings.map(
      (finding) => `| ${finding.name} | ${finding.n} | ${formatEstimate(finding)} | ${verdict(finding)} |`,
    ),
    '',
    `- Random weights: drawn anew from the head down (Adebayo et al., NeurIPS 2018), ${SEEDS.length} seeds; for each image the median over the seeds, correlated over the map's cells.`,
    `- Erased: the region is filled with the film's mean; ${RANDOM_REGIONS} random regions an image, the same shape moved about (cut at the seam); "inside the thorax ellipse" where ${100 * INSIDE_SHARE} % of it lie there. Only images called with a probability of ${CONFIDENT} or more.`,
    '- Thorax: an ellipse around the middle with half axes of 0.75 and 0.85 of half the side, half of the film; the map as the page draws it.',
    `- The map and the constant add up to the logit to within ${maxInexactness.toExponential(1)}.`,
    `- |Density| of a cell, in logit per 1 % of the film: median ${cellQuantiles['0.5'].toFixed(3)}, 95 % ${cellQuantiles['0.95'].toFixed(3)}, 99 % ${cellQuantiles['0.99'].toFixed(3)}, largest ${cellQuantiles['1'].toFixed(3)}.`,
    '',
  ].join('\n');
}
