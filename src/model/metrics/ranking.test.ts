import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auprc, auroc, operatingCurve, rocPoints } from './ranking.ts';

describe('AUROC', () => {
  test('is 1 for a perfect order, 0 for a reversed one, one half for none', () => {
    expect(auroc([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0])).toBe(1);
    expect(auroc([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1])).toBe(0);
    expect(auroc([0.5, 0.5, 0.5], [1, 0, 0])).toBe(0.5);
  });

  test('counts pairs, ties one half', () => {
    // Pneumonia 3, 2, 1; normal 2, 0. Pairs: 3>2, 3>0, 2=2 (1/2), 2>0, 1<2, 1>0: 4.5 of 6.
    expect(auroc([3, 2, 1, 2, 0], [1, 1, 1, 0, 0])).toBeCloseTo(4.5 / 6, 12);
  });

  test('equals the count of all pairs, whatever the order of the images', () => {
    const image = tuple(integer({ min: -3, max: 3 }), constantFrom(0, 1));
    assert(
      property(array(image, { minLength: 1, maxLength: 30 }), (images) => {
        // One of each class is added, so that the area is defined.
        const set = [...images, [0, 0], [0, 1]];
        let wins = 0;
        let pairs = 0;
        for (const [ill, illLabel] of set) {
          for (const [well, wellLabel] of set) {
            if (illLabel !== 1 || wellLabel !== 0) continue;
            pairs += 1;
            if (ill > well) wins += 1;
            else if (ill === well) wins += 0.5;
          }
        }
        const scores = set.map(([score]) => score);
        const labels = set.map(([, label]) => label);
        expect(auroc(scores, labels)).toBeCloseTo(wins / pairs, 10);
      }),
    );
  });

  test('refuses one class alone, a score that is no number, and lengths that differ', () => {
    expect(() => auroc([1, 2], [1, 1])).toThrow(RangeError);
    expect(() => auroc([1, Number.NaN], [1, 0])).toThrow(RangeError);
    expect(() => auroc([1, 2, 3], [1, 0])).toThrow(RangeError);
  });
});

describe('AUPRC', () => {
  test('adds precision at each gain of recall', () => {
    // Order: ill, well, ill. Precision 1 at recall 1/2, 2/3 at recall 1: 1/2 + 1/3.
    expect(auprc([0.9, 0.8, 0.7], [1, 0, 1])).toBeCloseTo(5 / 6, 12);
  });

  test('of one common score is the share of pneumonia', () => {
    expect(auprc([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBe(0.25);
  });
});

test('the ROC curve has one point for each distinct score and moves through ties at once', () => {
  expect(rocPoints([3, 2, 2, 1], [1, 1, 0, 0])).toEqual([
    { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
    { threshold: 3, falsePositiveRate: 0, truePositiveRate: 0.5 },
    { threshold: 2, falsePositiveRate: 0.5, truePositiveRate: 1 },
    { threshold: 1, falsePositiveRate: 1, truePositiveRate: 1 },
  ]);
});

describe('the operating curve', () => {
  test('tells what each threshold buys, from calling everything to calling nothing', () => {
    expect(operatingCurve([0.9, 0.6, 0.6, 0.2], [1, 1, 0, 0], 10)).toEqual([
      { threshold: 0, sensitivity: 1, specificity: 0 },
      { threshold: 0.2, sensitivity: 1, specificity: 0 },
      { threshold: 0.6, sensitivity: 1, specificity: 0.5 },
      { threshold: 0.9, sensitivity: 0.5, specificity: 1 },
      { threshold: 1, sensitivity: 0, specificity: 1 },
    ]);
  });

  test('keeps what is called at certainty itself', () => {
    expect(operatingCurve([1, 0], [1, 0], 10)).toEqual([
      { threshold: 0, sensitivity: 1, specificity: 0 },
      { threshold: 1, sensitivity: 1, specificity: 1 },
    ]);
  });

  test('is thinned evenly along its length, with both ends', () => {
    // 500 normal below 0.5, 500 pneumonia above: the curve has a length of 2.
    const labels = Array.from({ length: 1000 }, (_, index) => (index < 500 ? 0 : 1));
    const probabilities = labels.map((_, index) => (index + 0.5) / 1000);
    const curve = operatingCurve(probabilities, labels, 21);
    expect(curve).toHaveLength(21);
    expect(curve[0]).toEqual({ threshold: 0, sensitivity: 1, specificity: 0 });
    expect(curve[20]).toEqual({ threshold: 1, sensitivity: 0, specificity: 1 });
    for (let i = 1; i < curve.length; i += 1) {
      const step =
        curve[i - 1].sensitivity - curve[i].sensitivity + curve[i].specificity - curve[i - 1].specificity;
      expect(curve[i].threshold).toBeGreaterThan(curve[i - 1].threshold);
      expect(Math.abs(step - 0.1)).toBeLessThan(0.005);
    }
  });
});
