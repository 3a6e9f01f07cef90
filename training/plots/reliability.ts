/** Reliability diagram: what happens against what was said, each class weighing one half. */
import { scaleLinear } from 'd3-scale';
import { ece, reliabilityBins } from '../../src/model/metrics/calibration-error.ts';
import { type Box, drawAxes, drawLegend, drawLine } from './axes.ts';
import { drawing, element, INK, label, type Svg, seriesColor } from './svg.ts';

/** Calibrated probabilities with their labels. */
export interface ReliabilityInput {
  /** Of pneumonia, for a prior of one half, in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  /** 0 or 1. */
  readonly labels: ArrayLike<number>;
}

const BOX: Box = { leftPx: 84, topPx: 56, widthPx: 460, heightPx: 460 };

const format = (value: number): string => value.toFixed(1);

/**
 * Plots the bins of the calibration error: weighted share of pneumonia over mean probability, area of a dot by weight.
 *
 * @returns an SVG document
 * @throws RangeError when a class is missing or a probability is not finite
 */
export function plotReliability(input: ReliabilityInput, options: { readonly title: string }): Svg {
  const { probabilities, labels } = input;
  const bins = reliabilityBins(probabilities, labels);
  const x = scaleLinear([0, 1], [BOX.leftPx, BOX.leftPx + BOX.widthPx]);
  const y = scaleLinear([0, 1], [BOX.topPx + BOX.heightPx, BOX.topPx]);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const color = seriesColor(0);
  const pneumonia = Array.from(labels).filter((value) => value === 1).length;
  const summary = `ECE ${ece(probabilities, labels).toFixed(4)} over ${bins.length} bins of equal weight`;
  const counts = `n = ${labels.length - pneumonia} normal + ${pneumonia} pneumonia, each class weighing one half`;
  const parts: Svg[] = [
    drawAxes(
      BOX,
      { scale: x, label: 'Mean calibrated probability of pneumonia', ticks, format },
      { scale: y, label: 'Share of pneumonia', ticks, format },
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
    drawLine(
      bins.map((bin) => [bin.meanProbability, bin.pneumoniaShare] as const),
      x,
      y,
      { color, widthPx: 1.5 },
    ),
    ...bins.map((bin) =>
      element('circle', {
        cx: x(bin.meanProbability),
        cy: y(bin.pneumoniaShare),
        r: Math.max(2.5, 20 * Math.sqrt(bin.weight / Math.PI) * 0.9),
        fill: color,
        'fill-opacity': 0.65,
      }),
    ),
    drawLegend([{ color, text: summary }], BOX.leftPx, BOX.topPx + BOX.heightPx + 60),
    label(counts, BOX.leftPx + 34, BOX.topPx + BOX.heightPx + 91),
  ];
  return drawing(
    { widthPx: 580, heightPx: 636 },
    options.title,
    `Reliability. ${summary}; ${counts}.`,
    parts,
  );
}
