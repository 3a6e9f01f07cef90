import { describe, expect, it } from 'vitest';
import { decideFinding, logitOf } from './assess.ts';
import { moveZone } from './zone.ts';

describe('the indeterminate zone on the axis', () => {
  it('is the card’s own at a threshold of one half', () => {
    const zone = moveZone({ lower: 0.3, upper: 0.6 }, 0.5);
    expect(zone.lower).toBeCloseTo(0.3, 12);
    expect(zone.upper).toBeCloseTo(0.6, 12);
  });

  it('moves with the threshold in log odds', () => {
    // Odds 1 : 3 and 3 : 1, times the odds of 0.8 (4 : 1): 4 : 3 and 12 : 1, so 4/7 and 12/13.
    const zone = moveZone({ lower: 0.25, upper: 0.75 }, 0.8);
    expect(zone.lower).toBeCloseTo(4 / 7, 12);
    expect(zone.upper).toBeCloseTo(12 / 13, 12);
  });

  it('holds exactly what is called indeterminate', () => {
    const card = { lower: 0.25, upper: 0.75, coverage: 1, images: 1 };
    const zone = moveZone(card, 0.8);
    expect(decideFinding(logitOf(zone.lower - 0.001), 0.8, card)).toBe('normal');
    expect(decideFinding(logitOf(zone.lower + 0.001), 0.8, card)).toBe('indeterminate');
    expect(decideFinding(logitOf(zone.upper - 0.001), 0.8, card)).toBe('indeterminate');
    expect(decideFinding(logitOf(zone.upper + 0.001), 0.8, card)).toBe('pneumonia');
  });

  it('stays a number when the card’s zone reaches an end', () => {
    expect(moveZone({ lower: 0, upper: 1 }, 0.9)).toEqual({ lower: 0, upper: 1 });
  });
});
