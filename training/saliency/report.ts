/** What the sanity tests gave, as JSON and Markdown, each figure with n and interval, each goal met or not. */
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { mean, median } from '../numeric/statistics.ts';
import { formatFigure, formatPercent } from '../report/markdown.ts';
import { type ErasureRow, INSIDE_SHARE, type InsideRow, RANDOM_REGIONS, SEEDS } from './measure.ts';
import { estimateByBootstrap } from './statistics.ts';

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
  /** |Logit lost| of each patch of the occlusion check. */
  readonly patches: readonly number[];
  /** Spearman with the occlusion check. */
  readonly agreement: number;
}

/** One figure of the report. */
export interface Finding {
  readonly name: string;
  readonly n: number;
  readonly estimate: Estimate;
  /** Shown in percent. */
  readonly isShare: boolean;
  /** null: no goal was set for it. */
  readonly goal: string | null;
  readonly isMet: boolean | null;
}

/** How a quantity is spread. */
export interface Quantiles {
  readonly median: number;
  readonly share95: number;
  readonly share99: number;
  readonly largest: number;
}

/** What the report says of its films. */
export interface FilmsRead {
  readonly title: string;
  readonly films: string;
  readonly readBy: string;
}

/** Development films, by fold models. */
export const FOLD_FILMS: FilmsRead = {
  title: 'out of fold',
  films: 'development radiographs',
  readBy: 'each read by the fold model that never saw its patient; the locked tenth stays closed',
};

/** The locked tenth, by the exported model. */
export const LOCKED_FILMS: FilmsRead = {
  title: 'locked tenth, shipped weights',
  films: 'radiographs of the locked tenth',
  readBy: 'read by the exported model, which never saw them; its calibration was fitted on the locked tenth',
};

/** The report. */
export interface SaliencyReport {
  readonly runHash: string;
  readonly dataSha256: string;
  /** Which films, read by what; absent: `FOLD_FILMS`. */
  readonly films?: FilmsRead;
  readonly gridColumns: number;
  readonly gridRows: number;
  readonly images: number;
  readonly maxInexactness: number;
  readonly findings: readonly Finding[];
  /** |Density| over all cells, in logit per 1 % of the film: what the page's scale is laid over. */
  readonly cells: Quantiles;
  /** |Logit lost| over all patches of the occlusion check. */
  readonly patches: Quantiles;
}

const SEED = 0x5a;

/** Condenses the rows. */
export function summarize(
  rows: readonly SubjectRow[],
  head: Pick<SaliencyReport, 'runHash' | 'dataSha256' | 'films' | 'gridColumns' | 'gridRows'>,
): SaliencyReport {
  const confident = rows.filter(({ logit }) => Math.abs(logit) >= CONFIDENT_LOGIT);
  return {
    ...head,
    images: rows.length,
    maxInexactness: Math.max(...rows.map(({ exactness }) => exactness)),
    findings: [...listCascade(rows), ...listErasures(confident), ...listInside(rows), ...listAgreement(rows)],
    cells: measureQuantiles(rows.flatMap((row) => row.cells)),
    patches: measureQuantiles(rows.flatMap((row) => row.patches)),
  };
}

function measureQuantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return { median: at(0.5), share95: at(0.95), share99: at(0.99), largest: at(1) };
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
      isShare: false,
      goal: '< 0.3',
      isMet: estimate.value < 0.3,
    };
  });
}

/** A figure for which no goal was set. */
function withoutGoal(name: string, n: number, estimate: Estimate, isShare = false): Finding {
  return { name, n, estimate, isShare, goal: null, isMet: null };
}

function listErasures(rows: readonly SubjectRow[]): Finding[] {
  const share = (isCounted: (row: ErasureRow) => boolean, of = rows): Estimate =>
    wilson(of.filter(({ erasure }) => isCounted(erasure)).length, of.length);
  const meanOf = (pick: (row: ErasureRow) => number): Estimate =>
    estimateByBootstrap(
      rows.map(({ erasure }) => pick(erasure)),
      mean,
      SEED,
    );
  const withGoal = (name: string, estimate: Estimate): Finding => ({
    name,
    n: rows.length,
    estimate,
    isShare: true,
    goal: '≥ 90 %',
    isMet: estimate.value >= 0.9,
  });
  const inThorax = rows.filter(({ erasure }) => erasure.inThorax.length === RANDOM_REGIONS);
  return [
    withGoal(
      'top 10 % erased lowers the called class more than random regions on average',
      share((row) => row.top > mean(row.anywhere)),
    ),
    withGoal(
      'top 10 % erased moves the logit more, either way, than random regions on average',
      share((row) => Math.abs(row.top) > mean(row.anywhere.map(Math.abs))),
    ),
    withoutGoal(
      'top 10 % erased lowers the called class more than random regions inside the thorax ellipse on average',
      inThorax.length,
      share((row) => row.top > mean(row.inThorax), inThorax),
      true,
    ),
    ...(['pneumonia', 'normal'] as const).map((name) => {
      const called = rows.filter(({ logit }) => logit >= 0 === (name === 'pneumonia'));
      return withoutGoal(
        `top 10 % erased lowers the called class more than random regions on average, films called ${name}`,
        called.length,
        share((row) => row.top > mean(row.anywhere), called),
        true,
      );
    }),
    withoutGoal(
      "the occlusion check's top 10 % (found by erasing) erased lowers the called class more than random regions on average",
      rows.length,
      share((row) => row.occlusionTop > mean(row.occlusionAnywhere)),
      true,
    ),
    withoutGoal(
      'mean fall of the called logit, top 10 % erased',
      rows.length,
      meanOf(({ top }) => top),
    ),
    withoutGoal(
      'mean fall of the called logit, random regions erased',
      rows.length,
      meanOf(({ anywhere }) => mean(anywhere)),
    ),
    withoutGoal(
      "mean fall of the called logit, the occlusion check's top 10 % erased",
      rows.length,
      meanOf(({ occlusionTop }) => occlusionTop),
    ),
  ];
}

function insideFinding(name: string, values: readonly number[]): Finding {
  const estimate = estimateByBootstrap(values, mean, SEED);
  return { name, n: values.length, estimate, isShare: true, goal: '≥ 90 %', isMet: estimate.value >= 0.9 };
}

function listInside(rows: readonly SubjectRow[]): Finding[] {
  const called = rows.flatMap(({ inside }) => (inside.called === null ? [] : [inside.called]));
  return [
    insideFinding(
      'mean share of the influence (both signs) inside the thorax ellipse',
      rows.map(({ inside }) => inside.all),
    ),
    insideFinding('mean share of the influence for the called class inside the thorax ellipse', called),
  ];
}

function listAgreement(rows: readonly SubjectRow[]): Finding[] {
  const values = rows.map(({ agreement }) => agreement);
  return [
    withoutGoal(
      'median Spearman with the occlusion check, patch by patch',
      values.length,
      estimateByBootstrap(values, median, SEED),
    ),
  ];
}

function formatQuantiles(quantiles: Quantiles): string {
  const [middle, share95, share99, largest] = [
    quantiles.median,
    quantiles.share95,
    quantiles.share99,
    quantiles.largest,
  ].map((value) => value.toFixed(3));
  return `median ${middle}, 95 % within ${share95}, 99 % within ${share99}, largest ${largest}`;
}

function formatVerdict({ goal, isMet }: Finding): string {
  return goal === null ? '' : `${goal}: ${isMet === true ? 'met' : '**not met**'}`;
}

function formatFinding({ isShare, estimate }: Finding): string {
  return isShare ? formatPercent(estimate) : formatFigure(estimate, 3);
}

/** The report in Markdown. */
export function formatSaliency(report: SaliencyReport): string {
  const { gridColumns, gridRows, images, maxInexactness, cells, patches } = report;
  const { title, films, readBy } = report.films ?? FOLD_FILMS;
  return [
    `## Saliency: sanity of the class activation map, ${title}`,
    '',
    `n = ${images} ${films}, one a patient, half of each class, ${readBy}. Map of ${gridColumns} × ${gridRows} cells. Calibrated logit; 95 % intervals by bootstrap of the patients, of shares by Wilson's method.`,
    '',
    '| Test | n | Value (95 % interval) | Goal |',
    '|---|---|---|---|',
    ...report.findings.map(
      (finding) =>
        `| ${finding.name} | ${finding.n} | ${formatFinding(finding)} | ${formatVerdict(finding)} |`,
    ),
    '',
    `- Random weights: drawn anew from the head down (Adebayo et al., NeurIPS 2018), ${SEEDS.length} seeds; for each image the median over the seeds, correlated over the map's cells.`,
    `- Erased: the region is filled with the film's mean; ${RANDOM_REGIONS} random regions an image, the same shape moved about (cut at the seam); "inside the thorax ellipse" where ${100 * INSIDE_SHARE} % of it lie there. Only images called with a probability of ${CONFIDENT} or more.`,
    '- Thorax: an ellipse around the middle with half axes of 0.75 and 0.85 of half the side, half of the film, so that an even map has 50 %; the map as the page draws it.',
    `- The map and the constant add up to the logit to within ${maxInexactness.toExponential(1)}.`,
    `- |Density| of a cell, in logit per 1 % of the film: ${formatQuantiles(cells)}.`,
    `- |Logit lost| with a patch of the occlusion check: ${formatQuantiles(patches)}.`,
    '',
  ].join('\n');
}
