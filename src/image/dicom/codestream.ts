/**
 * The header of a compressed frame, read before it is decoded: what it declares must fit the tags, so that neither a
 * bomb nor another image comes out of it; and its end must be there, for some decoders fill what is missing.
 */
import { DecodeError } from '../decode-error.ts';

/** What a codestream declares of itself. */
export interface Codestream {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: number;
  /** Bits per sample. */
  readonly precision: number;
  /** Only JPEG 2000 says it. */
  readonly isSigned: boolean;
  /** Second byte of the frame header's marker: c0 baseline, c1 extended, c3 lossless, f7 JPEG-LS; 51 in JPEG 2000. */
  readonly process: number;
}

/** Markers without a length (ITU-T T.81 B.1.1.3). */
function isBareMarker(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
}

function isFrameHeader(marker: number): boolean {
  const isSof = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
  return isSof || marker === 0xf7;
}

/**
 * Reads the frame header of JPEG (ITU-T T.81 B.2.2) or JPEG-LS (ITU-T T.87 C.2.2).
 *
 * @throws DecodeError `corrupt` or `truncated`
 */
export function inspectJpegStream(frame: Uint8Array): Codestream {
  if (frame[0] !== 0xff || frame[1] !== 0xd8) throw new DecodeError('corrupt');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = 2;
  while (at + 4 <= frame.length) {
    if (frame[at] !== 0xff) throw new DecodeError('corrupt');
    const marker = frame[at + 1];
    if (marker === 0xff || isBareMarker(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) throw new DecodeError('corrupt');
    if (isFrameHeader(marker)) {
      if (at + 10 > frame.length) break;
      return {
        precision: frame[at + 4],
        heightPx: view.getUint16(at + 5),
        widthPx: view.getUint16(at + 7),
        components: frame[at + 9],
        isSigned: false,
        process: marker,
      };
    }
    at += 2 + length;
  }
  throw new DecodeError('truncated');
}

/** Where a codestream says the depth and the sign of its first component (Ssiz). */
export const J2K_DEPTH_AT = 42;

const J2K_START = 0xff4f_ff51;
const JP2_CODESTREAM_BOX = 0x6a70_3263;

/** Some writers put a whole JP2 file into the frame, against the standard: its codestream box holds the frame. */
export function unwrapJp2(frame: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (frame.length < 12 || frame[0] !== 0) return frame;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  for (let at = 0; at + 8 <= frame.length; ) {
    const length = view.getUint32(at);
    const end = length === 0 ? frame.length : at + length;
    if (view.getUint32(at + 4) === JP2_CODESTREAM_BOX) return frame.subarray(at + 8, end);
    if (length < 8) break;
    at = end;
  }
  return frame;
}

/** Tiles of the image by SIZ: from the first tile's corner (XTOsiz, YTOsiz) to the end of the image (A.5.1, B.3). */
function countTiles(view: DataView): number {
  const count = (endAt: number): number =>
    (view.getUint32(endAt) - view.getUint32(endAt + 24)) / view.getUint32(endAt + 16);
  return Math.ceil(count(8)) * Math.ceil(count(12));
}

/**
 * Reads the SIZ marker of JPEG 2000 and HTJ2K (ITU-T T.800 A.5.1).
 *
 * @throws DecodeError `corrupt` or `truncated`
 */
export function inspectJ2kStream(frame: Uint8Array): Codestream {
  if (frame.length < 45) throw new DecodeError('truncated');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0) !== J2K_START) throw new DecodeError('corrupt');
  const tiles = countTiles(view);
  // At most 65535 tiles (A.4.2); a grey component has every sample, and OpenJPH never ends on one that says otherwise.
  const isSampledWhole = frame[J2K_DEPTH_AT + 1] === 1 && frame[J2K_DEPTH_AT + 2] === 1;
  if (!(tiles > 0 && tiles <= 65_535) || !isSampledWhole) throw new DecodeError('corrupt');
  const depth = frame[J2K_DEPTH_AT];
  return {
    widthPx: view.getUint32(8) - view.getUint32(16),
    heightPx: view.getUint32(12) - view.getUint32(20),
    components: view.getUint16(40),
    precision: (depth & 0x7f) + 1,
    isSigned: depth > 0x7f,
    process: 0x51,
  };
}

/**
 * @throws DecodeError `truncated` when the end marker ff d9, common to all these codestreams, is missing; padding may follow
 */
export function checkEndMarker(frame: Uint8Array): void {
  let end = frame.length;
  while (end > 0 && (frame[end - 1] === 0x00 || frame[end - 1] === 0xff)) end -= 1;
  if (frame[end - 1] !== 0xd9 || frame[end - 2] !== 0xff) throw new DecodeError('truncated');
}

/** Start of a tile part (ITU-T T.800 A.4.2), and the end of the codestream. */
const J2K_TILE_PART = 0xff90;
const J2K_END = 0xffd9;

/**
 * Walks the tile parts by their lengths: bytes lost or added anywhere break the chain, which OpenJPH does not say; and a tile
 * without any part would be drawn black, which no decoder says.
 *
 * @param frame a codestream whose SIZ was read
 * @throws DecodeError `truncated` when a part goes beyond the end or a tile has none, `corrupt` when the chain is broken
 */
export function checkTileParts(frame: Uint8Array): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const tiles = countTiles(view);
  const found = new Set<number>();
  let at = 2;
  let isEnded = false;
  while (!isEnded && at + 2 <= frame.length) {
    const marker = view.getUint16(at);
    if (marker === J2K_END && found.size > 0) {
      isEnded = true;
    } else if (at + 12 > frame.length) {
      break;
    } else if (marker === J2K_TILE_PART) {
      const tile = view.getUint16(at + 4);
      const length = view.getUint32(at + 6);
      if (tile >= tiles || (length > 0 && length < 14)) throw new DecodeError('corrupt');
      found.add(tile);
      // 0: the last part, up to the end marker.
      isEnded = length === 0;
      at += length;
    } else {
      if (marker < 0xff00 || found.size > 0) throw new DecodeError('corrupt');
      at += 2 + view.getUint16(at + 2);
    }
  }
  if (!isEnded || found.size < tiles) throw new DecodeError('truncated');
}
