import { deflateSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { makeChunk } from './fixtures/png-chunk.ts';
import { checkPngStream, computeCrc32, inspectPng, type PngStructure } from './png-chunks.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Width, height, bit depth, colour type, compression, filter, interlace. */
function header(...fields: readonly number[]): Uint8Array {
  const content = new Uint8Array(13);
  const view = new DataView(content.buffer);
  view.setUint32(0, fields[0]);
  view.setUint32(4, fields[1]);
  content.set(fields.slice(2), 8);
  return makeChunk('IHDR', content);
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const png = (...chunks: readonly Uint8Array[]): Uint8Array => join(SIGNATURE, ...chunks);

const GREY = header(3, 2, 8, 0);
const PALETTE = header(3, 2, 8, 3);
/** Not inflated by `inspectPng`: any bytes do. */
const DATA = makeChunk('IDAT', [1, 2, 3]);
const END = makeChunk('IEND');

describe('the checksum', () => {
  it.each([
    // The check value of the CRC-32 catalogue (ISO-HDLC), and the CRC that ends every PNG file.
    ['123456789', 0xcbf43926],
    ['IEND', 0xae426082],
    ['', 0],
  ])('of "%s" is the published one', (text, crc) => {
    expect(computeCrc32(new TextEncoder().encode(text))).toBe(crc);
  });
});

describe('the EXIF block', () => {
  const exif = makeChunk('eXIf', [7, 9]);

  it('is found before the pixels, where browsers look for it', () => {
    expect(inspectPng(png(GREY, exif, DATA, END)).exif).toEqual(Uint8Array.of(7, 9));
  });

  it('is nothing after them, or where there is none', () => {
    expect(inspectPng(png(GREY, DATA, exif, END)).exif).toBeNull();
    expect(inspectPng(png(GREY, DATA, END)).exif).toBeNull();
  });
});

describe('a PNG header', () => {
  it('tells the size, depth and kind', () => {
    expect(inspectPng(png(GREY, DATA, END))).toMatchObject({
      widthPx: 3,
      heightPx: 2,
      bitDepth: 8,
      colourType: 0,
      isInterlaced: false,
      isAnimated: false,
    });
  });

  // A row is a filter byte and its pixels, rounded up to bytes.
  it.each([
    ['8-bit grey: 2 x (1 + 3)', header(3, 2, 8, 0), 8],
    ['16-bit grey: 2 x (1 + 6)', header(3, 2, 16, 0), 14],
    ['8-bit RGB: 2 x (1 + 9)', header(3, 2, 8, 2), 20],
    ['8-bit grey and alpha: 2 x (1 + 6)', header(3, 2, 8, 4), 14],
    ['16-bit RGBA: 2 x (1 + 24)', header(3, 2, 16, 6), 50],
    ['1-bit grey, 9 wide: 2 x (1 + 2)', header(9, 2, 1, 0), 6],
    ['4-bit grey, 3 wide: 2 x (1 + 2)', header(3, 2, 4, 0), 6],
    // One pixel: the first pass alone holds it, the others have no row and no filter byte.
    ['interlaced, 1 x 1: 1 + 1', header(1, 1, 8, 0, 0, 0, 1), 2],
    // 8 x 8: passes of 1x1, 1x1, 2x1, 2x2, 4x2, 4x4, 8x4 pixels: rows 1+1+1+2+2+4+4 = 15, and 64 pixels.
    ['interlaced, 8 x 8: 15 + 64', header(8, 8, 8, 0, 0, 0, 1), 79],
    // 3 x 2: passes 1x1, none, none, 1x1, none, 1x1, 3x1: 4 rows and 6 pixels.
    ['interlaced, 3 x 2: 4 + 6', header(3, 2, 8, 0, 0, 0, 1), 10],
    // 1-bit 8 x 8: 15 filter bytes and 15 rows of one byte each.
    ['interlaced, 1-bit, 8 x 8: 15 + 15', header(8, 8, 1, 0, 0, 0, 1), 30],
  ])('tells how long the stream must be: %s', (_what, first, inflatedBytes) => {
    expect(inspectPng(png(first, DATA, END)).inflatedBytes).toBe(inflatedBytes);
  });

  it.each([
    ['no width', header(0, 2, 8, 0)],
    ['no height', header(3, 0, 8, 0)],
    ['a depth of 3 bits', header(3, 2, 3, 0)],
    ['RGB of 4 bits', header(3, 2, 4, 2)],
    ['a palette of 16 bits', header(3, 2, 16, 3)],
    ['colour type 1', header(3, 2, 8, 1)],
    ['colour type 5', header(3, 2, 8, 5)],
    ['an unknown compression', header(3, 2, 8, 0, 1)],
    ['an unknown filter method', header(3, 2, 8, 0, 0, 1)],
    ['an unknown interlacing', header(3, 2, 8, 0, 0, 0, 2)],
    ['one byte too few', makeChunk('IHDR', new Uint8Array(12))],
    ['another chunk in its place', makeChunk('tEXt')],
  ])('is refused with %s', (_what, first) => {
    expect(() => inspectPng(png(first, DATA, END))).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});

describe('what could change a grey is left out', () => {
  const ANCILLARY = [
    'gAMA',
    'cHRM',
    'sRGB',
    'iCCP',
    'cICP',
    'sBIT',
    'bKGD',
    'tRNS',
    'pHYs',
    'eXIf',
    'tEXt',
    'tIME',
  ];

  it.each(ANCILLARY)('%s', (type) => {
    const bytes = png(GREY, makeChunk(type, [0, 0, 0xb1, 0x8f]), DATA, END);
    expect(inspectPng(bytes).critical).toEqual(png(GREY, DATA, END));
  });

  it('but not a palette that pixels point into', () => {
    const entries = makeChunk('PLTE', [1, 2, 3]);
    expect(inspectPng(png(PALETTE, entries, DATA, END)).critical).toEqual(png(PALETTE, entries, DATA, END));
  });

  it('a palette that only suggests colours to a screen', () => {
    const rgb = header(3, 2, 8, 2);
    expect(inspectPng(png(rgb, makeChunk('PLTE', [1, 2, 3]), DATA, END)).critical).toEqual(
      png(rgb, DATA, END),
    );
  });

  it('the frames of an animation, whose still image stays', () => {
    const frames = [makeChunk('fcTL', new Uint8Array(26)), makeChunk('fdAT', [0, 0, 0, 1, 9])];
    const structure = inspectPng(png(GREY, makeChunk('acTL', new Uint8Array(8)), DATA, ...frames, END));
    expect(structure.isAnimated).toBe(true);
    expect(structure.critical).toEqual(png(GREY, DATA, END));
  });

  it('and whatever follows the end', () => {
    expect(inspectPng(join(png(GREY, DATA, END), Uint8Array.of(1, 2, 3))).critical).toEqual(
      png(GREY, DATA, END),
    );
  });

  it('also where the file lies within a larger buffer', () => {
    const whole = png(GREY, DATA, END);
    const inside = join(new Uint8Array(5), whole, new Uint8Array(5)).subarray(5, 5 + whole.length);
    expect(inspectPng(inside)).toEqual(inspectPng(whole));
  });
});

describe('a PNG is refused', () => {
  const WHOLE = png(GREY, DATA, END);

  it.each(Array.from({ length: WHOLE.length - SIGNATURE.length }, (_, cut) => SIGNATURE.length + cut))(
    'as truncated when it ends after %d bytes',
    (length) => {
      expect(() => inspectPng(WHOLE.slice(0, length))).toThrow(
        expect.objectContaining({ code: 'truncated' }),
      );
    },
  );

  it('when any one bit after the signature is another', () => {
    for (let bit = 8 * SIGNATURE.length; bit < 8 * WHOLE.length; bit += 1) {
      const flipped = Uint8Array.from(WHOLE);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(() => inspectPng(flipped), `bit ${bit}`).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(corrupt|truncated)$/) }),
      );
    }
  });

  it.each([
    ['two headers', png(GREY, GREY, DATA, END)],
    ['no pixels', png(GREY, END)],
    ['a palette image without its palette', png(PALETTE, DATA, END)],
    ['a critical chunk that nobody knows', png(GREY, makeChunk('ABCD'), DATA, END)],
    ['a chunk without a name', png(GREY, makeChunk('\0\0\0\0'), DATA, END)],
  ])('as corrupt when it has %s', (_what, bytes) => {
    expect(() => inspectPng(bytes)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});

/** A 3 x 2 grey image, whose stream is 8 bytes when inflated. */
const structureOf = (...parts: readonly Uint8Array[]): PngStructure =>
  inspectPng(png(GREY, ...parts.map((part) => makeChunk('IDAT', part)), END));

describe('the pixel stream', () => {
  const right = new Uint8Array(deflateSync(new Uint8Array(8)));

  it('passes when it is whole, in one part or many', async () => {
    await expect(checkPngStream(structureOf(right))).resolves.toBeUndefined();
    await expect(
      checkPngStream(structureOf(...Array.from(right, (byte) => Uint8Array.of(byte)))),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['is a byte short', deflateSync(new Uint8Array(7))],
    ['is a byte long', deflateSync(new Uint8Array(9))],
    ['ends early', right.subarray(0, -5)],
    [
      'has a wrong Adler-32',
      Uint8Array.from(right, (byte, at) => (at === right.length - 1 ? byte ^ 1 : byte)),
    ],
    ['is no zlib stream', Uint8Array.of(1, 2, 3, 4)],
    ['is empty', new Uint8Array(0)],
  ])('is refused when it %s', async (_what, stream) => {
    await expect(checkPngStream(structureOf(stream))).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is refused when it is a bomb (8 MB behind a header of 3 x 2), without inflating it all', async () => {
    const bomb = deflateSync(new Uint8Array(8 * 1024 * 1024), { level: 1 });
    let inflatedBytes = 0;
    const Inflater = DecompressionStream;
    vi.stubGlobal(
      'DecompressionStream',
      class {
        readonly readable: ReadableStream<Uint8Array>;
        readonly writable: WritableStream<BufferSource>;
        constructor(format: CompressionFormat) {
          const inflater = new Inflater(format);
          const meter = new TransformStream<Uint8Array, Uint8Array>({
            transform(part, controller) {
              inflatedBytes += part.length;
              controller.enqueue(part);
            },
          });
          this.readable = inflater.readable.pipeThrough(meter);
          this.writable = inflater.writable;
        }
      },
    );
    try {
      await expect(checkPngStream(structureOf(bomb))).rejects.toMatchObject({ code: 'corrupt' });
    } finally {
      vi.unstubAllGlobals();
    }
    // Some parts of 16 to 64 kB are under way when the first one has told.
    expect(inflatedBytes).toBeGreaterThan(0);
    expect(inflatedBytes).toBeLessThan(1024 * 1024);
  });
});
