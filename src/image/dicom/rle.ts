/**
 * DICOM RLE (PS3.5 annex G): a header of 16 words, then one PackBits segment for each byte plane, most significant first.
 */
import { DecodeError } from '../decode-error.ts';

const HEADER_BYTES = 64;

/**
 * Unpacks one PackBits segment into every `stride`-th byte.
 *
 * @throws DecodeError `truncated` when the segment ends too early, `corrupt` when a run goes beyond the plane or the segment
 *   beyond its last run
 */
function unpackSegment(segment: Uint8Array, output: Uint8Array, start: number, stride: number): void {
  let at = 0;
  let to = start;
  while (to < output.length) {
    if (at >= segment.length) throw new DecodeError('truncated');
    const control = segment[at];
    at += 1;
    // -128, "output nothing" (G.3.1).
    if (control === 128) continue;
    const isRun = control > 128;
    const count = isRun ? 257 - control : control + 1;
    if (at + (isRun ? 1 : count) > segment.length) throw new DecodeError('truncated');
    if (to + (count - 1) * stride >= output.length) throw new DecodeError('corrupt');
    for (let k = 0; k < count; k += 1, to += stride) output[to] = segment[isRun ? at : at + k];
    at += isRun ? 1 : count;
  }
  // A segment is padded to an even length (G.3.1), and some writers pad the last one more; control bytes beyond are damage.
  if (segment.subarray(at).some((byte) => byte !== 0 && byte !== 128)) throw new DecodeError('corrupt');
}

/**
 * @param frame the frame's bytes
 * @param pixelCount pixels of the frame, one sample each
 * @param bytesPerSample 1 or 2
 * @returns little-endian samples
 * @throws DecodeError `truncated` or `corrupt`
 */
export function decodeRle(frame: Uint8Array, pixelCount: number, bytesPerSample: 1 | 2): Uint8Array {
  if (frame.length < HEADER_BYTES) throw new DecodeError('truncated');
  const header = new DataView(frame.buffer, frame.byteOffset, HEADER_BYTES);
  if (header.getUint32(0, true) !== bytesPerSample) throw new DecodeError('corrupt');
  const output = new Uint8Array(pixelCount * bytesPerSample);
  for (let plane = 0; plane < bytesPerSample; plane += 1) {
    const start = header.getUint32(4 + 4 * plane, true);
    const end = plane + 1 < bytesPerSample ? header.getUint32(8 + 4 * plane, true) : frame.length;
    if (start < HEADER_BYTES || end < start) throw new DecodeError('corrupt');
    if (end > frame.length) throw new DecodeError('truncated');
    unpackSegment(frame.subarray(start, end), output, bytesPerSample - 1 - plane, bytesPerSample);
  }
  return output;
}
