import { describe, expect, it } from 'vitest';
import { correctRadiograph, correctValues } from './correct.ts';

/** 3 x 2 px: 1 2 3 over 4 5 6; a pixel is twice as high as it is wide. */
const FILM = {
  widthPx: 3,
  heightPx: 2,
  pixels: Uint16Array.of(1, 2, 3, 4, 5, 6),
  white: 100,
  pixelAspect: 2,
};

describe('a film is corrected before it is read', () => {
  it.each([
    [0, 3, 2, 2, [1, 2, 3, 4, 5, 6]],
    [1, 2, 3, 0.5, [4, 1, 5, 2, 6, 3]],
    [2, 3, 2, 2, [6, 5, 4, 3, 2, 1]],
    [3, 2, 3, 0.5, [3, 6, 2, 5, 1, 4]],
  ] as const)('by %i quarter turns to the right', (quarterTurns, widthPx, heightPx, pixelAspect, pixels) => {
    const turned = correctRadiograph(FILM, { quarterTurns, isInverted: false });
    expect(turned).toMatchObject({ widthPx, heightPx, pixelAspect });
    expect(Array.from(turned.pixels)).toEqual(pixels);
  });

  it('by inverting, about its white', () => {
    const inverted = correctRadiograph(FILM, { quarterTurns: 0, isInverted: true });
    expect(Array.from(inverted.pixels)).toEqual([99, 98, 97, 96, 95, 94]);
    expect(Array.from(FILM.pixels)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('the same film at its full depth', () => {
  const { widthPx, heightPx, pixels: samples, pixelAspect } = FILM;
  const window = { center: 3, width: 6, shape: 'linear' } as const;
  const spacing = { widthMm: 0.1, heightMm: 0.2, plane: 'detector', magnification: 1.1 } as const;
  const values = {
    widthPx,
    heightPx,
    samples,
    slope: 2,
    intercept: -5,
    window,
    isInverted: true,
    pixelAspect,
    spacing,
  };

  it('is turned alike, the size of its pixels with it', () => {
    const turned = correctValues(values, { quarterTurns: 1, isInverted: false });
    expect(turned).toEqual({
      ...values,
      widthPx: 2,
      heightPx: 3,
      samples: Uint16Array.of(4, 1, 5, 2, 6, 3),
      pixelAspect: 0.5,
      spacing: { ...spacing, widthMm: 0.2, heightMm: 0.1 },
    });
  });

  it('is inverted by its polarity alone', () => {
    expect(correctValues(values, { quarterTurns: 0, isInverted: true })).toEqual({
      ...values,
      isInverted: false,
    });
  });
});
