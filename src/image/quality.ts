/**
 * The quality checks on decoded pixels: what can't be read is refused, what is legible but unusual is warned of.
 */
import type { WarningCode } from '../study/codes.ts';
import { DecodeError } from './decode-error.ts';
import type { ColourContent, DecodedPixels } from './radiograph.ts';

/** Share of the darkest and of the brightest pixels that the grey range leaves out: markers, dust, dead pixels. */
const TAIL_SHARE = 0.005;
/** Smaller range, as a share of white: nearly one grey (8 levels of 255). */
const MIN_RANGE = 0.03;
/** Smaller range: legible, but worth a word. */
const LOW_RANGE = 0.2;

/** More varied chroma than this: several hues, so no radiograph, tinted or not. */
const MAX_VARIED_CHROMA = 12;
/** More chroma than this: a tint worth a word; JPEG's own noise stays under it. */
const TINT_CHROMA = 4;
/** More of the pixels coloured than this: coloured text or marks on a grey film. */
const MARK_SHARE = 0.0005;

/**
 * The grey values between which all but the tails lie.
 *
 * @param white largest possible value of `grey`
 */
export function measureRange(grey: DecodedPixels['grey'], white: number): { low: number; high: number } {
  const histogram = new Uint32Array(white + 1);
  for (let at = 0; at < grey.length; at += 1) histogram[grey[at]] += 1;
  const tail = grey.length * TAIL_SHARE;
  let low = 0;
  let high = white;
  for (let seen = histogram[low]; seen <= tail; seen += histogram[low]) low += 1;
  for (let seen = histogram[high]; seen <= tail; seen += histogram[high]) high -= 1;
  return { low, high };
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
  return warnings;
}
