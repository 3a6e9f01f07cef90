import { describe, expect, it } from 'vitest';
import { estimateAuroc, measureCalls } from './validation.ts';
import { wilson } from './wilson.ts';

/** To its end, and after how many stops. */
function finish<T>(steps: Generator<unknown, T>): { value: T; stops: number } {
  for (let stops = 0; ; stops += 1) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, stops };
  }
}

const PROBABILITIES = [0.9, 0.8, 0.3, 0.6, 0.2, 0.1];
const LABELS = [1, 1, 1, 0, 0, 0];

describe('calls on a reader’s own films', () => {
  it('are counted at the threshold, with Wilson’s intervals', () => {
    const calls = measureCalls(PROBABILITIES, LABELS, 0.5);
    expect(calls.confusion).toEqual({ truePositive: 2, falseNegative: 1, trueNegative: 2, falsePositive: 1 });
    expect(calls.accuracy).toEqual(wilson(4, 6));
    expect(calls.sensitivity).toEqual(wilson(2, 3));
    expect(calls.specificity).toEqual(wilson(2, 3));
    expect(measureCalls(PROBABILITIES, LABELS, 0.7).specificity).toEqual(wilson(3, 3));
  });

  it('need no film of the other class', () => {
    expect(measureCalls([0.9, 0.2], [1, 1], 0.5)).toEqual({
      confusion: { truePositive: 1, falseNegative: 1, trueNegative: 0, falsePositive: 0 },
      accuracy: wilson(1, 2),
      sensitivity: wilson(1, 2),
      specificity: null,
    });
    expect(measureCalls([], [], 0.5).accuracy).toBeNull();
  });
});

describe('the AUROC of a reader’s own films', () => {
  it('is the share of pairs in order, with an interval around it, the same at every look', () => {
    // Of nine pairs only 0.3 against 0.6 is out of order.
    const { value: estimate, stops } = finish(estimateAuroc(PROBABILITIES, LABELS));
    expect(stops).toBe(1000);
    expect(estimate?.value).toBeCloseTo(8 / 9, 12);
    expect(estimate?.lower).toBeLessThan(8 / 9);
    expect(estimate?.upper).toBe(1);
    expect(finish(estimateAuroc(PROBABILITIES, LABELS)).value).toEqual(estimate);
  });

  it('does not exist for one class', () => {
    expect(finish(estimateAuroc([0.1, 0.9], [1, 1])).value).toBeNull();
    expect(finish(estimateAuroc([], [])).value).toBeNull();
  });
});
