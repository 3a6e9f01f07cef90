import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { countByScore, MINIMUM_BIN_IMAGES, shareAtEqualPriors } from './score-counts.ts';
import { wilson } from './wilson.ts';

/** Rows of `normal` and `pneumonia` images at one probability each. */
function makeSet(rows: readonly (readonly [probability: number, normal: number, pneumonia: number])[]) {
  const probabilities: number[] = [];
  const labels: number[] = [];
  for (const [probability, normal, pneumonia] of rows) {
    for (let i = 0; i < normal + pneumonia; i += 1) {
      probabilities.push(probability);
      labels.push(i < normal ? 0 : 1);
    }
  }
  return { probabilities, labels };
}

describe('the share of pneumonia in a bin', () => {
  test('weighs each class one half: 3 of 300 pneumonia and 1 of 100 normal are equally common', () => {
    expect(shareAtEqualPriors({ normal: 1, pneumonia: 3 }, { normal: 100, pneumonia: 300 }).value).toBe(0.5);
  });

  test('is the plain share with Wilson’s interval when the classes are equally large', () => {
    const { value, lower, upper } = wilson(7, 10);
    const share = shareAtEqualPriors({ normal: 3, pneumonia: 7 }, { normal: 50, pneumonia: 50 });
    expect(share.value).toBeCloseTo(value, 12);
    expect(share.lower).toBeCloseTo(lower, 12);
    expect(share.upper).toBeCloseTo(upper, 12);
  });

  test('of a bin with one class alone is 0 or 1 with an interval that says how much that is worth', () => {
    // Wilson for 0 of 10: upper end z^2 / (10 + z^2) = 3.8415 / 13.8415 = 0.27754. Three times as many pneumonia films:
    // (0.27754 / 3) / (0.27754 / 3 + 0.72246) = 0.11353.
    const share = shareAtEqualPriors({ normal: 10, pneumonia: 0 }, { normal: 100, pneumonia: 300 });
    expect(share.value).toBe(0);
    expect(share.lower).toBe(0);
    expect(share.upper).toBeCloseTo(0.11353, 4);
  });

  test('has an interval that holds the truth in about 95 of 100 studies', () => {
    // A bin that holds 30 % of 300 pneumonia and 10 % of 100 normal films: 0.75 at equal priors.
    const random = createRandom(11);
    const draw = (n: number, rate: number) =>
      Array.from({ length: n }, () => random.uniform()).filter((value) => value < rate).length;
    let held = 0;
    const studies = 2000;
    for (let study = 0; study < studies; study += 1) {
      const share = shareAtEqualPriors(
        { normal: draw(100, 0.1), pneumonia: draw(300, 0.3) },
        { normal: 100, pneumonia: 300 },
      );
      if (share.lower <= 0.75 && share.upper >= 0.75) held += 1;
    }
    expect(held / studies).toBeGreaterThan(0.93);
    expect(held / studies).toBeLessThan(0.98);
  });

  test('refuses an empty bin and one larger than its set', () => {
    expect(() => shareAtEqualPriors({ normal: 0, pneumonia: 0 }, { normal: 1, pneumonia: 1 })).toThrow(
      RangeError,
    );
    expect(() => shareAtEqualPriors({ normal: 2, pneumonia: 0 }, { normal: 1, pneumonia: 1 })).toThrow(
      RangeError,
    );
  });
});

describe('counts by score', () => {
  test('give each range of scores its own films, an edge to the range above it', () => {
    const { probabilities, labels } = makeSet([
      [0.005, 30, 0],
      [0.3, 20, 10],
      [0.5, 5, 25],
      [1, 0, 40],
    ]);
    // Ranges without a film go to the smaller neighbour, of equals to the lower one.
    const bins = countByScore(probabilities, labels, 20);
    expect(bins.map(({ lower, upper, normal, pneumonia }) => ({ lower, upper, normal, pneumonia }))).toEqual([
      { lower: 0, upper: 0.25, normal: 30, pneumonia: 0 },
      { lower: 0.25, upper: 0.5, normal: 20, pneumonia: 10 },
      { lower: 0.5, upper: 0.99, normal: 5, pneumonia: 25 },
      { lower: 0.99, upper: 1, normal: 0, pneumonia: 40 },
    ]);
    // 25 / 75 pneumonia against 5 / 55 normal: (1/3) / (1/3 + 1/11) = 11 / 14.
    expect(bins[2].share.value).toBeCloseTo(11 / 14, 12);
  });

  test('merge a range with too few films into its smaller neighbour', () => {
    const { probabilities, labels } = makeSet([
      [0.2, 30, 5],
      [0.3, 2, 2],
      [0.6, 5, 20],
    ]);
    // 35, 4 and 25 films: the 4 go up.
    const bins = countByScore(probabilities, labels, 20);
    expect(bins.map((bin) => [bin.lower, bin.upper, bin.normal + bin.pneumonia])).toEqual([
      [0, 0.25, 35],
      [0.25, 1, 29],
    ]);
  });

  test('never fall: a higher score does not say less', () => {
    const { probabilities, labels } = makeSet([
      [0.02, 30, 10],
      [0.3, 20, 10],
      [0.6, 30, 10],
      [0.995, 2, 50],
    ]);
    // Shares 1/4, 1/3, 1/4: the second and third are pooled to 20 of 70, which still rises.
    const bins = countByScore(probabilities, labels, 20);
    expect(bins.map((bin) => [bin.normal, bin.pneumonia])).toEqual([
      [30, 10],
      [50, 20],
      [2, 50],
    ]);
  });

  test('of a set with too few films are one bin that says one half', () => {
    const [bin, ...others] = countByScore([0.1, 0.2, 0.9], [0, 0, 1]);
    expect(others).toEqual([]);
    expect(bin).toMatchObject({ lower: 0, upper: 1, normal: 2, pneumonia: 1 });
    expect(bin.share.value).toBeCloseTo(0.5, 12);
  });

  test('hold every film once, in any set, and follow one another without a gap', () => {
    const random = createRandom(12);
    for (let round = 0; round < 50; round += 1) {
      const labels = Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? 0 : 1));
      const probabilities = labels.map((label) =>
        Math.min(1, Math.max(0, 0.5 + 0.4 * (label - 0.5) + 0.4 * random.normal())),
      );
      const bins = countByScore(probabilities, labels);
      expect(bins.reduce((sum, bin) => sum + bin.normal, 0)).toBe(100);
      expect(bins.reduce((sum, bin) => sum + bin.pneumonia, 0)).toBe(200);
      expect([bins[0].lower, bins[bins.length - 1].upper]).toEqual([0, 1]);
      for (const [index, bin] of bins.entries()) {
        expect(bin.normal + bin.pneumonia).toBeGreaterThanOrEqual(MINIMUM_BIN_IMAGES);
        if (index === 0) continue;
        expect(bin.lower).toBe(bins[index - 1].upper);
        expect(bin.share.value).toBeGreaterThanOrEqual(bins[index - 1].share.value);
      }
    }
  });
});
