/**
 * Image file bytes -> one-channel `GreyImage`, for JPEG and PNG of any size, grey, palette, RGB(A) or CMYK.
 * The decoder is a parameter: `nativeDecoder` (libjpeg-turbo inside TensorFlow, as browsers have it) for every real run,
 * `pureDecoder` here where no native code is wanted (unit tests). Decoding never resizes.
 */
import { convertIndexedToRgb, decode as decodePngFile } from 'fast-png';
import jpeg from 'jpeg-js';
import { extractLuma, type GreyImage } from '../../src/model/preprocess.ts';
import { isJpeg, isPng } from './dataset.ts';

/** Decoded, not yet reduced to one channel. */
export interface DecodedPixels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 grey, 2 grey + alpha, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Interleaved, row-major, widthPx * heightPx * channels samples from 0 to `white`. */
  readonly pixels: Uint8Array | Uint16Array;
  readonly white: number;
}

/** Bytes of a JPEG or PNG file -> pixels. */
export interface Decoder {
  /** Part of the cache's key: two decoders may differ by a grey level. */
  readonly name: string;
  /** @throws DecodeError */
  decode(bytes: Uint8Array): DecodedPixels;
}

/** A file that is no readable image. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: 'not-an-image' | 'corrupt-image';

  constructor(code: DecodeError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Builds a decoder from a JPEG decoder; PNG is read the same way by all. */
export function createDecoder(name: string, decodeJpeg: (bytes: Uint8Array) => DecodedPixels): Decoder {
  return {
    name,
    decode(bytes) {
      if (!isJpeg(bytes) && !isPng(bytes)) {
        throw new DecodeError('not-an-image', 'The file is neither JPEG nor PNG by its first bytes.');
      }
      try {
        return isPng(bytes) ? decodePng(bytes) : decodeJpeg(bytes);
      } catch (error) {
        const detail = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
        throw new DecodeError('corrupt-image', `The image can't be decoded: ${detail}`, error);
      }
    },
  };
}

/**
 * JPEG by jpeg-js: half a grey level off libjpeg-turbo on average, chroma not smoothed. For tests and places without
 * native code only; never mixed with the native decoder in one run.
 */
export const pureDecoder: Decoder = createDecoder('jpeg-js-0.4.4', (bytes) => {
  const image = jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false });
  return { widthPx: image.width, heightPx: image.height, channels: 4, pixels: image.data, white: 255 };
});

/**
 * Decodes a file to one channel: luma of a colour image, the grey itself where R = G = B.
 *
 * @throws DecodeError not-an-image or corrupt-image
 */
export function decodeGrey(bytes: Uint8Array, decoder: Decoder): GreyImage {
  const { widthPx, heightPx, channels, pixels, white } = decoder.decode(bytes);
  return { widthPx, heightPx, pixels: extractLuma(pixels, channels), white };
}

/** PNG of 1 to 16 bits (ISO/IEC 15948); the transparency of a film carries no meaning and is dropped. */
function decodePng(bytes: Uint8Array): DecodedPixels {
  const image = decodePngFile(bytes, { checkCrc: true });
  const size = { widthPx: image.width, heightPx: image.height };
  if (image.palette !== undefined) {
    const channels = toChannels(image.palette[0].length);
    return { ...size, channels, pixels: convertIndexedToRgb(image), white: 255 };
  }
  const white = 2 ** image.depth - 1;
  if (image.depth < 8) {
    return {
      ...size,
      channels: 1,
      pixels: unpackBits(image.data, image.width, image.height, image.depth),
      white,
    };
  }
  const pixels = image.data instanceof Uint16Array ? image.data : new Uint8Array(image.data);
  return { ...size, channels: toChannels(image.channels), pixels, white };
}

function toChannels(count: number): 1 | 2 | 3 | 4 {
  if (count === 1 || count === 2 || count === 3 || count === 4) return count;
  throw new RangeError(`An image of ${count} channels is not supported.`);
}

/** Grey samples of 1, 2 or 4 bits, packed from the high bit, each row padded to whole bytes. */
function unpackBits(packed: ArrayLike<number>, widthPx: number, heightPx: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((widthPx * bits) / 8);
  const samples = new Uint8Array(widthPx * heightPx);
  const mask = 2 ** bits - 1;
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const bit = x * bits;
      const byte = packed[y * rowBytes + (bit >> 3)];
      samples[y * widthPx + x] = (byte >> (8 - bits - (bit & 7))) & mask;
    }
  }
  return samples;
}
