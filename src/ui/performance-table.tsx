/**
 * What the model was measured to do: out of fold and on the locked tenth, each figure with its 95 % interval.
 */
import type { Estimate, MetricReport, ModelCard } from '../model/model-card.ts';
import { formatCount, formatDecimal } from './format.ts';
import styles from './performance-table.module.css';
import { formatEstimate, formatEstimatePercent } from './phrases.ts';
import { STRINGS } from './strings.ts';

type EstimateName = {
  [Name in keyof MetricReport]: MetricReport[Name] extends Estimate ? Name : never;
}[keyof MetricReport];

/** Proportions are read in percent, areas and errors as plain numbers. */
const ROWS: readonly (readonly [EstimateName, (estimate: Estimate) => string])[] = [
  ['auroc', formatEstimate],
  ['sensitivity', formatEstimatePercent],
  ['specificity', formatEstimatePercent],
  ['accuracy', formatEstimatePercent],
  ['balancedAccuracy', formatEstimatePercent],
  ['auprc', formatEstimate],
  ['brier', formatEstimate],
  ['ece', formatEstimate],
];

/** The two reports side by side, and what each was measured on. */
export function PerformanceTable({ performance }: Pick<ModelCard, 'performance'>) {
  const reports = [performance.outOfFold, performance.lockedTenth] as const;
  const plainRow = (label: string, format: (report: MetricReport) => string) => (
    <tr>
      <th scope="row">{label}</th>
      {reports.map((report) => (
        <td key={report.description}>{format(report)}</td>
      ))}
    </tr>
  );
  return (
    <>
      <table className={styles.table}>
        <caption>{STRINGS.about.performanceNote}</caption>
        <thead>
          <tr>
            <th scope="col">{STRINGS.about.measure}</th>
            <th scope="col">{STRINGS.about.outOfFold}</th>
            <th scope="col">{STRINGS.about.lockedTenth}</th>
          </tr>
        </thead>
        <tbody>
          {plainRow(
            STRINGS.about.images,
            (report) =>
              `${formatCount(report.images)} (${formatCount(report.normal)}, ${formatCount(report.pneumonia)})`,
          )}
          {plainRow(STRINGS.about.patients, (report) => formatCount(report.patients))}
          {plainRow(STRINGS.about.threshold, (report) => formatDecimal(report.threshold, 2))}
          {ROWS.map(([name, format]) => (
            <tr key={name}>
              <th scope="row">{STRINGS.about[name]}</th>
              {reports.map((report) => (
                <td key={report.description}>{format(report[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={styles.notes}>
        <dt>{STRINGS.about.outOfFold}</dt>
        <dd lang="en" dir="ltr">
          {performance.outOfFold.description}
        </dd>
        <dt>{STRINGS.about.lockedTenth}</dt>
        <dd lang="en" dir="ltr">
          {performance.lockedTenth.description}
        </dd>
      </dl>
    </>
  );
}
