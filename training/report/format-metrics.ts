/** Metric reports as text: the same table for the terminal, Markdown and the model report. */
import type { MetricReport } from '../../src/model/model-card.ts';
import { formatFigure } from './markdown.ts';

/** Rows shown, in order, with how each interval comes about. */
const ROWS: readonly (readonly [keyof MetricReport & MetricName, string, string])[] = [
  ['accuracy', 'Accuracy', 'Wilson'],
  ['balancedAccuracy', 'Balanced accuracy', 'bootstrap by patient'],
  ['sensitivity', 'Sensitivity (pneumonia)', 'Wilson'],
  ['specificity', 'Specificity', 'Wilson'],
  ['auroc', 'AUROC', 'bootstrap by patient'],
  ['auprc', 'AUPRC', 'bootstrap by patient'],
  ['brier', 'Brier score (50 : 50 prior)', 'bootstrap by patient'],
  ['ece', 'ECE (15 equal-mass bins, 50 : 50 prior)', 'bootstrap by patient'],
];

type MetricName =
  | 'accuracy'
  | 'balancedAccuracy'
  | 'sensitivity'
  | 'specificity'
  | 'auroc'
  | 'auprc'
  | 'brier'
  | 'ece';

/** A Markdown section: what was measured, the metrics with intervals, the confusion matrix. */
export function formatMetricsMarkdown(title: string, report: MetricReport): string {
  const { truePositive, falsePositive, trueNegative, falseNegative } = report.confusion;
  return [
    `## ${title}`,
    '',
    `${report.description} n = ${report.images} radiographs of ${report.patients} patients ` +
      `(${report.normal} normal, ${report.pneumonia} pneumonia); pneumonia from a probability of ${report.threshold}.`,
    '',
    '| Metric | Value (95 % interval) | Interval by |',
    '|---|---|---|',
    ...ROWS.map(([key, label, interval]) => `| ${label} | ${formatFigure(report[key])} | ${interval} |`),
    '',
    '| | Called pneumonia | Called normal |',
    '|---|---|---|',
    `| Labelled pneumonia | ${truePositive} | ${falseNegative} |`,
    `| Labelled normal | ${falsePositive} | ${trueNegative} |`,
    '',
  ].join('\n');
}

/** The same for a terminal, without Markdown's bars. */
export function formatMetricsText(title: string, report: MetricReport): string {
  const { truePositive, falsePositive, trueNegative, falseNegative } = report.confusion;
  const width = Math.max(...ROWS.map(([, label]) => label.length));
  return [
    `${title}: n = ${report.images} (${report.normal} normal, ${report.pneumonia} pneumonia), ${report.patients} patients`,
    ...ROWS.map(([key, label]) => `  ${label.padEnd(width)}  ${formatFigure(report[key])}`),
    `  true positive ${truePositive}, false negative ${falseNegative}, false positive ${falsePositive}, true negative ${trueNegative}`,
  ].join('\n');
}
