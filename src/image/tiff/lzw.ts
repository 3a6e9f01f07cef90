/**
 * LZW as TIFF has it (TIFF 6.0 section 13): codes of 9 to 12 bits, most significant first, one bit longer one code early.
 * Invariant: no more than the block's size is ever written, whatever the codes say.
 */
import { DecodeError } from '../decode-error.ts';

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const TABLE_SIZE = 4096;
const MIN_BITS = 9;
const MAX_BITS = 12;

/** Some writers leave the end code out, or a few stray bits behind the last pixel. */
const TOLERATED_BYTES = 8;

/**
 * Decodes one block.
 *
 * @param sizeBytes most that the block may hold; longer is damage
 * @returns the bytes that the codes gave, at most `sizeBytes`; fewer when the end code comes early
 * @throws DecodeError `corrupt` for codes that can't be, `format-tiff` for the order of bits before TIFF 5.0
 */
export function decodeLzw(codes: Uint8Array, sizeBytes: number): Uint8Array {
  if (codes[0] === 0 && codes.length > 1 && (codes[1] & 1) === 1) throw new DecodeError('format-tiff');
  const output = new Uint8Array(sizeBytes);
  // Every string is its prefix and one byte, and stands in the output already: its last occurrence's end and its length.
  const ends = new Uint32Array(TABLE_SIZE);
  const lengths = new Uint32Array(TABLE_SIZE);
  let free = FIRST_FREE;
  let bits = MIN_BITS;
  let previousStart = -1;
  let at = 0;
  let buffer = 0;
  let buffered = 0;
  let to = 0;
  for (;;) {
    while (buffered < bits && at < codes.length) {
      buffer = ((buffer << 8) | codes[at]) & 0xff_ffff;
      buffered += 8;
      at += 1;
    }
    if (buffered < bits) break;
    const code = (buffer >>> (buffered - bits)) & ((1 << bits) - 1);
    buffered -= bits;
    if (code === END) break;
    if (to === sizeBytes && code !== CLEAR) {
      if (codes.length - at <= TOLERATED_BYTES) break;
      throw new DecodeError('corrupt');
    }
    if (code === CLEAR) {
      free = FIRST_FREE;
      bits = MIN_BITS;
      previousStart = -1;
      continue;
    }
    if (code > free || (code === free && previousStart < 0)) throw new DecodeError('corrupt');
    const start = to;
    // The new string: the previous one and the first byte of this one, which follows it in the output.
    if (previousStart >= 0 && free < TABLE_SIZE) {
      ends[free] = start + 1;
      lengths[free] = start - previousStart + 1;
      free += 1;
    }
    if (code < CLEAR) {
      output[to] = code;
      to += 1;
    } else {
      const length = lengths[code];
      if (code >= free || to + length > sizeBytes) throw new DecodeError('corrupt');
      // Byte by byte: a string may overlap itself by its last byte.
      for (let from = ends[code] - length, end = ends[code]; from < end; from += 1, to += 1) {
        output[to] = output[from];
      }
    }
    previousStart = start;
    if (free >= (1 << bits) - 1 && bits < MAX_BITS) bits += 1;
  }
  return output.subarray(0, to);
}
