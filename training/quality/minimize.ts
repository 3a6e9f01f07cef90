/**
 * Minimises a smooth convex function by L-BFGS (Liu and Nocedal, Mathematical Programming 45, 1989) with a backtracking line
 * search. Plain arrays, deterministic.
 */

/** A function with its gradient. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

/** How long to go on. */
export interface MinimizeOptions {
  readonly maxIterations?: number;
  /** Ends where no component of the gradient is larger. */
  readonly tolerance?: number;
}

/** Pairs of steps that stand for the curvature. */
const MEMORY = 10;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** The two-loop recursion: minus the inverse curvature times the gradient. */
function findDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i -= 1) {
    const { step, change, curvature } = pairs[i];
    shares[i] = dot(step, direction) / curvature;
    for (let k = 0; k < direction.length; k += 1) direction[k] -= shares[i] * change[k];
  }
  const last = pairs.at(-1);
  const scale = last === undefined ? 1 : last.curvature / dot(last.change, last.change);
  for (let k = 0; k < direction.length; k += 1) direction[k] *= scale;
  for (let i = 0; i < pairs.length; i += 1) {
    const { step, change, curvature } = pairs[i];
    const rest = shares[i] - dot(change, direction) / curvature;
    for (let k = 0; k < direction.length; k += 1) direction[k] += rest * step[k];
  }
  return direction;
}

/**
 * @param start where to begin; not changed
 * @returns the minimum's place, a new array
 * @throws RangeError when no step goes down: the gradient is not that of the function
 */
export function minimize(
  objective: Objective,
  start: Float64Array,
  options: MinimizeOptions = {},
): Float64Array {
  const { maxIterations = 300, tolerance = 1e-3 } = options;
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = objective(at, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    if (gradient.every((component) => Math.abs(component) <= tolerance)) break;
    const direction = findDirection(gradient, pairs);
    const slope = dot(gradient, direction);
    // Without memory the direction has the gradient's length, which says nothing of the distance.
    let length = pairs.length === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
    const next = new Float64Array(at.length);
    const nextGradient = new Float64Array(at.length);
    let nextValue = Number.POSITIVE_INFINITY;
    for (;;) {
      for (let k = 0; k < at.length; k += 1) next[k] = at[k] + length * direction[k];
      nextValue = objective(next, nextGradient);
      // Armijo's condition.
      if (nextValue <= value + 1e-4 * length * slope) break;
      length /= 2;
      if (length < 1e-12) {
        // At the limit of the arithmetic there is nothing left to win.
        if (Math.abs(slope) < 1e-6 * Math.max(1, Math.abs(value))) return at;
        throw new RangeError('No step goes down.');
      }
    }
    const step = next.map((component, k) => component - at[k]);
    const previous = gradient;
    const change = nextGradient.map((component, k) => component - previous[k]);
    const curvature = dot(step, change);
    if (curvature > 0) pairs.push({ step, change, curvature });
    if (pairs.length > MEMORY) pairs.shift();
    at = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return at;
}
