/**
 * JPEG -> pixels: 8-bit grey, RGB or CMYK, baseline or progressive, by the browser's own decoder, after libjpeg-turbo found
 * nothing wrong with its data.
 */
import { checkJpegData } from './dicom/codecs.ts';
import { checkDimensions } from './dimensions.ts';
import { inspectJpeg } from './jpeg-header.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectJpeg`, `checkDimensions`, `checkJpegData` and `readBitmap`; DecodeFailure as `checkJpegData`
 */
export async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  const header = inspectJpeg(bytes);
  checkDimensions(header);
  // The codec has no CMYK: such a file is held to its markers alone.
  if (header.components !== 4) await checkJpegData(bytes, header);
  const pixels = await readBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  return header.components === 1 ? { ...pixels, colour: null } : pixels;
}
