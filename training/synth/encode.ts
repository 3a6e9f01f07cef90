/**
 * Films as files: every PNG and JPEG that the tests drop on the page, from the same pixels.
 * Invariant: a reader that follows the format's standard gets the film's grey values back (exactly from a PNG that keeps
 * the depth); where a file is odd on purpose, its option says how.
 */
import { encode as encodePngData, type ImageData, type PngDataArray } from 'fast-png';
import jpeg from 'jpeg-js';
import { type ExifOrientation, insertExifOrientation, planStoredImage } from './exif.ts';
import { type Film, quantizeFilm } from './film.ts';
import { keepLuma } from './grey-jpeg.ts';

/** A PNG file to make. */
export interface PngOptions {
  readonly format: 'png';
  /** Bits a sample; default 8. A palette has 8 always. */
  readonly bitDepth?: 8 | 16;
  /** Default `grey`. */
  readonly colour?: 'grey' | 'grey-alpha' | 'rgb' | 'rgba' | 'palette';
  /**
   * For `rgba` and `grey-alpha`: opaque all over (default), 0 in the four corners (a twelfth of the shorter side), or half
   * all over. The grey below is kept in every case.
   */
  readonly alpha?: 'opaque' | 'transparent-corners' | 'half';
  /**
   * `full` (default) stretches the film's levels to the file's; `low` keeps the numbers, as scanners store 12 bits in
   * 16: the file is dark. Only where the file is at least as deep as the film.
   */
  readonly range?: 'full' | 'low';
  /** Stored gamma (gAMA), which a decoder must not apply to a radiograph; default none. Viewers write 0.45455. */
  readonly gamma?: number;
}

/** A JPEG file to make (baseline, 8 bit). */
export interface JpegOptions {
  readonly format: 'jpeg';
  /** 1 to 100; default 90. */
  readonly quality?: number;
  /** `grey` (default): one component. `rgb`: three (YCbCr, 4:4:4) of a grey film, as a few hundred published films are. */
  readonly colour?: 'grey' | 'rgb';
  /** Default none. The pixels are stored turned, so that a reader that honours it shows the film upright. */
  readonly orientation?: ExifOrientation;
}

/** A file to make. */
export type EncodeOptions = PngOptions | JpegOptions;

/**
 * Writes a film as a file.
 *
 * @returns the file's bytes
 * @throws RangeError when `range: 'low'` asks for a file shallower than the film
 */
export function encodeFilm(film: Film, options: EncodeOptions): Uint8Array {
  return options.format === 'png' ? encodePng(film, options) : encodeJpeg(film, options);
}

function encodePng(film: Film, options: PngOptions): Uint8Array {
  const { bitDepth = 8, colour = 'grey', range = 'full' } = options;
  const depth = colour === 'palette' ? 8 : bitDepth;
  if (range === 'low' && depth < film.bitDepth) {
    throw new RangeError(`A film of ${film.bitDepth} bits does not fit a file of ${depth} as it is.`);
  }
  const grey = range === 'low' ? film.pixels : quantizeFilm(film, depth).pixels;
  const sides = { width: film.widthPx, height: film.heightPx };
  const image: ImageData =
    colour === 'palette'
      ? { ...sides, ...makePalette(grey) }
      : { ...sides, depth, ...interleave(film, grey, options, depth) };
  const file = encodePngData(image);
  return options.gamma === undefined ? file : insertGamma(file, options.gamma);
}

/** A 256-entry palette in descending order, so that a decoder that takes an index for a grey shows a negative. */
function makePalette(grey: ArrayLike<number>): Pick<ImageData, 'data' | 'depth' | 'channels' | 'palette'> {
  return {
    depth: 8,
    channels: 1,
    palette: Array.from({ length: 256 }, (_, index) => [255 - index, 255 - index, 255 - index]),
    data: Uint8Array.from(grey, (value) => 255 - value),
  };
}

const CHANNELS = { grey: 1, 'grey-alpha': 2, rgb: 3, rgba: 4 } as const;

function interleave(
  film: Film,
  grey: ArrayLike<number>,
  options: PngOptions,
  depth: 8 | 16,
): { readonly data: PngDataArray; readonly channels: number } {
  const colour = options.colour ?? 'grey';
  const channels = colour === 'palette' ? 1 : CHANNELS[colour];
  const hasAlpha = channels === 2 || channels === 4;
  const colours = hasAlpha ? channels - 1 : channels;
  const alphaAt = createAlpha(film, options.alpha ?? 'opaque', 2 ** depth - 1);
  const length = film.widthPx * film.heightPx * channels;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0, at = 0; i < grey.length; i += 1, at += channels) {
    for (let channel = 0; channel < colours; channel += 1) data[at + channel] = grey[i];
    if (hasAlpha) data[at + colours] = alphaAt(i);
  }
  return { data, channels };
}

function createAlpha(
  film: Film,
  alpha: 'opaque' | 'transparent-corners' | 'half',
  full: number,
): (index: number) => number {
  if (alpha === 'opaque') return () => full;
  if (alpha === 'half') return () => Math.round(full / 2);
  const corner = Math.min(film.widthPx, film.heightPx) / 12;
  return (index) => {
    const x = index % film.widthPx;
    const y = Math.floor(index / film.widthPx);
    const isInColumn = x < corner || x >= film.widthPx - corner;
    return isInColumn && (y < corner || y >= film.heightPx - corner) ? 0 : full;
  };
}

/** Offset of the first chunk after IHDR: 8 bytes of signature, 25 of IHDR. */
const AFTER_IHDR = 33;

/** Inserts a gAMA chunk (PNG 3rd edition, 11.3.2.2: gamma x 100000, before the palette and the pixels). */
function insertGamma(file: Uint8Array, gamma: number): Uint8Array {
  const chunk = new Uint8Array(16);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 4);
  chunk.set([0x67, 0x41, 0x4d, 0x41], 4); // "gAMA"
  view.setUint32(8, Math.round(gamma * 100_000));
  view.setUint32(12, crc32(chunk.subarray(4, 12)));
  const result = new Uint8Array(file.length + chunk.length);
  result.set(file.subarray(0, AFTER_IHDR));
  result.set(chunk, AFTER_IHDR);
  result.set(file.subarray(AFTER_IHDR), AFTER_IHDR + chunk.length);
  return result;
}

/** CRC-32 of PNG (annex D): reflected polynomial 0xEDB88320. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function encodeJpeg(film: Film, options: JpegOptions): Uint8Array {
  const { quality = 90, colour = 'grey', orientation } = options;
  const { pixels } = quantizeFilm(film, 8);
  const stored = planStoredImage(film, orientation ?? 1);
  const rgba = new Uint8Array(4 * pixels.length).fill(255);
  for (let y = 0, at = 0; y < stored.heightPx; y += 1) {
    for (let x = 0; x < stored.widthPx; x += 1, at += 4)
      rgba.fill(pixels[stored.sourceIndex(x, y)], at, at + 3);
  }
  const encoded = jpeg.encode({ data: rgba, width: stored.widthPx, height: stored.heightPx }, quality).data;
  const file = colour === 'rgb' ? new Uint8Array(encoded) : keepLuma(new Uint8Array(encoded));
  return orientation === undefined ? file : insertExifOrientation(file, orientation);
}
