/**
 * The ROC curve with the interval of its sensitivity as a band, and the present threshold on it with both intervals.
 */
import { useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import type { Rates } from '../../model/metrics/operating-point.ts';
import { wilson } from '../../model/metrics/wilson.ts';
import type { OperatingPoint } from '../../model/model-card.ts';
import { formatEstimatePercent } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import { FILL, labelBelow, labelBeside, MARGIN, PERCENT_AXIS } from './axis-props.ts';
import { ChartBox } from './chart-box.tsx';
import styles from './charts.module.css';

/** The corner where a good curve lies, in percent. */
const CORNER_PERCENT = 20;

/** What is drawn. */
export interface RocChartProps {
  readonly curve: readonly OperatingPoint[];
  /** Films of pneumonia that the curve was measured on. */
  readonly pneumonia: number;
  readonly threshold: number;
  /** At the threshold. */
  readonly rates: Rates;
}

/** False calls to the right, hits upwards. */
export function RocChart({ curve, pneumonia, threshold, rates }: RocChartProps) {
  const [isEnlarged, setIsEnlarged] = useState(false);
  const { sensitivity, specificity } = rates;
  const xAxis = isEnlarged ? enlarge(0) : PERCENT_AXIS;
  const yAxis = isEnlarged ? enlarge(100 - CORNER_PERCENT) : PERCENT_AXIS;
  const points = curve.map((point) => {
    const { lower, upper } = wilson(Math.round(point.sensitivity * pneumonia), pneumonia);
    return {
      falseCalls: 100 * (1 - point.specificity),
      hits: 100 * point.sensitivity,
      band: [100 * lower, 100 * upper],
    };
  });
  const [x, y] = [100 * (1 - specificity.value), 100 * sensitivity.value];
  const across = [100 * (1 - specificity.upper), 100 * (1 - specificity.lower)].map((end) => ({ x: end, y }));
  const along = [100 * sensitivity.lower, 100 * sensitivity.upper].map((end) => ({ x, y: end }));
  return (
    <>
      <ChartBox
        title={STRINGS.charts.roc}
        name="roc"
        alternative={STRINGS.charts.rocAlternative(
          threshold,
          formatEstimatePercent(sensitivity),
          formatEstimatePercent(specificity),
        )}
      >
        <ComposedChart data={points} margin={MARGIN} {...FILL}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis dataKey="falseCalls" label={labelBelow(STRINGS.charts.falseCalls)} {...xAxis} />
          <YAxis label={labelBeside(STRINGS.charts.hits)} {...yAxis} />
          <Area
            dataKey="band"
            type="linear"
            fill="var(--muted)"
            fillOpacity={0.3}
            stroke="none"
            isAnimationActive={false}
            activeDot={false}
          />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 100, y: 100 },
            ]}
            stroke="var(--control-line)"
            strokeDasharray="4 4"
          />
          <Line
            dataKey="hits"
            type="linear"
            stroke="var(--text)"
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <ReferenceLine
            ifOverflow="hidden"
            segment={[across[0], across[1]]}
            stroke="var(--pneumonia)"
            strokeWidth={2}
          />
          <ReferenceLine
            ifOverflow="hidden"
            segment={[along[0], along[1]]}
            stroke="var(--pneumonia)"
            strokeWidth={2}
          />
          <ReferenceDot
            ifOverflow="hidden"
            x={x}
            y={y}
            r={6}
            fill="var(--pneumonia)"
            stroke="var(--panel)"
            strokeWidth={2}
          />
        </ComposedChart>
      </ChartBox>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={isEnlarged}
          onChange={(event) => setIsEnlarged(event.target.checked)}
        />
        {STRINGS.charts.enlarge}
      </label>
      <p className={styles.quiet}>{STRINGS.charts.rocNote(threshold)}</p>
    </>
  );
}

/** An axis over the corner alone. */
function enlarge(from: number) {
  const ticks = [0, 5, 10, 15, CORNER_PERCENT].map((tick) => from + tick);
  return { ...PERCENT_AXIS, domain: [from, from + CORNER_PERCENT], ticks };
}
