/**
 * The reliability diagram: what share of the films scored alike were labelled pneumonia, with its interval.
 */
import { CartesianGrid, ErrorBar, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { ReliabilityBin } from '../../model/model-card.ts';
import { toPercent } from '../format.ts';
import table from '../performance-table.module.css';
import { formatEstimatePercent } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import { FILL, labelBelow, labelBeside, MARGIN, PERCENT_AXIS } from './axis-props.ts';
import { ChartBox } from './chart-box.tsx';
import styles from './charts.module.css';

/** A dot at either end is seen whole. */
const AXIS = { ...PERCENT_AXIS, domain: [-3, 103] };

/** The diagram and its numbers. */
export function ReliabilityChart({ bins }: { readonly bins: readonly ReliabilityBin[] }) {
  const points = bins.map(({ meanProbability, share }) => ({
    mean: 100 * meanProbability,
    share: 100 * share.value,
    error: [100 * (share.value - share.lower), 100 * (share.upper - share.value)],
  }));
  const images = bins.reduce((sum, bin) => sum + bin.normal + bin.pneumonia, 0);
  const holding = bins.filter(
    ({ meanProbability, share }) => meanProbability >= share.lower && meanProbability <= share.upper,
  );
  return (
    <>
      <ChartBox
        title={STRINGS.operatingPoint.reliability}
        name="reliability"
        alternative={STRINGS.operatingPoint.reliabilityAlternative(holding.length, bins.length)}
      >
        <LineChart data={points} margin={MARGIN} {...FILL}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis dataKey="mean" label={labelBelow(STRINGS.operatingPoint.meanScore)} {...AXIS} />
          <YAxis label={labelBeside(STRINGS.operatingPoint.labelled)} {...AXIS} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 100, y: 100 },
            ]}
            stroke="var(--control-line)"
            strokeDasharray="4 4"
          />
          <Line
            dataKey="share"
            stroke="none"
            dot={{ r: 4, fill: 'var(--text)', stroke: 'var(--panel)' }}
            activeDot={false}
            isAnimationActive={false}
          >
            <ErrorBar dataKey="error" stroke="var(--text)" strokeWidth={1.5} isAnimationActive={false} />
          </Line>
        </LineChart>
      </ChartBox>
      <p className={styles.quiet}>{STRINGS.operatingPoint.reliabilityNote(images)}</p>
      <details className={styles.details}>
        <summary>{STRINGS.operatingPoint.reliabilityTable}</summary>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{STRINGS.operatingPoint.meanScore}</th>
              <th scope="col">{STRINGS.operatingPoint.labelled}</th>
              <th scope="col">{STRINGS.operatingPoint.films}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ meanProbability, share, normal, pneumonia }) => (
              <tr key={meanProbability}>
                <th scope="row">{toPercent(meanProbability)}</th>
                <td>{formatEstimatePercent(share)}</td>
                <td>{STRINGS.operatingPoint.filmsOf(normal, pneumonia)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
