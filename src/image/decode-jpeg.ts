/**
 * JPEG -> pixels: 8-bit grey, RGB or CMYK, baseline or progressive. A grey film's are libjpeg-turbo's own; others are the
 * browser's, after libjpeg-turbo found nothing wrong with their data.
 */
import { checkJpegData, decodeWithCodec } from './dicom/codecs.ts';
import { checkDimensions } from './dimensions.ts';
import { inspectJpeg, type JpegHeader } from './jpeg-header.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectJpeg`, `checkDimensions`, `checkJpegData` and `readBitmap`; DecodeFailure as `checkJpegData`
 */
export async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  const header = inspectJpeg(bytes);
  checkDimensions(header);
  // The browser turns a film as its EXIF block says.
  if (header.components === 1 && !header.hasExif) return decodeGrey(bytes, header);
  // The codec has no CMYK: such a file is held to its markers alone.
  if (header.components !== 4) await checkJpegData(bytes, header);
  const pixels = await readBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  return header.components === 1 ? { ...pixels, colour: null } : pixels;
}

/** Chromium and Firefox decode by libjpeg-turbo too: the same pixels, without a second decode and a canvas between. */
async function decodeGrey(bytes: Uint8Array, { widthPx, heightPx }: JpegHeader): Promise<DecodedPixels> {
  const grey = await decodeWithCodec('jpeg', bytes, { widthPx, heightPx, precision: 8 });
  return { widthPx, heightPx, grey, white: 255, bitDepth: 8, colour: null, warnings: [] };
}
