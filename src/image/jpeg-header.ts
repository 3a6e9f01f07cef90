/**
 * Reads a JPEG's structure without decoding it (ITU-T T.81, Annex B): size, process, and whether it is whole.
 * Browsers decode half a file without an error, so that the walk to the end marker is what finds a truncation.
 */
import { DecodeError } from './decode-error.ts';

/** What the frame header says. */
export interface JpegHeader {
  /** As stored: before an EXIF turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: number;
  /** Whether an EXIF block may turn it. */
  readonly hasExif: boolean;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const DNL = 0xdc;
const TEM = 0x01;
/** JPEG-LS' frame header (ITU-T T.87). */
const SOF_LS = 0xf7;

/** Whether a marker stands alone, without a length. */
function isStandalone(marker: number): boolean {
  return marker === TEM || (marker >= 0xd0 && marker <= 0xd7);
}

function isFrameHeader(marker: number): boolean {
  // C4, C8 and CC are tables and a reserved code, not frames (T.81 table B.1).
  return (
    (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) ||
    marker === SOF_LS
  );
}

/** Processes that browsers cannot decode, by frame header (T.81 table B.1). */
function checkProcess(marker: number, precision: number): void {
  if (marker === SOF_LS) throw new DecodeError('format-jpegls');
  if (marker === 0xc3 || marker === 0xcb) throw new DecodeError('jpeg-lossless');
  if (marker === 0xc9 || marker === 0xca) throw new DecodeError('jpeg-arithmetic');
  if (marker > 0xc2) throw new DecodeError('jpeg-hierarchical');
  if (precision === 12) throw new DecodeError('jpeg-12-bit');
  if (precision !== 8) throw new DecodeError('corrupt');
}

/** The position after the entropy-coded data that starts at `from`: of the next marker that is no restart. */
function skipEntropyData(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw new DecodeError('truncated');
    const next = bytes[at + 1];
    // FF00 is a stuffed FF, FFFF a fill byte, D0 to D7 restarts within the data.
    if (next === 0x00 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else if (next === 0xff) at += 1;
    else return at;
  }
}

/**
 * Walks a JPEG from its start to its end marker; what follows that is ignored.
 *
 * @param bytes the whole file
 * @throws DecodeError `truncated`, `corrupt`, `format-jpegls`, or the process that cannot be decoded
 */
export function inspectJpeg(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Omit<JpegHeader, 'hasExif'> | null = null;
  let hasScan = false;
  let hasExif = false;
  let at = 2;
  for (;;) {
    if (at + 1 >= bytes.length) throw new DecodeError('truncated');
    if (bytes[at] !== 0xff) throw new DecodeError('corrupt');
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    if (marker === SOI || marker === DNL || marker === 0x00) throw new DecodeError('corrupt');
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) throw new DecodeError('truncated');
    const lengthBytes = view.getUint16(at + 2);
    if (lengthBytes < 2) throw new DecodeError('corrupt');
    if (at + 2 + lengthBytes > bytes.length) throw new DecodeError('truncated');
    if (isFrameHeader(marker)) {
      if (header !== null || lengthBytes < 8) throw new DecodeError('corrupt');
      checkProcess(marker, bytes[at + 4]);
      header = {
        heightPx: view.getUint16(at + 5),
        widthPx: view.getUint16(at + 7),
        components: bytes[at + 9],
      };
      if (header.widthPx === 0 || header.heightPx === 0) throw new DecodeError('corrupt');
    }
    // XMP stands there too, and is taken for EXIF: the browser, which is asked then, knows better.
    if (marker === APP1) hasExif = true;
    at += 2 + lengthBytes;
    if (marker === SOS) {
      if (header === null) throw new DecodeError('corrupt');
      hasScan = true;
      at = skipEntropyData(bytes, at);
    }
  }
  if (header === null || !hasScan) throw new DecodeError('corrupt');
  return { ...header, hasExif };
}
