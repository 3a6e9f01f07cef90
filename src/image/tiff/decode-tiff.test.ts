/**
 * TIFF films: the same greys as were written, exactly, over byte orders, compressions, layouts and depths; and what is
 * refused, by which code. The files are made by a writer of the tests' own.
 */
import { describe, expect, it } from 'vitest';
import { type ExifOrientation, planStoredImage } from '../../../training/synth/exif.ts';
import { DecodeError } from '../decode-error.ts';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { decodeTiff } from './decode-tiff.ts';
import { encodeLzw, type TiffOptions, writeTiff } from './fixtures/write-tiff.ts';
import { decodeLzw } from './lzw.ts';

const WIDTH_PX = 211;
const HEIGHT_PX = 203;
const SIZE = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };

/** A slope with a fine pattern: every row and column differs, and so do both bytes of a deep sample. */
function draw(bitDepth: 8 | 16, channels = 1): number[] {
  return Array.from({ length: WIDTH_PX * HEIGHT_PX * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    const x = pixel % WIDTH_PX;
    const y = Math.floor(pixel / WIDTH_PX);
    const value = 120 * x + 130 * y + ((pixel * 7919) % 211);
    return bitDepth === 16 ? value + 10_000 : value >> 8;
  });
}

const tiff8 = (changes: Partial<TiffOptions> = {}): Uint8Array<ArrayBuffer> =>
  writeTiff({ ...SIZE, samples: draw(8), ...changes });

async function codeOf(bytes: Uint8Array): Promise<string | null> {
  try {
    await decodeTiff(bytes);
    return null;
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
}

const COMPRESSIONS = ['none', 'lzw', 'deflate', 'old-deflate', 'packbits'] as const;
const LAYOUTS = [
  ['strips of 17 rows', { rowsPerStrip: 17 }],
  ['one strip', { rowsPerStrip: HEIGHT_PX }],
  ['tiles', { tilePx: [64, 48] }],
] as const;

describe('a TIFF film has the greys that were written, to the last bit', () => {
  const cases = COMPRESSIONS.flatMap((compression) =>
    ([1, 2] as const).flatMap((predictor) =>
      LAYOUTS.flatMap(([name, layout]) =>
        ([8, 16] as const).flatMap((bitDepth) =>
          [false, true].map((isBigEndian) => ({
            title: `${compression}, predictor ${predictor}, ${name}, ${bitDepth} bits, ${isBigEndian ? 'MM' : 'II'}`,
            options: { compression, predictor, layout, bitDepth, isBigEndian },
          })),
        ),
      ),
    ),
  );
  it.each(cases)('$title', async ({ options }) => {
    const samples = draw(options.bitDepth);
    const film = await decodeTiff(writeTiff({ ...SIZE, samples, ...options }));
    expect([film.widthPx, film.heightPx, film.bitDepth]).toEqual([WIDTH_PX, HEIGHT_PX, options.bitDepth]);
    expect([film.white, film.colour, film.warnings]).toEqual([2 ** options.bitDepth - 1, null, []]);
    expect(measureDifference(film.grey, samples)).toBe(0);
  });

  it.each([false, true])('BigTIFF, big-endian %s', async (isBigEndian) => {
    const samples = draw(16);
    const film = await decodeTiff(
      writeTiff({ ...SIZE, samples, bitDepth: 16, isBigEndian, isBigTiff: true, compression: 'lzw' }),
    );
    expect(measureDifference(film.grey, samples)).toBe(0);
  });

  it.each([8, 16] as const)('MinIsWhite of %i bits: what was darkest is white', async (bitDepth) => {
    const samples = draw(bitDepth);
    const white = 2 ** bitDepth - 1;
    const film = await decodeTiff(
      writeTiff({ ...SIZE, samples: samples.map((value) => white - value), bitDepth, photometric: 0 }),
    );
    expect(measureDifference(film.grey, samples)).toBe(0);
  });

  it('16 bits, MM, LZW, predictor 2, MinIsWhite, and a second page that is announced', async () => {
    const samples = draw(16);
    const film = await decodeTiff(
      writeTiff({
        ...SIZE,
        samples: samples.map((value) => 65_535 - value),
        bitDepth: 16,
        isBigEndian: true,
        compression: 'lzw',
        predictor: 2,
        photometric: 0,
        pages: [{ samples: samples.map(() => 3) }],
      }),
    );
    expect(measureDifference(film.grey, samples)).toBe(0);
    expect(film.warnings).toEqual(['tiff-first-page']);
  });

  it('12 bits stored in 16: white is 4095', async () => {
    const samples = draw(16).map((value) => value % 4096);
    const film = await decodeTiff(writeTiff({ ...SIZE, samples, bitDepth: 16 }));
    expect(film.white).toBe(4095);
    expect(measureDifference(film.grey, samples)).toBe(0);
  });

  it.each([false, true])('grey stored as RGB, planes apart %s', async (isPlanar) => {
    const film = await decodeTiff(
      writeTiff({ ...SIZE, samples: draw(8, 3), channels: 3, isPlanar, predictor: 2, compression: 'lzw' }),
    );
    expect(measureDifference(film.grey, draw(8))).toBe(0);
    expect(film.colour?.chroma).toBeLessThan(1e-9);
  });

  it('RGB in many hues is measured as colour, for the same refusal as a PNG', async () => {
    const samples = Array.from({ length: WIDTH_PX * HEIGHT_PX * 3 }, (_, at) => (at * 7919) % 251);
    const film = await decodeTiff(writeTiff({ ...SIZE, samples, channels: 3 }));
    expect(film.colour?.colouredShare).toBeGreaterThan(0.5);
  });

  it('grey with alpha: the grey below', async () => {
    const samples = draw(8, 2).map((value, at) => (at % 2 === 1 ? 100 : value));
    const film = await decodeTiff(writeTiff({ ...SIZE, samples, channels: 2, tags: { 338: [3, [2]] } }));
    expect(measureDifference(film.grey, draw(8))).toBe(0);
  });
});

describe('a TIFF film is upright', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as ExifOrientation[])('orientation %i', async (orientation) => {
    const upright = draw(16);
    const stored = planStoredImage(SIZE, orientation);
    const samples: number[] = [];
    for (let y = 0; y < stored.heightPx; y += 1) {
      for (let x = 0; x < stored.widthPx; x += 1) samples.push(upright[stored.sourceIndex(x, y)]);
    }
    const { widthPx, heightPx } = stored;
    const tags = { 274: [3, [orientation]] } as const;
    const film = await decodeTiff(writeTiff({ widthPx, heightPx, samples, bitDepth: 16, tags }));
    expect([film.widthPx, film.heightPx]).toEqual([WIDTH_PX, HEIGHT_PX]);
    expect(measureDifference(film.grey, upright)).toBe(0);
  });
});

describe('pages', () => {
  it('of several the first is read, and a warning says so', async () => {
    const film = await decodeTiff(tiff8({ pages: [{ samples: draw(8).map(() => 3) }] }));
    expect(film.warnings).toEqual(['tiff-first-page']);
    expect(measureDifference(film.grey, draw(8))).toBe(0);
  });

  it('a thumbnail is none, before or after the film', async () => {
    const thumbnail = { 254: [4, [1]] } as const;
    const film = await decodeTiff(
      tiff8({ samples: draw(8).map(() => 3), tags: thumbnail, pages: [{ samples: draw(8), tags: {} }] }),
    );
    expect(film.warnings).toEqual([]);
    expect(measureDifference(film.grey, draw(8))).toBe(0);
    expect((await decodeTiff(tiff8({ pages: [{ tags: thumbnail }] }))).warnings).toEqual([]);
  });

  it('a chain that bites its tail is damage', async () => {
    const bytes = tiff8();
    // The link at the very end points back to the only directory.
    bytes.set(bytes.subarray(4, 8), bytes.length - 4);
    expect(await codeOf(bytes)).toBe('corrupt');
  });
});

/** One tag of one short number, in place of the writer's own. */
const tag = (number: number, value: number) => ({ tags: { [number]: [3, [value]] } }) as const;

describe('a TIFF is refused by name', () => {
  it.each<[string, Partial<TiffOptions>, string]>([
    ['JPEG in TIFF', tag(259, 7), 'tiff-jpeg'],
    ['old JPEG in TIFF', tag(259, 6), 'tiff-jpeg'],
    ['a fax of Group 3', tag(259, 3), 'tiff-fax'],
    ['a fax of Group 4', tag(259, 4), 'tiff-fax'],
    ['Zstandard', tag(259, 50_000), 'format-tiff'],
    ['a palette', tag(262, 3), 'tiff-palette'],
    ['inks', { channels: 4, samples: draw(8, 4), ...tag(262, 5) }, 'format-tiff'],
    ['YCbCr', { channels: 3, samples: draw(8, 3), ...tag(262, 6) }, 'format-tiff'],
    ['no polarity', { tags: { 262: null } }, 'format-tiff'],
    ['floating point', { tags: { 258: [3, [32]], 339: [3, [3]] } }, 'tiff-float'],
    ['signed numbers', tag(339, 2), 'format-tiff'],
    ['1 bit', tag(258, 1), 'tiff-bit-depth'],
    ['12 bits packed', tag(258, 12), 'tiff-bit-depth'],
    ['32 bits', tag(258, 32), 'tiff-bit-depth'],
    ['bits in the other order', tag(266, 2), 'format-tiff'],
    ['the floating-point predictor', tag(317, 3), 'format-tiff'],
    ['five samples a pixel', { channels: 5, samples: draw(8, 5) }, 'format-tiff'],
    ['premultiplied and transparent', { channels: 2, samples: draw(8, 2), ...tag(338, 1) }, 'format-tiff'],
    ['a mask alone', { tags: { 254: [4, [4]] } }, 'format-tiff'],
    ['too small', { widthPx: 199, samples: draw(8) }, 'too-small'],
  ])('%s', async (_, options, code) => {
    expect(await codeOf(tiff8(options))).toBe(code);
  });
});

describe('a TIFF bomb is refused before anything of its size is allocated', () => {
  it.each<[string, NonNullable<TiffOptions['tags']>, string]>([
    ['65,000 x 65,000', { 256: [4, [65_000]], 257: [4, [65_000]] }, 'too-large'],
    ['a width of 4,294,967,295', { 256: [4, [4_294_967_295]] }, 'too-large'],
    ['a strip of 4,294,967,295 rows is as high as the image', { 278: [4, [4_294_967_295]] }, 'corrupt'],
    ['tiles of 65,000 x 65,000', { 322: [4, [65_000]], 323: [4, [65_000]] }, 'too-large'],
  ])('%s', async (_, tags, code) => {
    expect(await codeOf(tiff8({ tags }))).toBe(code);
  });

  it('a list of offsets longer than the file', async () => {
    const bytes = tiff8();
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    for (let at = directory + 2; at < bytes.length - 4; at += 12) {
      if (view.getUint16(at, true) === 273) view.setUint32(at + 4, 0x3fff_ffff, true);
    }
    expect(await codeOf(bytes)).toBe('truncated');
  });

  it.each(['deflate', 'lzw'] as const)('a block of %s that goes on beyond its size', async (compression) => {
    // Declared half as wide as it was written.
    const bytes = tiff8({ compression, tags: { 256: [4, [205]], 257: [4, [HEIGHT_PX]] } });
    expect(await codeOf(bytes)).toBe('corrupt');
  });
});

describe('damage', () => {
  it.each(COMPRESSIONS)('%s: cut at every tenth, it never gives a film', async (compression) => {
    const bytes = tiff8({ compression });
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const code = await codeOf(bytes.slice(0, Math.floor((bytes.length * tenth) / 10)));
      expect(code, `${tenth} tenths`).toBe('truncated');
    }
  });

  it.each<[string, (block: Uint8Array) => Uint8Array]>([
    ['cut short', (block) => block.slice(0, block.length >> 1)],
    ['with a byte taken out', (block) => Uint8Array.from([...block.slice(0, 40), ...block.slice(41)])],
  ])('a block of each compression %s', async (_, damage) => {
    for (const compression of COMPRESSIONS) {
      const code = await codeOf(tiff8({ compression, damage }));
      expect(code, compression).toMatch(/^(?:truncated|corrupt)$/);
    }
  });

  it('fewer strips than the height asks for', async () => {
    expect(await codeOf(tiff8({ tags: { 257: [4, [HEIGHT_PX + 16]] } }))).toBe('corrupt');
  });

  it('a strip that is not there', async () => {
    expect(await codeOf(tiff8({ layout: { rowsPerStrip: HEIGHT_PX }, tags: { 273: [4, [0]] } }))).toBe(
      'corrupt',
    );
  });
});

describe('LZW', () => {
  const bytes = Uint8Array.from({ length: 60_000 }, (_, at) => ((at * at) >> 7) & 0xff);

  it('reads the example of TIFF 6.0, section 13', () => {
    // Clear, 7, 258, 8, 8, 258, 6, 6, end: nine bits each, from the table on page 59.
    const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
    const text = codes.map((code) => code.toString(2).padStart(9, '0')).join('');
    const packed = Uint8Array.from(text.padEnd(88, '0').match(/.{8}/g) ?? [], (byte) =>
      Number.parseInt(byte, 2),
    );
    expect(Array.from(decodeLzw(packed, 10))).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });

  it.each([4094, 4095, 4096, 100_000])('reads a table that is cleared at %i, or goes on full', (lastCode) => {
    expect(measureDifference(decodeLzw(encodeLzw(bytes, lastCode), bytes.length), bytes)).toBe(0);
  });

  it('reads a block without an end code', () => {
    const codes = encodeLzw(bytes);
    expect(measureDifference(decodeLzw(codes.slice(0, -1), bytes.length), bytes)).toBeLessThanOrEqual(255);
    expect(decodeLzw(codes.slice(0, -2), bytes.length).length).toBeGreaterThan(bytes.length - 20);
  });
});
