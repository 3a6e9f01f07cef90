/** Purpose: dropout masks from the caller's seeded generator, since tfjs' own dropout can't be reproduced and resumed. */

/**
 * Inverted dropout (Srivastava et al., JMLR 2014): kept units are scaled up, so that inference needs no change.
 *
 * @param rate share of units dropped, 0 to 1 (exclusive)
 * @param size number of values, batch x units
 * @param uniform uniform numbers in [0, 1); called `size` times
 * @returns values 0 (dropped) or 1/(1-rate)
 */
export function makeDropoutMask(rate: number, size: number, uniform: () => number): Float32Array {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`A dropout rate of ${rate} is not in [0, 1).`);
  const kept = 1 / (1 - rate);
  return new Float32Array(size).map(() => (uniform() < rate ? 0 : kept));
}
