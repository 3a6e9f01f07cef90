/**
 * The quality checks on decoded pixels: what can't be read is refused, what is legible but unusual is warned of.
 */
import type { WarningCode } from '../study/codes.ts';
import { measureFrame } from './borders.ts';
import { hasBurnedInText } from './burned-in-text.ts';
import { DecodeError } from './decode-error.ts';
import type { ColourContent, DecodedPixels } from './radiograph.ts';

/** Share of the darkest and of the brightest pixels that the grey range leaves out: markers, dust, dead pixels. */
const TAIL_SHARE = 0.005;
/** Smaller range, as a share of white: nearly one grey (8 levels of 255). */
const MIN_RANGE = 0.03;
/** Smaller range: legible, but worth a word. */
const LOW_RANGE = 0.2;

/** More of the middle than this is the blackest or the whitest grey: of the training films at most 0.04. */
const MAX_CLIPPED_SHARE = 0.15;
/** How near to black and white counts as such, as a share of white. */
const CLIP_MARGIN = 0.015;
/** More of the film than this is an empty frame: of the training films at most 0.21. */
const MAX_FRAME_SHARE = 0.25;

/** More varied chroma than this: several hues, so no radiograph, tinted or not. */
const MAX_VARIED_CHROMA = 12;
/** More chroma than this: a tint worth a word; JPEG's own noise stays under it. */
const TINT_CHROMA = 4;
/** More of the pixels coloured than this: coloured text or marks on a grey film. */
const MARK_SHARE = 0.0005;

/** How often each grey occurs. */
function countGreys(grey: DecodedPixels['grey'], white: number): Uint32Array {
  const even = new Uint32Array(white + 1);
  // Neighbours are alike: two counts in turn, so that none waits for the one before.
  const odd = new Uint32Array(white + 1);
  let at = 0;
  for (; at + 1 < grey.length; at += 2) {
    even[grey[at]] += 1;
    odd[grey[at + 1]] += 1;
  }
  if (at < grey.length) even[grey[at]] += 1;
  for (let value = 0; value <= white; value += 1) even[value] += odd[value];
  return even;
}

/**
 * The grey values between which all but the tails lie.
 *
 * @param white largest possible value of `grey`
 */
export function measureRange(grey: DecodedPixels['grey'], white: number): { low: number; high: number } {
  const histogram = countGreys(grey, white);
  const tail = grey.length * TAIL_SHARE;
  let low = 0;
  let high = white;
  for (let seen = histogram[low]; seen <= tail; seen += histogram[low]) low += 1;
  for (let seen = histogram[high]; seen <= tail; seen += histogram[high]) high -= 1;
  return { low, high };
}

/**
 * The share of the film's middle, three fifths of each side, that is black or white: detail lost to exposure or to the
 * window. Air about the body is black on every film, hence the middle alone.
 */
export function measureClipping({ widthPx, heightPx, grey, white }: DecodedPixels): number {
  const low = CLIP_MARGIN * white;
  const high = white - low;
  const [left, right] = [Math.floor(0.2 * widthPx), Math.ceil(0.8 * widthPx)];
  const [top, bottom] = [Math.floor(0.2 * heightPx), Math.ceil(0.8 * heightPx)];
  let clipped = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * widthPx + left; at < y * widthPx + right; at += 1) {
      if (grey[at] <= low || grey[at] >= high) clipped += 1;
    }
  }
  return clipped / ((right - left) * (bottom - top));
}

function checkColour(colour: ColourContent): WarningCode[] {
  if (colour.variedChroma > MAX_VARIED_CHROMA) throw new DecodeError('colour-image');
  return colour.chroma > TINT_CHROMA || colour.colouredShare > MARK_SHARE ? ['colour-tint'] : [];
}

/**
 * Checks decoded pixels.
 *
 * @returns what is unusual
 * @throws DecodeError `colour-image` or `near-constant`
 */
export function checkQuality(pixels: DecodedPixels): WarningCode[] {
  const warnings = pixels.colour === null ? [] : checkColour(pixels.colour);
  const { low, high } = measureRange(pixels.grey, pixels.white);
  const range = (high - low) / pixels.white;
  if (range < MIN_RANGE) throw new DecodeError('near-constant');
  if (range < LOW_RANGE) warnings.push('low-contrast');
  if (measureClipping(pixels) > MAX_CLIPPED_SHARE) warnings.push('saturated');
  if (measureFrame(pixels).share > MAX_FRAME_SHARE) warnings.push('wide-border');
  if (hasBurnedInText(pixels)) warnings.push('burned-in-text');
  return warnings;
}
