/** What the simplest readers of the shortcut audit see of a film. Films are [S, S] bytes, features plain numbers. */
import { standardize } from '../../src/model/preprocess.ts';
import { isBorder, makeMask } from './regions.ts';

/** Bins of a histogram. */
export const HISTOGRAM_BINS = 32;
/** Cells of a film's side where its border is read coarsely; 3 of 20 are the outer 15 %. */
const CELLS = 20;
/** Share of the side that counts as border. */
export const BORDER_SHARE = 0.15;
/** Greys of a standardised film that are told apart: from -3 to 3 standard deviations. */
const STANDARD_RANGE = 3;

/** Share of the pixels in each of 32 equal ranges of grey. */
export function countGreys(film: Uint8Array): Float64Array {
  return countBins(film, (value) => (value * HISTOGRAM_BINS) / 256);
}

/** The same of the standardised film, which is all that the network sees of its greys; the ends hold what lies beyond. */
export function countStandardGreys(film: Uint8Array): Float64Array {
  const values = standardize(Float32Array.from(film, (value) => value / 255));
  return countBins(values, (value) => ((value + STANDARD_RANGE) * HISTOGRAM_BINS) / (2 * STANDARD_RANGE));
}

function countBins(values: ArrayLike<number>, binOf: (value: number) => number): Float64Array {
  const bins = new Float64Array(HISTOGRAM_BINS);
  for (let at = 0; at < values.length; at += 1) {
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.max(0, Math.floor(binOf(values[at]))));
    bins[bin] += 1 / values.length;
  }
  return bins;
}

/**
 * Mean greys of the outer 15 %, in cells of a 20th of the side: 400 - 14 * 14 = 204 numbers in [0, 1].
 *
 * @param sizePx a multiple of 20
 * @throws RangeError for another side
 */
export function readBorderCells(film: Uint8Array, sizePx: number): Float64Array {
  if (sizePx % CELLS !== 0) throw new RangeError(`A side of ${sizePx} px has no ${CELLS} equal cells.`);
  const cellPx = sizePx / CELLS;
  const sums = new Float64Array(CELLS * CELLS);
  for (let at = 0; at < film.length; at += 1) {
    const x = Math.floor((at % sizePx) / cellPx);
    const y = Math.floor(Math.floor(at / sizePx) / cellPx);
    sums[y * CELLS + x] += film[at] / (255 * cellPx * cellPx);
  }
  const mask = makeMask(OUTER, CELLS);
  return sums.filter((_, cell) => mask[cell] === 1);
}

const OUTER = isBorder(BORDER_SHARE);
