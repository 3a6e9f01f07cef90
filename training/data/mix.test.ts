import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';
import { type MixConfig, mixBatch } from './mix.ts';

const SIDE = 8;
/** Four constant images of grey 0, 1, 2, 3; the middle two are pneumonia and weigh half as much. */
const batch: TrainingBatch = {
  step: 0,
  x: new Float32Array(4 * SIDE * SIDE).map((_, at) => Math.floor(at / (SIDE * SIDE))),
  y: Float32Array.of(0, 1, 1, 0),
  weights: Float32Array.of(2, 1, 1, 2),
  indices: Uint32Array.of(0, 1, 2, 3),
};
const mixup: MixConfig = { kind: 'mixup', alpha: 0.4, chance: 1 };
const cutmix: MixConfig = { kind: 'cutmix', alpha: 1, chance: 1 };

/** Cross-entropy of a target and a probability of 0.3. */
function entropy(target: number): number {
  return -(target * Math.log(0.3) + (1 - target) * Math.log(0.7));
}

describe('mixBatch', () => {
  test('leaves a batch as it is when chance says so', () => {
    expect(mixBatch(batch, SIDE, { ...mixup, chance: 0 }, createRandom(1))).toBe(batch);
  });

  test('mixes image, target and weight in one share: the loss is that of both, each with its weight', () => {
    const mixed = mixBatch(batch, SIDE, mixup, createRandom(2));
    // Image 0 (grey 0, normal, weight 2) with image 2 (grey 2, pneumonia, weight 1): the grey tells the share.
    const share = 1 - mixed.x[0] / 2;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(mixed.weights[0]).toBeCloseTo(2 * share + (1 - share), 5);
    expect(mixed.weights[0] * mixed.y[0]).toBeCloseTo(1 - share, 5);
    expect(mixed.weights[0] * entropy(mixed.y[0])).toBeCloseTo(
      2 * share * entropy(0) + (1 - share) * entropy(1),
      5,
    );
  });

  test('pastes one rectangle, and counts the pixels that are left', () => {
    const mixed = mixBatch(batch, SIDE, cutmix, createRandom(5));
    for (let slot = 0; slot < 4; slot += 1) {
      const pixels = [...mixed.x.subarray(slot * SIDE * SIDE, (slot + 1) * SIDE * SIDE)];
      const own = pixels.filter((value) => value === slot).length / (SIDE * SIDE);
      expect(pixels.every((value) => value === slot || value === (slot + 2) % 4)).toBe(true);
      // Slots 0 and 3 are normal and weigh 2; their partners weigh 1, and the other way round.
      const [ownWeight, otherWeight] = [batch.weights[slot], batch.weights[(slot + 2) % 4]];
      expect(mixed.weights[slot]).toBeCloseTo(own * ownWeight + (1 - own) * otherWeight, 5);
    }
  });

  test('is the same for the same seed and does not touch what it was given', () => {
    const before = [...batch.x];
    const one = mixBatch(batch, SIDE, mixup, createRandom(7));
    expect(mixBatch(batch, SIDE, mixup, createRandom(7))).toEqual(one);
    expect([...batch.x]).toEqual(before);
  });

  test('refuses an alpha that it can not draw from', () => {
    expect(() => mixBatch(batch, SIDE, { ...mixup, alpha: 2 }, createRandom(1))).toThrow(RangeError);
  });
});
