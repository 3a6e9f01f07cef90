/**
 * JPEG -> pixels: 8-bit grey, RGB or CMYK, baseline or progressive, by the browser's own decoder.
 */
import { checkDimensions } from './dimensions.ts';
import { inspectJpeg } from './jpeg-header.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectJpeg`, `checkDimensions` and `readBitmap`
 */
export async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  const header = inspectJpeg(bytes);
  checkDimensions(header);
  const pixels = await readBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  return header.components === 1 ? { ...pixels, colour: null } : pixels;
}
