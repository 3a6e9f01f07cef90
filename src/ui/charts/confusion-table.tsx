/**
 * A confusion matrix as the table that it is.
 */
import type { Confusion } from '../../model/metrics/confusion.ts';
import { formatCount } from '../format.ts';
import table from '../performance-table.module.css';
import { STRINGS } from '../strings.ts';

/** Two by two, with sums. */
export function ConfusionTable({ confusion, caption }: { confusion: Confusion; caption: string }) {
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  const rows = [
    [STRINGS.charts.labelledPneumonia, truePositive, falseNegative],
    [STRINGS.charts.labelledNormal, falsePositive, trueNegative],
  ] as const;
  return (
    <table className={table.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{STRINGS.charts.calledPneumonia}</th>
          <th scope="col">{STRINGS.charts.calledNormal}</th>
          <th scope="col">{STRINGS.charts.sum}</th>
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
