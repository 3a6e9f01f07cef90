/**
 * A strip or tile of a TIFF file -> its bytes as the writer had them. Invariant: a block gives what its size asks for or is
 * refused, never filled; no more than that is allocated.
 */
import { DecodeError } from '../decode-error.ts';
import { inflateBounded } from '../inflate-bounded.ts';
import { unpackBits } from '../pack-bits.ts';
import { decodeLzw } from './lzw.ts';
import type { TiffCompression } from './tiff-layout.ts';

/** How long a block is once decompressed. */
export interface BlockSize {
  /** What the image needs of it. */
  readonly neededBytes: number;
  /** With the rows below the image, which some writers add to the last strip. */
  readonly paddedBytes: number;
}

async function inflateBlock(compressed: Uint8Array, limitBytes: number): Promise<Uint8Array> {
  const output = new Uint8Array(limitBytes);
  const countBytes = await inflateBounded([compressed], limitBytes, (part, at) => output.set(part, at));
  return output.subarray(0, countBytes);
}

/**
 * @param compressed the block as it lies in the file
 * @returns at least `neededBytes`
 * @throws DecodeError `truncated`, `corrupt`, or `format-tiff` as `decodeLzw`
 */
export async function readBlock(
  compressed: Uint8Array,
  compression: TiffCompression,
  { neededBytes, paddedBytes }: BlockSize,
): Promise<Uint8Array> {
  switch (compression) {
    case 'none':
      if (compressed.length < neededBytes) throw new DecodeError('truncated');
      return compressed;
    case 'packbits': {
      const output = new Uint8Array(neededBytes);
      unpackBits(compressed, { output, start: 0, stride: 1 });
      return output;
    }
    default: {
      const bytes =
        compression === 'lzw'
          ? decodeLzw(compressed, paddedBytes)
          : await inflateBlock(compressed, paddedBytes);
      if (bytes.length !== neededBytes && bytes.length !== paddedBytes) throw new DecodeError('corrupt');
      return bytes;
    }
  }
}
