import { describe, expect, it } from 'vitest';
import { clampWindow, dragWindow, type WindowedFilm } from './window-drag.ts';

/** Values -1000 to 3000. */
const FILM: WindowedFilm = { slope: 1, intercept: -1000, lowSample: 0, highSample: 4000, isInverted: false };
const WINDOW = { center: 500, width: 800, shape: 'linear' } as const;

describe('dragging a window', () => {
  it.each([
    // 150 px double the width, 400 px move the center by a width.
    [{ x: 150, y: 0 }, false, 500, 1600],
    [{ x: -300, y: 0 }, false, 500, 200],
    [{ x: 0, y: 100 }, false, 700, 800],
    [{ x: 0, y: -200 }, false, 100, 800],
    // Down darkens whatever the polarity: where low values are white, a lower center is darker.
    [{ x: 0, y: 100 }, true, 300, 800],
  ])('by %o, inverted %s', (by, isInverted, center, width) => {
    expect(dragWindow(WINDOW, by, FILM, isInverted)).toEqual({ center, width, shape: 'linear' });
  });

  it('ends before nothing is seen any more', () => {
    expect(dragWindow(WINDOW, { x: 9999, y: 9999 }, FILM, false)).toMatchObject({
      center: 7000,
      width: 16_000,
    });
    expect(dragWindow(WINDOW, { x: -9999, y: -9999 }, FILM, false)).toMatchObject({
      center: -5000,
      width: 1,
    });
  });
});

describe('a window that is typed', () => {
  it('is taken as it is where that is possible, its shape kept', () => {
    const sigmoid = { center: 40.5, width: 350, shape: 'sigmoid' } as const;
    expect(clampWindow(sigmoid, FILM)).toEqual(sigmoid);
  });

  it('keeps to the values of a film with a falling slope and of one grey', () => {
    const falling = { ...FILM, slope: -1, intercept: 0 };
    expect(clampWindow({ ...WINDOW, center: 9999 }, falling).center).toBe(4000);
    const flat = { ...FILM, highSample: 0 };
    expect(clampWindow({ ...WINDOW, center: 0, width: 99 }, flat)).toMatchObject({ center: -999, width: 4 });
  });
});
