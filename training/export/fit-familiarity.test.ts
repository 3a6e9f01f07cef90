import { describe, expect, it } from 'vitest';
import { measureDistance } from '../../src/model/familiarity.ts';
import { createRandom } from '../../src/model/random.ts';
import { factorCholesky, fitFamiliarity, invertLower } from './fit-familiarity.ts';

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

describe('fitFamiliarity', () => {
  const random = createRandom(11);
  const labels = Array.from({ length: 400 }, (_, index) => index % 2);
  const embeddings = labels.map((label) =>
    Float32Array.of(label * 8 + random.normal(), 3 * random.normal(), 0 /* a dead unit */),
  );
  const model = fitFamiliarity(embeddings, labels);

  it('finds typical members near and strangers far, in standard deviations', () => {
    expect(measureDistance(model, Float32Array.of(0, 0, 0))).toBeLessThan(0.3);
    expect(measureDistance(model, Float32Array.of(8, 3, 0))).toBeCloseTo(1, 0);
    expect(measureDistance(model, Float32Array.of(4, 0, 0))).toBeGreaterThan(3);
    expect(measureDistance(model, Float32Array.of(0, 0, 5))).toBeGreaterThan(10);
  });

  it('refuses to fit with a class absent', () => {
    expect(() =>
      fitFamiliarity(
        embeddings,
        Array.from({ length: 400 }, () => 1),
      ),
    ).toThrow(RangeError);
  });
});
