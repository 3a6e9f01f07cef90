import { describe, expect, it } from 'vitest';
import type { ViewableFilm } from '../image/film-values.ts';
import { makeViewable } from '../image/pyramid.ts';
import { chooseLevel, finenessOf, resampleFilm, tapAxis } from './resample.ts';
import { placeFilm, type View, WHOLE } from './view.ts';

function filmOf(widthPx: number, heightPx: number, samples: readonly number[]): ViewableFilm {
  return makeViewable({
    widthPx,
    heightPx,
    samples: Uint16Array.from(samples),
    slope: 1,
    intercept: 0,
    window: { center: 0, width: 1, shape: 'linear' },
    isInverted: false,
    pixelAspect: 1,
    spacing: null,
  });
}

/** What is drawn, in samples. */
function draw(film: ViewableFilm, view: View, widthPx: number, heightPx: number): number[] {
  const frame = { widthPx, heightPx };
  const { codes } = resampleFilm(film, placeFilm(film, view, frame), frame);
  const fineness = finenessOf(film);
  return Array.from(codes, (code) => Math.round((100 * code) / fineness) / 100);
}

/** 1 2 3 over 4 5 6. */
const SIX = filmOf(3, 2, [1, 2, 3, 4, 5, 6]);

describe('a film one to one', () => {
  it.each([
    [0, false, [1, 2, 3, 4, 5, 6]],
    [0, true, [3, 2, 1, 6, 5, 4]],
    [1, false, [4, 1, 5, 2, 6, 3]],
    [1, true, [1, 4, 2, 5, 3, 6]],
    [2, false, [6, 5, 4, 3, 2, 1]],
    [3, false, [3, 6, 2, 5, 1, 4]],
  ] as const)('is itself, %i quarter turns, mirrored %s', (quarterTurns, isMirrored, expected) => {
    const [widthPx, heightPx] = quarterTurns % 2 === 0 ? [3, 2] : [2, 3];
    expect(draw(SIX, { ...WHOLE, quarterTurns, isMirrored, scale: 1 }, widthPx, heightPx)).toEqual(expected);
  });

  it('is drawn only where it is seen', () => {
    const placement = { ...placeFilm(SIX, WHOLE, { widthPx: 3, heightPx: 2 }), leftPx: -1, topPx: 1 };
    const { codes, ...part } = resampleFilm(SIX, placement, { widthPx: 9, heightPx: 2 });
    expect(part).toEqual({ leftPx: 0, topPx: 1, widthPx: 2, heightPx: 1 });
    expect(Array.from(codes, (code) => code / finenessOf(SIX))).toEqual([2, 3]);
  });
});

describe('a film enlarged', () => {
  it('is drawn between its pixels', () => {
    // Pixel middles at 0.25, 0.75 ... samples at 0.5, 1.5: a quarter of the way, three quarters, and the edge's own.
    const film = filmOf(2, 1, [0, 100]);
    expect(draw(film, { ...WHOLE, scale: 2 }, 4, 1)).toEqual([0, 25, 75, 100]);
  });
});

describe('a film made smaller', () => {
  it('is the mean of what lies under a pixel', () => {
    // 3 samples for 2 pixels: each pixel takes one and a half.
    const film = filmOf(3, 3, [0, 30, 90, 0, 30, 90, 0, 30, 90]);
    expect(draw(film, { ...WHOLE, scale: 2 / 3 }, 2, 2)).toEqual([10, 70, 10, 70]);
  });

  it('is drawn from the copy that is just large enough', () => {
    const film = filmOf(
      1024,
      512,
      Array.from({ length: 1024 * 512 }, () => 7),
    );
    const levelAt = (scale: number) =>
      chooseLevel(film, placeFilm(film, { ...WHOLE, scale }, { widthPx: 2000, heightPx: 2000 }));
    expect(levelAt(2)).toEqual({ index: 0, stepX: 0.5, stepY: 0.5 });
    expect(levelAt(1)).toEqual({ index: 0, stepX: 1, stepY: 1 });
    expect(levelAt(0.51).index).toBe(0);
    expect(levelAt(0.5)).toEqual({ index: 1, stepX: 1, stepY: 1 });
    expect(levelAt(0.2).index).toBe(2);
    // 512 rows are halved to 64: the smallest copy there is.
    expect(levelAt(0.01).index).toBe(3);
    expect(draw(film, { ...WHOLE, scale: 0.125 }, 128, 64)).toEqual(
      Array.from({ length: 128 * 64 }, () => 7),
    );
  });
});

describe('the samples of a pixel', () => {
  it('weigh 1 together, at the edges too', () => {
    const axis = { length: 5, extent: 5.5, step: 1.9, offsetPx: -0, isReversed: true };
    const { weights } = tapAxis(axis, -3, 9);
    for (let at = 0; at < weights.length; at += 3) {
      expect(weights[at] + weights[at + 1] + weights[at + 2]).toBeCloseTo(1, 6);
    }
  });
});
