/**
 * When the page has been drawn for the first time: what is large and not needed for that waits for it, so that on a slow line
 * it does not take the bandwidth from the page itself.
 */

/** A tab that is never drawn, or a browser that does not tell, goes on after this, ms. */
const LIMIT_MS = 2000;

const PAINT = 'first-contentful-paint';

/**
 * Resolves once the page's first content is drawn; at once in a tab that nobody sees, or a browser that has no way to tell; after two
 * seconds in any case. Never rejects.
 */
export function waitForFirstPaint(): Promise<void> {
  if (!canTell() || document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('visibilitychange', finish);
      resolve();
    };
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName(PAINT).length > 0) finish();
    });
    const timer = setTimeout(finish, LIMIT_MS);
    document.addEventListener('visibilitychange', finish);
    observer.observe({ type: 'paint', buffered: true });
  });
}

/** Blockers of fingerprints take the observer away, or what it may observe. */
function canTell(): boolean {
  const observer: Partial<typeof PerformanceObserver> | undefined = globalThis.PerformanceObserver;
  return observer?.supportedEntryTypes?.includes('paint') ?? false;
}
