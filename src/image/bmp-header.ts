/**
 * The header of a BMP file, read before its pixels: size, kind, and whether the pixels are all there.
 * Source: Microsoft, "Bitmap Header Types" (BITMAPFILEHEADER, BITMAPINFOHEADER and its later versions).
 */
import { DecodeError } from './decode-error.ts';

/** Length of BITMAPINFOHEADER; the later headers begin as it does, the older one of OS/2 does not. */
const INFO_HEADER_BYTES = 40;
/** Length of BITMAPV5HEADER, whose colour profile lies behind the pixels. */
const PROFILE_HEADER_BYTES = 124;
const PLAIN_DEPTHS = [1, 4, 8, 24];

/** What a BMP file declares of itself. */
export interface BmpHeader {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * @param bytes the whole file, known to begin as a BMP
 * @throws DecodeError `truncated` when pixels are missing, `format-bmp` when it is not an uncompressed palette, grey or RGB
 *   image (run lengths, 16 bits, alpha, OS/2), `corrupt` for a size that can't be or
 *   that leaves whole rows over
 */
export function inspectBmp(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 18) throw new DecodeError('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(14, true) < INFO_HEADER_BYTES) throw new DecodeError('format-bmp');
  if (bytes.length < 14 + INFO_HEADER_BYTES) throw new DecodeError('truncated');
  const widthPx = view.getInt32(18, true);
  // A negative height means that the first row comes first.
  const heightPx = Math.abs(view.getInt32(22, true));
  const depth = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (compression !== 0 || !PLAIN_DEPTHS.includes(depth)) throw new DecodeError('format-bmp');
  if (widthPx <= 0 || heightPx === 0) throw new DecodeError('corrupt');
  const rowBytes = Math.ceil((widthPx * depth) / 32) * 4;
  if (view.getUint32(10, true) + rowBytes * heightPx > bytes.length) throw new DecodeError('truncated');
  // More than a row too many: the size in the header is not the image's. (A few bytes of padding are common.)
  const mayHoldProfile = view.getUint32(14, true) >= PROFILE_HEADER_BYTES;
  // Where the header vouches for its size, what follows is a profile that some writers append.
  const isVouchedFor = view.getUint32(34, true) === rowBytes * heightPx;
  const end = view.getUint32(10, true) + rowBytes * (heightPx + 1);
  if (!mayHoldProfile && !isVouchedFor && end <= bytes.length) throw new DecodeError('corrupt');
  return { widthPx, heightPx };
}
