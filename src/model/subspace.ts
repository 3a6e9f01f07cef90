/**
 * How much of a vector a set of vectors cannot explain: the length of what is left after its class' mean and the set's
 * principal components are taken away (Jackson and Mudholkar, Technometrics 1979: the Q statistic; Wang et al., "ViM",
 * CVPR 2022, for features of a network). The lesser over the classes.
 */

/** Fitted means and components. */
export interface Subspace {
  /** One mean of length D per class, in class order. */
  readonly means: readonly Float32Array[];
  /** K rows of D: component k is `basis[k * D + d] * scales[k]`; of unit length and orthogonal up to the rounding. */
  readonly basis: Int8Array;
  /** K values > 0. */
  readonly scales: Float32Array;
}

/**
 * Length of what the subspace leaves of a vector.
 *
 * @param vector D values; not changed
 * @returns >= 0, in the vector's own unit
 * @throws RangeError when the vector has another length
 */
export function measureResidual(subspace: Subspace, vector: Float32Array): number {
  const size = subspace.means[0]?.length ?? 0;
  if (vector.length !== size) throw new RangeError(`A profile of ${vector.length} values, not ${size}.`);
  const rest = new Float64Array(size);
  return Math.min(
    ...subspace.means.map((mean) => {
      for (let d = 0; d < size; d += 1) rest[d] = vector[d] - mean[d];
      removeComponents(subspace, rest);
      return Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
    }),
  );
}

/**
 * Takes the components away one after the other, in place, so that a rounded basis never leaves less than nothing. Each pass takes
 * one away and measures the next: the same sums in the same order as two passes, in half the time.
 */
function removeComponents({ basis, scales }: Subspace, rest: Float64Array): void {
  const size = rest.length;
  let dot = 0;
  for (let d = 0; d < size; d += 1) dot += rest[d] * basis[d];
  let start = 0;
  for (const next = scales.length * size - size; start < next; start += size) {
    const share = shareOf(dot, scales[start / size]);
    dot = 0;
    for (let d = 0, at = start; d < size; d += 1, at += 1) {
      const left = rest[d] - share * basis[at];
      rest[d] = left;
      dot += left * basis[at + size];
    }
  }
  const share = shareOf(dot, scales[start / size]);
  for (let d = 0; d < size; d += 1) rest[d] -= share * basis[start + d];
}

/** How much of a component is in a vector, in units of its row of the basis. */
function shareOf(dot: number, scale: number): number {
  return dot * scale * scale;
}
