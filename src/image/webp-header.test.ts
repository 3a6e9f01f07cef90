import { describe, expect, it } from 'vitest';
import { hideExif, inspectWebp } from './webp-header.ts';

const text = (value: string): number[] => Array.from(value, (letter) => letter.charCodeAt(0));

/** A file of one chunk, padded to 40 bytes; lengths are right unless `missing` bytes are cut off. */
function webp(chunk: string, payload: readonly number[], missing = 0): Uint8Array {
  const bytes = [...text('RIFF'), 32, 0, 0, 0, ...text('WEBP'), ...text(chunk), 20, 0, 0, 0, ...payload];
  while (bytes.length < 40) bytes.push(0);
  return Uint8Array.from(bytes.slice(0, 40 - missing));
}

// 300 = 0x12c, 260 = 0x104. Lossless: (300 - 1) | (260 - 1) << 14 = 0x0040_c12b.
const LOSSY = [0, 0, 0, 0x9d, 0x01, 0x2a, 0x2c, 0x41, 0x04, 0x01];
const LOSSLESS = [0x2f, 0x2b, 0xc1, 0x40, 0x00];
const extended = (flags: number): number[] => [flags, 0, 0, 0, 0x2b, 0x01, 0, 0x03, 0x01, 0];

describe('the size of a WebP', () => {
  it.each([
    ['lossy, its scale bits left out', 'VP8 ', LOSSY],
    ['lossless', 'VP8L', LOSSLESS],
  ])('%s', (_, chunk, payload) => {
    expect(inspectWebp(webp(chunk, payload))).toEqual({ widthPx: 300, heightPx: 260, exif: null });
  });
});

type Chunk = readonly [name: string, content: readonly number[]];

/** An extended file of these chunks, each padded to an even length. */
function extendedWebp(...chunks: readonly Chunk[]): Uint8Array {
  const body = chunks.flatMap(([name, content]) => {
    const chunk = [...text(name), content.length, 0, 0, 0, ...content];
    return content.length % 2 === 0 ? chunk : [...chunk, 0];
  });
  return Uint8Array.from([...text('RIFF'), 4 + body.length, 0, 0, 0, ...text('WEBP'), ...body]);
}

const HEADER: Chunk = ['VP8X', extended(0x08)];
const IMAGE: Chunk = ['VP8 ', LOSSY];
const EXIF: Chunk = ['EXIF', [7, 9]];

describe('the EXIF block of an extended WebP', () => {
  // An odd chunk before it.
  const bytes = extendedWebp(HEADER, ['ICCP', [1, 2, 3]], IMAGE, EXIF);

  it('is found behind other chunks, and the size as well', () => {
    expect(inspectWebp(bytes)).toMatchObject({ widthPx: 300, heightPx: 260 });
    expect(Array.from(inspectWebp(bytes).exif?.content ?? [])).toEqual([7, 9]);
    expect(inspectWebp(extendedWebp(HEADER, IMAGE)).exif).toBeNull();
  });

  it('is hidden in a copy, its flag as well, and nothing else is changed', () => {
    const hidden = hideExif(bytes, inspectWebp(bytes));
    expect(inspectWebp(hidden).exif).toBeNull();
    const changed = Array.from(bytes.keys()).filter((at) => bytes[at] !== hidden[at]);
    const at = bytes.length - 10;
    // EXIF and SKIP share their third letter.
    expect(changed).toEqual([20, at, at + 1, at + 3]);
  });
});

describe('an extended WebP is damaged', () => {
  const long = extendedWebp(HEADER, IMAGE, EXIF);
  long[long.length - 6] = 200;
  it.each<[string, Uint8Array, string]>([
    ['with two headers', extendedWebp(HEADER, HEADER, IMAGE), 'corrupt'],
    ['without an image', extendedWebp(HEADER, EXIF), 'corrupt'],
    ['with two images', extendedWebp(HEADER, IMAGE, IMAGE), 'corrupt'],
    ['with a chunk that goes beyond the end', long, 'truncated'],
  ])('%s', (_, bytes, code) => {
    expect(() => inspectWebp(bytes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a WebP is refused', () => {
  it.each<[string, string, number[], number, string]>([
    ['one byte short', 'VP8 ', LOSSY, 1, 'truncated'],
    ['cut in its header', 'VP8 ', LOSSY, 20, 'truncated'],
    ['animated', 'VP8X', extended(0x02), 0, 'format-webp'],
    ['transparent', 'VP8X', extended(0x10), 0, 'format-webp'],
    ['transparent, lossless', 'VP8L', [0x2f, 0x2b, 0xc1, 0x40, 0x10], 0, 'format-webp'],
    ['lossy without its start code', 'VP8 ', [0, 0, 0, 1, 2, 3], 0, 'corrupt'],
    ['lossless without its signature', 'VP8L', [0, 0, 0], 0, 'corrupt'],
    ['of an unknown chunk', 'ICCP', [], 0, 'corrupt'],
  ])('%s', (_, chunk, payload, missing, code) => {
    expect(() => inspectWebp(webp(chunk, payload, missing))).toThrow(expect.objectContaining({ code }));
  });
});
