import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { measureDistance } from '../../src/model/gaussian.ts';
import { createRandom } from '../../src/model/random.ts';
import { measureResidual } from '../../src/model/subspace.ts';
import { factorCholesky, fitGaussians, fitSubspace, invertLower } from './fit-familiarity.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('factorCholesky and invertLower', () => {
  it('factor and invert a matrix by hand: [[4, 2], [2, 5]]', () => {
    const lower = factorCholesky(Float64Array.of(4, 2, 2, 5), 2);
    expect([...lower]).toEqual([2, 0, 1, 2]);
    expect([...invertLower(lower, 2)]).toEqual([0.5, 0, -0.25, 0.5]);
  });

  it('refuse a matrix that is no covariance', () => {
    expect(() => factorCholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});

describe('fitGaussians', () => {
  const random = createRandom(11);
  const labels = Array.from({ length: 400 }, (_, index) => index % 2);
  const embeddings = labels.map((label) =>
    Float32Array.of(label * 8 + random.normal(), 3 * random.normal(), 0 /* a dead unit */),
  );
  const model = fitGaussians(embeddings, labels);

  it('finds typical members near and strangers far, in standard deviations', () => {
    expect(measureDistance(model, Float32Array.of(0, 0, 0))).toBeLessThan(0.3);
    expect(measureDistance(model, Float32Array.of(8, 3, 0))).toBeCloseTo(1, 0);
    expect(measureDistance(model, Float32Array.of(4, 0, 0))).toBeGreaterThan(3);
    expect(measureDistance(model, Float32Array.of(0, 0, 5))).toBeGreaterThan(10);
  });

  it('refuses to fit with a class absent', () => {
    expect(() =>
      fitGaussians(
        embeddings,
        Array.from({ length: 400 }, () => 1),
      ),
    ).toThrow(RangeError);
  });
});

/** 12 values, those not given zero. */
function along(...values: readonly number[]): Float32Array {
  return Float32Array.from({ length: 12 }, (_, d) => values[d] ?? 0);
}

describe('fitSubspace', () => {
  /** 12 values: two that vary together, ten of little noise; the classes lie 20 apart on the third. */
  const random = createRandom(12);
  const labels = Array.from({ length: 300 }, (_, index) => index % 2);
  const rows = labels.map((label) => {
    const shared = 5 * random.normal();
    return Float32Array.from({ length: 12 }, (_, d) => {
      const noise = 0.1 * random.normal();
      return d < 2 ? shared + noise : d === 2 ? 20 * label + noise : noise;
    });
  });
  it('explains what the films vary in together, whatever the class, and nothing else', () => {
    const subspace = fitSubspace(rows, labels, 1);
    expect(measureResidual(subspace, along(30, 30, 20))).toBeLessThan(0.6);
    // Half of the difference of the two is perpendicular to the shared direction: sqrt(2) * 3.
    expect(measureResidual(subspace, along(3, -3, 0))).toBeCloseTo(3 * Math.SQRT2, 0);
    expect(measureResidual(subspace, along(0, 0, 10))).toBeCloseTo(10, 0);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    fitSubspace(rows, labels, 2);
    expect(tf.memory().numTensors).toBe(before);
  });
});
