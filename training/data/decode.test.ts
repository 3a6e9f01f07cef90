import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { decodeGrey, pureDecoder } from './decode.ts';

const decode = (bytes: Uint8Array) => decodeGrey(bytes, pureDecoder);

describe('a PNG', () => {
  test('of 8 bits keeps its grey values', () => {
    const pixels = new Uint8Array([0, 1, 128, 254, 255, 7]);
    const image = decode(encodePng({ width: 3, height: 2, data: pixels, channels: 1 }));
    expect(image).toEqual({ widthPx: 3, heightPx: 2, pixels, white: 255 });
  });

  test('of 16 bits keeps the low byte', () => {
    const pixels = new Uint16Array([0, 257, 258, 65535]);
    const image = decode(encodePng({ width: 2, height: 2, data: pixels, channels: 1, depth: 16 }));
    expect(image).toEqual({ widthPx: 2, heightPx: 2, pixels, white: 65535 });
  });

  test('in RGB or RGBA reads as its grey twin, whatever is transparent', () => {
    const rgb = decode(
      encodePng({ width: 2, height: 1, data: new Uint8Array([9, 9, 9, 200, 200, 200]), channels: 3 }),
    );
    expect(rgb.pixels).toEqual(new Uint8Array([9, 200]));
    const rgba = encodePng({
      width: 2,
      height: 1,
      data: new Uint8Array([9, 9, 9, 0, 200, 200, 200, 128]),
      channels: 4,
    });
    expect(decode(rgba).pixels).toEqual(new Uint8Array([9, 200]));
  });

  test('of one bit a pixel, padded to whole bytes in each row, becomes black and white', () => {
    // 10 pixels a row: 1010101010 -> 0xaa 0x80, 0000000001 -> 0x00 0x40.
    const packed = new Uint8Array([0xaa, 0x80, 0x00, 0x40]);
    const image = decode(encodePng({ width: 10, height: 2, data: packed, channels: 1, depth: 1 }));
    expect([...image.pixels]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(image.white).toBe(1);
  });
});

describe('a JPEG', () => {
  test('of uniform grey reads as that grey', () => {
    const rgba = new Uint8Array(16 * 8 * 4).fill(100);
    const image = decode(jpeg.encode({ width: 16, height: 8, data: rgba }, 95).data);
    expect([image.widthPx, image.heightPx, image.white]).toEqual([16, 8, 255]);
    for (const value of image.pixels) expect(Math.abs(value - 100)).toBeLessThanOrEqual(1);
  });
});

describe('a file that is no image', () => {
  test('has a code, not a crash', () => {
    expect(() => decode(new TextEncoder().encode('notes, not an image'))).toThrow(
      expect.objectContaining({ code: 'not-an-image' }),
    );
    expect(() => decode(new Uint8Array())).toThrow(expect.objectContaining({ code: 'not-an-image' }));
  });

  test('or half of one is corrupt', () => {
    const png = encodePng({
      width: 20,
      height: 20,
      data: new Uint8Array(400).map((_, i) => (i * 7) % 256),
      channels: 1,
    });
    expect(() => decode(png.slice(0, png.length / 2))).toThrow(
      expect.objectContaining({ code: 'corrupt-image' }),
    );
    const pixels = new Uint8Array(64 * 64 * 4).map((_, i) => (i * 31) % 256);
    const bytes = jpeg.encode({ width: 64, height: 64, data: pixels }, 90).data;
    expect(() => decode(bytes.subarray(0, bytes.length / 2))).toThrow(
      expect.objectContaining({ code: 'corrupt-image' }),
    );
  });
});
