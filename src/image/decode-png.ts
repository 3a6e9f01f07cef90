/**
 * PNG -> pixels, exactly: every colour type and bit depth, by fast-png. The browser's canvas would keep only the high
 * byte of 16 bits. Gamma, profiles and alpha are ignored: a film has none, and an editor's transparent corner still
 * holds its grey. Its orientation (eXIf) is followed, as browsers do. Of an animation the still image is read.
 */
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { DecodeError } from './decode-error.ts';
import { checkDimensions } from './dimensions.ts';
import { readExifOrientation } from './exif.ts';
import { checkPngStream, inspectPng, type PngStructure } from './png-chunks.ts';
import type { DecodedPixels } from './radiograph.ts';
import { readBitmap } from './read-bitmap.ts';
import { samplesToPixels } from './samples-to-pixels.ts';
import { turnUpright } from './turn.ts';

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
  const orientation = structure.exif === null ? 1 : readExifOrientation(structure.exif);
  const pixels = await decodeStored(structure);
  return { ...pixels, ...turnUpright(pixels, orientation), warnings: [...pixels.warnings, ...warnings] };
}

/** The pixels as they lie in the file. */
async function decodeStored(structure: PngStructure): Promise<DecodedPixels> {
  // fast-png 8.0.0 takes a byte per pixel there. A browser is exact: under 8 bits its canvas loses nothing.
  return structure.isInterlaced && structure.bitDepth < 8
    ? readBitmap(new Blob([structure.critical], { type: 'image/png' }))
    : { ...decodeExactly(structure), warnings: [] };
}

function decodeExactly(structure: PngStructure): Pixels {
  try {
    const png = decode(structure.critical);
    const { width: widthPx, height: heightPx, depth: bitDepth, data } = png;
    const size = { widthPx, heightPx, bitDepth };
    switch (structure.colourType) {
      case 0:
        return samplesToPixels({ ...size, samples: bitDepth < 8 ? unpackRows(png) : data, channels: 1 });
      case 4:
        return samplesToPixels({ ...size, samples: data, channels: 2 });
      case 3:
        return samplesToPixels({ ...size, bitDepth: 8, samples: convertIndexedToRgb(png), channels: 3 });
      case 2:
        return samplesToPixels({ ...size, samples: data, channels: 3 });
      default:
        return samplesToPixels({ ...size, samples: data, channels: 4 });
    }
  } catch (error) {
    throw new DecodeError('corrupt', { cause: error });
  }
}

/** One byte per sample from rows of 1, 2 or 4 bits each, leftmost pixel in the high bits (PNG 7.2). */
function unpackRows(png: DecodedPng): Uint8Array {
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
