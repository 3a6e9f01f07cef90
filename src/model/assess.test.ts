import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFinding, logitOf, sigmoid } from './assess.ts';

const ZONES = { lower: 0.3, upper: 0.8, coverage: 0.975, images: 100 };

describe('sigmoid', () => {
  it('maps log odds to probability without overflow', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(Math.log(3))).toBeCloseTo(0.75, 12);
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(800)).toBe(1);
  });

  it('is undone by logitOf', () => {
    assert(
      property(double({ min: -30, max: 15, noNaN: true }), (x) => Math.abs(logitOf(sigmoid(x)) - x) < 1e-6),
    );
  });
});

describe('decideFinding', () => {
  it.each([
    [0.29, 'normal'],
    [0.31, 'indeterminate'],
    [0.5, 'indeterminate'],
    [0.79, 'indeterminate'],
    [0.81, 'pneumonia'],
  ])('calls a probability of %d %s at the default threshold', (probability, finding) => {
    expect(decideFinding(logitOf(probability), 0.5, ZONES)).toBe(finding);
  });

  it('takes the zone along when the reader moves the threshold', () => {
    // Threshold 0.8 = log odds log 4: the upper cut-off's odds 4 become 16, probability 16/17; the lower's 3/7 become 12/7.
    expect(decideFinding(logitOf(16 / 17 + 0.001), 0.8, ZONES)).toBe('pneumonia');
    expect(decideFinding(logitOf(16 / 17 - 0.001), 0.8, ZONES)).toBe('indeterminate');
    expect(decideFinding(logitOf(12 / 19 - 0.001), 0.8, ZONES)).toBe('normal');
  });

  it('without a zone calls pneumonia from the threshold on', () => {
    const none = { ...ZONES, lower: 0.5, upper: 0.5 };
    expect(decideFinding(0, 0.5, none)).toBe('pneumonia');
    expect(decideFinding(-1e-9, 0.5, none)).toBe('normal');
  });

  it('never goes from pneumonia back to normal as the evidence grows', () => {
    const order = ['normal', 'indeterminate', 'pneumonia'];
    assert(
      property(
        double({ min: -20, max: 20, noNaN: true }),
        double({ min: 0, max: 20, noNaN: true }),
        double({ min: 0.01, max: 0.99, noNaN: true }),
        (logit, more, threshold) =>
          order.indexOf(decideFinding(logit + more, threshold, ZONES)) >=
          order.indexOf(decideFinding(logit, threshold, ZONES)),
      ),
    );
  });
});
