/**
 * The ROC chart in numbers: what each of a few thresholds buys.
 */
import type { Rates } from '../../model/metrics/operating-point.ts';
import { formatDecimal } from '../format.ts';
import table from '../performance-table.module.css';
import { formatEstimatePercent } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import styles from './charts.module.css';

/** Thresholds that the tables list. */
export const LISTED_THRESHOLDS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** The rates at one threshold. */
export interface RatesRow extends Rates {
  readonly threshold: number;
}

/** Folded: the chart says the same to those who see it. */
export function RatesTable({ rows, caption }: { rows: readonly RatesRow[]; caption: string }) {
  return (
    <details className={styles.details}>
      <summary>{STRINGS.charts.asTable}</summary>
      <table className={table.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{STRINGS.charts.threshold}</th>
            <th scope="col">{STRINGS.charts.sensitivity}</th>
            <th scope="col">{STRINGS.charts.specificity}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ threshold, sensitivity, specificity }) => (
            <tr key={threshold}>
              <th scope="row">{formatDecimal(threshold, 2)}</th>
              <td>{formatEstimatePercent(sensitivity)}</td>
              <td>{formatEstimatePercent(specificity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
