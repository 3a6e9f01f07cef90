import { describe, expect, it } from 'vitest';
import { createColourMeter } from './colour.ts';
import type { ColourContent } from './radiograph.ts';

type Samples = Uint8Array | Uint16Array;

function measure(samples: Samples, channels: 3 | 4 = 3, white = 255): ColourContent {
  const meter = createColourMeter(samples.length / channels, white);
  meter.add(samples, channels);
  return meter.measure();
}

/** Pixels in turn. */
const cycle = (count: number, ...pixels: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from(Array.from({ length: count }, (_, at) => pixels[at % pixels.length]).flat());

describe('a grey image has no colour', () => {
  it.each([
    ['black', [0, 0, 0]],
    ['a grey', [77, 77, 77]],
    ['white', [255, 255, 255]],
  ])('%s', (_name, pixel) => {
    // Not zero exactly: 0.299 + 0.587 + 0.114 are rounded in binary.
    const { chroma, variedChroma, colouredShare } = measure(cycle(1000, pixel));
    expect(chroma).toBeCloseTo(0, 9);
    expect(variedChroma).toBeCloseTo(0, 9);
    expect(colouredShare).toBe(0);
  });

  it('nor has an image without pixels', () => {
    expect(measure(new Uint8Array(0))).toEqual({ chroma: 0, variedChroma: 0, colouredShare: 0 });
  });

  it('nor one whose alpha alone varies', () => {
    expect(measure(cycle(1000, [9, 9, 9, 0], [9, 9, 9, 255]), 4).chroma).toBeCloseTo(0, 9);
  });
});

describe('colour is measured as JPEG stores it', () => {
  // Y = 0.299 R + 0.587 G + 0.114 B; Cb = (B - Y) / 1.772; Cr = (R - Y) / 1.402; the chroma is sqrt(Cb^2 + Cr^2).
  it.each([
    // Y 76.245, Cb -43.028, Cr 127.5.
    ['red', [255, 0, 0], 134.56],
    // Y 149.685, Cb -84.472, Cr -106.765.
    ['green', [0, 255, 0], 136.14],
    // Y 29.07, Cb 127.5, Cr -20.735.
    ['blue', [0, 0, 255], 129.18],
    // Y 59.8 + 117.4 + 2.28 = 179.48, Cb (20 - 179.48) / 1.772 = -90, Cr 20.52 / 1.402 = 14.64.
    ['yellow of 200, 200, 20', [200, 200, 20], 91.18],
  ])('%s', (_name, pixel, chroma) => {
    expect(measure(cycle(1000, pixel)).chroma).toBeCloseTo(chroma, 1);
  });

  it('in 16 bits as in 8', () => {
    const bytes = cycle(1000, [255, 128, 0], [10, 20, 30]);
    // 257 = 65535 / 255.
    const words = Uint16Array.from(bytes, (value) => 257 * value);
    expect(measure(words, 3, 65_535).chroma).toBeCloseTo(measure(bytes).chroma, 9);
  });

  it('over parts as over the whole', () => {
    const samples = cycle(1000, [255, 0, 0], [40, 90, 10], [7, 7, 7]);
    const meter = createColourMeter(1000, 255);
    meter.add(samples.subarray(0, 900), 3);
    meter.add(samples.subarray(900), 3);
    expect(meter.measure()).toEqual(measure(samples));
  });
});

describe('one hue for each brightness is a tint, not variety', () => {
  it('as in a film printed in blue', () => {
    const { chroma, variedChroma } = measure(cycle(1000, [60, 70, 110]));
    // Y = 17.94 + 41.09 + 12.54 = 71.57; Cb = 38.43 / 1.772 = 21.69; Cr = -11.57 / 1.402 = -8.25; chroma 23.2.
    expect(chroma).toBeCloseTo(23.2, 1);
    expect(variedChroma).toBeCloseTo(0, 5);
  });

  it('but two opposite hues of one brightness are variety in full', () => {
    // Equal luma 100 and opposite Cr = +-50 (Cb 0): R = 100 +- 70.1, B = 100, and G = 100 -+ 35.7.
    const { chroma, variedChroma } = measure(cycle(1000, [170, 64, 100], [30, 136, 100]));
    expect(chroma).toBeCloseTo(50, 0);
    expect(variedChroma).toBeCloseTo(50, 0);
  });
});

describe('the coloured share', () => {
  it.each([
    ['one red pixel in ten', cycle(1000, [255, 0, 0], ...Array.from({ length: 9 }, () => [50, 50, 50])), 0.1],
    ['none of a faint tint', cycle(1000, [100, 100, 110]), 0],
    ['all of a strong one', cycle(1000, [200, 200, 20]), 1],
  ])('counts %s', (_what, samples, share) => {
    expect(measure(samples).colouredShare).toBeCloseTo(share, 9);
  });

  it('is about the same in a film of many pixels, of which only some are looked at', () => {
    // 2.5 million pixels, so every fifth is looked at; the cycle of 8 has no common factor with 5.
    const grey = [50, 50, 50];
    const period = Uint8Array.from([[255, 0, 0], grey, grey, grey, grey, grey, grey, grey].flat());
    const samples = new Uint8Array(3 * 2_500_000);
    for (let at = 0; at < samples.length; at += period.length) samples.set(period, at);
    expect(measure(samples).colouredShare).toBeCloseTo(1 / 8, 4);
  });
});
