import { describe, expect, test } from 'vitest';
import { accuracy, balancedAccuracy, confusionAt, sensitivity, specificity } from './confusion.ts';
import { wilson } from './wilson.ts';

describe('a proportion', () => {
  test('has the interval of Wilson', () => {
    // Newcombe, Statistics in Medicine 1998, table I (method 3): 81/263 gives 0.2553 to 0.3662, 15/148 gives 0.0624 to 0.1605.
    const first = wilson(81, 263);
    expect(first.value).toBeCloseTo(81 / 263, 12);
    expect(first.lower).toBeCloseTo(0.2553, 4);
    expect(first.upper).toBeCloseTo(0.3662, 4);
    const second = wilson(15, 148);
    expect(second.lower).toBeCloseTo(0.0624, 4);
    expect(second.upper).toBeCloseTo(0.1605, 4);
  });

  test('of nothing or everything has one end at 0 or 1 and the other not', () => {
    // The same table: 0/20 gives 0 to 0.1611, 1/29 gives 0.0061 to 0.1718. z^2 / (n + z^2) = 3.8415 / 23.8415 = 0.1611.
    expect(wilson(0, 20).lower).toBe(0);
    expect(wilson(0, 20).upper).toBeCloseTo(0.1611, 4);
    expect(wilson(20, 20).upper).toBe(1);
    expect(wilson(20, 20).lower).toBeCloseTo(1 - 0.1611, 4);
    expect(wilson(1, 29).lower).toBeCloseTo(0.0061, 4);
    expect(wilson(1, 29).upper).toBeCloseTo(0.1718, 4);
  });

  test('of impossible counts is refused', () => {
    for (const [successes, n] of [
      [0, 0],
      [3, 2],
      [-1, 5],
      [0.5, 5],
    ]) {
      expect(() => wilson(successes, n)).toThrow(RangeError);
    }
  });
});

describe('calls at a threshold', () => {
  // Pneumonia 0.9, 0.5, 0.4; normal 0.6, 0.1: at 0.5 two of three are found, one of two is spared.
  const confusion = confusionAt([0.9, 0.5, 0.4, 0.6, 0.1], [1, 1, 1, 0, 0], 0.5);

  test('are counted, the threshold itself calling pneumonia', () => {
    expect(confusion).toEqual({ truePositive: 2, falsePositive: 1, trueNegative: 1, falseNegative: 1 });
  });

  test('give sensitivity, specificity and both kinds of accuracy', () => {
    expect(sensitivity(confusion)).toBeCloseTo(2 / 3, 12);
    expect(specificity(confusion)).toBe(0.5);
    expect(accuracy(confusion)).toBe(0.6);
    expect(balancedAccuracy(confusion)).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
  });
});
