/** Medians with their spread: of few runs on a machine that does other things, a mean says little. */

/** @typedef {{ readonly median: number, readonly low: number, readonly high: number, readonly n: number }} Spread quartiles */

/**
 * @param {readonly number[]} values at least one
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.ceil(place);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), n: sorted.length };
}

/**
 * The ratio of two subjects that were timed in turns, round by round, so that a busy moment weighs on both.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} base of the same rounds
 * @returns {Spread}
 */
export function ratioOf(values, base) {
  return spreadOf(values.map((value, at) => value / base[at]));
}

/**
 * Whether a goal is met: for a spread, only where the whole interval between its quartiles lies on the one side.
 *
 * @param {Spread | number} value a number where there is one measurement
 * @param {number} limit
 * @param {boolean} isMost the value has to be the limit at most; otherwise at least
 * @returns {'met' | 'missed' | 'undecided'}
 */
export function judge(value, limit, isMost) {
  const { low, high } = typeof value === 'number' ? { low: value, high: value } : value;
  if (isMost ? high <= limit : low >= limit) return 'met';
  return (isMost ? low > limit : high < limit) ? 'missed' : 'undecided';
}

/** @param {readonly number[]} values */
const meanOf = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;

/**
 * Slope of the straight line of least squares: between logarithms, the power with which one grows with the other.
 *
 * @param {readonly (readonly [x: number, y: number])[]} points at least two, of different x
 * @returns {number}
 */
export function slopeOf(points) {
  const [meanX, meanY] = [meanOf(points.map(([x]) => x)), meanOf(points.map(([, y]) => y))];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
