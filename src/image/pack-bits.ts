/**
 * PackBits (TIFF 6.0 section 9, DICOM PS3.5 annex G.3): runs and literal bytes, bounded by what they are to fill.
 */
import { DecodeError } from './decode-error.ts';

/** Where the unpacked bytes go. */
export interface PackBitsTarget {
  readonly output: Uint8Array;
  /** Index of the first byte. */
  readonly start: number;
  /** 1, or the distance between the bytes of one plane. */
  readonly stride: number;
}

/**
 * Unpacks until the output is full.
 *
 * @returns packed bytes that were used; what follows is the caller's to judge
 * @throws DecodeError `truncated` when the packed bytes end too early, `corrupt` when a run goes beyond the output
 */
export function unpackBits(packed: Uint8Array, { output, start, stride }: PackBitsTarget): number {
  let at = 0;
  let to = start;
  while (to < output.length) {
    if (at >= packed.length) throw new DecodeError('truncated');
    const control = packed[at];
    at += 1;
    // -128: output nothing.
    if (control === 128) continue;
    const isRun = control > 128;
    const count = isRun ? 257 - control : control + 1;
    if (at + (isRun ? 1 : count) > packed.length) throw new DecodeError('truncated');
    if (to + (count - 1) * stride >= output.length) throw new DecodeError('corrupt');
    for (let k = 0; k < count; k += 1, to += stride) output[to] = packed[isRun ? at : at + k];
    at += isRun ? 1 : count;
  }
  return at;
}
