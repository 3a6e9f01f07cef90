import { describe, expect, it } from 'vitest';
import { measureResidual } from './subspace.ts';

/** In the space of 3: class means (0, 0, 0) and (0, 10, 0); one component along the first axis, 127 / 127 long. */
const SUBSPACE = {
  means: [Float32Array.of(0, 0, 0), Float32Array.of(0, 10, 0)],
  basis: Int8Array.of(127, 0, 0),
  scales: Float32Array.of(1 / 127),
};

describe('measureResidual', () => {
  it('does not count what the components explain', () => {
    expect(measureResidual(SUBSPACE, Float32Array.of(50, 3, 4))).toBeCloseTo(5, 5);
  });

  it('counts from the nearest class', () => {
    expect(measureResidual(SUBSPACE, Float32Array.of(-7, 8, 0))).toBeCloseTo(2, 5);
  });

  it('takes every component away, each with its own scale', () => {
    const two = {
      means: [new Float32Array(3)],
      basis: Int8Array.of(127, 0, 0, 0, 0, -100),
      scales: Float32Array.of(1 / 127, 1 / 100),
    };
    expect(measureResidual(two, Float32Array.of(50, 3, 40))).toBeCloseTo(3, 5);
  });

  it('changes no input and refuses another length', () => {
    const vector = Float32Array.of(1, 2, 3);
    measureResidual(SUBSPACE, vector);
    expect([...vector]).toEqual([1, 2, 3]);
    expect(() => measureResidual(SUBSPACE, Float32Array.of(1))).toThrow(RangeError);
  });
});
