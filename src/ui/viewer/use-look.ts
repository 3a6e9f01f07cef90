/**
 * The reader's look at the film on screen. Invariant: another film, or the same one read anew, is looked at as it was read.
 */
import { useState } from 'react';
import { act, FIRST_LOOK, type Look, type LookAction, type Sight } from '../../viewer/look.ts';

/** A look and how to change it. */
export interface LookState {
  readonly look: Look;
  /** Does one thing to the look as it is now. */
  readonly perform: (action: LookAction) => void;
  /** Does one thing to another look, such as that at the start of a drag. */
  readonly performFrom: (from: Look, action: LookAction) => void;
}

/**
 * @param key what is looked at; another one begins anew
 * @param sight null while there is nothing to be seen
 */
export function useLook(key: string, sight: Sight | null): LookState {
  const [held, setHeld] = useState({ key, look: FIRST_LOOK });
  // Adjusted while rendering, so that no frame shows one film with another's window.
  if (held.key !== key) setHeld({ key, look: FIRST_LOOK });
  const look = held.key === key ? held.look : FIRST_LOOK;
  return {
    look,
    perform(action) {
      if (sight !== null) setHeld((now) => ({ ...now, look: act(now.look, sight, action) }));
    },
    performFrom(from, action) {
      if (sight !== null) setHeld({ key, look: act(from, sight, action) });
    },
  };
}
