/**
 * BMP -> pixels: uncompressed palette, grey or RGB, by the browser's own decoder.
 */
import { inspectBmp } from './bmp-header.ts';
import { checkDimensions } from './dimensions.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectBmp`, `checkDimensions` and `readBitmap`
 */
export async function decodeBmp(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  checkDimensions(inspectBmp(bytes));
  return readBitmap(new Blob([bytes], { type: 'image/bmp' }));
}
