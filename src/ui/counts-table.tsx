/**
 * All counts of the card: what each range of scores meant on the held-out films.
 */
import type { ScoreCounts } from '../model/score-bins.ts';
import { toCounts } from './format.ts';
import styles from './performance-table.module.css';
import { formatScoreRange } from './phrases.ts';
import { STRINGS } from './strings.ts';

/** One row a range, from the lowest scores up. */
export function CountsTable({ counts }: { readonly counts: ScoreCounts }) {
  return (
    <table className={styles.table}>
      <caption>{STRINGS.counts.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{STRINGS.counts.range}</th>
          <th scope="col">{STRINGS.counts.share}</th>
          <th scope="col">{STRINGS.counts.films}</th>
        </tr>
      </thead>
      <tbody>
        {counts.bins.map((bin) => {
          const { value, lower, upper } = toCounts(bin.share);
          return (
            <tr key={bin.lower}>
              <th scope="row">{STRINGS.counts.rangeOf(formatScoreRange(bin))}</th>
              <td>{STRINGS.counts.shareOf(value, lower, upper)}</td>
              <td>{STRINGS.counts.filmsOf(bin.normal, bin.pneumonia)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
