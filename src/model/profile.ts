/**
 * The profile of a feature map: how its parts lie, which its mean (the embedding) forgets. Two things set a child's chest
 * apart from an adult's and from anything else, and neither depends on what is found in the lungs alone:
 * spread, how unevenly each feature is laid out from top to bottom, column by column; and asymmetry, how the left side of
 * the film differs from the right one (heart, stomach, the lobes).
 * Plain loops: the map is small, and every engine then reads the same.
 */
import { PROFILE_CELLS } from './spec.ts';

/** A feature map in memory. */
export interface FeatureMap {
  readonly rows: number;
  readonly columns: number;
  /** C */
  readonly channels: number;
  /** rows * columns * C values >= 0, row by row, a cell's channels together. */
  readonly values: ArrayLike<number>;
}

/** Lengths of a profile's two parts for C channels. */
export function profileLengths(channels: number): { readonly spread: number; readonly asymmetry: number } {
  return { spread: PROFILE_CELLS * channels, asymmetry: Math.floor(PROFILE_CELLS / 2) * channels };
}

/**
 * Reduces a feature map to `PROFILE_CELLS` squared cells by averaging, then takes each column's standard deviation over
 * the rows (spread, column by column from the left) and each column's mean less that of its mirror image (asymmetry, the
 * outermost pair first).
 *
 * @returns a new array: spread, then asymmetry (see `profileLengths`)
 * @throws RangeError when a side is no multiple of `PROFILE_CELLS`
 */
export function profileFeatureMap(map: FeatureMap): Float32Array {
  const { channels } = map;
  const cells = poolMap(map);
  const { spread, asymmetry } = profileLengths(channels);
  const profile = new Float32Array(spread + asymmetry);
  const means = new Float64Array(spread);
  const at = (row: number, column: number, channel: number): number =>
    cells[(row * PROFILE_CELLS + column) * channels + channel];
  for (let column = 0; column < PROFILE_CELLS; column += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      let mean = 0;
      for (let row = 0; row < PROFILE_CELLS; row += 1) mean += at(row, column, channel) / PROFILE_CELLS;
      let variance = 0;
      for (let row = 0; row < PROFILE_CELLS; row += 1) {
        variance += (at(row, column, channel) - mean) ** 2 / PROFILE_CELLS;
      }
      means[column * channels + channel] = mean;
      profile[column * channels + channel] = Math.sqrt(variance);
    }
  }
  for (let index = 0; index < asymmetry; index += 1) {
    const column = Math.floor(index / channels);
    const mirrored = (PROFILE_CELLS - 1 - column) * channels + (index % channels);
    profile[spread + index] = means[index] - means[mirrored];
  }
  return profile;
}

/** Averages blocks of cells. */
function poolMap({ rows, columns, channels, values }: FeatureMap): Float64Array {
  const [high, wide] = [rows / PROFILE_CELLS, columns / PROFILE_CELLS];
  if (!Number.isInteger(high) || !Number.isInteger(wide) || high === 0 || wide === 0) {
    throw new RangeError(`A feature map of ${rows} x ${columns} has no profile of ${PROFILE_CELLS} cells.`);
  }
  const pooled = new Float64Array(PROFILE_CELLS * PROFILE_CELLS * channels);
  for (let row = 0, from = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = Math.floor(row / high) * PROFILE_CELLS + Math.floor(column / wide);
      for (let channel = 0; channel < channels; channel += 1, from += 1) {
        pooled[cell * channels + channel] += values[from] / (high * wide);
      }
    }
  }
  return pooled;
}
