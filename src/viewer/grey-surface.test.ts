import { describe, expect, it } from 'vitest';
import { applyWindow, type VoiWindow } from '../image/voi-window.ts';
import { shareMatrix, windowEnds } from './gl-surface.ts';
import { tabulateWindow } from './grey-surface.ts';
import { placeFilm, WHOLE } from './view.ts';

const FILM = { slope: 2, intercept: -1000, highSample: 4095 };
/** 65535 / 4095 = 16.003: 16 codes for a sample. */
const FINENESS = 16;

describe('the grey of a sample', () => {
  const window = { center: 1000, width: 2000, shape: 'linear-exact' } as const;

  it('is that of its value in the window', () => {
    const table = tabulateWindow(FILM, { window, isInverted: false });
    // Black at 0, white at 2000: samples 500 and 1500.
    expect([500, 501, 1000, 1500, 4095].map((sample) => table[FINENESS * sample])).toEqual([
      0, 0, 128, 255, 255,
    ]);
    // Between two samples: 1000.5 stands for 1001.
    const narrow = { center: 1001, width: 2, shape: 'linear-exact' } as const;
    const fine = tabulateWindow(FILM, { window: narrow, isInverted: false });
    expect([1000, 1000.5, 1001].map((sample) => fine[FINENESS * sample])).toEqual([0, 128, 255]);
  });

  it('is turned about where low values are white', () => {
    const table = tabulateWindow(FILM, { window, isInverted: true });
    expect([500, 1000, 1500].map((sample) => table[FINENESS * sample])).toEqual([255, 127, 0]);
  });
});

describe('what the graphics processor is told', () => {
  it.each<VoiWindow>([
    { center: 100, width: 11, shape: 'linear' },
    { center: 100, width: 11, shape: 'linear-exact' },
  ])('%o has its black and white where the standard has them', (window) => {
    const [low, high] = windowEnds(window);
    expect(applyWindow(window, low)).toBe(0);
    expect(applyWindow(window, high)).toBeCloseTo(1, 12);
    expect(applyWindow(window, (low + high) / 2)).toBeCloseTo(0.5, 12);
  });

  it('is where a place on the screen lies on the film', () => {
    const film = { widthPx: 4, heightPx: 2, pixelAspect: 1 };
    const matrix = shareMatrix(placeFilm(film, { ...WHOLE, quarterTurns: 1 }, { widthPx: 9, heightPx: 9 }));
    // Turned to the right, what is seen at 0.25, 0 lies at 0, 0.75 of the film.
    const [x, y] = [0, 1].map((row) => matrix[row] * 0.25 + matrix[6 + row]);
    expect([x, y]).toEqual([0, 0.75]);
  });
});
