import { describe, expect, it } from 'vitest';
import { compareReadings, type Reading } from './compare.ts';

// Bounds in calibrated logits: ln(0.25 / 0.75) = -1.0986, 0, ln(0.75 / 0.25) = 1.0986.
const ZONES = { lower: 0.25, upper: 0.75, coverage: 0.975, images: 100 };
const read = (path: string, logit: number | null, status: string | null = null): Reading => ({
  path,
  logit,
  status,
});
const REFERENCE = [read('a', -3), read('b', -0.2), read('c', 0.9), read('d', 5)];

describe('an engine beside the reference', () => {
  it('that says the same differs in nothing', () => {
    expect(compareReadings(REFERENCE, REFERENCE.toReversed(), ZONES)).toMatchObject({
      films: 4,
      unread: 0,
      flips: 0,
      findingFlips: 0,
      statusFlips: null,
      maxLogit: 0,
      maxProbability: 0,
    });
  });

  it('flips a label at one half, and a finding at the zones', () => {
    const moved = [read('a', -3), read('b', 0.1), read('c', 1.2), read('d', 5)];
    const found = compareReadings(REFERENCE, moved, ZONES);
    expect(found).toMatchObject({ flips: 1, findingFlips: 1 });
    expect(found.flipShare?.value).toBe(0.25);
    expect(found.maxLogit).toBeCloseTo(0.3);
    // sigmoid(0.1) - sigmoid(-0.2) = 0.52498 - 0.45017
    expect(found.maxProbability).toBeCloseTo(0.07481, 4);
    // 0.9 is the nearest to a bound: 1.0986 - 0.9; -0.2 is 0.2 from the threshold.
    expect(found.nearestBound).toBeCloseTo(0.19861, 4);
  });

  it('that gives no number for a film, or lacks it, is not said to agree', () => {
    const some = [read('a', null), read('b', -0.2), read('c', 0.9)];
    expect(compareReadings(REFERENCE, some, ZONES)).toMatchObject({ films: 2, unread: 2, flips: 0 });
    expect(compareReadings(REFERENCE, [], ZONES)).toMatchObject({ films: 0, unread: 4, flipShare: null });
  });

  it('that withholds another film differs in status', () => {
    const page = [read('a', -3, 'predicted'), read('b', 1, 'withheld')];
    const other = [read('a', -3, 'withheld'), read('b', 1, 'withheld')];
    expect(compareReadings(page, other, ZONES).statusFlips).toBe(1);
  });

  it('is refused with one film twice', () => {
    expect(() => compareReadings(REFERENCE, [read('a', 1), read('a', 2)], ZONES)).toThrow(RangeError);
  });
});
