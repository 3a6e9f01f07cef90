/**
 * The check of width and height by a header, before anything of that size is allocated.
 */
import { DecodeError } from './decode-error.ts';
import { MAX_PIXELS, MIN_SIDE_PX } from './limits.ts';
import { beginStep } from './steps.ts';

/**
 * Passing it is the step from the header to the pixels.
 *
 * @throws DecodeError `too-large` or `too-small`
 */
export function checkDimensions(size: { readonly widthPx: number; readonly heightPx: number }): void {
  if (size.widthPx * size.heightPx > MAX_PIXELS) throw new DecodeError('too-large');
  if (Math.min(size.widthPx, size.heightPx) < MIN_SIDE_PX) throw new DecodeError('too-small');
  beginStep({ kind: 'decoding', pixels: size.widthPx * size.heightPx, isSlow: false });
}
