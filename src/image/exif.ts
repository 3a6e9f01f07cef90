/**
 * The orientation in an EXIF block, which is a small TIFF file (CIPA DC-008 4.5).
 */
import { DecodeError } from './decode-error.ts';
import { ORIENTATION_TAG, readPages } from './tiff/tiff-pages.ts';
import { type Orientation, toOrientation } from './turn.ts';

/** What JPEG puts before the block, and some writers of WebP as well. */
const PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0];

/**
 * @param exif the block, with or without its prefix
 * @returns 1 (upright) where it says nothing or can't be read: it is no part of the image
 */
export function readExifOrientation(exif: Uint8Array): Orientation {
  const hasPrefix = PREFIX.every((byte, index) => exif[index] === byte);
  try {
    const [page] = readPages(hasPrefix ? exif.subarray(PREFIX.length) : exif).pages;
    return toOrientation(page?.readOne(ORIENTATION_TAG, 1) ?? 1);
  } catch (error) {
    if (error instanceof DecodeError) return 1;
    throw error;
  }
}
