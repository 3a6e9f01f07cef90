/**
 * Waits until the page has been at rest for a while. Time is counted in ticks and not by the clock: a page that computes, or
 * a machine that is busy, makes the wait longer by as much.
 */

const TICK_MS = 100;

/**
 * @param restMs how long the page must have fetched nothing
 */
export async function waitForRest(restMs: number): Promise<void> {
  const ticks = Math.ceil(restMs / TICK_MS);
  let leftTicks = ticks;
  const observer = new PerformanceObserver((list) => {
    // Pictures that the page itself made have addresses too (`blob:`).
    if (list.getEntries().some(({ name }) => /^https?:/.test(name))) leftTicks = ticks;
  });
  observer.observe({ type: 'resource' });
  for (; leftTicks > 0; leftTicks -= 1) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  observer.disconnect();
}
