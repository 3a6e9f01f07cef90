import { describe, expect, it } from 'vitest';
import { countsAt, type MeasuredCurve, predictiveValues, ratesOf } from './operating-point.ts';
import { wilson, Z_97_5 } from './wilson.ts';

/**
 * Five normal films scored 0.1, 0.2, 0.3, 0.4, 0.6 and five of pneumonia scored 0.35, 0.7, 0.8, 0.9, 0.95; the curve
 * leaves out the points at 0.2, 0.3, 0.35 and 0.8.
 */
const MEASURED: MeasuredCurve = {
  curve: [
    { threshold: 0, sensitivity: 1, specificity: 0 },
    { threshold: 0.1, sensitivity: 1, specificity: 0 },
    { threshold: 0.4, sensitivity: 0.8, specificity: 0.6 },
    { threshold: 0.6, sensitivity: 0.8, specificity: 0.8 },
    { threshold: 0.7, sensitivity: 0.8, specificity: 1 },
    { threshold: 0.9, sensitivity: 0.4, specificity: 1 },
    { threshold: 0.95, sensitivity: 0.2, specificity: 1 },
  ],
  report: {
    normal: 5,
    pneumonia: 5,
    threshold: 0.5,
    confusion: { truePositive: 4, falseNegative: 1, trueNegative: 4, falsePositive: 1 },
  },
};

describe('what a threshold buys', () => {
  it('is exact at the threshold that the card was reported for', () => {
    expect(countsAt(MEASURED, 0.5)).toEqual({
      confusion: MEASURED.report.confusion,
      threshold: 0.5,
      uncertainFilms: 0,
    });
  });

  it('is exact between two neighbouring scores: nothing lies there', () => {
    expect(countsAt(MEASURED, 0.65)).toEqual({
      confusion: { truePositive: 4, falseNegative: 1, trueNegative: 5, falsePositive: 0 },
      threshold: 0.65,
      uncertainFilms: 0,
    });
  });

  it('says how many films it may be off, and where it was counted, where the curve leaves points out', () => {
    // Called at 0.1: 10. At 0.4: 4 + 2. The film at 0.1 is not called at 0.25, so up to 3 more are (two are: 0.3, 0.35).
    expect(countsAt(MEASURED, 0.25)).toEqual({
      confusion: { truePositive: 4, falseNegative: 1, trueNegative: 3, falsePositive: 2 },
      threshold: 0.4,
      uncertainFilms: 3,
    });
    expect(countsAt(MEASURED, 0.75)).toMatchObject({ threshold: 0.9, uncertainFilms: 1 });
  });

  it('calls nothing above the highest score', () => {
    expect(countsAt(MEASURED, 0.99)).toEqual({
      confusion: { truePositive: 0, falseNegative: 5, trueNegative: 5, falsePositive: 0 },
      threshold: 0.99,
      uncertainFilms: 0,
    });
  });

  it('is never told for a threshold that is none', () => {
    for (const threshold of [0, 1, -1, Number.NaN]) {
      expect(() => countsAt(MEASURED, threshold)).toThrow(RangeError);
    }
  });

  it("has Wilson's interval", () => {
    // 4 of 5, by hand: centre (0.8 + 3.8415/10) / (1 + 3.8415/5) = 0.66965, half width 0.29310.
    const { sensitivity } = ratesOf(MEASURED.report.confusion);
    expect(sensitivity.value).toBe(0.8);
    expect(sensitivity.lower).toBeCloseTo(0.37554, 4);
    expect(sensitivity.upper).toBeCloseTo(0.96377, 4);
  });
});

describe('predictive values', () => {
  const confusion = { truePositive: 90, falseNegative: 10, trueNegative: 80, falsePositive: 20 };

  it("follow Bayes' theorem", () => {
    // Of 1,000 films 100 are pneumonia: 90 of them and 180 of 900 normal ones are called.
    const { positive, negative } = predictiveValues(confusion, 0.1);
    expect(positive?.value).toBeCloseTo(90 / 270, 12);
    expect(negative?.value).toBeCloseTo(720 / 730, 12);
  });

  it('are bounded by the ends of both rates', () => {
    const { positive } = predictiveValues(confusion, 0.5);
    const [hits, passes] = [wilson(90, 100, Z_97_5), wilson(80, 100, Z_97_5)];
    expect(positive?.lower).toBeCloseTo(hits.lower / (hits.lower + 1 - passes.lower), 12);
    expect(positive?.upper).toBeCloseTo(hits.upper / (hits.upper + 1 - passes.upper), 12);
  });

  it('do not exist for a call that is never made', () => {
    const none = { truePositive: 0, falseNegative: 5, trueNegative: 5, falsePositive: 0 };
    expect(predictiveValues(none, 0.5).positive).toBeNull();
    expect(predictiveValues(none, 0.5).negative).not.toBeNull();
  });

  it('have no meaning without a prevalence', () => {
    for (const prevalence of [0, 1, Number.NaN]) {
      expect(() => predictiveValues(confusion, prevalence)).toThrow(RangeError);
    }
  });
});
