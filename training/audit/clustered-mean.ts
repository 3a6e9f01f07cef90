/** The mean of figures that come in clusters, with its 95 % interval. */
import type { Estimate } from '../../src/model/model-card.ts';

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Mean with a normal interval whose variance lets the values of a cluster move together (Liang and Zeger, Biometrika
 * 1986, for a mean: the sum over clusters of the squared sum of deviations, by n squared).
 *
 * @param values at least one
 * @param clusters of each value, e.g. its patient
 * @throws RangeError when the lengths differ or there is no value
 */
export function clusteredMean(values: readonly number[], clusters: readonly string[]): Estimate {
  if (values.length === 0 || values.length !== clusters.length) {
    throw new RangeError(`${values.length} values do not fit ${clusters.length} clusters.`);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = new Map<string, number>();
  for (const [row, value] of values.entries()) {
    sums.set(clusters[row], (sums.get(clusters[row]) ?? 0) + value - mean);
  }
  const squares = [...sums.values()].reduce((sum, value) => sum + value * value, 0);
  const half = (Z_95 * Math.sqrt(squares)) / values.length;
  return { value: mean, lower: mean - half, upper: mean + half };
}
