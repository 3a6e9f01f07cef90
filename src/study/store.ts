/**
 * Holds the state and tells listeners of changes; no React. The state is always current, the telling is coalesced:
 * a batch of thousands must not render the page thousands of times, while a reader's own action shows at once.
 */
import { type AppEvent, INITIAL_STATE, reduce } from './reducer.ts';
import type { AppState } from './study.ts';

/** The app's store. */
export interface Store {
  /** The current state; the same object until something changes. */
  readonly getState: () => AppState;
  /** Reduces one event. */
  readonly dispatch: (event: AppEvent) => void;
  /**
   * Calls `listener` after changes.
   *
   * @returns unsubscribes
   */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Longest time that a change made by the machine stays untold: two frames. */
const COALESCE_MS = 32;

/** The same in a list longer than a screen, once a result is there to look at: drawing the page takes what reads the films. */
const LONG_LIST_COALESCE_MS = 100;
const LONG_LIST = 24;

function coalesceMsOf({ studies, selectedId }: AppState): number {
  return studies.length > LONG_LIST && selectedId !== null ? LONG_LIST_COALESCE_MS : COALESCE_MS;
}

/** Events by the reader's hand: shown without delay, so that a controlled input never lags behind its hand. */
const IMMEDIATE: ReadonlySet<AppEvent['type']> = new Set([
  'added',
  'opening-began',
  'opening-ended',
  'prevalence-set',
  'read',
  'read-first-set',
  'reread',
  'retried',
  'revealed',
  'selected',
  'threshold-set',
]);

/** A store with its own state. */
export function createStore(initial: AppState = INITIAL_STATE): Store {
  let state = initial;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const tell = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const listener of listeners) listener();
  };

  return {
    getState: () => state,
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      if (IMMEDIATE.has(event.type)) tell();
      // A timer, not an animation frame: a hidden tab has no frames, and its title and status still count.
      else timer ??= setTimeout(tell, coalesceMsOf(state));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
