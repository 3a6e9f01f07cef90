import { describe, expect, it } from 'vitest';
import { auroc } from '../../src/model/metrics/ranking.ts';
import { createRandom } from '../../src/model/random.ts';
import type { ImageCache } from '../data/cache.ts';
import { fitLogistic } from './logistic.ts';
import { hideRegion } from './perturbations.ts';
import { countGreys, countStandardGreys, readBorderCells } from './probe-features.ts';
import { isThorax } from './regions.ts';
import { shrinkAndView } from './shrink-and-view.ts';

/** One film of 40 px: a ramp with a square of one grey in its middle. */
function makeCache(middle: number): ImageCache {
  const pixels = Uint8Array.from({ length: 1600 }, (_, at) => at % 200);
  for (let y = 15; y < 25; y += 1) pixels.fill(middle, y * 40 + 15, y * 40 + 25);
  const image = {
    path: 'a',
    absolutePath: 'a',
    sha256: '',
    bytes: 1,
    label: 0,
    group: 'a',
    subgroup: 'IM',
  } as const;
  return {
    sizePx: 40,
    images: [image],
    pixels,
    skipped: [],
    sha256: '',
    wasCached: false,
    warning: null,
  };
}

describe('a logistic regression', () => {
  it('finds the line that the labels were drawn from, whatever the scale of a feature', () => {
    const random = createRandom(41);
    const rows = Array.from({ length: 4000 }, () => [random.normal(), 1000 + 50 * random.normal(), 7]);
    // Log odds 2 a - (b - 1000) / 50: a constant column and the share of each class must not matter.
    const labels = rows.map(([a, b]) =>
      random.uniform() < 1 / (1 + Math.exp(-2 * a + (b - 1000) / 50)) ? 1 : 0,
    );
    const model = fitLogistic(rows, labels);
    const slope = (at: number, step: number) => {
      const [low, high] = [
        [0, 1000, 7],
        [0, 1000, 7],
      ];
      high[at] += step;
      return model.score(high) - model.score(low);
    };
    expect(slope(0, 1)).toBeCloseTo(2, 0);
    expect(slope(1, 50)).toBeCloseTo(-1, 0);
    expect(slope(0, 1) / slope(1, 50)).toBeCloseTo(-2, 0);
  });

  it('stays finite where a feature tells the classes apart without fail', () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row % 2]);
    const labels = rows.map(([value]) => value);
    const model = fitLogistic(rows, labels);
    expect(Number.isFinite(model.score([1]))).toBe(true);
    expect(
      auroc(
        rows.map((row) => model.score(row)),
        labels,
      ),
    ).toBe(1);
    expect(() =>
      fitLogistic(
        rows,
        rows.map(() => 1),
      ),
    ).toThrow(RangeError);
  });
});

describe('what the simplest readers see', () => {
  it('is, of greys, their share: a film half black and half white fills the two ends', () => {
    const film = Uint8Array.from({ length: 400 }, (_, at) => (at < 200 ? 0 : 255));
    expect([...countGreys(film)].map((share) => Math.round(100 * share))).toEqual([
      50,
      ...Array(30).fill(0),
      50,
    ]);
    // Standardised they lie at -1 and 1: bins (2 / 6) * 32 = 10 and (4 / 6) * 32 = 21.
    const standard = countStandardGreys(film);
    expect(standard[10] + standard[21]).toBeCloseTo(1, 9);
  });

  it('is, of greys, nothing that a brighter exposure changes once standardised', () => {
    const film = Uint8Array.from({ length: 400 }, (_, at) => at % 100);
    const brighter = film.map((value) => 2 * value + 30);
    expect([...countStandardGreys(brighter)]).toEqual([...countStandardGreys(film)]);
  });

  it('is, of the border, 204 cells that the middle can’t move', () => {
    const film = Uint8Array.from({ length: 1600 }, (_, at) => at % 251);
    const cells = readBorderCells(film, 40);
    expect(cells).toHaveLength(204);
    // First cell: pixels 0, 1, 40, 41.
    expect(cells[0]).toBeCloseTo((0 + 1 + 40 + 41) / (4 * 255), 12);
    const middle = film.slice();
    for (let y = 6; y < 34; y += 1) middle.fill(255, y * 40 + 6, y * 40 + 34);
    expect(readBorderCells(middle, 40)).toEqual(cells);
  });

  it('is, of the film without its thorax, nothing that the thorax changes', () => {
    const view = hideRegion('no thorax', isThorax);
    const [dark, bright] = [makeCache(0), makeCache(255)].map((cache) => shrinkAndView(cache, view));
    expect(dark.sizePx).toBe(20);
    expect(dark.pixels).toEqual(bright.pixels);
    expect(new Set(dark.pixels).size).toBeGreaterThan(5);
  });
});
