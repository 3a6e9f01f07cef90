/**
 * PNG -> pixels, exactly: every colour type and bit depth, by fast-png. The browser's canvas would keep only the high
 * byte of 16 bits. Gamma, profiles and alpha are ignored: a film has none, and an editor's transparent corner still
 * holds its grey. Of an animation the still image is read.
 */
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { extractLuma } from '../model/preprocess.ts';
import { createColourMeter } from './colour.ts';
import { DecodeError } from './decode-error.ts';
import { checkDimensions } from './dimensions.ts';
import { checkPngStream, inspectPng, type PngStructure } from './png-chunks.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';

type Pixels = Omit<DecodedPixels, 'warnings'>;

/**
 * @param bytes the whole file
 * @throws DecodeError as `inspectPng`, `checkDimensions` and `checkPngStream`, and `corrupt` for undecodable pixels
 */
export async function decodePng(bytes: Uint8Array): Promise<DecodedPixels> {
  const structure = inspectPng(bytes);
  checkDimensions(structure);
  await checkPngStream(structure);
  const warnings: DecodedPixels['warnings'] = structure.isAnimated ? ['animated-first-frame'] : [];
  if (structure.isInterlaced && structure.bitDepth < 8) {
    // fast-png 8.0.0 takes a byte per pixel there. A browser is exact: under 8 bits its canvas loses nothing.
    const pixels = await readBitmap(new Blob([structure.critical], { type: 'image/png' }));
    return { ...pixels, warnings: [...pixels.warnings, ...warnings] };
  }
  return { ...decodeExactly(structure), warnings };
}

function decodeExactly(structure: PngStructure): Pixels {
  try {
    const png = decode(structure.critical);
    switch (structure.colourType) {
      case 0:
        return readGrey(png);
      case 4:
        return readGreyAlpha(png);
      case 3:
        return readColour({ ...png, depth: 8 }, convertIndexedToRgb(png), 3);
      case 2:
        return readColour(png, png.data, 3);
      default:
        return readColour(png, png.data, 4);
    }
  } catch (error) {
    throw new DecodeError('corrupt', { cause: error });
  }
}

function readGrey(png: DecodedPng): Pixels {
  const grey = png.depth < 8 ? unpackBits(png) : png.data;
  return toPixels(png, grey, null);
}

function readGreyAlpha(png: DecodedPng): Pixels {
  return toPixels(png, extractLuma(png.data, 2), null);
}

function readColour(png: DecodedPng, samples: DecodedPng['data'], channels: 3 | 4): Pixels {
  // 12 bits in the low end of 16 must not look 16 times paler than they are.
  const meter = createColourMeter(png.width * png.height, whiteOf(png.depth, samples));
  meter.add(samples, channels);
  return toPixels(png, extractLuma(samples, channels), meter.measure());
}

function toPixels(png: DecodedPng, grey: DecodedPng['data'], colour: DecodedPixels['colour']): Pixels {
  return {
    widthPx: png.width,
    heightPx: png.height,
    grey,
    white: whiteOf(png.depth, grey),
    bitDepth: png.depth,
    colour,
  };
}

function whiteOf(bitDepth: number, samples: DecodedPng['data']): number {
  return bitDepth === 16 ? findWhite(samples) : 2 ** bitDepth - 1;
}

/**
 * White of 16-bit samples: many writers store 8, 10 or 12 bits in the low end of 16. The smallest 2^k - 1 (k >= 8) that
 * holds every sample; the network's input is the same under any white, previews and checks are not.
 */
function findWhite(grey: DecodedPng['data']): number {
  let maximum = 255;
  for (let at = 0; at < grey.length; at += 1) if (grey[at] > maximum) maximum = grey[at];
  return 2 ** Math.ceil(Math.log2(maximum + 1)) - 1;
}

/** One byte per sample from rows of 1, 2 or 4 bits each, leftmost pixel in the high bits (PNG 7.2). */
function unpackBits(png: DecodedPng): Uint8Array {
  const { width, height, depth, data } = png;
  const rowBytes = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth;
      const shift = 8 - depth - (bit & 7);
      grey[y * width + x] = (data[y * rowBytes + (bit >> 3)] >> shift) & mask;
    }
  }
  return grey;
}
