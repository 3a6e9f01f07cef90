import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePng } from './decode-png.ts';
import { makeChunk } from './fixtures/png-chunk.ts';
import { inspectPng } from './png-chunks.ts';

const SIDE = 200;

interface Spec {
  readonly bitDepth: number;
  readonly colourType: number;
  /** Bytes of one row, every row the same. */
  readonly row: Uint8Array;
  readonly extra?: readonly Uint8Array[];
  readonly widthPx?: number;
  readonly heightPx?: number;
}

/** A PNG of `SIDE` rows, built by hand from the standard, without any library under test. */
function makePng({ bitDepth, colourType, row, extra = [], widthPx = SIDE, heightPx = SIDE }: Spec) {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, widthPx);
  new DataView(header.buffer).setUint32(4, heightPx);
  header.set([bitDepth, colourType], 8);
  const raw = new Uint8Array(SIDE * (1 + row.length));
  for (let y = 0; y < SIDE; y += 1) raw.set(row, y * (1 + row.length) + 1);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    makeChunk('IHDR', header),
    ...extra,
    makeChunk('IDAT', Uint8Array.from(deflateSync(raw))),
    makeChunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const ramp = (channels: number, value: (x: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: SIDE * channels }, (_, at) => value(Math.floor(at / channels), at % channels));

const grey8 = makePng({ bitDepth: 8, colourType: 0, row: ramp(1, (x) => x) });

async function readRow(bytes: Uint8Array): Promise<number[]> {
  const { grey } = await decodePng(bytes);
  return Array.from(grey.subarray(0, SIDE));
}

const steps = Array.from({ length: SIDE }, (_, x) => x);

/** Red rises along the row, green falls, blue is still: 12 bits each. */
const huedSample = (x: number, channel: number): number => [20 * x, 4000 - 20 * x, 1000][channel];

describe('a PNG gives its very grey values', () => {
  it.each([
    ['grey, 8 bits', grey8],
    [
      'grey with alpha 0 in places',
      makePng({ bitDepth: 8, colourType: 4, row: ramp(2, (x, c) => (c ? x % 2 : x)) }),
    ],
    ['RGB of equal channels', makePng({ bitDepth: 8, colourType: 2, row: ramp(3, (x) => x) })],
    [
      'RGBA with alpha 128',
      makePng({ bitDepth: 8, colourType: 6, row: ramp(4, (x, c) => (c === 3 ? 128 : x)) }),
    ],
    [
      'a palette',
      makePng({
        bitDepth: 8,
        colourType: 3,
        row: ramp(1, (x) => 255 - x),
        extra: [
          makeChunk(
            'PLTE',
            Uint8Array.from({ length: 768 }, (_, at) => 255 - Math.floor(at / 3)),
          ),
        ],
      }),
    ],
    [
      'a gamma chunk',
      makePng({
        bitDepth: 8,
        colourType: 0,
        row: ramp(1, (x) => x),
        extra: [makeChunk('gAMA', Uint8Array.of(0, 0, 0xb1, 0x8f))],
      }),
    ],
    [
      'a transparent grey',
      makePng({
        bitDepth: 8,
        colourType: 0,
        row: ramp(1, (x) => x),
        extra: [makeChunk('tRNS', Uint8Array.of(0, 7))],
      }),
    ],
  ])('%s', async (_what, bytes) => {
    expect(await readRow(bytes)).toEqual(steps);
  });

  it('in all of 16 bits', async () => {
    // Column x holds 256 x + 1: the low byte counts.
    const bytes = makePng({ bitDepth: 16, colourType: 0, row: ramp(2, (x, c) => (c === 0 ? x : 1)) });
    expect(await readRow(bytes)).toEqual(steps.map((x) => 256 * x + 1));
    expect(await decodePng(bytes)).toMatchObject({ bitDepth: 16, white: 65_535 });
  });

  it.each(
    ([8, 16] as const).flatMap((bitDepth) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [bitDepth, orientation] as const),
    ),
  )('upright, of %i bits with orientation %i, as a browser shows it', async (bitDepth, orientation) => {
    // A big-endian TIFF with its one directory at 8: one entry, tag 274, SHORT.
    const head = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1];
    const exif = makeChunk('eXIf', [...head, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    const isDeep = bitDepth === 16;
    const row = isDeep ? ramp(2, (x, c) => (c === 0 ? x : 1)) : ramp(1, (x) => x);
    const { grey } = await decodePng(makePng({ bitDepth, colourType: 0, row, extra: [exif] }));
    const across = Array.from(grey.subarray(0, SIDE));
    const down = steps.map((y) => grey[y * SIDE]);
    // The ramp's dark end is the left, right, top or bottom side of the upright film.
    const rising = isDeep ? steps.map((x) => 256 * x + 1) : steps;
    const falling = steps.map((x) => rising[SIDE - 1 - x]);
    if (orientation <= 4) expect(across).toEqual([1, 4].includes(orientation) ? rising : falling);
    else expect(down).toEqual(orientation <= 6 ? rising : falling);
  });

  it('and takes 12 bits in 16 for what they are', async () => {
    // Column x holds 256 (x mod 16) + x: at most 4095.
    const bytes = makePng({ bitDepth: 16, colourType: 0, row: ramp(2, (x, c) => (c === 0 ? x % 16 : x)) });
    expect((await decodePng(bytes)).white).toBe(4095);
  });

  it('and sees the colour of a photograph of 12 bits in 16', async () => {
    const row = ramp(6, (x, at) =>
      at % 2 === 0 ? huedSample(x, at >> 1) >> 8 : huedSample(x, at >> 1) & 255,
    );
    const { colour } = await decodePng(makePng({ bitDepth: 16, colourType: 2, row }));
    // Chroma of the first pixel alone: luma 0.587 * 4000 + 0.114 * 1000 = 2462, Cr -1756, Cb -825 of 4095: 121 of 255.
    expect(colour?.chroma).toBeGreaterThan(60);
  });

  it('also when they are packed in single bits', async () => {
    const bytes = makePng({ bitDepth: 1, colourType: 0, row: new Uint8Array(SIDE / 8).fill(0b10110000) });
    expect((await readRow(bytes)).slice(0, 9)).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 1]);
    expect((await decodePng(bytes)).white).toBe(1);
  });
});

describe('a PNG is refused', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('when it ends after %d tenths', async (tenths) => {
    const cut = grey8.slice(0, Math.floor((grey8.length * tenths) / 10));
    await expect(decodePng(cut)).rejects.toMatchObject({ code: 'truncated' });
  });

  it('when any single bit of its pixels, header or checksums is another', async () => {
    for (let at = 8; at < grey8.length; at += 3) {
      const flipped = Uint8Array.from(grey8);
      flipped[at] ^= 1 << (at % 8);
      await expect(decodePng(flipped), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(corrupt|truncated)$/),
      });
    }
  });

  it.each([
    ['too-large', { widthPx: 65_000, heightPx: 65_000 }],
    ['too-small', { widthPx: 199, heightPx: 300 }],
  ])('by its header alone: %s', async (code, size) => {
    const bytes = makePng({ bitDepth: 8, colourType: 0, row: ramp(1, (x) => x), ...size });
    await expect(decodePng(bytes)).rejects.toMatchObject({ code });
  });

  it.each([
    ['more pixels than its header says', { heightPx: 201 }],
    ['fewer', { widthPx: 201 }],
  ])('when its stream holds %s', async (_what, size) => {
    const bytes = makePng({ bitDepth: 8, colourType: 0, row: ramp(1, (x) => x), ...size });
    await expect(decodePng(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('when it has a critical chunk that nobody knows', () => {
    const bytes = makePng({
      bitDepth: 8,
      colourType: 0,
      row: ramp(1, (x) => x),
      extra: [makeChunk('ABCD', new Uint8Array(1))],
    });
    expect(() => inspectPng(bytes)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it('when it has a palette image’s type and no palette', () => {
    const bytes = makePng({ bitDepth: 8, colourType: 3, row: ramp(1, (x) => x) });
    expect(() => inspectPng(bytes)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
