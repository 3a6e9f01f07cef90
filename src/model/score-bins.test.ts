import { describe, expect, test } from 'vitest';
import { countByScore } from './metrics/score-counts.ts';
import { binOfScore, findFaultInCounts, type ScoreBin, type ScoreCounts } from './score-bins.ts';

const LABELS = Array.from({ length: 90 }, (_, row) => (row < 45 ? 0 : 1));
const SET = { normal: 45, pneumonia: 45 };

/** Three bins of 30: 30 + 0, 15 + 15, 0 + 30. */
function makeCounts(): ScoreCounts {
  const probabilities = LABELS.map((_, row) => (row < 30 ? 0.001 : row < 60 ? 0.4 : 0.999));
  return { prior: 0.5, ...SET, minimumBinImages: 20, bins: countByScore(probabilities, LABELS, 20) };
}

/** The counts with some fields of one bin changed. */
function editBin(index: number, change: Partial<ScoreBin>): ScoreCounts {
  const counts = makeCounts();
  return { ...counts, bins: counts.bins.map((bin, at) => (at === index ? { ...bin, ...change } : bin)) };
}

const GOOD = makeCounts();
const [LOW, MIDDLE, HIGH] = GOOD.bins;

describe('a card’s counts by score', () => {
  test('are taken when they hold together', () => {
    expect(findFaultInCounts(GOOD, SET)).toBeNull();
  });

  test.each<readonly [string, ScoreCounts, string]>([
    ['a first bin above 0', editBin(0, { lower: 0.005 }), 'from 0 to 1'],
    ['a last bin below 1', editBin(2, { upper: 0.999 }), 'from 0 to 1'],
    ['a gap', editBin(1, { lower: MIDDLE.lower + 0.01 }), 'gap'],
    ['an upside-down bin', editBin(1, { upper: 0 }), 'upside down'],
    ['an image too many', editBin(1, { normal: MIDDLE.normal + 1 }), 'add up'],
    [
      'a share that its counts do not give',
      editBin(1, { share: { ...MIDDLE.share, value: 0.6 } }),
      'another share',
    ],
    [
      'a narrower interval',
      editBin(2, { share: { ...HIGH.share, lower: HIGH.share.lower + 0.02 } }),
      'another share',
    ],
    [
      'a share that falls',
      {
        ...GOOD,
        bins: [
          { ...MIDDLE, lower: LOW.lower, upper: LOW.upper },
          { ...LOW, lower: MIDDLE.lower, upper: MIDDLE.upper },
          HIGH,
        ],
      },
      'falls',
    ],
    ['an empty bin', editBin(0, { normal: 0 }), 'no image'],
    ['another set', { ...GOOD, normal: 44 }, 'another set'],
    ['another set of pneumonia', { ...GOOD, pneumonia: 46 }, 'another set'],
    ['a bin of no width', editBin(1, { upper: MIDDLE.lower }), 'upside down'],
    ['an image of pneumonia too many', editBin(1, { pneumonia: MIDDLE.pneumonia + 1 }), 'add up'],
  ])('are refused with %s', (_, counts, words) => {
    expect(findFaultInCounts(counts, SET)).toContain(words);
  });

  test('have one bin for every score, both ends included', () => {
    expect(binOfScore(GOOD, 0)).toBe(LOW);
    expect(binOfScore(GOOD, MIDDLE.lower)).toBe(MIDDLE);
    expect(binOfScore(GOOD, 1)).toBe(HIGH);
    expect(binOfScore(GOOD, HIGH.lower - 1e-12)).toBe(MIDDLE);
    for (const score of [Number.NaN, -0.1, 1.1]) expect(() => binOfScore(GOOD, score)).toThrow(RangeError);
  });
});
