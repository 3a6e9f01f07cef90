/**
 * The split as one horizontal bar from 0 to 100 %, drawn by recharts; loaded lazily, since recharts is the largest part
 * of the page. The same form in card and result, so that it is learned once.
 * Invariant: only numbers in [0, 1] come in (an assessment holds no others); the text alternative stands outside.
 */
import {
  Bar,
  BarChart,
  type RectangleProps,
  ReferenceArea,
  ReferenceLine,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
} from 'recharts';
import type { SplitBarProps } from './split-bar.tsx';
import { STRINGS } from './strings.ts';

const TICKS = [0, 25, 50, 75, 100];
/** Room for the first and last tick's text. */
const SIDE_MARGIN_PX = 16;

/** The zone lies as a strip over the bar, so that the bar's own colours stay pure. */
const STRIP_HEIGHT_PX = 4;
const STRIP_GAP_PX = 3;

/** Pneumonia from the left, normal for the rest, the decision threshold across both. */
export default function SplitChart({ probabilityPneumonia, threshold, zone, size }: SplitBarProps) {
  const pneumonia = 100 * probabilityPneumonia;
  const data = [{ name: 'split', pneumonia, normal: 100 - pneumonia }];
  const isLarge = size === 'large';
  const margin = isLarge
    ? { top: 28, right: SIDE_MARGIN_PX, bottom: 0, left: SIDE_MARGIN_PX }
    : { top: 3, right: 1, bottom: 3, left: 1 };
  return (
    <BarChart
      layout="vertical"
      data={data}
      margin={margin}
      barCategoryGap={0}
      accessibilityLayer={false}
      responsive
      style={{ width: '100%', height: '100%' }}
    >
      <XAxis
        type="number"
        domain={[0, 100]}
        ticks={TICKS}
        interval={0}
        hide={!isLarge}
        height={24}
        tick={renderTick}
        stroke="var(--control-line)"
        allowDataOverflow
      />
      <YAxis type="category" dataKey="name" hide />
      <Bar dataKey="pneumonia" stackId="split" fill="var(--pneumonia)" isAnimationActive={false} />
      <Bar dataKey="normal" stackId="split" fill="var(--normal)" isAnimationActive={false} />
      {isLarge && zone.lower < zone.upper && (
        <ReferenceArea x1={100 * zone.lower} x2={100 * zone.upper} shape={renderZone} />
      )}
      <ReferenceLine x={100 * threshold} shape={renderThreshold} label={isLarge && labelOf(threshold)} />
    </BarChart>
  );
}

/** The indeterminate zone, over the bar. */
function renderZone({ x, y, width }: RectangleProps) {
  return (
    <rect
      x={x}
      y={(y ?? 0) - STRIP_HEIGHT_PX - STRIP_GAP_PX}
      width={width}
      height={STRIP_HEIGHT_PX}
      fill="var(--indeterminate)"
    />
  );
}

/** A line with a rim of the ground's colour, so that it is seen on either half of the bar; it stands out above. */
function renderThreshold({ x1, y1, y2 }: Record<'x1' | 'y1' | 'y2', number>) {
  const ends = { x1, x2: x1, y1: Math.min(y1, y2) - STRIP_GAP_PX, y2: Math.max(y1, y2) };
  return (
    <g>
      <line {...ends} stroke="var(--panel)" strokeWidth={6} />
      <line {...ends} stroke="var(--text)" strokeWidth={2} />
    </g>
  );
}

/** A tick's text; the first and the last lean inwards, so that a narrow screen doesn't cut them. */
function renderTick({ x, y, payload }: XAxisTickContentProps) {
  const share = Number(payload.value);
  const textAnchor = share === 0 ? 'start' : share === 100 ? 'end' : 'middle';
  return (
    <text x={x} y={y} dy="0.71em" textAnchor={textAnchor} fill="var(--muted)" fontSize={11}>
      {`${share} %`}
    </text>
  );
}

/** The label leans inwards near an end, where it would be cut. */
function labelOf(threshold: number) {
  const textAnchor = threshold < 0.15 ? 'start' : threshold > 0.85 ? 'end' : 'middle';
  return {
    value: STRINGS.result.threshold(threshold),
    position: 'top',
    offset: 12,
    fill: 'var(--text)',
    fontSize: 12,
    style: { textAnchor },
  } as const;
}
