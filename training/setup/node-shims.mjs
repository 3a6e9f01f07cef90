/**
 * Gives tfjs-node 4.22 the two `util` functions that it calls: Node 23 removed one, Node 22 and later warn about both.
 *
 * tfjs-node is CommonJS and reads them from the live `util` object at call time, so setting them there is enough.
 */
import util from 'node:util';

/** Sets `util.isNullOrUndefined` and `util.isArray`, with Node's own former meaning; safe to call more than once. */
export function restoreRemovedUtil() {
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
