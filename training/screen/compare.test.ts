import { describe, expect, it } from 'vitest';
import { compareBalancedAccuracy, type PairedPart } from './compare.ts';

const patients = (count: number) => Array.from({ length: count }, (_, index) => `patient-${index}`);

describe('compareBalancedAccuracy', () => {
  it('weighs classes and parts evenly, whatever their sizes', () => {
    // Part one: one of 2 normals gained, nothing lost among 8 pneumonias: + 1/4. Part two: one of 4 pneumonias lost: - 1/8.
    const one: PairedPart = {
      labels: [0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
      patients: patients(10),
      right: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      baselineRight: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    };
    const two: PairedPart = {
      labels: [0, 1, 1, 1, 1],
      patients: patients(5),
      right: [1, 0, 1, 1, 1],
      baselineRight: [1, 1, 1, 1, 1],
    };
    expect(compareBalancedAccuracy([one, two]).value).toBeCloseTo((1 / 4 - 1 / 8) / 2, 12);
  });

  it('has no width for two recipes that call every image alike', () => {
    const labels = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 0 : 1));
    const calls = labels.map((_, index) => (index % 3 === 0 ? 0 : 1));
    const part: PairedPart = { labels, patients: patients(40), right: calls, baselineRight: calls };
    expect(compareBalancedAccuracy([part])).toEqual({ value: 0, lower: 0, upper: 0 });
  });

  it('is wider when the images that differ are of one patient than when they are of many', () => {
    const labels = Array.from({ length: 80 }, (_, index) => (index % 2 === 0 ? 0 : 1));
    const right = labels.map(() => 1);
    const baselineRight = labels.map((_, index) => (index < 16 ? 0 : 1));
    const spread = (names: readonly string[]) => {
      const { lower, upper } = compareBalancedAccuracy([{ labels, patients: names, right, baselineRight }]);
      return upper - lower;
    };
    const clustered = labels.map((_, index) => (index < 16 ? 'one' : `patient-${index}`));
    expect(spread(clustered)).toBeGreaterThan(spread(patients(80)));
  });
});
