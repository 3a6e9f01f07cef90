/**
 * How wide the window is, where style sheets alone can't tell the page.
 */
import { useSyncExternalStore } from 'react';

/** The page stands in one column up to here; see app.module.css. */
const COLUMN_MAX_PX = 1099;
/** Up to here the header has no room for every label. */
const HEADER_MAX_PX = 1279;

function makeHook(maxWidthPx: number): () => boolean {
  const query = matchMedia(`(max-width: ${maxWidthPx}px)`);
  const subscribe = (listener: () => void): (() => void) => {
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
  return () => useSyncExternalStore(subscribe, () => query.matches);
}

/** Whether the page stands in one column. */
export const useNarrow = makeHook(COLUMN_MAX_PX);

/** Whether the header is short of room. */
export const useShortHeader = makeHook(HEADER_MAX_PX);
