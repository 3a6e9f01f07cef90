/**
 * Where in the film a score comes from: the class activation map of the same forward pass (Zhou et al., "Learning Deep
 * Features for Discriminative Localization", CVPR 2016), in absolute units.
 *
 * The head is one dense unit (weights w, bias b) on the global average of the last feature map F, and the calibration is
 * linear, so that with the film's whole area as 1
 *
 *     logit = scale * (mean over cells of F . w + b) + offset = constant + integral of the density over the film,
 *     density(cell) = scale * F(cell) . w   in logit per film area,   constant = scale * b + offset.
 *
 * Invariants: the map is exact, not an approximation; the density for "normal" is the negative one for "pneumonia";
 * nothing is ever normalised per image; the grid's size is the feature map's, whatever that is; the weights are those of
 * the very model that gave the logit. It says what moved the score, not where a lesion lies.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelCard } from './model-card.ts';
import type { FeatureMap } from './profile.ts';
import { type ClassName, OUTPUT_NAMES } from './spec.ts';

/** Values over the film's whole area, in equal cells; the film is stretched to the grid, whatever its aspect. */
export interface Grid {
  /** Cells from left to right, at least 1. */
  readonly columns: number;
  /** Cells from top to bottom, at least 1. */
  readonly rows: number;
  /** Row-major, rows * columns. */
  readonly values: Float32Array;
  /** How far right of and below their boxes' middles the cells really look, as a share of the side (`cell-offset`). */
  readonly offset: number;
}

/** The class activation map of one film. */
export interface SaliencyMap {
  /** Density for pneumonia, in logit per film area: positive cells speak for pneumonia, negative ones for normal. */
  readonly density: Grid;
  /** What the logit would be with an empty map: scale * bias + offset. */
  readonly constant: number;
}

/** The dense unit on the embedding. */
export interface Head {
  /** C weights; a copy. */
  readonly kernel: Float32Array;
  readonly bias: number;
}

/**
 * Reads the head of a loaded model, so that map and logit can't come from different weights.
 *
 * @throws TypeError when the model has no dense layer `logit` with one unit and a bias
 */
export async function readHead(model: LayersModel): Promise<Head> {
  const [kernel, bias] = model.getLayer(OUTPUT_NAMES.logit).getWeights();
  if (kernel?.rank !== 2 || kernel.shape[1] !== 1 || bias?.size !== 1) {
    throw new TypeError('The classifier has no head of one unit with a bias.');
  }
  const [weights, [value]] = await Promise.all([kernel.data<'float32'>(), bias.data()]);
  return { kernel: weights.slice(), bias: value };
}

/**
 * F . w at every position: the raw logit's density.
 *
 * @param kernel C weights
 * @returns a new array of rows * columns values; their mean plus the bias is the film's raw logit
 * @throws RangeError when the map has not as many channels as there are weights
 */
export function projectFeatureMap(
  { rows, columns, channels, values }: FeatureMap,
  kernel: Float32Array,
): Float32Array {
  if (channels !== kernel.length) {
    throw new RangeError(`${channels} channels do not fit ${kernel.length} weights.`);
  }
  const projected = new Float32Array(rows * columns);
  for (let cell = 0, from = 0; cell < projected.length; cell += 1) {
    // Summed in double precision, whatever the engine's is.
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1, from += 1) sum += values[from] * kernel[channel];
    projected[cell] = sum;
  }
  return projected;
}

/**
 * Brings a raw map to the calibrated logit's units.
 *
 * @param raw F . w at every position, as `projectFeatureMap` gives it
 * @param bias the head's
 */
export function calibrateMap(
  raw: Grid,
  bias: number,
  calibration: Pick<ModelCard['calibration'], 'scale' | 'offset'>,
): SaliencyMap {
  const { scale, offset } = calibration;
  return {
    density: { ...raw, values: raw.values.map((value) => scale * value) },
    constant: scale * bias + offset,
  };
}

/** Integral over the film, the film's area being 1: the mean of all cells. */
export function integrate(grid: Grid): number {
  let sum = 0;
  for (const value of grid.values) sum += value;
  return sum / grid.values.length;
}

/**
 * The map as it speaks for one of the two classes: for "normal" every sign is turned.
 *
 * @returns a new grid, in the unit of `forPneumonia`
 */
export function turnFor(className: ClassName, forPneumonia: Grid): Grid {
  if (className === 'pneumonia') return forPneumonia;
  return { ...forPneumonia, values: forPneumonia.values.map((value) => -value) };
}

/** Between which two cells a sample lies, and how far from the first. */
interface Tap {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** Samples lie at their pixels' centres; beyond the outermost cells' centres the outermost cells are held. */
function computeTaps(cells: number, samples: number, offset: number): Tap[] {
  return Array.from({ length: samples }, (_, index) => {
    const place = ((index + 0.5) / samples - offset) * cells - 0.5;
    const position = Math.min(cells - 1, Math.max(0, place));
    const first = Math.floor(position);
    return { first, second: Math.min(first + 1, cells - 1), share: position - first };
  });
}

/**
 * Draws a grid over a picture: linear between the centres of its cells, which adds no detail, it only hides the cells'
 * edges. Without an offset, and where the sides are multiples of the grid's, the mean stays what it was, hence the
 * integral too; with one, what is cut at one edge and held at the other moves the mean a little.
 *
 * @returns a new row-major array of widthPx * heightPx values
 * @throws RangeError when a side is no positive integer
 */
export function resampleGrid(grid: Grid, widthPx: number, heightPx: number): Float32Array {
  for (const side of [widthPx, heightPx]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`A side of ${side} px is not possible.`);
  }
  const { columns, rows, values, offset } = grid;
  const across = computeTaps(columns, widthPx, offset);
  const down = computeTaps(rows, heightPx, offset);
  const output = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    const above = down[y].first * columns;
    const below = down[y].second * columns;
    const v = down[y].share;
    for (let x = 0; x < widthPx; x += 1) {
      const { first, second, share: u } = across[x];
      const top = values[above + first] + u * (values[above + second] - values[above + first]);
      const bottom = values[below + first] + u * (values[below + second] - values[below + first]);
      output[y * widthPx + x] = top + v * (bottom - top);
    }
  }
  return output;
}

/** The largest value of a grid and where its cell looks, as shares of width and height from the upper left corner. */
export function findPeak(grid: Grid): { readonly value: number; readonly x: number; readonly y: number } {
  let peak = 0;
  for (let index = 1; index < grid.values.length; index += 1) {
    if (grid.values[index] > grid.values[peak]) peak = index;
  }
  return {
    value: grid.values[peak],
    x: Math.min(1, ((peak % grid.columns) + 0.5) / grid.columns + grid.offset),
    y: Math.min(1, (Math.floor(peak / grid.columns) + 0.5) / grid.rows + grid.offset),
  };
}
