/** Loss and AUROC by epoch, one line for each run (fold). */
import { scaleLinear } from 'd3-scale';
import { type Box, drawAxes, drawLegend, drawLine, LEGEND_LINE_PX } from './axes.ts';
import { drawing, type Svg, seriesColor } from './svg.ts';

/** What one epoch left behind. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Mean of the steps' losses. */
  readonly trainingLoss: number;
  /** Null when not measured. */
  readonly validationLoss: number | null;
  /** On held-out images; null when not measured. */
  readonly auroc: number | null;
}

/** One run: a fold of the cross-validation, or the final training. */
export interface TrainingHistory {
  /** With n: 'fold 1 (n = 942)'. */
  readonly name: string;
  readonly epochs: readonly EpochRecord[];
}

const PANEL = { widthPx: 380, heightPx: 300, topPx: 56 } as const;

/**
 * Plots training histories: loss on the left (held-out loss dashed, where measured), held-out AUROC on the right.
 *
 * @returns an SVG document
 * @throws RangeError when there is no epoch at all or a figure is not finite
 */
export function plotHistories(runs: readonly TrainingHistory[], options: { readonly title: string }): Svg {
  const epochs = runs.flatMap((run) => run.epochs);
  if (epochs.length === 0) throw new RangeError('There is no epoch to plot.');
  const lossBox: Box = { ...PANEL, leftPx: 76 };
  const aurocBox: Box = { ...PANEL, leftPx: 556 };
  const lastEpoch = Math.max(...epochs.map((epoch) => epoch.epoch), 2);
  const losses = epochs.flatMap(({ trainingLoss, validationLoss }) => [
    trainingLoss,
    validationLoss ?? trainingLoss,
  ]);
  const aurocs = epochs.flatMap(({ auroc }) => (auroc === null ? [] : [auroc]));
  const aurocFrom = Math.min(0.99, ...aurocs);
  const lossScale = scaleLinear([0, Math.max(...losses)], [bottomOf(lossBox), lossBox.topPx]).nice();
  const aurocScale = scaleLinear([aurocFrom, 1], [bottomOf(aurocBox), aurocBox.topPx]).nice();
  const parts: Svg[] = [];
  for (const [box, y, name, decimals] of [
    [lossBox, lossScale, 'Loss', 2],
    [aurocBox, aurocScale, 'AUROC, held-out images', 3],
  ] as const) {
    const x = epochScale(box, lastEpoch);
    const ticks = x.ticks(Math.min(lastEpoch - 1, 10)).filter(Number.isInteger);
    parts.push(
      drawAxes(
        box,
        { scale: x, label: 'Epoch', ticks, format: String },
        { scale: y, label: name, ticks: y.ticks(6), format: (value) => value.toFixed(decimals) },
      ),
    );
  }
  runs.forEach((run, index) => {
    const color = seriesColor(index);
    const line = (box: Box, pick: (epoch: EpochRecord) => number | null, dashes?: string): Svg =>
      drawLine(
        run.epochs.map((epoch) => [epoch.epoch, pick(epoch)] as const),
        epochScale(box, lastEpoch),
        box === lossBox ? lossScale : aurocScale,
        dashes === undefined ? { color } : { color, dashes },
      );
    parts.push(
      line(lossBox, (epoch) => epoch.trainingLoss),
      line(lossBox, (epoch) => epoch.validationLoss, '5 4'),
      line(aurocBox, (epoch) => epoch.auroc),
    );
  });
  const hasValidationLoss = epochs.some((epoch) => epoch.validationLoss !== null);
  const entries = runs.map((run, index) => {
    const last = run.epochs.findLast((epoch) => epoch.auroc !== null)?.auroc ?? null;
    const figure = last === null ? '' : `: last AUROC ${last.toFixed(4)}`;
    return { color: seriesColor(index), text: `${run.name}${figure}` };
  });
  const legendTop = PANEL.topPx + PANEL.heightPx + 60;
  const half = Math.ceil(entries.length / 2);
  parts.push(
    drawLegend(entries.slice(0, half), 40, legendTop),
    drawLegend(entries.slice(half), 520, legendTop),
  );
  const dashEntry = { color: '#595959', dashes: '5 4', text: 'dashed: loss on held-out images' };
  const dashTop = legendTop + half * LEGEND_LINE_PX;
  if (hasValidationLoss) parts.push(drawLegend([dashEntry], 40, dashTop));
  const heightPx = dashTop + (hasValidationLoss ? LEGEND_LINE_PX : 0) + 16;
  const description = `Loss and AUROC by epoch. ${entries.map((entry) => entry.text).join('; ')}.`;
  return drawing({ widthPx: 960, heightPx }, options.title, description, parts);
}

/** Plots the history of one run, see `plotHistories`. */
export function plotHistory(epochs: readonly EpochRecord[], options: { readonly title: string }): Svg {
  return plotHistories([{ name: 'this run', epochs }], options);
}

function bottomOf(box: Box): number {
  return box.topPx + box.heightPx;
}

function epochScale(box: Box, lastEpoch: number) {
  return scaleLinear([1, lastEpoch], [box.leftPx, box.leftPx + box.widthPx]);
}
