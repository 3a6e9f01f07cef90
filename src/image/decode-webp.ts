/**
 * WebP -> pixels: 8-bit, lossy or lossless, still and without transparency, by the browser's own decoder.
 */
import { checkDimensions } from './dimensions.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';
import { inspectWebp } from './webp-header.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectWebp`, `checkDimensions` and `readBitmap`
 */
export async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  checkDimensions(inspectWebp(bytes));
  return readBitmap(new Blob([bytes], { type: 'image/webp' }));
}
