/**
 * A confusion matrix as the table that it is.
 */
import type { Confusion } from '../../model/metrics/confusion.ts';
import { formatCount } from '../format.ts';
import table from '../performance-table.module.css';
import { CHART_STRINGS } from './strings.ts';

/** Two by two, with sums. */
export function ConfusionTable({ confusion, caption }: { confusion: Confusion; caption: string }) {
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  const rows = [
    [CHART_STRINGS.labelledPneumonia, truePositive, falseNegative],
    [CHART_STRINGS.labelledNormal, falsePositive, trueNegative],
  ] as const;
  return (
    <table className={table.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{CHART_STRINGS.calledPneumonia}</th>
          <th scope="col">{CHART_STRINGS.calledNormal}</th>
          <th scope="col">{CHART_STRINGS.sum}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, pneumonia, normal]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{formatCount(pneumonia)}</td>
            <td>{formatCount(normal)}</td>
            <td>{formatCount(pneumonia + normal)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
