import { describe, expect, it } from 'vitest';
import { inspectJpeg } from './jpeg-header.ts';

const SOI = [0xff, 0xd8];
const EOI = [0xff, 0xd9];
/** Frame header: length 11, precision, height 256, width 512, one component. */
const frame = (marker = 0xc0, precision = 8): number[] => [
  0xff,
  marker,
  0,
  11,
  precision,
  1,
  0,
  2,
  0,
  1,
  1,
  0x11,
  0,
];
const SCAN = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
/** Entropy-coded data with a stuffed FF, a restart and a fill byte before the next marker. */
const DATA = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff];
const APP1 = [0xff, 0xe1, 0, 6, 0x45, 0x78, 0xff, 0xd9];
const WHOLE = [...SOI, ...APP1, ...frame(), ...SCAN, ...DATA, ...EOI];

const inspect = (...parts: readonly (readonly number[])[]) => inspectJpeg(Uint8Array.from(parts.flat()));

describe('a whole JPEG', () => {
  it('tells its size, past an end marker that is only a thumbnail’s', () => {
    expect(inspect(WHOLE)).toEqual({ widthPx: 512, heightPx: 256, components: 1, hasExif: true });
    expect(inspect(SOI, frame(), SCAN, DATA, EOI).hasExif).toBe(false);
  });

  it('may be followed by anything', () => {
    expect(inspect(WHOLE, [1, 2, 3]).widthPx).toBe(512);
  });

  it('may be progressive, with several scans', () => {
    expect(inspect(SOI, frame(0xc2), SCAN, DATA, SCAN.slice(1), DATA, EOI).heightPx).toBe(256);
  });
});

describe('between its segments', () => {
  it.each([
    ['fill bytes', [0xff, 0xff]],
    ['markers that stand alone', [0xff, 0x01, 0xff, 0xd0, 0xff, 0xd7]],
    ['an empty segment', [0xff, 0xe0, 0, 2]],
    ['tables and codes that look like frames', [0xff, 0xc4, 0, 2, 0xff, 0xc8, 0, 2, 0xff, 0xcc, 0, 2]],
  ])('a JPEG may have %s', (_, between) => {
    expect(inspect(SOI, between, frame(), SCAN, DATA, EOI)).toMatchObject({ widthPx: 512, heightPx: 256 });
    expect(inspect(SOI, frame(), between, SCAN, DATA, EOI)).toMatchObject({ widthPx: 512, heightPx: 256 });
  });

  it('a JPEG may have any restart in its data, and a segment behind it', () => {
    const restarts = [0x12, 0xff, 0xd0, 0x34, 0xff, 0xd7, 0x56];
    expect(inspect(SOI, frame(), SCAN, restarts, [0xff, 0xe0, 0, 3, 9], EOI).widthPx).toBe(512);
  });

  it('a JPEG may have a frame header of the fewest bytes', () => {
    expect(inspect(SOI, [0xff, 0xc0, 0, 8, 8, 1, 0, 2, 0, 0], SCAN, DATA, EOI).widthPx).toBe(512);
  });
});

describe('a JPEG is refused', () => {
  it.each(Array.from({ length: WHOLE.length - 2 }, (_, cut) => cut + 2))(
    'as truncated when it ends after %d bytes',
    (length) => {
      expect(() => inspectJpeg(Uint8Array.from(WHOLE.slice(0, length)))).toThrow(
        expect.objectContaining({ code: 'truncated' }),
      );
    },
  );

  it.each([
    ['format-jpegls', frame(0xf7)],
    ['jpeg-lossless', frame(0xc3)],
    ['jpeg-arithmetic', frame(0xc9)],
    ['jpeg-lossless', frame(0xcb)],
    ['jpeg-arithmetic', frame(0xca)],
    ['jpeg-hierarchical', frame(0xc5)],
    ['jpeg-hierarchical', frame(0xcf)],
    ['jpeg-12-bit', frame(0xc1, 12)],
    ['corrupt', frame(0xc0, 9)],
  ])('by its kind: %s', (code, header) => {
    expect(() => inspect(SOI, header, SCAN, DATA, EOI)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['it has no frame', [...SOI, ...SCAN, ...DATA, ...EOI]],
    ['it has no scan', [...SOI, ...frame(), ...EOI]],
    ['it has two frames', [...SOI, ...frame(), ...frame(), ...SCAN, ...DATA, ...EOI]],
    ['it has no width', [...SOI, 0xff, 0xc0, 0, 11, 8, 1, 0, 0, 0, 1, 1, 0x11, 0, ...SCAN, ...DATA, ...EOI]],
    ['it has no height', [...SOI, 0xff, 0xc0, 0, 11, 8, 0, 0, 2, 0, 1, 1, 0x11, 0, ...SCAN, ...DATA, ...EOI]],
    ['its frame comes behind its scan', [...SOI, ...SCAN, ...DATA, ...frame(), ...EOI]],
    ['its frame header is too short', [...SOI, 0xff, 0xc0, 0, 7, 8, 1, 0, 2, 0, ...SCAN, ...DATA, ...EOI]],
    ['it begins twice', [...SOI, ...SOI, ...frame(), ...SCAN, ...DATA, ...EOI]],
    ['its height comes afterwards', [...SOI, ...frame(), ...SCAN, ...DATA, 0xff, 0xdc, 0, 4, 1, 0, ...EOI]],
    [
      'a stuffed byte stands between its segments',
      [...SOI, 0xff, 0x00, ...frame(), ...SCAN, ...DATA, ...EOI],
    ],
    ['a length is too short for itself', [...SOI, 0xff, 0xe0, 0, 1, ...frame()]],
    ['there is no marker where one has to be', [...SOI, 0x00, 0x00, ...frame()]],
  ])('as corrupt when %s', (_what, bytes) => {
    expect(() => inspect(bytes)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
