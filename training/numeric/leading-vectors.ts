/**
 * Principal directions of a symmetric matrix by orthogonal iteration (Golub and Van Loan, Matrix Computations, 8.2): the
 * products run on the engine, the orthogonalisation in double precision.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../src/model/random.ts';

/** Vectors iterated beyond the wanted ones: they speed up the last ones' convergence. */
export const OVERSAMPLING = 8;

/** How the search runs. */
export interface IterationOptions {
  readonly iterations: number;
  /** Draws the start. */
  readonly random: Random;
}

/**
 * Leading eigenvectors of a symmetric matrix, largest eigenvalue first. Needs a registered tfjs backend.
 *
 * @param matrix [D, D], symmetric; not changed
 * @param count K, at most D - `OVERSAMPLING`
 * @returns K vectors of D values, orthogonal and of unit length
 */
export function findLeadingVectors(
  matrix: tf.Tensor2D,
  count: number,
  { iterations, random }: IterationOptions,
): Float64Array[] {
  const size = matrix.shape[0];
  let vectors = Array.from({ length: count + OVERSAMPLING }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  );
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    orthonormalize(vectors);
    const block = tf.tensor2d(
      vectors.flatMap((vector) => Array.from(vector)),
      [vectors.length, size],
    );
    const image = tf.matMul(block, matrix);
    const values = image.dataSync<'float32'>();
    vectors = vectors.map((_, k) => Float64Array.from(values.subarray(k * size, (k + 1) * size)));
    tf.dispose([block, image]);
  }
  orthonormalize(vectors);
  return vectors.slice(0, count);
}

/** Modified Gram-Schmidt, in place. A vector that vanishes stays zero. */
function orthonormalize(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, k) => {
    for (let earlier = 0; earlier < k; earlier += 1) {
      const other = vectors[earlier];
      let dot = 0;
      for (let i = 0; i < vector.length; i += 1) dot += vector[i] * other[i];
      for (let i = 0; i < vector.length; i += 1) vector[i] -= dot * other[i];
    }
    const length = Math.sqrt(squareLength(vector));
    for (let i = 0; i < vector.length; i += 1) vector[i] /= length > 1e-12 ? length : 1;
  });
}

/** Sum of squares. */
export function squareLength(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] * values[i];
  return sum;
}
