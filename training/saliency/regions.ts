/**
 * Regions of a square image, as masks: the most influential part, the same shape elsewhere, a film with a region greyed.
 * Pure and deterministic; masks are [S, S] row-major, 1 inside.
 */
import type { Random } from '../../src/model/random.ts';

/**
 * The pixels of the largest values.
 *
 * @param share of all pixels, 0 to 1
 * @returns a mask with exactly round(share * n) pixels; of equal values the first in reading order
 */
export function selectTop(values: Float32Array, share: number): Uint8Array {
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
  const mask = new Uint8Array(values.length);
  for (const index of order.slice(0, Math.round(share * values.length))) mask[index] = 1;
  return mask;
}

/** Moves a mask, what leaves on one side coming in on the other: the same area and, but for the seam, the same shape. */
export function shiftMask(mask: Uint8Array, sidePx: number, dx: number, dy: number): Uint8Array {
  const shifted = new Uint8Array(mask.length);
  for (let y = 0; y < sidePx; y += 1) {
    const target = ((y + dy) % sidePx) * sidePx;
    for (let x = 0; x < sidePx; x += 1) shifted[target + ((x + dx) % sidePx)] = mask[y * sidePx + x];
  }
  return shifted;
}

/** Share of a mask's pixels for which `isInside` holds; coordinates run from -1 to 1 over the image, pixel centres. */
export function shareOfMask(
  mask: Uint8Array,
  sidePx: number,
  isInside: (x: number, y: number) => boolean,
): number {
  return shareInside(Float32Array.from(mask), sidePx, isInside);
}

/**
 * Share of the absolute values that lies where `isInside` holds.
 *
 * @returns 0 to 1; NaN where all values are 0
 */
export function shareInside(
  values: Float32Array,
  sidePx: number,
  isInside: (x: number, y: number) => boolean,
): number {
  const at = (index: number) => (2 * (index + 0.5)) / sidePx - 1;
  let [inside, all] = [0, 0];
  for (const [index, value] of values.entries()) {
    const amount = Math.abs(value);
    all += amount;
    if (isInside(at(index % sidePx), at(Math.floor(index / sidePx)))) inside += amount;
  }
  return inside / all;
}

/** A copy of a standardised input with a region greyed: 0 is its mean, as in the page's occlusion check. */
export function eraseRegion(input: Float32Array, mask: Uint8Array): Float32Array {
  return input.map((value, index) => (mask[index] === 1 ? 0 : value));
}

/** Draws before a place is given up as not to be had. */
const MAX_DRAWS = 400;

/**
 * The same shape at random places.
 *
 * @param isAllowed which places count
 * @returns `count` masks, fewer where there are hardly any allowed places
 */
export function drawShifts(
  mask: Uint8Array,
  sidePx: number,
  count: number,
  random: Random,
  isAllowed: (shifted: Uint8Array) => boolean,
): Uint8Array[] {
  const drawn: Uint8Array[] = [];
  for (let draws = 0; draws < MAX_DRAWS && drawn.length < count; draws += 1) {
    const [dx, dy] = [random.integer(sidePx), random.integer(sidePx)];
    if (dx === 0 && dy === 0) continue;
    const shifted = shiftMask(mask, sidePx, dx, dy);
    if (isAllowed(shifted)) drawn.push(shifted);
  }
  return drawn;
}
