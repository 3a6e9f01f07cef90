/** Rank correlation and resampled intervals for the sanity tests of the maps. Pure. */
import { percentileInterval } from '../../src/model/metrics/bootstrap.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { createRandom } from '../../src/model/random.ts';

/** Ranks from 1; tied values share the mean of their ranks. */
function rank(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => values[a] - values[b],
  );
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let at = start; at < end; at += 1) ranks[order[at]] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's of the ranks (Spearman 1904), ties by their mean rank.
 *
 * @returns -1 to 1; 0 where one side is constant, since it then says nothing of the other
 * @throws RangeError when the lengths differ or are below 2
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length < 2) throw new RangeError(`${a.length} and ${b.length} values.`);
  const [x, y] = [rank(a), rank(b)];
  const middle = (a.length + 1) / 2;
  let [products, squaresX, squaresY] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    products += (x[i] - middle) * (y[i] - middle);
    squaresX += (x[i] - middle) ** 2;
    squaresY += (y[i] - middle) ** 2;
  }
  return squaresX === 0 || squaresY === 0 ? 0 : products / Math.sqrt(squaresX * squaresY);
}

const RESAMPLES = 2000;

/**
 * A statistic with its 95 % interval by the bootstrap (Efron 1979), each value being one patient.
 *
 * @param values at least one
 * @returns the same for the same seed
 */
export function estimateByBootstrap(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
  seed: number,
): Estimate {
  const random = createRandom(seed, 0x5a11);
  const draws = Array.from({ length: RESAMPLES }, () =>
    statistic(values.map(() => values[random.integer(values.length)])),
  );
  return { value: statistic(values), ...percentileInterval(draws) };
}
