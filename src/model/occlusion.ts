/**
 * The occlusion check (Zeiler & Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014): how far the
 * score moves when a patch of the film is greyed. It asks the whole network, not its last layer, and so tells whether
 * the class activation map can be believed on this film.
 * Invariants: the patch is filled with 0, the mean of every standardised input; the rest of the input is not touched (it
 * is not standardised anew); effects of patches do not add up to the logit.
 */
import type { Grid } from './saliency.ts';

/** Where patches are laid over a square input. */
export interface OcclusionPlan {
  /** Side of the network input. */
  readonly sidePx: number;
  /** Side of a patch: a fifth of the input's. */
  readonly patchPx: number;
  /** Steps between patches: a tenth of the input's side. */
  readonly stridePx: number;
  /** Upper left corners, row by row; together the patches cover every pixel. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Lays out the check.
 *
 * @param sidePx of the network input, at least 10
 */
export function planOcclusion(sidePx: number): OcclusionPlan {
  if (!Number.isInteger(sidePx) || sidePx < 10)
    throw new RangeError(`An input of ${sidePx} px is too small.`);
  const patchPx = Math.round(sidePx / 5);
  const stridePx = Math.round(sidePx / 10);
  const last = sidePx - patchPx;
  const starts: number[] = [];
  for (let start = 0; start < last; start += stridePx) starts.push(start);
  starts.push(last);
  return { sidePx, patchPx, stridePx, corners: starts.flatMap((y) => starts.map((x) => ({ x, y }))) };
}

/**
 * A copy of an input with one patch greyed.
 *
 * @param input sidePx * sidePx standardised values; not changed
 * @param index of the patch's corner
 */
export function occlude(input: Float32Array, plan: OcclusionPlan, index: number): Float32Array {
  const { x, y } = plan.corners[index];
  const copy = input.slice();
  for (let row = y; row < y + plan.patchPx; row += 1) {
    copy.fill(0, row * plan.sidePx + x, row * plan.sidePx + x + plan.patchPx);
  }
  return copy;
}

/**
 * What each place is worth: for every pixel the mean, over the patches that cover it, of the logit lost with the patch.
 * Positive: the score for pneumonia falls when the place is greyed, so the place speaks for pneumonia.
 *
 * @param logit of the untouched input, calibrated
 * @param occluded calibrated logits, one per corner, in the plan's order
 * @returns sidePx x sidePx values in logit
 * @throws RangeError when a logit is missing
 */
export function assembleOcclusion(plan: OcclusionPlan, logit: number, occluded: readonly number[]): Grid {
  const { sidePx, patchPx, corners } = plan;
  if (occluded.length !== corners.length) {
    throw new RangeError(`${occluded.length} logits do not fit ${corners.length} patches.`);
  }
  const sums = new Float32Array(sidePx * sidePx);
  const counts = new Uint16Array(sidePx * sidePx);
  for (const [index, { x, y }] of corners.entries()) {
    for (let row = y; row < y + patchPx; row += 1) {
      for (let column = x; column < x + patchPx; column += 1) {
        const pixel = row * sidePx + column;
        sums[pixel] += logit - occluded[index];
        counts[pixel] += 1;
      }
    }
  }
  return { columns: sidePx, rows: sidePx, offset: 0, values: sums.map((sum, pixel) => sum / counts[pixel]) };
}
