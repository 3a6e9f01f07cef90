/**
 * Class-conditional Mahalanobis distance with a shared covariance (Lee et al., "A Simple Unified Framework for Detecting
 * Out-of-Distribution Samples", NeurIPS 2018).
 */

/** Fitted means and covariance. */
export interface ClassGaussians {
  /** One mean of length C per class, in class order. */
  readonly means: readonly Float32Array[];
  /** C x C row-major W with W'W = inverse of the shared covariance: distance = |W (x - mean)|. */
  readonly whitening: Float32Array;
}

/**
 * Mahalanobis distance of a vector to the nearest class.
 *
 * @param vector C values
 * @returns >= 0; about sqrt(C) for a typical member
 * @throws RangeError when the vector has another length
 */
export function measureDistance({ means, whitening }: ClassGaussians, vector: Float32Array): number {
  const size = means[0]?.length ?? 0;
  if (vector.length !== size) throw new RangeError(`An embedding of ${vector.length} values, not ${size}.`);
  let nearest = Number.POSITIVE_INFINITY;
  for (const mean of means) {
    let squared = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column < size; column += 1) {
        sum += whitening[row * size + column] * (vector[column] - mean[column]);
      }
      squared += sum * sum;
    }
    nearest = Math.min(nearest, squared);
  }
  return Math.sqrt(nearest);
}
