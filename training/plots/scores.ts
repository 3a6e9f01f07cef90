/** Histogram of the scores of each class, on an axis of log odds: on a plain one nearly all would lie at the two ends. */
import { scaleLinear } from 'd3-scale';
import { logitOf } from '../../src/model/assess.ts';
import { type Box, drawAxes, drawLegend, drawLine } from './axes.ts';
import { CLASS_COLORS, drawing, element, INK, label, type Svg } from './svg.ts';

/** Calibrated probabilities with their labels. */
export interface ScoresInput {
  /** Of pneumonia, in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  /** 0 or 1. */
  readonly labels: ArrayLike<number>;
  /** In (0, 1), drawn as a line. */
  readonly threshold: number;
}

const BOX: Box = { leftPx: 84, topPx: 72, widthPx: 600, heightPx: 320 };
/** The axis ends at these log odds, 0.0003 and 0.9997; what lies beyond is counted in the last bar. */
const LIMIT = 8;
const BINS = 32;
const TICK_PROBABILITIES = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999];

/**
 * Plots which share of each class has which probability.
 *
 * @returns an SVG document
 * @throws RangeError when a class is missing
 */
export function plotScores(input: ScoresInput, options: { readonly title: string }): Svg {
  const counts: [number[], number[]] = [Array<number>(BINS).fill(0), Array<number>(BINS).fill(0)];
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < input.labels.length; i += 1) {
    const logit = Math.min(LIMIT, Math.max(-LIMIT, logitOf(input.probabilities[i])));
    const bin = Math.min(BINS - 1, Math.floor((BINS * (logit + LIMIT)) / (2 * LIMIT)));
    const classIndex = input.labels[i] === 1 ? 1 : 0;
    counts[classIndex][bin] += 1;
    totals[classIndex] += 1;
  }
  if (totals[0] === 0 || totals[1] === 0)
    throw new RangeError('A histogram by class needs images of both classes.');
  const shares = counts.map((bins, index) => bins.map((count) => count / totals[index]));
  const x = scaleLinear([-LIMIT, LIMIT], [BOX.leftPx, BOX.leftPx + BOX.widthPx]);
  const y = scaleLinear([0, Math.max(...shares.flat())], [BOX.topPx + BOX.heightPx, BOX.topPx]).nice();
  const entries = [
    { color: CLASS_COLORS.normal, widthPx: 8, text: `labelled normal, n = ${totals[0]}` },
    { color: CLASS_COLORS.pneumonia, widthPx: 8, text: `labelled pneumonia, n = ${totals[1]}` },
  ];
  const bars = shares.flatMap((bins, index) => drawSteps(bins, x, y, entries[index].color));
  const cut = logitOf(input.threshold);
  const legendTop = BOX.topPx + BOX.heightPx + 58;
  const parts: Svg[] = [
    drawAxes(
      BOX,
      {
        scale: x,
        label: 'Calibrated probability of pneumonia (axis in log odds)',
        ticks: TICK_PROBABILITIES.map(logitOf),
        format: (logit) => String(TICK_PROBABILITIES[nearest(TICK_PROBABILITIES.map(logitOf), logit)]),
      },
      {
        scale: y,
        label: 'Share of the class, %',
        ticks: y.ticks(6),
        format: (value) => (100 * value).toFixed(0),
      },
    ),
    ...bars,
    drawLine(
      [
        [cut, 0],
        [cut, y.domain()[1]],
      ],
      x,
      y,
      { color: INK.text, widthPx: 1, dashes: '4 4' },
    ),
    label(`threshold ${input.threshold}`, x(cut), BOX.topPx - 8, {
      'text-anchor': 'middle',
      fill: INK.muted,
    }),
    drawLegend(entries, BOX.leftPx, legendTop),
  ];
  const description = `Scores by class. ${entries.map((entry) => entry.text).join('; ')}.`;
  return drawing({ widthPx: 720, heightPx: legendTop + 56 }, options.title, description, parts);
}

/** A stepped outline with a light fill: where the classes overlap both stay visible. */
function drawSteps(
  shares: readonly number[],
  x: (value: number) => number,
  y: (value: number) => number,
  color: string,
): Svg[] {
  const width = (2 * LIMIT) / BINS;
  const corners = shares.map((share, bin) => {
    const from = x(-LIMIT + bin * width).toFixed(2);
    const to = x(-LIMIT + (bin + 1) * width).toFixed(2);
    return `L${from},${y(share).toFixed(2)}L${to},${y(share).toFixed(2)}`;
  });
  const d = `M${x(-LIMIT)},${y(0)}${corners.join('')}L${x(LIMIT)},${y(0)}Z`;
  return [element('path', { d, fill: color, 'fill-opacity': 0.3, stroke: color, 'stroke-width': 1.5 })];
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce(
    (best, value, index) => (Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? index : best),
    0,
  );
}
