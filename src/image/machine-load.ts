/**
 * Whether other programs keep the processors from this page. A timer does not tell: one that sleeps is woken at once, while
 * one that computes waits. (Measured on two cores under eight busy programs: ticks came 2 ms late, a worker got a fifth of a
 * core.) So the page computes for a moment itself, and looks for gaps in the clock in which it was not its turn.
 */

/** Computing time that is enough to be interrupted in: schedulers give 3 to 15 ms at a time. */
const PROBE_MS = 40;
/** Longest that the page may stand still for it. */
const MAX_WALL_MS = 200;
/** Between two looks at the clock, microseconds apart; the coarsest clocks of browsers tick in whole milliseconds. */
const GAP_MS = 2;
/**
 * Less of a core than this is busy. High, since a hang that is told late costs little, and a valid film that is given up
 * much: two decoders and the page on two cores count as busy until one of them is done.
 */
const MIN_SHARE = 0.8;

/**
 * Takes 40 ms on an idle machine, 200 ms at most.
 *
 * @param now a clock in milliseconds that moves on by itself
 */
export function isMachineBusy(now: () => number = () => performance.now()): boolean {
  const startMs = now();
  let lastMs = startMs;
  let ownMs = 0;
  while (ownMs < PROBE_MS && lastMs - startMs < MAX_WALL_MS) {
    const nowMs = now();
    if (nowMs - lastMs < GAP_MS) ownMs += nowMs - lastMs;
    lastMs = nowMs;
  }
  return ownMs < MIN_SHARE * (lastMs - startMs);
}
