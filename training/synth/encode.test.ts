import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { encodeFilm } from './encode.ts';
import { type Film, makeFilm } from './film.ts';

/** 3 x 2, 16 bit, 0 to 65535 in equal steps of 13107 = 51 x 257: exact in 8 bits as multiples of 51. */
const TINY: Film = {
  kind: 'normal',
  seed: 0,
  widthPx: 3,
  heightPx: 2,
  bitDepth: 16,
  white: 65535,
  pixels: Uint16Array.of(0, 13107, 26214, 39321, 52428, 65535),
};
const TINY_8 = [0, 51, 102, 153, 204, 255];

describe('a film as PNG', () => {
  it('keeps every grey value at 16 bits and rounds to the nearest at 8', () => {
    const deep = decodePng(encodeFilm(TINY, { format: 'png', bitDepth: 16 }));
    expect([deep.depth, deep.channels, ...deep.data]).toEqual([16, 1, ...TINY.pixels]);
    const shallow = decodePng(encodeFilm(TINY, { format: 'png' }));
    expect([shallow.depth, shallow.channels, ...shallow.data]).toEqual([8, 1, ...TINY_8]);
  });

  it('repeats the grey in each colour and keeps it under any alpha', () => {
    const rgb = decodePng(encodeFilm(TINY, { format: 'png', colour: 'rgb' }));
    expect(Array.from(rgb.data)).toEqual(TINY_8.flatMap((grey) => [grey, grey, grey]));
    const half = decodePng(encodeFilm(TINY, { format: 'png', colour: 'rgba', alpha: 'half' }));
    expect(Array.from(half.data)).toEqual(TINY_8.flatMap((grey) => [grey, grey, grey, 128]));
    const greyAlpha = decodePng(encodeFilm(TINY, { format: 'png', colour: 'grey-alpha', bitDepth: 16 }));
    expect(Array.from(greyAlpha.data)).toEqual(Array.from(TINY.pixels).flatMap((grey) => [grey, 65535]));
  });

  it('makes the corners alone transparent when asked', () => {
    const film = makeFilm({ kind: 'limb', seed: 1, widthPx: 24, heightPx: 36 });
    const { data } = decodePng(
      encodeFilm(film, { format: 'png', colour: 'rgba', alpha: 'transparent-corners' }),
    );
    const clear = Array.from({ length: 24 * 36 }, (_, i) => i).filter((i) => data[4 * i + 3] === 0);
    // Two pixels each way (24 / 12) in each of four corners.
    expect(clear).toHaveLength(16);
    expect(clear.slice(0, 4)).toEqual([0, 1, 22, 23]);
  });

  it('writes a palette whose colours, not whose indices, are the greys', () => {
    const { palette, data } = decodePng(encodeFilm(TINY, { format: 'png', colour: 'palette' }));
    expect(Array.from(data)).toEqual(TINY_8.map((grey) => 255 - grey));
    expect(Array.from(data, (index) => palette?.[index]?.[0])).toEqual(TINY_8);
  });

  it('stores 12 bits low in 16 when asked, and refuses where they do not fit', () => {
    const film = makeFilm({ kind: 'normal', seed: 3, widthPx: 40, heightPx: 30, bitDepth: 12 });
    const low = decodePng(encodeFilm(film, { format: 'png', bitDepth: 16, range: 'low' }));
    expect(Array.from(low.data)).toEqual(Array.from(film.pixels));
    expect(() => encodeFilm(film, { format: 'png', bitDepth: 8, range: 'low' })).toThrow(RangeError);
  });

  it('stores a gamma that decoders find, checksum and all', () => {
    const file = encodeFilm(TINY, { format: 'png', gamma: 1 });
    expect(Buffer.from(file.subarray(33, 45)).toString('latin1')).toBe('\0\0\0\x04gAMA\0\x01\x86\xa0');
    expect(Array.from(decodePng(file, { checkCrc: true }).data)).toEqual(TINY_8);
  });
});

describe('a film as JPEG', () => {
  const film = makeFilm({ kind: 'normal', seed: 5, widthPx: 61, heightPx: 45, bitDepth: 8 });

  it('is written with one component, and with three decodes to the very same greys', () => {
    const grey = encodeFilm(film, { format: 'jpeg', quality: 92 });
    const colour = encodeFilm(film, { format: 'jpeg', quality: 92, colour: 'rgb' });
    expect(countComponents(grey)).toBe(1);
    expect(countComponents(colour)).toBe(3);
    expect(grey.length).toBeLessThan(colour.length);
    const decodedGrey = jpeg.decode(grey, { useTArray: true });
    const decodedColour = jpeg.decode(colour, { useTArray: true });
    expect([decodedGrey.width, decodedGrey.height]).toEqual([61, 45]);
    for (let i = 0; i < film.pixels.length; i += 1) {
      expect(Math.abs(decodedGrey.data[4 * i] - decodedColour.data[4 * i])).toBeLessThanOrEqual(1);
    }
  });

  it('is close to the film at high quality', () => {
    const { data } = jpeg.decode(encodeFilm(film, { format: 'jpeg', quality: 98 }), { useTArray: true });
    const errors = Array.from(film.pixels, (value, i) => Math.abs(value - data[4 * i]));
    expect(Math.max(...errors)).toBeLessThanOrEqual(8);
  });

  // By hand, for the upright image [a b c / d e f]: what a file stores so that the orientation turns it upright.
  it.each([
    [1, 3, 2, 'abcdef'],
    [2, 3, 2, 'cbafed'],
    [3, 3, 2, 'fedcba'],
    [4, 3, 2, 'defabc'],
    [5, 2, 3, 'adbecf'],
    [6, 2, 3, 'cfbead'],
    [7, 2, 3, 'fcebda'],
    [8, 2, 3, 'daebfc'],
  ] as const)('stores orientation %i so that it shows upright', (orientation, width, height, stored) => {
    // Blocks of 8 x 8 equal pixels, so that JPEG keeps their levels.
    const large: Film = {
      ...TINY,
      widthPx: 24,
      heightPx: 16,
      bitDepth: 8,
      white: 255,
      pixels: Uint8Array.from({ length: 24 * 16 }, (_, i) => {
        return TINY_8[Math.floor(i / (24 * 8)) * 3 + Math.floor((i % 24) / 8)];
      }),
    };
    const file = encodeFilm(large, {
      format: 'jpeg',
      quality: 100,
      orientation: orientation,
    });
    expect(readOrientation(file)).toBe(orientation);
    const decoded = jpeg.decode(file, { useTArray: true });
    expect([decoded.width, decoded.height]).toEqual([8 * width, 8 * height]);
    const letters = Array.from({ length: 6 }, (_, i) => {
      const x = 8 * (i % width) + 4;
      const y = 8 * Math.floor(i / width) + 4;
      return 'abcdef'[Math.round(decoded.data[4 * (y * decoded.width + x)] / 51)];
    });
    expect(letters.join('')).toBe(stored);
  });
});

/** The number of components in a baseline file's frame header. */
function countComponents(file: Uint8Array): number {
  for (let at = 2; at < file.length; at += 2 + ((file[at + 2] << 8) | file[at + 3])) {
    if (file[at + 1] === 0xc0) return file[at + 9];
  }
  return 0;
}

/** The orientation at its fixed place: SOI 2, APP1 head 4, "Exif" 6, TIFF head 8, count 2, value at 9 of the entry. */
function readOrientation(file: Uint8Array): number | undefined {
  return file[2 + 4 + 6 + 8 + 2 + 9];
}
