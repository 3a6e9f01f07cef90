import { describe, expect, it } from 'vitest';
import { measureDistance } from './gaussian.ts';

/** Means (0, 0) and (10, 0); whitening diag(1, 0.5): the second axis has a standard deviation of 2. */
const GAUSSIANS = {
  means: [Float32Array.of(0, 0), Float32Array.of(10, 0)],
  whitening: Float32Array.of(1, 0, 0, 0.5),
};

describe('measureDistance', () => {
  it('is the distance to the nearest class in standard deviations', () => {
    expect(measureDistance(GAUSSIANS, Float32Array.of(3, 8))).toBeCloseTo(5, 6); // sqrt(3^2 + (8/2)^2) from the first
    expect(measureDistance(GAUSSIANS, Float32Array.of(10, 2))).toBeCloseTo(1, 6); // (2/2) from the second
  });

  it('weighs the axes together where they are correlated', () => {
    // W (x - mean) = (1 * 3 + 2 * 4, 0 * 3 + 1 * 4) = (11, 4).
    const gaussians = { means: [Float32Array.of(0, 0)], whitening: Float32Array.of(1, 2, 0, 1) };
    expect(measureDistance(gaussians, Float32Array.of(3, 4))).toBeCloseTo(Math.sqrt(137), 6);
  });

  it('refuses an embedding of another length', () => {
    expect(() => measureDistance(GAUSSIANS, Float32Array.of(1))).toThrow(RangeError);
  });
});
