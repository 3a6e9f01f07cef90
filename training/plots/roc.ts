/** ROC curves with their areas, and an enlarged corner where good ones differ. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { auroc, type RocPoint, rocPoints } from '../../src/model/metrics/ranking.ts';
import { type Box, drawAxes, drawLegend, drawLine, LEGEND_LINE_PX } from './axes.ts';
import { drawing, element, INK, label, type Svg, seriesColor } from './svg.ts';

/** One curve. */
export interface RocCurve {
  readonly name: string;
  /** Higher means pneumonia; logits will do. */
  readonly scores: ArrayLike<number>;
  /** 0 or 1. */
  readonly labels: ArrayLike<number>;
  /** 95 % interval of the area, when there is one. */
  readonly interval?: { readonly lower: number; readonly upper: number };
}

const MAIN: Box = { leftPx: 84, topPx: 56, widthPx: 460, heightPx: 460 };
const CORNER: Box = { leftPx: 300, topPx: 232, widthPx: 220, heightPx: 220 };
/** The enlarged corner reaches to this false positive rate, and down to 1 minus it. */
const CORNER_RATE = 0.1;

const formatPercent = (value: number): string => `${Math.round(value * 100)}`;

/**
 * Plots ROC curves of one or more sets of scores.
 *
 * @returns an SVG document
 * @throws RangeError when a set lacks a class or a score is not finite
 */
export function plotRoc(
  { curves }: { readonly curves: readonly RocCurve[] },
  options: { readonly title: string },
): Svg {
  const drawn = curves.map((curve, index) => ({
    points: rocPoints(curve.scores, curve.labels),
    color: seriesColor(index),
    text: describeCurve(curve),
  }));
  const [x, y] = scalesOf(MAIN, [0, 1], [0, 1]);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const parts: Svg[] = [
    drawAxes(
      MAIN,
      { scale: x, label: '1 − specificity, % of normal images', ticks, format: formatPercent },
      { scale: y, label: 'Sensitivity, % of pneumonia images', ticks, format: formatPercent },
    ),
    drawLine(
      [
        [0, 0],
        [1, 1],
      ],
      x,
      y,
      { color: INK.muted, widthPx: 1, dashes: '4 4' },
    ),
    ...drawn.map(({ points, color }) => drawLine(toLine(points), x, y, { color })),
    drawCorner(drawn),
    drawLegend(drawn, MAIN.leftPx, MAIN.topPx + MAIN.heightPx + 60),
  ];
  const heightPx = MAIN.topPx + MAIN.heightPx + 60 + drawn.length * LEGEND_LINE_PX + 16;
  const description = `ROC curves. ${drawn.map(({ text }) => text).join('; ')}.`;
  return drawing({ widthPx: 580, heightPx }, options.title, description, parts);
}

function describeCurve({ name, scores, labels, interval }: RocCurve): string {
  const pneumonia = Array.from(labels).filter((value) => value === 1).length;
  const area = auroc(scores, labels).toFixed(4);
  const range = interval ? ` (95 % ${interval.lower.toFixed(4)} to ${interval.upper.toFixed(4)})` : '';
  return `${name}: AUROC ${area}${range}, n = ${labels.length - pneumonia} normal + ${pneumonia} pneumonia`;
}

/** The upper left corner on its own axes, standing in the empty lower right of the plot. */
function drawCorner(drawn: readonly { points: readonly RocPoint[]; color: string }[]): Svg {
  const [x, y] = scalesOf(CORNER, [0, CORNER_RATE], [1 - CORNER_RATE, 1]);
  const clip = 'corner-clip';
  const { leftPx, topPx, widthPx, heightPx } = CORNER;
  return element('g', { 'font-size': 11 }, [
    element('rect', {
      x: leftPx - 40,
      y: topPx - 30,
      width: widthPx + 56,
      height: heightPx + 56,
      fill: '#ffffff',
      stroke: INK.grid,
    }),
    element(
      'clipPath',
      { id: clip },
      element('rect', { x: leftPx, y: topPx, width: widthPx, height: heightPx }),
    ),
    label('the same, upper left corner', leftPx, topPx - 12, { fill: INK.muted }),
    drawAxes(
      CORNER,
      { scale: x, label: '', ticks: [0, 0.02, 0.04, 0.06, 0.08, 0.1], format: formatPercent },
      { scale: y, label: '', ticks: [0.9, 0.92, 0.94, 0.96, 0.98, 1], format: formatPercent },
    ),
    element(
      'g',
      { 'clip-path': `url(#${clip})` },
      drawn.map(({ points, color }) => drawLine(toLine(points), x, y, { color })),
    ),
  ]);
}

function scalesOf(
  box: Box,
  x: readonly [number, number],
  y: readonly [number, number],
): [ScaleLinear<number, number>, ScaleLinear<number, number>] {
  return [
    scaleLinear(x, [box.leftPx, box.leftPx + box.widthPx]),
    scaleLinear(y, [box.topPx + box.heightPx, box.topPx]),
  ];
}

function toLine(points: readonly RocPoint[]): (readonly [number, number])[] {
  return points.map((point) => [point.falsePositiveRate, point.truePositiveRate] as const);
}
