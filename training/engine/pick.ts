/** Purpose: array access that says so when there is nothing, instead of passing `undefined` on. */

/** The item at a place; throws RangeError when there is none. */
export function pick<T>(items: readonly (T | undefined)[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`Nothing at place ${index} of ${items.length}.`);
  return item;
}
