/**
 * WebP, BMP and AVIF -> pixels: 8-bit, by the browser's own decoder, behind a check of the header.
 */
import { inspectAvif } from './avif-header.ts';
import { inspectBmp } from './bmp-header.ts';
import { DecodeError } from './decode-error.ts';
import { checkDimensions } from './dimensions.ts';
import { readExifOrientation } from './exif.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';
import { turnUpright } from './turn.ts';
import { hideExif, inspectWebp } from './webp-header.ts';

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectWebp`, `checkDimensions` and `readBitmap`
 */
export async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  const header = inspectWebp(bytes);
  checkDimensions(header);
  const pixels = await readBitmap(new Blob([hideExif(bytes, header)], { type: 'image/webp' }));
  const orientation = header.exif === null ? 1 : readExifOrientation(header.exif.content);
  return { ...pixels, ...turnUpright(pixels, orientation) };
}

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectBmp`, `checkDimensions` and `readBitmap`
 */
export async function decodeBmp(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  checkDimensions(inspectBmp(bytes));
  return readBitmap(new Blob([bytes], { type: 'image/bmp' }));
}

/** Eight by eight grey pixels as AVIF (libavif 1.3): what a browser that reads AVIF can read. */
const PROBE =
  'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOltZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRt' +
  'AAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAAQ0AAAAZAAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGhp' +
  'cHJwAAAASWlwY28AAAAUaXNwZQAAAAAAAAAIAAAACAAAAA5waXhpAAAAAAEIAAAADGF2MUOBABwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdp' +
  'cG1hAAAAAAAAAAEAAQQBAoMEAAAAIW1kYXQSAAoIGAi/aYCGg1AyCxxF3dNMLACQNa9A';

/** Whether this browser reads AVIF at all. */
async function canReadAvif(): Promise<boolean> {
  const bytes = Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0));
  try {
    (await createImageBitmap(new Blob([bytes], { type: 'image/avif' }))).close();
    return true;
  } catch {
    return false;
  }
}

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectAvif`, `checkDimensions` and `readBitmap`; `avif-unsupported` where no AVIF can be read
 */
export async function decodeAvif(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPixels> {
  checkDimensions(inspectAvif(bytes));
  try {
    return await readBitmap(new Blob([bytes], { type: 'image/avif' }));
  } catch (error) {
    if (!(error instanceof DecodeError) || (await canReadAvif())) throw error;
    throw new DecodeError('avif-unsupported', { cause: error });
  }
}
