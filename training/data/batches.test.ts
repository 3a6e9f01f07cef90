import { describe, expect, test } from 'vitest';
import { AUGMENTATION } from './augment.ts';
import { type BatchOptions, type BatchSource, classWeights, countSteps, makeBatches } from './batches.ts';

/** Ten 4 x 4 images, the last three pneumonia. */
const source: BatchSource = {
  sizePx: 4,
  images: Array.from({ length: 10 }, (_, index) => ({ label: index < 7 ? 0 : 1 })),
  pixels: new Uint8Array(160).map((_, index) => (index * 53) % 256),
};
const all = source.images.map((_, index) => index);
const options: BatchOptions = { batchSize: 4, seed: 1, epoch: 0, augmentation: AUGMENTATION };
const make = (changes: Partial<BatchOptions> = {}) => [
  ...makeBatches(source, all, { ...options, ...changes }),
];

describe('an epoch', () => {
  test('shows every image once and fills up the last batch with its own first images', () => {
    const batches = make();
    expect(batches).toHaveLength(3);
    expect(countSteps(10, 4)).toBe(3);
    const shown = batches.flatMap((batch) => [...batch.indices]);
    expect(shown.slice(0, 10).sort((a, b) => a - b)).toEqual(all);
    expect(shown.slice(10)).toEqual(shown.slice(0, 2));
    for (const batch of batches) expect(batch.x).toHaveLength(4 * 16);
  });

  test('changes an image that it shows twice in another way', () => {
    const [first, , last] = make();
    expect(last.indices[2]).toBe(first.indices[0]);
    expect(last.x.subarray(32, 48)).not.toEqual(first.x.subarray(0, 16));
  });

  test('can be filled from fewer images than one batch', () => {
    const batches = [...makeBatches(source, [0, 9], { ...options, batchSize: 5 })];
    expect(batches).toHaveLength(1);
    expect(new Set(batches[0].indices)).toEqual(new Set([0, 9]));
  });

  test('is the same for the same seed and epoch, another for the next epoch or seed', () => {
    expect(make()).toEqual(make());
    const orders = [make(), make({ epoch: 1 }), make({ seed: 2 })].map((batches) =>
      batches.flatMap((batch) => [...batch.indices]).join(' '),
    );
    expect(new Set(orders).size).toBe(3);
  });

  test('resumed in its middle goes on as the unbroken one', () => {
    expect(make({ firstStep: 2 })).toEqual(make().slice(2));
  });

  test('without augmentation gives each image as it is', () => {
    const twice = [make({ augmentation: null }), make({ augmentation: null, seed: 9 })].map((batches) => {
      const byImage = new Map<number, string>();
      for (const batch of batches) {
        batch.indices.forEach((index, slot) => {
          byImage.set(index, batch.x.subarray(slot * 16, slot * 16 + 16).join(' '));
        });
      }
      return byImage;
    });
    for (const index of all) expect(twice[0].get(index)).toBe(twice[1].get(index));
  });

  test('of labels weighs both classes the same', () => {
    // 10 images, 7 normal and 3 pneumonia: 10/14 and 10/6, so that 7 * 10/14 = 3 * 10/6 = 5.
    expect(classWeights(source.images.map((image) => image.label))).toEqual([10 / 14, 10 / 6]);
    for (const batch of make()) {
      batch.indices.forEach((index, slot) => {
        expect(batch.y[slot]).toBe(index < 7 ? 0 : 1);
        expect(batch.weights[slot]).toBeCloseTo(index < 7 ? 10 / 14 : 10 / 6, 6);
      });
    }
    expect(() => [...makeBatches(source, [0, 1], options)]).toThrow(RangeError);
  });

  test('of softened labels weighs by the labels, and teaches what it is given', () => {
    const targets = Float32Array.from(all, (index) => index / 10);
    for (const batch of make({ targets })) {
      batch.indices.forEach((index, slot) => {
        expect(batch.y[slot]).toBe(targets[index]);
        expect(batch.weights[slot]).toBeCloseTo(index < 7 ? 10 / 14 : 10 / 6, 6);
      });
    }
    for (const none of [Number.NaN, -0.1, 1.1]) {
      targets[4] = none;
      expect(() => make({ targets })).toThrow('Image 4 has no target.');
    }
    // An image that isn't trained on needs none.
    expect([...makeBatches(source, [0, 9], { ...options, targets })]).toHaveLength(1);
  });
});
