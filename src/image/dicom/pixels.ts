/**
 * Samples as stored -> stored values (DICOM PS3.5 8.1.1): bits stored cut out of bits allocated, as bit patterns of
 * `bitsStored` bits; which sign they have is said beside them.
 */
import type { Frame } from './frame.ts';
import type { ImageTags } from './tags.ts';

/** Values of one frame. */
export interface StoredPixels {
  /** Bit patterns from 0 to 2^bitsStored - 1. */
  readonly patterns: Uint16Array<ArrayBuffer>;
  /** Two's complement of `bitsStored` bits, or unsigned. */
  readonly isSigned: boolean;
}

/** How far to shift right: a codestream of the stored bits alone holds them lowest whatever the high bit says. */
function shiftOf(frame: Frame, tags: ImageTags): number {
  const shift = tags.highBit + 1 - tags.bitsStored;
  return frame.codestream !== null && frame.codestream.precision <= tags.bitsStored ? 0 : shift;
}

/** Sum of the steps between neighbours in memory order, every `stride`-th one. */
function measureRoughness(patterns: Uint16Array, flip: number): number {
  const stride = Math.max(1, Math.floor(patterns.length / 500_000));
  let sum = 0;
  for (let at = 1; at < patterns.length; at += stride) {
    sum += Math.abs((patterns[at] ^ flip) - (patterns[at - 1] ^ flip));
  }
  return sum;
}

/**
 * JPEG 2000 says the sign itself, and writers are known whose tag says another. Either may be right (dcmtk and pydicom
 * follow the tag, gdcm the codestream), but only one gives an image without jumps from white to black between
 * neighbours: the smoother is taken, the tag's at a tie.
 */
function resolveSign(patterns: Uint16Array, frame: Frame, tags: ImageTags): boolean {
  const isMute = frame.codestream?.process !== 0x51 || frame.codestream.isSigned === tags.isSigned;
  if (isMute) return tags.isSigned;
  const asUnsigned = measureRoughness(patterns, 0);
  // Flipping the highest bit orders two's complement as its values are ordered.
  const asSigned = measureRoughness(patterns, 2 ** (tags.bitsStored - 1));
  return asSigned === asUnsigned ? tags.isSigned : asSigned < asUnsigned;
}

/** Stored values of a frame; a new array. */
export function unpackPixels(frame: Frame, tags: ImageTags): StoredPixels {
  const { bytes, bytesPerSample, isBigEndian } = frame;
  const count = tags.widthPx * tags.heightPx;
  const patterns = new Uint16Array(count);
  const mask = 2 ** tags.bitsStored - 1;
  const shift = shiftOf(frame, tags);
  if (bytesPerSample === 1) {
    for (let pixel = 0; pixel < count; pixel += 1) patterns[pixel] = (bytes[pixel] >> shift) & mask;
  } else if (!isBigEndian && bytes.byteOffset % 2 === 0) {
    // As codecs give them: read as they lie, in a third of the time. Every browser's own order is little-endian.
    const samples = new Uint16Array(bytes.buffer, bytes.byteOffset, count);
    for (let pixel = 0; pixel < count; pixel += 1) patterns[pixel] = (samples[pixel] >> shift) & mask;
  } else {
    const high = isBigEndian ? 0 : 1;
    for (let pixel = 0, at = 0; pixel < count; pixel += 1, at += 2) {
      patterns[pixel] = (((bytes[at + high] << 8) | bytes[at + 1 - high]) >> shift) & mask;
    }
  }
  return { patterns, isSigned: resolveSign(patterns, frame, tags) };
}

/** The value of a bit pattern. */
export function readPattern(pattern: number, bitsStored: number, isSigned: boolean): number {
  return isSigned && pattern >= 2 ** (bitsStored - 1) ? pattern - 2 ** bitsStored : pattern;
}
