import { describe, expect, it } from 'vitest';
import type { FilmValues } from './film-values.ts';
import { halve, makeViewable } from './pyramid.ts';

const FILM: Omit<FilmValues, 'widthPx' | 'heightPx' | 'samples'> = {
  slope: 1,
  intercept: 0,
  window: { center: 1, width: 2, shape: 'linear' },
  isInverted: false,
  pixelAspect: 1,
  spacing: null,
};

describe('a film made smaller for the screen', () => {
  it('holds the rounded mean of each four, at 16 bits', () => {
    const samples = Uint16Array.of(0, 65_535, 7, 0, 65_535, 1, 8, 8);
    // (0 + 65535 + 65535 + 1) / 4 = 32767.75; (7 + 0 + 8 + 8) / 4 = 5.75
    expect(halve({ widthPx: 4, heightPx: 2, samples })).toEqual({
      widthPx: 2,
      heightPx: 1,
      samples: Uint16Array.of(32_768, 6),
    });
  });

  it('leaves an odd last row and column out', () => {
    const samples = Uint8Array.of(1, 3, 99, 5, 7, 99, 99, 99, 99);
    expect(halve({ widthPx: 3, heightPx: 3, samples })).toEqual({
      widthPx: 1,
      heightPx: 1,
      samples: Uint8Array.of(4),
    });
  });

  it('is there at every half down to 64 px, and knows its range', () => {
    const samples = new Uint16Array(300 * 256).fill(500);
    samples[3] = 12;
    samples[70_000] = 4000;
    const film = makeViewable({ ...FILM, widthPx: 300, heightPx: 256, samples });
    expect(film.levels.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
      [300, 256],
      [150, 128],
      [75, 64],
    ]);
    expect([film.lowSample, film.highSample]).toEqual([12, 4000]);
  });
});
