/**
 * WebP and BMP -> pixels: 8-bit, by the browser's own decoder, behind a check of the header.
 */
import { inspectBmp } from './bmp-header.ts';
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

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectBmp`, `checkDimensions` and `readBitmap`
 */
export async function decodeBmp(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  checkDimensions(inspectBmp(bytes));
  return readBitmap(new Blob([bytes], { type: 'image/bmp' }));
}
