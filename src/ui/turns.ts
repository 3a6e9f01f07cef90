/**
 * Charts are mounted one at a time, when the page has nothing else to do: each takes tens of milliseconds of the main thread in one
 * piece, and a list of them would hold back a reader's click for all of it.
 */
import { useEffect, useState } from 'react';

/** After this a page that is never idle mounts the next one anyway, ms. */
const PATIENCE_MS = 500;

const waiting = new Set<() => void>();
let isAsked = false;

function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: PATIENCE_MS });
  else setTimeout(work, 0);
}

function askForNext(): void {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  whenIdle(() => {
    isAsked = false;
    const [next] = waiting;
    if (next !== undefined) {
      waiting.delete(next);
      next();
    }
    askForNext();
  });
}

/** Whether it is this component's turn to mount what is heavy in it; once true it stays so. */
export function useTurn(): boolean {
  const [hasTurn, setHasTurn] = useState(false);
  useEffect(() => {
    const take = (): void => setHasTurn(true);
    waiting.add(take);
    askForNext();
    return () => void waiting.delete(take);
  }, []);
  return hasTurn;
}
