import { describe, expect, it } from 'vitest';
import { deviation, mean, median } from './statistics.ts';

describe('numbers about a few values', () => {
  it('the median is the middle of an even number’s two middle values', () => {
    expect(median([9, 1, 4, 2])).toBe(3);
    expect(median([9, 1, 4])).toBe(4);
  });

  it('mean and deviation, by hand: 1 and 5 lie 2 from 3', () => {
    expect(mean([1, 5])).toBe(3);
    expect(deviation([1, 5])).toBe(2);
    expect(deviation([4])).toBe(0);
  });
});
