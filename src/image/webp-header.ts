/**
 * The header of a WebP file, read before its pixels: size, and whether it is plain enough to be a film.
 * Source: RFC 9649 (WebP), sections 2.3 to 2.7 and 3.4.
 */
import { DecodeError } from './decode-error.ts';

const ANIMATION_FLAG = 0x02;
const ALPHA_FLAG = 0x10;
const EXIF_FLAG = 0x08;
const LOSSY_START = 0x9d012a;
const LOSSLESS_SIGNATURE = 0x2f;

/** RIFF, length, WEBP, then the first chunk's name and length. */
const FIRST_CHUNK_AT = 12;
const PAYLOAD_AT = 20;

/** What a WebP file declares of itself. */
export interface WebpHeader {
  /** As stored: before an EXIF turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the EXIF block's chunk begins, and its content; null without one. */
  readonly exif: { readonly at: number; readonly content: Uint8Array } | null;
}

/**
 * Walks the chunks of an extended file (RFC 9649 2.7): one header, one image, and among the others EXIF.
 *
 * @throws DecodeError `truncated` when a chunk goes beyond the end, `corrupt` for chunks that contradict each other
 */
function findExif(bytes: Uint8Array, view: DataView): WebpHeader['exif'] {
  let exif: WebpHeader['exif'] = null;
  let headers = 0;
  let images = 0;
  for (let at = FIRST_CHUNK_AT; at + 8 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) throw new DecodeError('truncated');
    if (name === 'VP8X') headers += 1;
    if (name === 'VP8 ' || name === 'VP8L') images += 1;
    if (name === 'EXIF') exif ??= { at, content: bytes.subarray(at + 8, at + 8 + length) };
    // Chunks of an odd length are padded.
    at += 8 + length + (length % 2);
  }
  if (headers !== 1 || images !== 1) throw new DecodeError('corrupt');
  return exif;
}

/**
 * The same file without its EXIF block, as a copy: browsers differ in whether they turn a WebP by it.
 *
 * @param header as `inspectWebp` gave it, of these bytes
 */
export function hideExif(bytes: Uint8Array, header: WebpHeader): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (header.exif === null) return copy;
  // A chunk of an unknown name is passed over (RFC 9649 2.7).
  copy.set(
    Array.from('SKIP', (letter) => letter.charCodeAt(0)),
    header.exif.at,
  );
  copy[PAYLOAD_AT] &= ~EXIF_FLAG;
  return copy;
}

/**
 * @param bytes the whole file, known to begin as RIFF and WEBP
 * @throws DecodeError `truncated` when the file is shorter than it says, `format-webp` for an animation or transparency
 *   (the canvas would darken what shines through), `corrupt` for any other header
 */
export function inspectWebp(bytes: Uint8Array): WebpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PAYLOAD_AT + 10 || 8 + view.getUint32(4, true) > bytes.length) {
    throw new DecodeError('truncated');
  }
  const chunk = String.fromCharCode(...bytes.subarray(FIRST_CHUNK_AT, FIRST_CHUNK_AT + 4));
  switch (chunk) {
    case 'VP8 ': {
      const start = (view.getUint16(PAYLOAD_AT + 3) << 8) | bytes[PAYLOAD_AT + 5];
      if (start !== LOSSY_START) throw new DecodeError('corrupt');
      // 14 bits each; the upper two ask for an enlargement on screen.
      return {
        widthPx: view.getUint16(PAYLOAD_AT + 6, true) & 0x3fff,
        heightPx: view.getUint16(PAYLOAD_AT + 8, true) & 0x3fff,
        exif: null,
      };
    }
    case 'VP8L': {
      if (bytes[PAYLOAD_AT] !== LOSSLESS_SIGNATURE) throw new DecodeError('corrupt');
      const bits = view.getUint32(PAYLOAD_AT + 1, true);
      if ((bits >>> 28) & 1) throw new DecodeError('format-webp');
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1, exif: null };
    }
    case 'VP8X': {
      if (bytes[PAYLOAD_AT] & (ANIMATION_FLAG | ALPHA_FLAG)) throw new DecodeError('format-webp');
      return {
        widthPx: (view.getUint32(PAYLOAD_AT + 4, true) & 0xff_ffff) + 1,
        heightPx: (view.getUint32(PAYLOAD_AT + 6, true) >>> 8) + 1,
        exif: findExif(bytes, view),
      };
    }
    default:
      throw new DecodeError('corrupt');
  }
}
