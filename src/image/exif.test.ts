import { describe, expect, it } from 'vitest';
import { readExifOrientation } from './exif.ts';

/** A directory of one tag: Orientation, one short number. */
const exif = (orientation: number): number[] =>
  [
    [0x49, 0x49, 42, 0, 8, 0, 0, 0],
    [1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
    [0, 0, 0, 0],
  ].flat();

describe('the orientation in an EXIF block', () => {
  it.each([1, 3, 6, 8])('%i, with and without the prefix of JPEG', (orientation) => {
    expect(readExifOrientation(Uint8Array.from(exif(orientation)))).toBe(orientation);
    const prefixed = [0x45, 0x78, 0x69, 0x66, 0, 0, ...exif(orientation)];
    expect(readExifOrientation(Uint8Array.from(prefixed))).toBe(orientation);
  });

  it.each<[string, number[]]>([
    ['that doesn’t exist', exif(9)],
    ['that is damaged', exif(6).slice(0, 12)],
    ['that is empty', []],
  ])('%s is upright: it is no part of the image', (_, bytes) => {
    expect(readExifOrientation(Uint8Array.from(bytes))).toBe(1);
  });
});
