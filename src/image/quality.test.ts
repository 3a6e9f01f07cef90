import { describe, expect, it } from 'vitest';
import { createColourMeter } from './colour.ts';
import { checkQuality, measureClipping, measureRange } from './quality.ts';
import type { DecodedPixels } from './radiograph.ts';

const COUNT = 40_000;

/** 200 x 200 pixels from a function of the index. */
function makeGrey(value: (at: number) => number, white = 255): DecodedPixels {
  const grey = white > 255 ? new Uint16Array(COUNT) : new Uint8Array(COUNT);
  for (let at = 0; at < COUNT; at += 1) grey[at] = value(at);
  return {
    widthPx: 200,
    heightPx: 200,
    grey,
    white,
    bitDepth: white > 255 ? 16 : 8,
    colour: null,
    warnings: [],
  };
}

function makeColour(rgb: (at: number) => readonly [number, number, number]): DecodedPixels {
  const samples = Uint8Array.from({ length: 3 * COUNT }, (_, at) => rgb(Math.floor(at / 3))[at % 3]);
  const meter = createColourMeter(COUNT, 255);
  meter.add(samples, 3);
  return { ...makeGrey((at) => at % 256), colour: meter.measure() };
}

describe('the grey range', () => {
  it('leaves out half a percent at either end', () => {
    // 200 pixels are 0.5 %: as many black and white ones are tails, the rest is 100.
    const { grey } = makeGrey((at) => (at < 200 ? 0 : at < 400 ? 255 : 100));
    expect(measureRange(grey, 255)).toEqual({ low: 100, high: 100 });
  });
});

describe('a film', () => {
  it('of a full range passes without a word, in 8 and 16 bits', () => {
    expect(checkQuality(makeGrey((at) => at % 256))).toEqual([]);
    expect(checkQuality(makeGrey((at) => (at * 257) % 65_536, 65_535))).toEqual([]);
  });

  it('of nearly one grey is refused', () => {
    expect(() => checkQuality(makeGrey((at) => 90 + (at % 7)))).toThrow(
      expect.objectContaining({ code: 'near-constant' }),
    );
  });

  it('of little contrast is read with a warning', () => {
    expect(checkQuality(makeGrey((at) => 90 + (at % 40)))).toEqual(['low-contrast']);
  });
});

describe('colour', () => {
  it('that is only stored (grey as RGB) is none', () => {
    expect(checkQuality(makeColour((at) => [at % 256, at % 256, at % 256]))).toEqual([]);
  });

  it('of one hue is a tint, and read with a warning', () => {
    expect(
      checkQuality(
        makeColour((at) => [at % 256, Math.round((at % 256) * 0.9), Math.round((at % 256) * 0.7)]),
      ),
    ).toEqual(['colour-tint']);
  });

  it('of a red line on a grey film is a warning', () => {
    expect(
      checkQuality(makeColour((at) => (at % 200 === 0 ? [255, 0, 0] : [at % 256, at % 256, at % 256]))),
    ).toEqual(['colour-tint']);
  });

  it('of many hues is a photograph, and refused', () => {
    const photo = makeColour((at) => [at % 256, Math.floor(at / 200), (at * 7) % 256]);
    expect(() => checkQuality(photo)).toThrow(expect.objectContaining({ code: 'colour-image' }));
  });
});

describe('an exposure', () => {
  it('that leaves a fifth of the middle black or white is read with a warning', () => {
    const clipped = makeGrey((at) => (at % 5 === 0 ? 255 * ((at / 5) % 2) : 20 + (at % 216)));
    expect(measureClipping(clipped)).toBeCloseTo(0.2, 2);
    expect(checkQuality(clipped)).toEqual(['saturated']);
  });

  it('with black air about the body is none', () => {
    const air = makeGrey((at) => {
      const [x, y] = [at % 200, Math.floor(at / 200)];
      return Math.min(x, y, 199 - x, 199 - y) < 38 ? at % 3 : 20 + (at % 200);
    });
    expect(measureClipping(air)).toBe(0);
  });
});

describe('a wide empty frame', () => {
  it('is a warning: the model reads it along', () => {
    const framed = makeGrey((at) => (at % 200 < 30 || at % 200 >= 170 ? 0 : 20 + ((at * 7) % 216)));
    expect(checkQuality(framed)).toEqual(['wide-border']);
  });
});
