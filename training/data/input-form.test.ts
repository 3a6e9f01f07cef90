import { describe, expect, test } from 'vitest';
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import { applyInputForm, type InputForm } from './input-form.ts';

const SIDE = 32;
const random = createRandom(9);
const texture = new Float32Array(SIDE * SIDE).map(() => random.uniform());

function form(values: Float32Array, name: InputForm): Float32Array {
  const copy = standardize(values);
  applyInputForm(copy, SIDE, name);
  return copy;
}

function largestDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
}

describe.each(['local-contrast', 'equalized'] as const)('the %s form', (name) => {
  test('has mean 0 and standard deviation 1', () => {
    const values = form(texture, name);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(squares).toBeCloseTo(1, 4);
  });

  test('is finite for a constant image', () => {
    expect(form(new Float32Array(SIDE * SIDE).fill(3), name).every(Number.isFinite)).toBe(true);
  });
});

test('the equalized form is the same after any rising grey curve, and is flat', () => {
  // Two hundred greys, each distinct after the curve by more than a bin.
  const steps = texture.map((value) => Math.floor(value * 20) / 20);
  const curved = steps.map((value) => value ** 2 + 0.2 * value);
  expect(largestDifference(form(steps, 'equalized'), form(curved, 'equalized'))).toBeLessThan(1e-5);
});

test('the local-contrast form hardly sees an uneven exposure that the standardised image is full of', () => {
  const uneven = texture.map((value, at) => value + (2 * (at % SIDE)) / SIDE);
  const change = (name: InputForm): number => largestDifference(form(texture, name), form(uneven, name));
  const plain = largestDifference(standardize(texture), standardize(uneven));
  expect(plain).toBeGreaterThan(1);
  expect(change('local-contrast')).toBeLessThan(plain / 2);
});
