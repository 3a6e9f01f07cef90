import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, calibrateLogit, decideFinding, logitOf, NotANumberError, sigmoid } from './assess.ts';
import { SMALL_CUTOFFS, SMALL_FAMILIARITY } from './fixtures/small-familiarity.ts';
import type { ModelCard } from './model-card.ts';

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

/** The card's two parts that an assessment hangs on. */
const CARD = {
  calibration: { scale: 2, offset: -1 },
  familiarity: SMALL_CUTOFFS,
} as unknown as ModelCard;
const predict = (rawLogit: number, embedding: number, deviation: number) => ({
  rawLogit,
  embedding: Float32Array.of(embedding),
  profile: Float32Array.of(0, deviation, 0, 0, 0, 0, deviation),
});

describe('assess', () => {
  it('gives the calibrated probability of both classes and how familiar the film is', () => {
    // 2 x 1 - 1 = 1.
    expect(assess(predict(1, 1, 1), CARD, SMALL_FAMILIARITY)).toEqual({
      logit: 1,
      probabilityPneumonia: 1 / (1 + Math.exp(-1)),
      probabilityNormal: Math.exp(-1) / (1 + Math.exp(-1)),
      familiarity: 2,
      domain: 'familiar',
    });
  });

  it('keeps the numbers of a film that is withheld, for when the reader asks', () => {
    expect(assess(predict(1, 1, 4), CARD, SMALL_FAMILIARITY)).toMatchObject({ domain: 'withheld', logit: 1 });
  });

  it('has no number of a film that is no chest', () => {
    expect(assess(predict(1, 5, 1), CARD, SMALL_FAMILIARITY)).toEqual({ domain: 'rejected', familiarity: 2 });
  });

  it.each([
    ['logit', predict(Number.NaN, 1, 1)],
    ['logit without end', predict(Number.POSITIVE_INFINITY, 1, 1)],
    ['embedding', predict(1, Number.NaN, 1)],
    ['profile', predict(1, 1, Number.NaN)],
  ])('says nothing where the engine gave no number: %s', (_, prediction) => {
    expect(() => assess(prediction, CARD, SMALL_FAMILIARITY)).toThrow(NotANumberError);
  });

  it('calibrates as the card says', () => {
    expect(calibrateLogit(3, CARD.calibration)).toBe(5);
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

  it('counts both ends of the zone to it', () => {
    expect(decideFinding(logitOf(ZONES.upper), 0.5, ZONES)).toBe('indeterminate');
    expect(decideFinding(logitOf(ZONES.lower), 0.5, ZONES)).toBe('indeterminate');
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
    // Two cut-offs that are one, elsewhere than in the middle: the threshold alone decides between.
    const aside = { ...ZONES, lower: 0.8, upper: 0.8 };
    expect(decideFinding(logitOf(0.8), 0.5, aside)).toBe('pneumonia');
    expect(decideFinding(logitOf(0.2), 0.5, { ...ZONES, lower: 0.2, upper: 0.2 })).toBe('normal');
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
