/**
 * Compressed films: the same greys as the uncompressed twin, exactly where the syntax is lossless, and the damage that a
 * codestream can reveal. Frames are generated here; `dcmtk.test.ts` has those of other programs.
 */

import { describe, expect, it } from 'vitest';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { joinBytes } from '../join-bytes.ts';
import { codeOf } from './fixtures/code-of.ts';
import {
  type EncodedBy,
  encodeFrame,
  encodeJpegLossless,
  type FrameSource,
} from './fixtures/encode-frames.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';
import {
  describeImage,
  type ImageOptions,
  pixelData,
  type WriteOptions,
  writeDicom,
} from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const WIDTH_PX = 211;
const HEIGHT_PX = 203;
const SIZE = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };

serveCodecs();

/** A smooth hill with fine texture, 0 to 2^bits - 1. */
function drawHill(bits: number): number[] {
  const maximum = 2 ** bits - 1;
  return Array.from({ length: WIDTH_PX * HEIGHT_PX }, (_, at) => {
    const x = ((at % WIDTH_PX) / WIDTH_PX) * Math.PI;
    const y = (Math.floor(at / WIDTH_PX) / HEIGHT_PX) * Math.PI;
    const texture = ((at * 7919) % 13) / 12;
    return Math.round(maximum * Math.min(1, 0.95 * Math.sin(x) * Math.sin(y) + 0.05 * texture));
  });
}

const imageOf = (bits: number): ImageOptions => ({
  ...SIZE,
  bitsAllocated: bits > 8 ? 16 : 8,
  bitsStored: bits,
});
const sourceOf = (bits: number): FrameSource => ({ ...SIZE, bits, values: drawHill(bits) });

function writeCompressed(
  syntax: string,
  image: ImageOptions,
  frame: Uint8Array,
  options: WriteOptions = {},
): Uint8Array<ArrayBuffer> {
  return writeDicom(describeImage(image), { syntax, fragments: [frame], ...options });
}

async function greyOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint16Array> {
  const { grey } = await readDicom(bytes);
  return Uint16Array.from(grey);
}

const twinOf = (image: ImageOptions, values: readonly number[]): Promise<Uint16Array> =>
  greyOf(writeDicom([...describeImage(image), pixelData(values, image.bitsAllocated ?? 16)]));

const SYNTAXES: readonly (readonly [string, string, EncodedBy])[] = [
  ['JPEG-LS lossless', '1.2.840.10008.1.2.4.80', 'jpeg-ls'],
  ['JPEG-LS near-lossless', '1.2.840.10008.1.2.4.81', 'jpeg-ls'],
  ['JPEG 2000 lossless', '1.2.840.10008.1.2.4.90', 'jpeg-2000'],
  ['JPEG 2000', '1.2.840.10008.1.2.4.91', 'jpeg-2000'],
  ['HTJ2K lossless', '1.2.840.10008.1.2.4.201', 'htj2k'],
  ['HTJ2K lossless RPCL', '1.2.840.10008.1.2.4.202', 'htj2k'],
  ['HTJ2K', '1.2.840.10008.1.2.4.203', 'htj2k'],
];

describe('a losslessly compressed film is its twin, exactly', () => {
  it.each(
    SYNTAXES.flatMap(([name, syntax, codec]) =>
      [8, 10, 12, 16].map((bits) => ({ name, syntax, codec, bits })),
    ),
  )('$name of $bits bits', async ({ syntax, codec, bits }) => {
    const frame = await encodeFrame(codec, sourceOf(bits));
    const twin = await twinOf(imageOf(bits), drawHill(bits));
    expect(measureDifference(await greyOf(writeCompressed(syntax, imageOf(bits), frame)), twin)).toBe(0);
  });

  it.each(
    ['1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70'].flatMap((syntax) =>
      [8, 12, 16].map((bits) => ({ syntax, bits })),
    ),
  )('JPEG lossless, $syntax, of $bits bits', async ({ syntax, bits }) => {
    const twin = await twinOf(imageOf(bits), drawHill(bits));
    const frame = encodeJpegLossless(sourceOf(bits));
    expect(measureDifference(await greyOf(writeCompressed(syntax, imageOf(bits), frame)), twin)).toBe(0);
  });

  it.each([2, 3, 4, 5, 6, 7])('JPEG lossless with prediction %i', async (selection) => {
    const twin = await twinOf(imageOf(12), drawHill(12));
    const frame = encodeJpegLossless(sourceOf(12), selection);
    expect(
      measureDifference(await greyOf(writeCompressed('1.2.840.10008.1.2.4.57', imageOf(12), frame)), twin),
    ).toBe(0);
  });

  it('in many fragments', async () => {
    const frame = await encodeFrame('jpeg-2000', sourceOf(12));
    const fragments = Array.from({ length: Math.ceil(frame.length / 1001) }, (_, at) =>
      frame.subarray(1001 * at, 1001 * (at + 1)),
    );
    const file = writeCompressed('1.2.840.10008.1.2.4.90', imageOf(12), frame, { fragments });
    expect(measureDifference(await greyOf(file), await twinOf(imageOf(12), drawHill(12)))).toBe(0);
  });
});

/** Start of a tile part, and where it says which tile it is of (ITU-T T.800 A.4.2). */
const TILE_PART = Uint8Array.of(0xff, 0x90, 0x00, 0x0a);
const TILE_AT = 4;

/**
 * The same picture twice beside each other, as two tiles: 2048 px is a whole number of code blocks at every level of the
 * wavelet, so that the second tile is coded as the first one is.
 */
async function encodeTiles(codec: 'jpeg-2000' | 'htj2k') {
  const one = { widthPx: 2048, heightPx: 200 };
  const values = Array.from({ length: 2048 * 200 }, (_, at) => (at * at + (at >> 5)) % 4096);
  const frame = await encodeFrame(codec, { ...one, bits: 12, values });
  const view = new DataView(frame.buffer, frame.byteOffset);
  expect([view.getUint32(8), view.getUint32(24)]).toEqual([2048, 2048]);
  view.setUint32(8, 4096);
  const start = Buffer.from(frame).indexOf(TILE_PART);
  const part = frame.slice(start, -2);
  // A part may say that it goes up to the end; not so the first of two.
  new DataView(part.buffer).setUint32(6, part.length);
  const second = part.slice();
  second[TILE_AT + 1] = 1;
  const rows = Array.from({ length: 200 }, (_, row) => values.slice(2048 * row, 2048 * (row + 1)));
  return {
    image: { widthPx: 4096, heightPx: 200, bitsAllocated: 16, bitsStored: 12 } as const,
    values: rows.flatMap((row) => [...row, ...row]),
    whole: joinBytes([frame.subarray(0, start), part, second, [0xff, 0xd9]]),
    half: joinBytes([frame.subarray(0, start), part, [0xff, 0xd9]]),
  };
}

describe.each([
  ['jpeg-2000', '1.2.840.10008.1.2.4.90'],
  ['htj2k', '1.2.840.10008.1.2.4.201'],
] as const)('%s of two tiles', (codec, syntax) => {
  it('is its twin, and refused without the second', async () => {
    const { image, values, whole, half } = await encodeTiles(codec);
    expect(
      measureDifference(await greyOf(writeCompressed(syntax, image, whole)), await twinOf(image, values)),
    ).toBe(0);
    expect(await codeOf(writeCompressed(syntax, image, half))).toBe('truncated');
  });
});

describe('a JPEG baseline film', () => {
  it.each(['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51'])('%s is near its twin', async (syntax) => {
    const frame = await encodeFrame('jpeg', sourceOf(8));
    const grey = await greyOf(writeCompressed(syntax, imageOf(8), frame));
    // Range of the pixels on both sides: a few levels of 255 apart.
    expect(measureDifference(grey, await twinOf(imageOf(8), drawHill(8)))).toBeLessThan(257 * 20);
  });
});

describe('where JPEG 2000 and the tag name different signs, the film is its twin', () => {
  const signed: ImageOptions = { ...imageOf(12), isSigned: true };

  it('unsigned codestream of unsigned values, tag signed', async () => {
    const frame = await encodeFrame('jpeg-2000', sourceOf(12));
    const file = writeCompressed('1.2.840.10008.1.2.4.90', signed, frame);
    expect(measureDifference(await greyOf(file), await twinOf(imageOf(12), drawHill(12)))).toBe(0);
  });

  it("unsigned codestream of two's complement, tag signed", async () => {
    const values = drawHill(12).map((value) => (value - 2048) & 0xfff);
    const frame = await encodeFrame('jpeg-2000', { ...SIZE, bits: 12, values });
    const file = writeCompressed('1.2.840.10008.1.2.4.90', signed, frame);
    expect(measureDifference(await greyOf(file), await twinOf(imageOf(12), drawHill(12)))).toBe(0);
  });

  it('signed codestream, tag signed', async () => {
    const values = drawHill(12).map((value) => (value - 2048) & 0xffff);
    const frame = await encodeFrame('jpeg-2000', { ...SIZE, bits: 12, isSigned: true, values });
    const file = writeCompressed('1.2.840.10008.1.2.4.90', signed, frame);
    expect(measureDifference(await greyOf(file), await twinOf(imageOf(12), drawHill(12)))).toBe(0);
  });
});

describe('a codestream that does not fit its file is refused', () => {
  const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';

  it('of another size', async () => {
    const frame = encodeJpegLossless({ ...sourceOf(12) });
    const image = { ...imageOf(12), heightPx: HEIGHT_PX + 1 };
    expect(await codeOf(writeCompressed(JPEG_LOSSLESS, image, frame))).toBe('corrupt');
  });

  it('that declares a bomb', async () => {
    const frame = await encodeFrame('jpeg-2000', sourceOf(12));
    frame.set([0x7f, 0xff, 0xff, 0xff], 8);
    expect(await codeOf(writeCompressed('1.2.840.10008.1.2.4.90', imageOf(12), frame))).toBe('corrupt');
  });

  it.each(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.201'])(
    'that leaves samples out, on which a decoder may never end: %s',
    async (syntax) => {
      const frame = await encodeFrame(syntax.endsWith('201') ? 'htj2k' : 'jpeg-2000', sourceOf(12));
      frame[44] = 0x81;
      expect(await codeOf(writeCompressed(syntax, imageOf(12), frame))).toBe('corrupt');
    },
  );

  it('of 12-bit JPEG extended, by name', async () => {
    const frame = encodeJpegLossless(sourceOf(12));
    frame[frame.indexOf(0xc3)] = 0xc1;
    expect(await codeOf(writeCompressed('1.2.840.10008.1.2.4.51', imageOf(12), frame))).toBe(
      'dicom-jpeg-12-bit',
    );
  });

  it('of a retired JPEG process, by name', async () => {
    const frame = await encodeFrame('jpeg', sourceOf(8));
    const at = frame.findIndex((byte, index) => byte === 0xff && frame[index + 1] === 0xc0);
    frame[at + 1] = 0xc2;
    expect(await codeOf(writeCompressed('1.2.840.10008.1.2.4.50', imageOf(8), frame))).toBe(
      'dicom-jpeg-retired',
    );
  });

  it('of another process than its file names', async () => {
    const lossless = encodeJpegLossless(sourceOf(12));
    const jpegLs = await encodeFrame('jpeg-ls', sourceOf(12));
    for (const syntax of ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.80']) {
      expect(await codeOf(writeCompressed(syntax, imageOf(12), lossless))).toBe('corrupt');
    }
    for (const syntax of ['1.2.840.10008.1.2.4.51', JPEG_LOSSLESS]) {
      expect(await codeOf(writeCompressed(syntax, imageOf(12), jpegLs))).toBe('corrupt');
    }
  });

  it('JPEG lossless whose lowest bit was left out (point transform)', async () => {
    const frame = encodeJpegLossless(sourceOf(12));
    const scanAt = frame.findIndex((byte, at) => byte === 0xff && frame[at + 1] === 0xda);
    // One component: marker, length, count, selector and table, prediction, end of the spectrum, then Ah and Al.
    frame[scanAt + 9] = 0x01;
    expect(await codeOf(writeCompressed(JPEG_LOSSLESS, imageOf(12), frame))).toBe(
      'dicom-jpeg-point-transform',
    );
  });

  it('native pixels under a compressed syntax', async () => {
    const elements = [...describeImage(imageOf(12)), pixelData(drawHill(12))];
    expect(await codeOf(writeDicom(elements, { syntax: JPEG_LOSSLESS }))).toBe('corrupt');
  });
});

describe('damage that a codestream reveals is refused, at every tenth', () => {
  it.each<[string, string, () => Promise<Uint8Array>]>([
    ['JPEG', '1.2.840.10008.1.2.4.50', () => encodeFrame('jpeg', sourceOf(8))],
    ['JPEG lossless', '1.2.840.10008.1.2.4.70', async () => encodeJpegLossless(sourceOf(8))],
    ['JPEG-LS', '1.2.840.10008.1.2.4.80', () => encodeFrame('jpeg-ls', sourceOf(8))],
    ['JPEG 2000', '1.2.840.10008.1.2.4.90', () => encodeFrame('jpeg-2000', sourceOf(8))],
    ['HTJ2K', '1.2.840.10008.1.2.4.201', () => encodeFrame('htj2k', sourceOf(8))],
  ])('%s', async (_, syntax, encode) => {
    const frame = await encode();
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const cut = Math.floor((frame.length * tenth) / 10);
      const ended = Uint8Array.from([...frame.subarray(0, cut), 0xff, 0xd9]);
      // Cut off, and cut off with an end marker put after it, as a careless tool would.
      for (const part of [frame.subarray(0, cut), ended]) {
        expect(['truncated', 'corrupt']).toContain(await codeOf(writeCompressed(syntax, imageOf(8), part)));
      }
    }
  });
});
