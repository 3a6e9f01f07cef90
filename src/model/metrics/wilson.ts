/** The interval of a proportion. */
import type { Estimate } from '../model-card.ts';

/** Two-sided quantile of the standard normal distribution for 95 %. */
const Z_95 = 1.959963984540054;
/** The same for 97.5 %: two such intervals hold together in 95 % of cases or more (Bonferroni). */
export const Z_97_5 = 2.241402727604947;

/**
 * Wilson's score interval (E. B. Wilson, JASA 1927, 22(158)): holds near 0 and 1, where the usual one fails.
 * For images of the same patient it is a little narrow, since it takes them for independent.
 *
 * @param successes 0 to n
 * @param n at least 1
 * @param z quantile of the standard normal distribution; that for 95 % when not given
 * @returns the proportion and its interval, all in [0, 1]
 * @throws RangeError when the counts are not possible
 */
export function wilson(successes: number, n: number, z: number = Z_95): Estimate {
  if (!(Number.isInteger(successes) && Number.isInteger(n) && n >= 1 && successes >= 0 && successes <= n)) {
    throw new RangeError(`${successes} of ${n} is no proportion.`);
  }
  const value = successes / n;
  const square = z * z;
  const center = (value + square / (2 * n)) / (1 + square / n);
  const half = (z / (1 + square / n)) * Math.sqrt((value * (1 - value)) / n + square / (4 * n * n));
  // At 0 and n successes the bound is exactly 0 or 1; rounding may miss it.
  const lower = successes === 0 ? 0 : Math.max(0, center - half);
  const upper = successes === n ? 1 : Math.min(1, center + half);
  return { value, lower, upper };
}
