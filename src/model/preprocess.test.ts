import { describe, expect, it } from 'vitest';
import expectedByPillow from './fixtures/pillow-expected.json' with { type: 'json' };
import { extractLuma, preprocess, resizeAntialiased, standardize } from './preprocess.ts';

/** The formula of `fixtures/make-pillow-expected.py`. */
function makeImage(widthPx: number, heightPx: number, white: number) {
  const pixels = white > 255 ? new Uint16Array(widthPx * heightPx) : new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const value = (((x * x * 31 + y * y * 17 + x * y * 7 + 11 * x) % 1009) / 1008) * white;
      pixels[y * widthPx + x] = white > 1 ? Math.trunc(value) : value;
    }
  }
  return { widthPx, heightPx, pixels, white };
}

describe('resizeAntialiased', () => {
  it.each(expectedByPillow.cases)(
    "equals Pillow's antialiased bilinear to 1/255: $widthPx x $heightPx to $outWidthPx x $outHeightPx",
    ({ widthPx, heightPx, white, outWidthPx, outHeightPx, expected }) => {
      const actual = resizeAntialiased(makeImage(widthPx, heightPx, white), outWidthPx, outHeightPx);
      const largest = Math.max(...expected.map((value, index) => Math.abs(value - actual[index])));
      expect(actual).toHaveLength(expected.length);
      expect(largest).toBeLessThan(1e-5);
    },
  );

  it('averages what it shrinks: four pixels to one by hand', () => {
    // Support 2 around the centre 1: taps at 0.5 and 1.5 weigh 0.75 each, so all four pixels weigh a quarter.
    const image = { widthPx: 2, heightPx: 2, pixels: Uint8Array.of(0, 255, 255, 255), white: 255 };
    expect(resizeAntialiased(image, 1, 1)[0]).toBeCloseTo(0.75, 6);
  });

  it('reads 8, 12 and 16 bits of the same film alike', () => {
    const [deep, shallow] = [65535, 4095].map((white) => resizeAntialiased(makeImage(90, 70, white), 20, 20));
    expect(Math.max(...deep.map((value, index) => Math.abs(value - shallow[index])))).toBeLessThan(1 / 4095);
  });

  it.each([
    [0, 5, 0],
    [2.5, 2, 5],
    [3, 3, 8],
  ])('refuses an image of %d x %d with %d pixels', (widthPx, heightPx, length) => {
    const image = { widthPx, heightPx, pixels: new Uint8Array(length), white: 255 };
    expect(() => resizeAntialiased(image, 4, 4)).toThrow(RangeError);
  });
});

describe('extractLuma', () => {
  it('gives the grey of a grey film saved as RGB or RGBA exactly, whatever its alpha', () => {
    expect(extractLuma(Uint8Array.of(7, 7, 7, 200, 200, 200), 3)).toEqual(Uint8Array.of(7, 200));
    expect(extractLuma(Uint8ClampedArray.of(7, 7, 7, 0, 99, 99, 99, 128), 4)).toEqual(
      Uint8ClampedArray.of(7, 99),
    );
    expect(extractLuma(Uint16Array.of(60000, 0, 12, 65535), 2)).toEqual(Uint16Array.of(60000, 12));
  });

  it('weighs colours as BT.601: red 76, green 150, blue 29 of 255', () => {
    expect(extractLuma(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), 3)).toEqual(
      Uint8Array.of(76, 150, 29),
    );
  });

  it('gives a grey film of one channel as a copy', () => {
    const grey = Uint8Array.of(1, 2, 3);
    const luma = extractLuma(grey, 1);
    expect(luma).toEqual(grey);
    expect(luma).not.toBe(grey);
  });

  it('refuses samples that fill no whole pixel', () => {
    expect(() => extractLuma(new Uint8Array(4), 3)).toThrow(RangeError);
  });
});

describe('standardize', () => {
  it('gives mean 0 and standard deviation 1: 1, 3 becomes -1, 1', () => {
    expect([...standardize(Float32Array.of(1, 3))]).toEqual([-1, 1]);
  });

  it('makes a constant image zeros, never NaN', () => {
    expect([...standardize(new Float32Array(4).fill(0.3))].every((value) => Math.abs(value) < 1e-3)).toBe(
      true,
    );
  });
});

describe('preprocess', () => {
  it('is blind to exposure: a darker, flatter copy of a film gives the same input', () => {
    const film = makeImage(200, 160, 1);
    const faded = { ...film, pixels: film.pixels.map((value) => 0.2 + 0.5 * value) };
    const [input, fadedInput] = [preprocess(film, 32), preprocess(faded, 32)];
    expect(Math.max(...input.map((value, index) => Math.abs(value - fadedInput[index])))).toBeLessThan(1e-4);
  });
});
