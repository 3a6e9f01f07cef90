import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import { drawAugmentation, IDENTITY_AUGMENTATION } from '../data/augment.ts';
import { RELEASE_2 } from '../screen/release-2.ts';
import { learningRateAt, optimizerOf, TRAINING } from './config.ts';

describe('learningRateAt', () => {
  const config = { ...TRAINING, peakLearningRate: 1, warmupShare: 0.2 };

  it('rises from a 25th to the peak in a fifth of the steps, then falls to a thousandth', () => {
    expect(learningRateAt(0, 100, config)).toBeCloseTo(0.04, 12);
    expect(learningRateAt(10, 100, config)).toBeCloseTo(0.52, 12);
    expect(learningRateAt(20, 100, config)).toBeCloseTo(1, 12);
    expect(learningRateAt(60, 100, config)).toBeCloseTo(0.5005, 12);
    expect(learningRateAt(100, 100, config)).toBeCloseTo(0.001, 12);
  });

  it('stops falling at the rate of the tail, where the plain mean of the weights begins', () => {
    const withTail = { ...config, tail: { fromShare: 0.6, rateShare: 0.25 } };
    expect(learningRateAt(20, 100, withTail)).toBeCloseTo(1, 12);
    expect(learningRateAt(40, 100, withTail)).toBeCloseTo(0.625, 12);
    expect(learningRateAt(60, 100, withTail)).toBeCloseTo(0.25, 12);
    expect(learningRateAt(99, 100, withTail)).toBeCloseTo(0.25, 12);
    expect(optimizerOf(withTail, 100).meanFromStep).toBe(60);
    expect(optimizerOf(config, 100)).not.toHaveProperty('meanFromStep');
  });

  it.each([
    [0.2, 0.25],
    [1, 0.25],
    [0.5, 0],
    [0.5, 1.5],
  ])('refuses a tail from %d of the steps at %d of the peak', (fromShare, rateShare) => {
    expect(() => optimizerOf({ ...config, tail: { fromShare, rateShare } }, 100)).toThrow(RangeError);
  });

  it('is a number for a run of a single step', () => {
    expect(learningRateAt(0, 1, config)).toBeGreaterThan(0);
  });
});

describe('the shipped recipe', () => {
  // A recipe that is meant to change changes both values, and is another release.
  it('has the hash that the finished release is bound to', () => {
    const hash = createHash('sha256').update(JSON.stringify(TRAINING)).digest('hex');
    expect(hash).toBe('0f32de7dd22618b0e93c1c248a9f682fc3d7c8f116e6a3712f19ef9beb20d366');
  });

  it('draws the random numbers that it drew then', () => {
    const random = createRandom(7);
    for (let i = 0; i < 50; i += 1) drawAugmentation(TRAINING.augmentation, 160, random);
    expect(random.uniform() * 2 ** 32).toBe(4_076_812_919);
  });

  it('of fresh weights draws none for the changes of tone that it does not use', () => {
    const random = createRandom(7);
    for (let i = 0; i < 50; i += 1) {
      const drawn = drawAugmentation(RELEASE_2.augmentation, 160, random);
      expect(drawn.tone).toBe(IDENTITY_AUGMENTATION.tone);
    }
    expect(random.uniform() * 2 ** 32).toBe(2_886_659_859);
  });
});
