/** A pair of axes with grid, ticks and labels, and what is drawn inside them: lines and a legend. */
import type { ScaleLinear } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import { element, FONT_SIZE_PX, INK, label, type Svg } from './svg.ts';

/** Where the axes stand, in pixels of the drawing. */
export interface Box {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One axis. */
export interface Axis {
  /** Maps data to pixels. */
  readonly scale: ScaleLinear<number, number>;
  /** Quantity, and unit or n. */
  readonly label: string;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

/** Draws the grid, tick labels and axis labels. */
export function drawAxes(box: Box, x: Axis, y: Axis): Svg {
  const { leftPx, topPx, widthPx, heightPx } = box;
  const bottom = topPx + heightPx;
  const parts: Svg[] = [];
  for (const tick of x.ticks) {
    const at = x.scale(tick);
    parts.push(
      element('line', { x1: at, x2: at, y1: topPx, y2: bottom, stroke: INK.grid }),
      label(x.format(tick), at, bottom + 18, { 'text-anchor': 'middle', fill: INK.muted }),
    );
  }
  for (const tick of y.ticks) {
    const at = y.scale(tick);
    parts.push(
      element('line', { x1: leftPx, x2: leftPx + widthPx, y1: at, y2: at, stroke: INK.grid }),
      label(y.format(tick), leftPx - 8, at + 4, { 'text-anchor': 'end', fill: INK.muted }),
    );
  }
  parts.push(
    element('path', {
      d: `M${leftPx},${topPx}V${bottom}H${leftPx + widthPx}`,
      fill: 'none',
      stroke: INK.axis,
    }),
    label(x.label, leftPx + widthPx / 2, bottom + 40, { 'text-anchor': 'middle' }),
  );
  const middle = topPx + heightPx / 2;
  const labelX = leftPx - 52;
  parts.push(
    label(y.label, labelX, middle, {
      'text-anchor': 'middle',
      transform: `rotate(-90 ${labelX} ${middle})`,
    }),
  );
  return element('g', {}, parts);
}

/** How a line looks. */
export interface Stroke {
  readonly color: string;
  readonly widthPx?: number;
  /** SVG dash pattern; solid when not given. */
  readonly dashes?: string;
}

/** A line through points in data coordinates; a point with a missing value interrupts it. */
export function drawLine(
  points: readonly (readonly [number, number | null])[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  stroke: Stroke,
): Svg {
  const path = lineShape<readonly [number, number | null]>()
    .defined(([, value]) => value !== null)
    .x(([value]) => x(value))
    .y(([, value]) => y(value ?? 0))(points);
  if (path === null) return '';
  return element('path', {
    d: path,
    fill: 'none',
    stroke: stroke.color,
    'stroke-width': stroke.widthPx ?? 2,
    'stroke-linejoin': 'round',
    ...(stroke.dashes === undefined ? {} : { 'stroke-dasharray': stroke.dashes }),
  });
}

/** One line of a legend. */
export interface LegendEntry extends Stroke {
  readonly text: string;
}

/** Height of one line of a legend. */
export const LEGEND_LINE_PX = 20;

/** A legend, one entry a line from (leftPx, topPx) down. */
export function drawLegend(entries: readonly LegendEntry[], leftPx: number, topPx: number): Svg {
  return element(
    'g',
    {},
    entries.flatMap((entry, index) => {
      const y = topPx + index * LEGEND_LINE_PX + FONT_SIZE_PX / 2;
      return [
        element('line', {
          x1: leftPx,
          x2: leftPx + 26,
          y1: y,
          y2: y,
          stroke: entry.color,
          'stroke-width': entry.widthPx ?? 2.5,
          ...(entry.dashes === undefined ? {} : { 'stroke-dasharray': entry.dashes }),
        }),
        label(entry.text, leftPx + 34, y + 4.5),
      ];
    }),
  );
}
