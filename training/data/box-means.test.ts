import { expect, test } from 'vitest';
import { boxMeans } from './box-means.ts';

test('averages the neighbours that lie inside the image', () => {
  const means = boxMeans(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3, 1);
  // The corner sees 1 2 4 5, the edge 1 2 3 4 5 6, the middle all nine.
  expect([means[0], means[1], means[4]]).toEqual([3, 3.5, 5]);
});

test('is the mean of everything for a radius beyond the image', () => {
  expect([...boxMeans(Float32Array.of(1, 2, 3, 6), 2, 9)]).toEqual([3, 3, 3, 3]);
});

test('refuses values that fill no square', () => {
  expect(() => boxMeans(new Float32Array(5), 2, 1)).toThrow(RangeError);
});
