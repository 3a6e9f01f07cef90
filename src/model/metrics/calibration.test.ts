import { describe, expect, test } from 'vitest';
import { sigmoid } from '../assess.ts';
import { createRandom } from '../random.ts';
import { brier, ece, reliabilityBins } from './calibration-error.ts';
import { conformalZones } from './conformal.ts';
import { CalibrationError, fitPlatt } from './platt.ts';

describe('the Brier score', () => {
  test('weighs each class one half', () => {
    // Pneumonia 0.8 and 0.6: (0.04 + 0.16) / 2 = 0.1; normal 0.5: 0.25; half of each: 0.175.
    expect(brier([0.8, 0.6, 0.5], [1, 1, 0])).toBeCloseTo(0.175, 12);
    // Repeating the normal image changes nothing.
    expect(brier([0.8, 0.6, 0.5, 0.5, 0.5], [1, 1, 0, 0, 0])).toBeCloseTo(0.175, 12);
  });
});

describe('the calibration error', () => {
  test('of a constant one half is 0 whatever the mix of classes', () => {
    expect(ece([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBeCloseTo(0, 12);
  });

  test('adds up the gaps of its bins by weight', () => {
    // Two bins of one half each: normal at 0.2 (gap 0.2), pneumonia at 0.9 (gap 0.1): 0.15.
    const [probabilities, labels] = [
      [0.2, 0.2, 0.9],
      [0, 0, 1],
    ];
    expect(reliabilityBins(probabilities, labels, 2)).toEqual([
      { meanProbability: 0.2, pneumoniaShare: 0, weight: 0.5, normal: 2, pneumonia: 0 },
      { meanProbability: 0.9, pneumoniaShare: 1, weight: 0.5, normal: 0, pneumonia: 1 },
    ]);
    expect(ece(probabilities, labels, 2)).toBeCloseTo(0.15, 12);
  });

  test('does not depend on the order of tied images', () => {
    const probabilities = [0.3, 0.3, 0.3, 0.3, 0.7, 0.7, 0.7, 0.7];
    const one = ece(probabilities, [1, 0, 0, 0, 1, 1, 1, 0], 3);
    const other = ece(probabilities, [0, 0, 0, 1, 0, 1, 1, 1], 3);
    expect(one).toBeCloseTo(other, 12);
  });

  test('of probabilities drawn as they say is small, of doubled logits large', () => {
    const random = createRandom(4);
    const logits = Array.from({ length: 20_000 }, () => 2 * random.normal());
    // Symmetric logits give classes of one half each, as the weighting presumes.
    const labels = logits.map((logit) => (random.uniform() < sigmoid(logit) ? 1 : 0));
    expect(ece(logits.map(sigmoid), labels)).toBeLessThan(0.015);
    const doubled = logits.map((logit) => sigmoid(2 * logit));
    expect(ece(doubled, labels)).toBeGreaterThan(0.05);
  });
});

describe('Platt calibration', () => {
  test('of two scores gives the line through their targets', () => {
    // Per class n = 2, targets 3/4 and 1/4: scale * 1 + offset = ln 3, scale * -1 + offset = -ln 3.
    const line = fitPlatt([1, 1, -1, -1], [1, 1, 0, 0]);
    expect(line.scale).toBeCloseTo(Math.log(3), 9);
    expect(line.offset).toBeCloseTo(0, 9);
  });

  test('moves zero to where the classes are balanced, not to where the majority wants it', () => {
    // Pneumonia at 3 (n = 8, target 9/10), normal at 1 (n = 2, target 1/4).
    // 3 scale + offset = ln 9, scale + offset = -ln 3: scale = (ln 9 + ln 3) / 2, offset = -ln 3 - scale.
    const line = fitPlatt([...Array(8).fill(3), 1, 1], [...Array(8).fill(1), 0, 0]);
    const scale = (Math.log(9) + Math.log(3)) / 2;
    expect(line.scale).toBeCloseTo(scale, 9);
    expect(line.offset).toBeCloseTo(-Math.log(3) - scale, 9);
  });

  test('finds a line that the scores were bent by, on any scale', () => {
    const random = createRandom(5);
    const truth = Array.from({ length: 20_000 }, () => 3 * random.normal());
    const labels = truth.map((logit) => (random.uniform() < sigmoid(logit) ? 1 : 0));
    // raw = 200 truth + 1000, so truth = raw / 200 - 5.
    const line = fitPlatt(
      truth.map((logit) => 200 * logit + 1000),
      labels,
    );
    expect(line.scale * 200).toBeCloseTo(1, 1);
    expect(line.offset).toBeCloseTo(-5, 0);
  });

  test('refuses scores that fall with the label, or say nothing', () => {
    expect(() => fitPlatt([-1, -2, 1, 2], [1, 1, 0, 0])).toThrow(CalibrationError);
    expect(() => fitPlatt([1, 1, 1], [1, 0, 0])).toThrow(CalibrationError);
  });
});

describe('the indeterminate zone', () => {
  test('runs between the two class quantiles when the classes overlap', () => {
    // Coverage 0.8 of four each: rank ceil(5 * 0.8) = 4, the largest score. Normal up to 0.6, pneumonia from 0.4.
    const probabilities = [0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9];
    const zones = conformalZones(probabilities, [0, 0, 0, 0, 1, 1, 1, 1], 0.8);
    expect(zones.lower).toBeCloseTo(0.4, 12);
    expect(zones.upper).toBeCloseTo(0.6, 12);
  });

  test('is the gap when they do not', () => {
    const probabilities = [0.1, 0.2, 0.1, 0.2, 0.7, 0.9, 0.8, 0.9];
    const zones = conformalZones(probabilities, [0, 0, 0, 0, 1, 1, 1, 1], 0.8);
    expect(zones.lower).toBeCloseTo(0.2, 12);
    expect(zones.upper).toBeCloseTo(0.7, 12);
  });

  test('leaves out the outliers that the coverage allows', () => {
    // Nineteen normal at 0.01 ... 0.19: rank (20 * 0.95) = 19, the largest; at 0.9 rank 18, so 0.18.
    const normal = Array.from({ length: 19 }, (_, index) => (index + 1) / 100);
    const pneumonia = normal.map((probability) => 1 - probability);
    const labels = [...normal.map(() => 0), ...pneumonia.map(() => 1)];
    expect(conformalZones([...normal, ...pneumonia], labels, 0.95).lower).toBeCloseTo(0.19, 12);
    expect(conformalZones([...normal, ...pneumonia], labels, 0.9).lower).toBeCloseTo(0.18, 12);
    expect(conformalZones([...normal, ...pneumonia], labels, 0.9).upper).toBeCloseTo(0.82, 12);
  });

  test('is everything when there are too few images for the coverage', () => {
    expect(conformalZones([0.1, 0.9], [0, 1], 0.9)).toEqual({ lower: 0, upper: 1 });
  });

  test('keeps its promise on new images: at most the stated share of a class is called the other', () => {
    const random = createRandom(6);
    const draw = (label: number): number => sigmoid((label === 1 ? 1.5 : -1.5) + 1.5 * random.normal());
    let wrong = 0;
    const [rounds, tested] = [200, 50];
    for (let round = 0; round < rounds; round += 1) {
      const labels = Array.from({ length: 120 }, (_, index) => index % 2);
      const zones = conformalZones(labels.map(draw), labels, 0.9);
      for (let i = 0; i < tested; i += 1) if (draw(1) < zones.lower) wrong += 1;
    }
    // Expected at most 0.1; 10,000 dependent draws vary by about 0.005.
    expect(wrong / (rounds * tested)).toBeLessThan(0.115);
  });
});
