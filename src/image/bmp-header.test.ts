import { describe, expect, it } from 'vitest';
import { inspectBmp } from './bmp-header.ts';

interface Bmp {
  readonly header?: number;
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly compression?: number;
  readonly bytes?: number;
  /** Bytes behind the pixels. */
  readonly extra?: number;
}

/** 5 x 3 at 8 bits: rows of 5 bytes padded to 8, so 24 bytes of pixels behind 54 of headers. */
function bmp({
  header = 40,
  width = 5,
  height = 3,
  depth = 8,
  compression = 0,
  extra = 0,
  bytes = 78 + extra,
}: Bmp): Uint8Array {
  const file = new Uint8Array(78 + extra);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(10, 54, true);
  view.setUint32(14, header, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(28, depth, true);
  view.setUint32(30, compression, true);
  return file.subarray(0, bytes);
}

describe('the size of a BMP', () => {
  it.each<[string, Bmp]>([
    ['of the usual header', {}],
    ['of a later header', { header: 124 }],
    ['whose first row comes first', { height: -3 }],
    ['with some padding behind its pixels, less than a row', { extra: 7 }],
    ['with a colour profile behind its pixels', { header: 124, extra: 100 }],
  ])('%s', (_, options) => {
    expect(inspectBmp(bmp(options))).toEqual({ widthPx: 5, heightPx: 3 });
  });
});

/** 40 bytes more, behind a header that says how large the image is. */
function followed(imageBytes: number): Uint8Array {
  const file = new Uint8Array(78 + 40);
  file.set(bmp({}));
  new DataView(file.buffer).setUint32(34, imageBytes, true);
  return file;
}

describe('a BMP with more than a row after its pixels', () => {
  it('is read where its header vouches for the size: a profile was appended', () => {
    expect(inspectBmp(followed(24))).toEqual({ widthPx: 5, heightPx: 3 });
  });

  it.each([0, 32])('is refused where it says %i: its size is not the image’s', (imageBytes) => {
    expect(() => inspectBmp(followed(imageBytes))).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});

describe('a BMP is refused', () => {
  it.each<[string, Bmp, string]>([
    ['one byte short', { bytes: 77 }, 'truncated'],
    ['cut in its header', { bytes: 30 }, 'truncated'],
    ['cut before it', { bytes: 14 }, 'truncated'],
    ['with fewer pixels than it says', { depth: 24 }, 'truncated'],
    ['of OS/2', { header: 12 }, 'format-bmp'],
    ['of run lengths', { compression: 1 }, 'format-bmp'],
    ['with alpha', { depth: 32 }, 'format-bmp'],
    ['of no width', { width: 0 }, 'corrupt'],
    ['of negative width', { width: -5 }, 'corrupt'],
    ['of no height', { height: 0 }, 'corrupt'],
    ['of no width, with a colour profile', { width: 0, header: 124 }, 'corrupt'],
    ['of no height, with a colour profile', { height: 0, header: 124 }, 'corrupt'],
    ['with a whole row over', { extra: 8 }, 'corrupt'],
    ['with a whole row over, of a header that holds no profile', { header: 108, extra: 8 }, 'corrupt'],
    ['of OS/2, and cut behind the header’s length', { header: 12, bytes: 18 }, 'format-bmp'],
  ])('%s', (_, options, code) => {
    expect(() => inspectBmp(bmp(options))).toThrow(expect.objectContaining({ code }));
  });
});
