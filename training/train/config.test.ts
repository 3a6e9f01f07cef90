import { describe, expect, it } from 'vitest';
import { learningRateAt, TRAINING } from './config.ts';

describe('learningRateAt', () => {
  const config = { ...TRAINING, peakLearningRate: 1, warmupShare: 0.2 };

  it('rises from a 25th to the peak in a fifth of the steps, then falls to a thousandth', () => {
    expect(learningRateAt(0, 100, config)).toBeCloseTo(0.04, 12);
    expect(learningRateAt(10, 100, config)).toBeCloseTo(0.52, 12);
    expect(learningRateAt(20, 100, config)).toBeCloseTo(1, 12);
    expect(learningRateAt(60, 100, config)).toBeCloseTo(0.5005, 12);
    expect(learningRateAt(100, 100, config)).toBeCloseTo(0.001, 12);
  });

  it('is a number for a run of a single step', () => {
    expect(learningRateAt(0, 1, config)).toBeGreaterThan(0);
  });
});
