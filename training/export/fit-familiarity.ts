/**
 * Fits the familiarity model on the films trained on: the embedding's class means with the shared covariance, whitened by
 * Cholesky, and of the profile's two parts the class means with the principal components around them, rounded to 8 bits.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { FamiliarityModel } from '../../src/model/familiarity.ts';
import type { ClassGaussians } from '../../src/model/gaussian.ts';
import { profileLengths } from '../../src/model/profile.ts';
import { createRandom } from '../../src/model/random.ts';
import { CLASSES } from '../../src/model/spec.ts';
import type { Subspace } from '../../src/model/subspace.ts';
import { findLeadingVectors, OVERSAMPLING } from '../numeric/leading-vectors.ts';

/**
 * Share of the average variance added to the diagonal: dead units of the embedding have no variance at all, and the
 * inverse must not blow a tiny deviation of such a unit up without bound.
 */
const RIDGE = 0.01;

/** Components taken away from each part of a profile. */
const PROFILE_COMPONENTS = 200;
const ITERATIONS = 60;
const START_SEED = 0xd0;

/**
 * @param embeddings one row of length C per training image
 * @param profiles one row per training image, as `profileFeatureMap` gives it
 * @param labels 0 normal, 1 pneumonia, one per row
 * @throws RangeError when a class is absent
 */
export function fitFamiliarity(
  embeddings: readonly Float32Array[],
  profiles: readonly Float32Array[],
  labels: ArrayLike<number>,
): FamiliarityModel {
  const { spread } = profileLengths(embeddings.at(0)?.length ?? 0);
  const spreads = profiles.map((profile) => profile.subarray(0, spread));
  const asymmetries = profiles.map((profile) => profile.subarray(spread));
  return {
    embedding: fitGaussians(embeddings, labels),
    spread: fitSubspace(spreads, labels, PROFILE_COMPONENTS),
    asymmetry: fitSubspace(asymmetries, labels, PROFILE_COMPONENTS),
  };
}

/**
 * Class means and the whitening of their shared covariance.
 *
 * @throws RangeError when a class is absent
 */
export function fitGaussians(rows: readonly Float32Array[], labels: ArrayLike<number>): ClassGaussians {
  const size = rows.at(0)?.length ?? 0;
  const means = averageClasses(rows, labels);
  const covariance = computeSharedCovariance(rows, labels, means);
  let trace = 0;
  for (let c = 0; c < size; c += 1) trace += covariance[c * size + c];
  for (let c = 0; c < size; c += 1) covariance[c * size + c] += (RIDGE * trace) / size;
  return {
    means: means.map((mean) => Float32Array.from(mean)),
    whitening: Float32Array.from(invertLower(factorCholesky(covariance, size), size)),
  };
}

/**
 * Class means and the principal components of what is left of each row without its own. Needs a tfjs backend.
 *
 * @param components K; fewer where the rows are shorter
 * @throws RangeError when a class is absent
 */
export function fitSubspace(
  rows: readonly Float32Array[],
  labels: ArrayLike<number>,
  components: number,
): Subspace {
  const size = rows.at(0)?.length ?? 0;
  const means = averageClasses(rows, labels);
  const centred = new Float32Array(rows.length * size);
  rows.forEach((row, index) => {
    const mean = means[labels[index]];
    for (let d = 0; d < size; d += 1) centred[index * size + d] = row[d] - mean[d];
  });
  const count = Math.max(1, Math.min(components, size - OVERSAMPLING));
  const covariance = tf.tidy(() => {
    const matrix = tf.tensor2d(centred, [rows.length, size]);
    return tf.div<tf.Tensor2D>(tf.matMul(matrix, matrix, true), rows.length);
  });
  const vectors = findLeadingVectors(covariance, count, {
    iterations: ITERATIONS,
    random: createRandom(START_SEED),
  });
  covariance.dispose();
  const scales = vectors.map((vector) => vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127);
  return {
    means: means.map((mean) => Float32Array.from(mean)),
    scales: Float32Array.from(scales),
    basis: Int8Array.from(
      vectors.flatMap((vector, k) => Array.from(vector, (value) => Math.round(value / scales[k]))),
    ),
  };
}

function averageClasses(rows: readonly Float32Array[], labels: ArrayLike<number>): Float64Array[] {
  const size = rows.at(0)?.length ?? 0;
  return CLASSES.map((name, label) => {
    const members = rows.filter((_, index) => labels[index] === label);
    if (members.length === 0) throw new RangeError(`No film of class ${name}.`);
    const mean = new Float64Array(size);
    for (const row of members) for (let c = 0; c < size; c += 1) mean[c] += row[c] / members.length;
    return mean;
  });
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
