/**
 * Puts back the two `util` functions that tfjs-node 4.22 calls and Node 23 removed.
 *
 * tfjs-node is CommonJS and reads them from the live `util` object at call time, so setting them there is enough.
 * Invariant: a function that Node still has is left alone.
 */
import util from 'node:util';

/** Adds `util.isNullOrUndefined` and `util.isArray` where they are missing; safe to call more than once. */
export function restoreRemovedUtil() {
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
