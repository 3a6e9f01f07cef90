import { describe, expect, it } from 'vitest';
import { mean, median } from '../numeric/statistics.ts';
import { estimateByBootstrap, spearman } from './statistics.ts';

describe('Spearman’s correlation', () => {
  it('is 1 for the same order and -1 for the opposite, however far apart the values', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBe(1);
    expect(spearman([1, 2, 3, 4], [0, -1, -5, -9])).toBe(-1);
  });

  it('is 0.8 for one swap of neighbours among four: 1 - 6 * 2 / (4 * 15)', () => {
    expect(spearman([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
  });

  it('gives tied values their mean rank', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  it('is 0 where one side is constant, and refused where the sides don’t fit', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBe(0);
    expect(() => spearman([1, 2], [1, 2, 3])).toThrow(RangeError);
  });
});

describe('an estimate', () => {
  it('has the statistic itself in its interval, which shrinks to a point for equal values', () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    const { value, lower, upper } = estimateByBootstrap(values, mean, 1);
    expect(value).toBe(24.5);
    expect(lower).toBeLessThan(24.5);
    expect(upper).toBeGreaterThan(24.5);
    expect(estimateByBootstrap([3, 3, 3], median, 1)).toEqual({ value: 3, lower: 3, upper: 3 });
  });
});
