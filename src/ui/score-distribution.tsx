/**
 * How the shown scores of the list lie between normal and pneumonia: twenty bars, drawn by recharts, hence loaded late.
 * Invariant: what a bar says stands beside the chart as text as well.
 */
import { Bar, BarChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import styles from './score-distribution.module.css';
import { STRINGS } from './strings.ts';
import { useAppState } from './use-app.ts';
import { countScores, DISTRIBUTION_BINS } from './worklist-view.ts';

/** The chart; nothing but a line of text where no score is shown. */
export default function ScoreDistribution() {
  const studies = useAppState((state) => state.studies);
  const threshold = useAppState((state) => state.threshold);
  const isReadFirst = useAppState((state) => state.isReadFirst);
  const bins = countScores(studies, { isReadFirst });
  const total = bins.reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p className={styles.none}>{STRINGS.worklist.distribution.none}</p>;
  // Both classes in one series: what is right of the threshold is called pneumonia, whatever the colour.
  const data = bins.map((count, index) => ({ middle: (100 * (index + 0.5)) / DISTRIBUTION_BINS, count }));
  return (
    <figure className={styles.figure}>
      <div className={styles.chart} aria-hidden="true" inert>
        <BarChart
          data={data}
          margin={{ top: 4, right: 18, bottom: 0, left: 18 }}
          barCategoryGap={1}
          accessibilityLayer={false}
          responsive
          style={{ width: '100%', height: '100%' }}
        >
          <XAxis
            type="number"
            dataKey="middle"
            domain={[0, 100]}
            ticks={[0, 50, 100]}
            interval={0}
            tickFormatter={(share: number) => `${share} %`}
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            stroke="var(--control-line)"
            height={20}
          />
          <YAxis hide domain={[0, 'dataMax']} />
          <Bar dataKey="count" fill="var(--text)" isAnimationActive={false} />
          <ReferenceLine x={100 * threshold} stroke="var(--muted)" strokeDasharray="3 3" />
        </BarChart>
      </div>
      <figcaption className={styles.caption}>
        {STRINGS.worklist.distribution.caption(
          total,
          studies.length,
          bins.slice(0, DISTRIBUTION_BINS / 10).reduce((sum, count) => sum + count, 0),
          bins.slice(-DISTRIBUTION_BINS / 10).reduce((sum, count) => sum + count, 0),
        )}
      </figcaption>
    </figure>
  );
}
