/**
 * DICOM RLE (PS3.5 annex G): a header of 16 words, then one PackBits segment for each byte plane, most significant first.
 */
import { DecodeError } from '../decode-error.ts';
import { unpackBits } from '../pack-bits.ts';

const HEADER_BYTES = 64;

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
    const target = { output, start: bytesPerSample - 1 - plane, stride: bytesPerSample };
    const segment = frame.subarray(start, end);
    const used = unpackBits(segment, target);
    // A segment is padded to an even length (G.3.1), and some writers pad the last one more; control bytes beyond are damage.
    if (segment.subarray(used).some((byte) => byte !== 0 && byte !== 128)) throw new DecodeError('corrupt');
  }
  return output;
}
