/**
 * Every way in which PNG lays out the same pixels: depths, colour types, filters, interlacing, split streams.
 * The writer below follows the standard (third edition: 7.2 packing, 8.1 Adam7, 9.2 filters) and shares no code with the
 * decoder; sides are odd and no multiple of 8, so that rows end within bytes and passes within blocks.
 */
import { deflateSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { decodePng } from './decode-png.ts';
import { makeChunk } from './fixtures/png-chunk.ts';

const WIDTH_PX = 205;
const HEIGHT_PX = 201;

interface Layout {
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  /** Filter of every row; `each` takes the standard's five in turn; 5 is none of them. */
  readonly filter?: 0 | 1 | 2 | 3 | 4 | 5 | 'each';
  readonly isInterlaced?: boolean;
  /** Bytes of each IDAT but the last; default one IDAT. */
  readonly idatBytes?: number;
  readonly palette?: Uint8Array;
}

type Sample = (x: number, y: number, channel: number) => number;

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
const WHOLE: readonly number[] = [0, 1, 0, 1];
const PASSES: readonly (readonly number[])[] = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
];

/** Samples of one row as bytes: most significant bit and byte first. */
function pack(samples: readonly number[], bitDepth: number): Uint8Array {
  if (bitDepth === 8) return Uint8Array.from(samples);
  if (bitDepth === 16) return Uint8Array.from(samples.flatMap((sample) => [sample >> 8, sample & 0xff]));
  const row = new Uint8Array(Math.ceil((samples.length * bitDepth) / 8));
  for (const [index, sample] of samples.entries()) {
    const bit = index * bitDepth;
    row[bit >> 3] |= sample << (8 - bitDepth - (bit & 7));
  }
  return row;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      // Paeth: the neighbour nearest to left + up - corner; left before up before corner.
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

function applyFilter(filter: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): Uint8Array {
  return row.map((value, at) => {
    const hasLeft = at >= pixelBytes;
    const left = hasLeft ? row[at - pixelBytes] : 0;
    const corner = hasLeft ? above[at - pixelBytes] : 0;
    return value - predict(filter, left, above[at], corner);
  });
}

function writePng(layout: Layout, sample: Sample): Uint8Array {
  const { colourType, bitDepth, filter = 0, isInterlaced = false, palette } = layout;
  const channels = CHANNELS[colourType];
  const pixelBytes = Math.max(1, (channels * bitDepth) / 8);
  const lines: Uint8Array[] = [];
  for (const [x0, stepX, y0, stepY] of isInterlaced ? PASSES : [WHOLE]) {
    let above: Uint8Array | null = null;
    for (let y = y0; y < HEIGHT_PX; y += stepY) {
      const samples: number[] = [];
      for (let x = x0; x < WIDTH_PX; x += stepX) {
        for (let channel = 0; channel < channels; channel += 1) samples.push(sample(x, y, channel));
      }
      const row = pack(samples, bitDepth);
      const kind = filter === 'each' ? lines.length % 5 : filter;
      lines.push(
        Uint8Array.of(kind),
        applyFilter(kind, row, above ?? new Uint8Array(row.length), pixelBytes),
      );
      above = row;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, WIDTH_PX);
  view.setUint32(4, HEIGHT_PX);
  header.set([bitDepth, colourType, 0, 0, isInterlaced ? 1 : 0], 8);
  const stream = deflateSync(Buffer.concat(lines), { level: 1 });
  const idatBytes = layout.idatBytes ?? stream.length;
  const idats: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += idatBytes) {
    idats.push(makeChunk('IDAT', stream.subarray(at, at + idatBytes)));
  }
  return new Uint8Array(
    Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      makeChunk('IHDR', header),
      ...(palette === undefined ? [] : [makeChunk('PLTE', palette)]),
      ...idats,
      makeChunk('IEND', new Uint8Array(0)),
    ]),
  );
}

/** Grey levels without a pattern that a misplaced row, column or pass could leave as it is. */
function levelAt(x: number, y: number, bitDepth: number): number {
  const mixed = Math.imul(x * 2_654_435 + y * 40_503 + 977, 2_246_822_519) >>> 0;
  return mixed >>> (32 - bitDepth);
}

function expectedGrey(bitDepth: number): number[] {
  const grey: number[] = [];
  for (let y = 0; y < HEIGHT_PX; y += 1) {
    for (let x = 0; x < WIDTH_PX; x += 1) grey.push(levelAt(x, y, bitDepth));
  }
  return grey;
}

/** The film's level in each colour channel; alpha (the last of types 4 and 6) anything, as it is not to count. */
function sampleOf(layout: Layout): Sample {
  const alphaChannel = layout.colourType === 4 ? 1 : layout.colourType === 6 ? 3 : -1;
  return (x, y, channel) =>
    channel === alphaChannel ? levelAt(y, x, layout.bitDepth) : levelAt(x, y, layout.bitDepth);
}

async function expectSameGreys(layout: Layout): Promise<void> {
  const decoded = await decodePng(writePng(layout, sampleOf(layout)));
  expect(decoded).toMatchObject({ widthPx: WIDTH_PX, heightPx: HEIGHT_PX, bitDepth: layout.bitDepth });
  // Plain comparison first: a diff of 41,205 numbers takes minutes to print.
  const wrong = expectedGrey(layout.bitDepth).findIndex((level, at) => decoded.grey[at] !== level);
  expect(wrong, 'index of the first wrong pixel').toBe(-1);
}

const KINDS: readonly (readonly [what: string, kind: Pick<Layout, 'colourType' | 'bitDepth'>])[] = [
  ['grey, 8 bits', { colourType: 0, bitDepth: 8 }],
  ['grey, 16 bits', { colourType: 0, bitDepth: 16 }],
  ['RGB, 8 bits', { colourType: 2, bitDepth: 8 }],
  ['RGB, 16 bits', { colourType: 2, bitDepth: 16 }],
  ['grey with alpha, 8 bits', { colourType: 4, bitDepth: 8 }],
  ['grey with alpha, 16 bits', { colourType: 4, bitDepth: 16 }],
  ['RGBA, 8 bits', { colourType: 6, bitDepth: 8 }],
  ['RGBA, 16 bits', { colourType: 6, bitDepth: 16 }],
];

const PACKED: readonly (1 | 2 | 4)[] = [1, 2, 4];

describe('a film gives the same greys however its PNG is laid out', () => {
  it.each(KINDS)('%s: rows, all filters', (_what, kind) => expectSameGreys({ ...kind, filter: 'each' }));

  it.each(KINDS)('%s: interlaced, all filters', (_what, kind) =>
    expectSameGreys({ ...kind, filter: 'each', isInterlaced: true }),
  );

  it.each(PACKED)('grey of %d bits packed in bytes, all filters', (bitDepth) =>
    expectSameGreys({ colourType: 0, bitDepth, filter: 'each' }),
  );

  it.each([0, 1, 2, 3, 4] as const)('filter %d in every row, the first included', (filter) =>
    expectSameGreys({ colourType: 0, bitDepth: 8, filter }),
  );

  it.each([13, 8192])('its stream cut into parts of %d bytes', (idatBytes) =>
    expectSameGreys({ colourType: 0, bitDepth: 8, idatBytes }),
  );

  it('empty parts before and after its stream', async () => {
    const layout: Layout = { colourType: 0, bitDepth: 8 };
    const bytes = writePng(layout, sampleOf(layout));
    const empty = makeChunk('IDAT', new Uint8Array(0));
    const padded = Buffer.concat([
      bytes.subarray(0, 33),
      empty,
      bytes.subarray(33, -12),
      empty,
      bytes.subarray(-12),
    ]);
    const { grey } = await decodePng(new Uint8Array(padded));
    expect(Buffer.compare(Buffer.from(grey), Buffer.from(expectedGrey(8)))).toBe(0);
  });
});

/** Entry i is the grey 255 - 3 i: unlike i itself, so that an index taken for a grey shows. */
const makePalette = (entries: number): Uint8Array =>
  Uint8Array.from({ length: 3 * entries }, (_, at) => 255 - 3 * Math.floor(at / 3));

describe('a palette gives the greys of its entries', () => {
  it.each([
    [1, false],
    [2, false],
    [4, false],
    [8, false],
    [8, true],
  ] as const)('%d bits an index, interlaced: %s', async (bitDepth, isInterlaced) => {
    const entries = Math.min(2 ** bitDepth, 80);
    const index: Sample = (x, y) => levelAt(x, y, bitDepth) % entries;
    const palette = makePalette(entries);
    const bytes = writePng({ colourType: 3, bitDepth, filter: 'each', isInterlaced, palette }, index);
    const { grey, white } = await decodePng(bytes);
    expect(white).toBe(255);
    const wrong = grey.findIndex(
      (level, at) => level !== 255 - 3 * index(at % WIDTH_PX, Math.floor(at / WIDTH_PX), 0),
    );
    expect(wrong, 'index of the first wrong pixel').toBe(-1);
  });

  it('and is refused where a pixel has no entry', async () => {
    const bytes = writePng({ colourType: 3, bitDepth: 8, palette: makePalette(4) }, (x) => x % 5);
    await expect(decodePng(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it.each([0, 4])('and is refused where it is %d bytes long', async (length) => {
    const bytes = writePng({ colourType: 3, bitDepth: 8, palette: new Uint8Array(length) }, () => 0);
    await expect(decodePng(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('and is only a suggestion in an RGB file', () => {
    const layout: Layout = { colourType: 2, bitDepth: 8, palette: makePalette(16) };
    return expectSameGreys(layout);
  });
});

describe('a colour PNG becomes its luma', () => {
  // 0.299 R + 0.587 G + 0.114 B: 76.245, 149.685, 29.07 and, of all, 255.
  it.each([
    ['red', [255, 0, 0], 76],
    ['green', [0, 255, 0], 150],
    ['blue', [0, 0, 255], 29],
    ['white', [255, 255, 255], 255],
  ] as const)('%s', async (_name, rgb, luma) => {
    const bytes = writePng({ colourType: 2, bitDepth: 8 }, (_x, _y, channel) => rgb[channel] ?? 0);
    expect((await decodePng(bytes)).grey[1000]).toBe(luma);
  });

  it('and tells how much colour it had', async () => {
    const bytes = writePng({ colourType: 2, bitDepth: 8 }, (_x, _y, channel) => (channel === 0 ? 255 : 0));
    // Red: Cb = -76.245 / 1.772 = -43.03, Cr = (255 - 76.245) / 1.402 = 127.5; sqrt(43.03^2 + 127.5^2) = 134.57.
    const { colour } = await decodePng(bytes);
    expect(colour?.chroma).toBeCloseTo(134.57, 1);
    expect(colour?.variedChroma).toBeCloseTo(0, 3);
    expect(colour?.colouredShare).toBe(1);
  });
});

describe('scanners that keep few bits in 16', () => {
  // The brightest sample, and the smallest 2^k - 1 (k from 8) that holds it.
  it.each([
    [1, 255],
    [255, 255],
    [256, 511],
    [1023, 1023],
    [1024, 2047],
    [4095, 4095],
    [4096, 8191],
    [16_383, 16_383],
    [32_768, 65_535],
    [65_535, 65_535],
  ])('a film up to %d has its white at %d', async (brightest, white) => {
    const bytes = writePng({ colourType: 0, bitDepth: 16 }, (x, y) =>
      x === 100 && y === 100 ? brightest : 0,
    );
    expect((await decodePng(bytes)).white).toBe(white);
  });
});

describe('a row filter that the standard does not have', () => {
  it.each([false, true])('is refused (interlaced: %s)', async (isInterlaced) => {
    const layout: Layout = { colourType: 0, bitDepth: 8, filter: 5, isInterlaced };
    await expect(decodePng(writePng(layout, sampleOf(layout)))).rejects.toMatchObject({ code: 'corrupt' });
  });
});

describe('interlaced pixels of less than a byte', () => {
  it('go to the browser as critical chunks alone, whose decoder is exact there', async () => {
    const given: Blob[] = [];
    vi.stubGlobal('createImageBitmap', (blob: Blob) => {
      given.push(blob);
      return Promise.reject(new Error('no browser here'));
    });
    try {
      const layout: Layout = { colourType: 0, bitDepth: 4, isInterlaced: true };
      const bytes = writePng(layout, sampleOf(layout));
      const gamma = makeChunk('gAMA', Uint8Array.of(0, 0, 0xb1, 0x8f));
      const withGamma = Buffer.concat([bytes.subarray(0, 33), gamma, bytes.subarray(33)]);
      await expect(decodePng(new Uint8Array(withGamma))).rejects.toMatchObject({ code: 'corrupt' });
      expect(given).toHaveLength(1);
      expect(new Uint8Array(await given[0].arrayBuffer())).toEqual(bytes);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
