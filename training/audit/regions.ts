/** Fixed regions of a film: the audit's corners, borders and thorax. Coordinates run from -1 to 1, pixel centres. */

/** Whether a place lies in the region. */
export type Region = (x: number, y: number) => boolean;

/** The thorax as a fixed ellipse around the middle: half axes 0.75 and 0.85 of half the side. */
export const isThorax: Region = (x, y) => (x / 0.75) ** 2 + (y / 0.85) ** 2 <= 1;

/** Everything but the thorax ellipse. */
export const isOutsideThorax: Region = (x, y) => !isThorax(x, y);

/** The four corners, a quarter of each side. */
export const isCorner: Region = (x, y) => Math.abs(x) > 0.5 && Math.abs(y) > 0.5;

/**
 * The outer frame.
 *
 * @param share of the side that the frame is wide, at each edge
 */
export function isBorder(share: number): Region {
  return (x, y) => Math.max(Math.abs(x), Math.abs(y)) > 1 - 2 * share;
}

/** Everything but the outer frame. */
export function isInsideBorder(share: number): Region {
  const isFrame = isBorder(share);
  return (x, y) => !isFrame(x, y);
}

const masks = new WeakMap<Region, Map<number, Uint8Array>>();

/** 1 where the region is, [S, S] row-major; kept for the next film, so not to be written to. */
export function makeMask(region: Region, sizePx: number): Uint8Array {
  const known = masks.get(region) ?? new Map<number, Uint8Array>();
  masks.set(region, known);
  const mask = known.get(sizePx) ?? drawMask(region, sizePx);
  known.set(sizePx, mask);
  return mask;
}

function drawMask(region: Region, sizePx: number): Uint8Array {
  const at = (index: number) => (2 * (index + 0.5)) / sizePx - 1;
  return Uint8Array.from({ length: sizePx * sizePx }, (_, index) =>
    region(at(index % sizePx), at(Math.floor(index / sizePx))) ? 1 : 0,
  );
}
