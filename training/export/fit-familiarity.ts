/**
 * Fits the familiarity model: class means and the shared covariance of the training embeddings, whitened by Cholesky.
 */

import type { FamiliarityModel } from '../../src/model/familiarity.ts';
import { CLASSES } from '../../src/model/spec.ts';

/**
 * Share of the average variance added to the diagonal: dead units of the embedding have no variance at all, and the
 * inverse must not blow a tiny deviation of such a unit up without bound.
 */
const RIDGE = 0.01;

/**
 * @param embeddings one row of length C per training image
 * @param labels 0 normal, 1 pneumonia, one per row
 * @throws RangeError when a class is absent
 */
export function fitFamiliarity(
  embeddings: readonly Float32Array[],
  labels: ArrayLike<number>,
): FamiliarityModel {
  const size = embeddings.at(0)?.length ?? 0;
  const means = CLASSES.map((name, label) => {
    const rows = embeddings.filter((_, index) => labels[index] === label);
    if (rows.length === 0) throw new RangeError(`No embedding of class ${name}.`);
    const mean = new Float64Array(size);
    for (const row of rows) for (let c = 0; c < size; c += 1) mean[c] += row[c] / rows.length;
    return mean;
  });
  const covariance = computeSharedCovariance(embeddings, labels, means);
  let trace = 0;
  for (let c = 0; c < size; c += 1) trace += covariance[c * size + c];
  for (let c = 0; c < size; c += 1) covariance[c * size + c] += (RIDGE * trace) / size;
  return {
    embeddingSize: size,
    means: means.map((mean) => Float32Array.from(mean)),
    whitening: Float32Array.from(invertLower(factorCholesky(covariance, size), size)),
  };
}

/** Covariance around each row's own class mean, C x C row-major. */
function computeSharedCovariance(
  rows: readonly Float32Array[],
  labels: ArrayLike<number>,
  means: readonly Float64Array[],
): Float64Array {
  const size = means[0].length;
  const covariance = new Float64Array(size * size);
  const centred = new Float64Array(size);
  rows.forEach((row, index) => {
    const mean = means[labels[index]];
    for (let c = 0; c < size; c += 1) centred[c] = row[c] - mean[c];
    for (let i = 0; i < size; i += 1) {
      const factor = centred[i] / rows.length;
      for (let j = 0; j <= i; j += 1) covariance[i * size + j] += factor * centred[j];
    }
  });
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) covariance[j * size + i] = covariance[i * size + j];
  return covariance;
}

/**
 * Cholesky factor L of a symmetric positive definite matrix: A = L L'.
 *
 * @throws RangeError when the matrix is not positive definite
 */
export function factorCholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k] * lower[j * size + k];
      if (i === j) {
        if (!(sum > 0)) throw new RangeError('The covariance is not positive definite.');
        lower[i * size + i] = Math.sqrt(sum);
      } else {
        lower[i * size + j] = sum / lower[j * size + j];
      }
    }
  }
  return lower;
}

/** Inverse of a lower triangular matrix by forward substitution. */
export function invertLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    inverse[column * size + column] = 1 / lower[column * size + column];
    for (let i = column + 1; i < size; i += 1) {
      let sum = 0;
      for (let k = column; k < i; k += 1) sum -= lower[i * size + k] * inverse[k * size + column];
      inverse[i * size + column] = sum / lower[i * size + i];
    }
  }
  return inverse;
}
