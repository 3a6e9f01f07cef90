/**
 * In the place of tfjs-core's registration of its optimizers, which it makes as it starts: the page trains nothing. The name is that
 * package's own.
 */

/** Of `optimizers/register_optimizers.js`. */
export function registerOptimizers(): void {
  // There are none.
}
