import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import { drawAugmentation, IDENTITY_AUGMENTATION } from '../data/augment.ts';
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

describe('the shipped recipe', () => {
  // Both values were taken before screening's options were added. A recipe that is meant to change changes the first.
  it('has the hash that the finished release is bound to', () => {
    const hash = createHash('sha256').update(JSON.stringify(TRAINING)).digest('hex');
    expect(hash).toBe('dade6740361e14d4ca30e65600860481d6ecfa210fc4f8ff6a4bfeb3a87c230c');
  });

  it('draws the random numbers that it drew before, none for the options that it does not use', () => {
    const random = createRandom(7);
    for (let i = 0; i < 50; i += 1) {
      const drawn = drawAugmentation(TRAINING.augmentation, 160, random);
      expect(drawn.tone).toBe(IDENTITY_AUGMENTATION.tone);
    }
    expect(random.uniform() * 2 ** 32).toBe(2_886_659_859);
  });
});
