/**
 * Asks before the page is left while it holds films: results are kept nowhere else.
 */
import type { Store } from '../study/store.ts';

/**
 * Lets the browser ask before a reload or the end of the tab, from the first film on. An empty page is left freely, and may
 * be kept by the browser for the way back.
 */
export function guardLeaving(store: Store, target: Pick<EventTarget, 'addEventListener'> = window): void {
  const unsubscribe = store.subscribe(() => {
    if (store.getState().studies.length === 0) return;
    unsubscribe();
    target.addEventListener('beforeunload', (event) => event.preventDefault());
  });
}
