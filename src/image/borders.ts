/**
 * How much of a film is an empty frame: collimation, a viewer's letterbox, a scanner's lid. A row or column belongs to the
 * frame while it is of the edge's own grey, from the edge inwards.
 */
import type { DecodedPixels } from './radiograph.ts';

/** Levels, as a share of white, by which a frame may vary: JPEG's and a detector's noise. */
const FRAME_SPREAD = 0.04;
/** Share of a row that may stand out: a marker, dust. */
const STRAY_SHARE = 0.02;
/** Values of each row and column that are looked at. */
const MAX_SAMPLES = 512;

/** Rows and columns of one grey at each edge. */
export interface Frame {
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  /** Share of the film's area that is frame, 0 to 1; 1 where the whole film is of one grey. */
  readonly share: number;
}

/** Measures the frame. */
export function measureFrame({
  widthPx,
  heightPx,
  grey,
  white,
}: Pick<DecodedPixels, 'widthPx' | 'heightPx' | 'grey' | 'white'>): Frame {
  /** The one grey of a row or column; null where it has several. */
  const greyOf = (start: number, step: number, count: number): number | null => {
    const stride = Math.max(1, Math.floor(count / MAX_SAMPLES));
    const values: number[] = [];
    for (let k = 0; k < count; k += stride) values.push(grey[start + k * step]);
    values.sort((a, b) => a - b);
    const middle = values[values.length >> 1];
    const strays = values.filter((value) => Math.abs(value - middle) > FRAME_SPREAD * white).length;
    return strays <= STRAY_SHARE * values.length ? middle : null;
  };
  /** How many rows or columns from the edge are of the edge's own grey. */
  const count = (limit: number, greyAt: (index: number) => number | null): number => {
    const edge = limit > 0 ? greyAt(0) : null;
    if (edge === null) return 0;
    let depth = 1;
    while (depth < limit) {
      const next = greyAt(depth);
      if (next === null || Math.abs(next - edge) > FRAME_SPREAD * white) break;
      depth += 1;
    }
    return depth;
  };
  const topPx = count(heightPx, (y) => greyOf(y * widthPx, 1, widthPx));
  const bottomPx = count(heightPx - topPx, (y) => greyOf((heightPx - 1 - y) * widthPx, 1, widthPx));
  // Columns are judged between the frame's rows: a letterbox above would otherwise hide a frame beside.
  const innerHeight = heightPx - topPx - bottomPx;
  const leftPx = count(widthPx, (x) => greyOf(topPx * widthPx + x, widthPx, innerHeight));
  const rightPx = count(widthPx - leftPx, (x) =>
    greyOf(topPx * widthPx + widthPx - 1 - x, widthPx, innerHeight),
  );
  const innerWidth = widthPx - leftPx - rightPx;
  return { leftPx, topPx, rightPx, bottomPx, share: 1 - (innerWidth * innerHeight) / (widthPx * heightPx) };
}
