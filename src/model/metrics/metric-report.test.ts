import { describe, expect, test } from 'vitest';
import { sigmoid } from '../assess.ts';
import { createRandom, shuffle } from '../random.ts';
import { percentileInterval, resampleByPatient } from './bootstrap.ts';
import { brier, ece } from './calibration-error.ts';
import { computeMetrics } from './metric-report.ts';
import { auprc, auroc } from './ranking.ts';

/** Images with overlapping classes, three to a patient. */
function makeSet(images: number, seed: number) {
  const random = createRandom(seed);
  const labels = Array.from({ length: images }, (_, index) => (Math.floor(index / 3) % 4 === 0 ? 0 : 1));
  const probabilities = labels.map((label) => sigmoid(3 * label - 1.5 + 1.2 * random.normal()));
  const groups = labels.map((_, index) => `patient-${Math.floor(index / 3)}`);
  return { probabilities, labels, groups };
}

const options = { threshold: 0.5, seed: 1, description: 'test', resamples: 200 };

describe('a report', () => {
  test('carries counts, figures and intervals that hold them', () => {
    const set = makeSet(300, 1);
    const report = computeMetrics(set, options);
    expect(report).toMatchObject({ images: 300, patients: 100, normal: 75, pneumonia: 225, threshold: 0.5 });
    const { truePositive, falsePositive, trueNegative, falseNegative } = report.confusion;
    expect(truePositive + falseNegative).toBe(225);
    expect(trueNegative + falsePositive).toBe(75);
    expect(report.accuracy.value).toBeCloseTo((truePositive + trueNegative) / 300, 12);
    expect(report.auroc.value).toBe(auroc(set.probabilities, set.labels));
    for (const name of [
      'accuracy',
      'balancedAccuracy',
      'sensitivity',
      'specificity',
      'auroc',
      'auprc',
      'brier',
    ] as const) {
      const { value, lower, upper } = report[name];
      expect(lower, name).toBeLessThan(value);
      expect(upper, name).toBeGreaterThan(value);
      expect(upper - lower, name).toBeLessThan(0.25);
    }
  });

  test('gives a calibration error near 0 an interval that holds it, though every resample lies above', () => {
    // Exactly as often pneumonia as the images say: the error is 0, a resample's hardly ever.
    const probabilities = [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75];
    const labels = [1, 0, 0, 0, 1, 1, 1, 0];
    const set = {
      probabilities: Array.from({ length: 80 }, (_, index) => probabilities[index % 8]),
      labels: Array.from({ length: 80 }, (_, index) => labels[index % 8]),
      groups: Array.from({ length: 80 }, (_, index) => `patient-${index}`),
    };
    const { value, lower, upper } = computeMetrics(set, options).ece;
    expect(value).toBeCloseTo(0, 12);
    expect(lower).toBe(value);
    expect(upper).toBeGreaterThan(0.02);
  });

  test('is the same for the same seed, whatever the order of the images', () => {
    const set = makeSet(150, 2);
    const order = shuffle(
      set.labels.map((_, index) => index),
      createRandom(3),
    );
    const shuffled = {
      probabilities: order.map((index) => set.probabilities[index]),
      labels: order.map((index) => set.labels[index]),
      groups: order.map((index) => set.groups[index]),
    };
    const [one, other] = [computeMetrics(set, options), computeMetrics(shuffled, options)];
    expect(other.auroc).toEqual(one.auroc);
    expect(other.ece.lower).toBeCloseTo(one.ece.lower, 10);
    expect(computeMetrics(set, { ...options, seed: 2 }).auroc).not.toEqual(one.auroc);
  });
});

describe('the bootstrap', () => {
  test('in which every patient happens to be drawn alike gives the metrics of the set itself', () => {
    // With one patient per class only draws of one each pass; all of them weigh every image once.
    const set = {
      probabilities: [0.9, 0.4, 0.6, 0.4, 0.2],
      labels: [1, 1, 0, 0, 0],
      groups: ['ill', 'ill', 'well', 'well', 'well'],
    };
    const { probabilities, labels } = set;
    for (const drawn of resampleByPatient(set, { threshold: 0.5, seed: 1, resamples: 5 })) {
      expect(drawn.auroc).toBeCloseTo(auroc(probabilities, labels), 12);
      expect(drawn.auprc).toBeCloseTo(auprc(probabilities, labels), 12);
      expect(drawn.brier).toBeCloseTo(brier(probabilities, labels), 12);
      expect(drawn.ece).toBeCloseTo(ece(probabilities, labels), 12);
      // Sensitivity 1/2, specificity 2/3.
      expect(drawn.balancedAccuracy).toBeCloseTo(7 / 12, 12);
    }
  });

  test('spreads by patients: copies of images do not narrow the interval', () => {
    const set = makeSet(90, 5);
    const tripled = {
      probabilities: [...set.probabilities, ...set.probabilities, ...set.probabilities],
      labels: [...set.labels, ...set.labels, ...set.labels],
      groups: [...set.groups, ...set.groups, ...set.groups],
    };
    expect(computeMetrics(tripled, options).auroc).toEqual(computeMetrics(set, options).auroc);
  });

  test('covers the truth about as often as it says', () => {
    // AUROC of unit normals 1.5 apart is Phi(1.5 / sqrt 2) = 0.8556 (Phi by table).
    const truth = 0.8556;
    let covered = 0;
    const rounds = 100;
    for (let round = 0; round < rounds; round += 1) {
      const random = createRandom(77, round);
      const labels = Array.from({ length: 120 }, (_, index) => index % 2);
      const set = {
        probabilities: labels.map((label) => sigmoid(1.5 * label + random.normal())),
        labels,
        groups: labels.map((_, index) => `${index}`),
      };
      const { lower, upper } = computeMetrics(set, options).auroc;
      if (lower <= truth && truth <= upper) covered += 1;
    }
    // 95 of 100 expected, with a standard deviation of 2.2; percentile intervals run a little short.
    expect(covered).toBeGreaterThanOrEqual(86);
  });

  test('refuses a set without a second class to draw', () => {
    const set = { probabilities: [0.1, 0.2], labels: [1, 1], groups: ['a', 'b'] };
    expect(() => resampleByPatient(set, { threshold: 0.5, seed: 1, resamples: 5 })).toThrow(RangeError);
  });
});

test('a percentile interval lies between neighbours in proportion', () => {
  // 0 ... 100: the 2.5 % quantile is 2.5, the 97.5 % quantile 97.5.
  const values = Array.from({ length: 101 }, (_, index) => 100 - index);
  expect(percentileInterval(values)).toEqual({ lower: 2.5, upper: 97.5 });
});
