import { describe, expect, it } from 'vitest';
import { correctRadiograph } from './correct.ts';

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
