/**
 * What a TIFF page's tags promise of its pixels, as one checked record (TIFF 6.0 sections 3 to 9, 14 and 15). What is not
 * read is refused here, by name, before anything of the image's size is allocated.
 */
import { DecodeError } from '../decode-error.ts';
import { checkDimensions } from '../dimensions.ts';
import { MAX_PIXELS } from '../limits.ts';
import { type Orientation, toOrientation } from '../turn.ts';
import { ORIENTATION_TAG, type TiffPage } from './tiff-pages.ts';

/** How blocks are compressed. */
export type TiffCompression = 'none' | 'lzw' | 'deflate' | 'packbits';

/** Where a block lies in the file. */
export interface TiffBlock {
  readonly offset: number;
  readonly bytes: number;
}

/** What a page promises. */
export interface TiffLayout {
  /** As stored, before the turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: 8 | 16;
  /** Samples per pixel: grey, grey and alpha, RGB, RGB and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  /** The lowest value is white. */
  readonly isMinWhite: boolean;
  /** The colours are stored multiplied by alpha. */
  readonly isPremultiplied: boolean;
  /** Each sample's plane is stored on its own. */
  readonly isPlanar: boolean;
  readonly compression: TiffCompression;
  /** Samples are differences to their left neighbour (section 14). */
  readonly isPredicted: boolean;
  readonly orientation: Orientation;
  /** A strip is as wide as the image; the last one may be lower, a tile never is. */
  readonly blockWidthPx: number;
  readonly blockHeightPx: number;
  readonly isTiled: boolean;
  /** Plane by plane, in each row by row. */
  readonly blocks: readonly TiffBlock[];
}

const TAG = {
  kind: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  channels: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

const COMPRESSIONS: Readonly<Record<number, TiffCompression>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32946: 'deflate',
  32773: 'packbits',
};
/** Modified Huffman, Group 3, Group 4, and Huffman with word alignment. */
const FAX = [2, 3, 4, 32771];
/** The old way, the one of Technical Note 2, and lossy DNG's. */
const JPEG = [6, 7, 34892];

const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;

/** Whether a page is a smaller copy of another, or a mask (tag 254, bits 0 and 2). */
export function isSidePage(page: TiffPage): boolean {
  return (page.readOne(TAG.kind, 0) & 0b101) !== 0;
}

function readCompression(page: TiffPage): TiffCompression {
  const code = page.readOne(TAG.compression, 1);
  if (JPEG.includes(code)) throw new DecodeError('tiff-jpeg');
  if (FAX.includes(code)) throw new DecodeError('tiff-fax');
  const compression = COMPRESSIONS[code];
  if (compression === undefined) throw new DecodeError('format-tiff');
  return compression;
}

/** Polarity and the number of samples that carry it. */
function readColourModel(page: TiffPage): { readonly isMinWhite: boolean; readonly colours: 1 | 3 } {
  switch (page.readOne(TAG.photometric, -1)) {
    case WHITE_IS_ZERO:
      return { isMinWhite: true, colours: 1 };
    case BLACK_IS_ZERO:
      return { isMinWhite: false, colours: 1 };
    case RGB:
      return { isMinWhite: false, colours: 3 };
    case PALETTE:
      throw new DecodeError('tiff-palette');
    default:
      // Masks, inks, YCbCr, Lab, sensors; and without the tag neither polarity is a safe guess.
      throw new DecodeError('format-tiff');
  }
}

type Samples = Pick<
  TiffLayout,
  'bitDepth' | 'channels' | 'isMinWhite' | 'isPremultiplied' | 'isPlanar' | 'isPredicted'
>;

function readSamples(page: TiffPage): Samples {
  const { isMinWhite, colours } = readColourModel(page);
  const formats = page.read(TAG.sampleFormat);
  if (formats.some((format) => format === 3 || format === 6)) throw new DecodeError('tiff-float');
  if (formats.some((format) => format !== 1 && format !== 4)) throw new DecodeError('format-tiff');
  const depths = page.read(TAG.bits);
  const bitDepth = depths[0];
  if ((bitDepth !== 8 && bitDepth !== 16) || depths.some((depth) => depth !== bitDepth)) {
    throw new DecodeError('tiff-bit-depth');
  }
  const channels = page.readOne(TAG.channels, 1);
  if (channels !== colours && channels !== colours + 1) throw new DecodeError('format-tiff');
  const predictor = page.readOne(TAG.predictor, 1);
  const planar = page.readOne(TAG.planar, 1);
  if (predictor > 2 || page.readOne(TAG.fillOrder, 1) !== 1) throw new DecodeError('format-tiff');
  if (predictor < 1 || planar < 1 || planar > 2) throw new DecodeError('corrupt');
  return {
    bitDepth,
    channels: channels as Samples['channels'],
    isMinWhite,
    isPremultiplied: channels > colours && page.readOne(TAG.extraSamples, 0) === 1,
    isPlanar: planar === 2 && channels > 1,
    isPredicted: predictor === 2,
  };
}

type Grid = Pick<TiffLayout, 'blockWidthPx' | 'blockHeightPx' | 'isTiled'>;

function readGrid(page: TiffPage, widthPx: number, heightPx: number): Grid {
  const isTiled = page.read(TAG.tileWidth).length > 0;
  const blockWidthPx = isTiled ? page.readOne(TAG.tileWidth, 0) : widthPx;
  const blockHeightPx = isTiled
    ? page.readOne(TAG.tileHeight, 0)
    : Math.min(heightPx, page.readOne(TAG.rowsPerStrip, heightPx));
  if (blockWidthPx === 0 || blockHeightPx === 0) throw new DecodeError('corrupt');
  if (blockWidthPx * blockHeightPx > MAX_PIXELS) throw new DecodeError('too-large');
  return { blockWidthPx, blockHeightPx, isTiled };
}

/** The file's blocks: exactly as many as the size asks for, each one inside of the file. */
function readBlocks(page: TiffPage, isTiled: boolean, count: number, fileBytes: number): TiffBlock[] {
  const offsets = page.read(isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  const lengths = page.read(isTiled ? TAG.tileBytes : TAG.stripBytes);
  if (offsets.length !== count || lengths.length !== count) throw new DecodeError('corrupt');
  return offsets.map((offset, index) => {
    const bytes = lengths[index];
    if (offset === 0 || bytes === 0) throw new DecodeError('corrupt');
    if (offset + bytes > fileBytes) throw new DecodeError('truncated');
    return { offset, bytes };
  });
}

/**
 * @param fileBytes length of the file
 * @throws DecodeError `tiff-jpeg`, `tiff-fax`, `tiff-palette`, `tiff-float`, `tiff-bit-depth`, `format-tiff` for what else
 *   is not read, `too-large`, `too-small`, `truncated`, or `corrupt` for tags that contradict each other
 */
export function readLayout(page: TiffPage, fileBytes: number): TiffLayout {
  const widthPx = page.readOne(TAG.width, 0);
  const heightPx = page.readOne(TAG.height, 0);
  if (widthPx === 0 || heightPx === 0) throw new DecodeError('corrupt');
  const compression = readCompression(page);
  const samples = readSamples(page);
  checkDimensions({ widthPx, heightPx });
  const grid = readGrid(page, widthPx, heightPx);
  const across = Math.ceil(widthPx / grid.blockWidthPx);
  const down = Math.ceil(heightPx / grid.blockHeightPx);
  const planes = samples.isPlanar ? samples.channels : 1;
  return {
    widthPx,
    heightPx,
    ...samples,
    compression,
    orientation: toOrientation(page.readOne(ORIENTATION_TAG, 1)),
    ...grid,
    blocks: readBlocks(page, grid.isTiled, across * down * planes, fileBytes),
  };
}
