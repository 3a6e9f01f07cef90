/**
 * The reader's look at a film on screen. Invariants: a film that comes back is looked at as the reader left it, and one that was not
 * looked at before, or was read anew, as it was read; of two films that are compared, each goes where the other was moved last.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import type { Store } from '../../study/store.ts';
import { act, FIRST_LOOK, type Look, type LookAction, type Sight } from '../../viewer/look.ts';
import { type Framed, followView, type View } from '../../viewer/view.ts';
import { useApp } from '../use-app.ts';

/** Where one of two compared films was moved last. */
export interface LinkedView extends Framed {
  readonly view: View;
}

/** What ties two films together. */
export interface ViewLink {
  /** null before either was moved. */
  readonly last: LinkedView | null;
  readonly publish: (view: LinkedView) => void;
}

/** What is looked at. */
export interface LookTarget {
  /** Names the film and the run that it was read in. */
  readonly key: string;
  /** null while there is nothing to be seen. */
  readonly sight: Sight | null;
  /** null for a film on its own. */
  readonly link: ViewLink | null;
}

/** A look and how to change it. */
export interface LookState {
  readonly look: Look;
  /** Does one thing to the look as it is now. */
  readonly perform: (action: LookAction) => void;
  /** Does one thing after another to a look, such as that at the start of a drag. */
  readonly performFrom: (from: Look, ...actions: readonly LookAction[]) => void;
}

/** How the reader left each film, while the page is open: a few numbers for each one that was touched. */
const looksByStore = new WeakMap<Store, Map<string, Look>>();

function useLooks(): Map<string, Look> {
  const { store } = useApp();
  const known = looksByStore.get(store) ?? new Map<string, Look>();
  looksByStore.set(store, known);
  return known;
}

/** The look at one film. */
export function useLook({ key, sight, link }: LookTarget): LookState {
  const looks = useLooks();
  const left = looks.get(key) ?? FIRST_LOOK;
  const [held, setHeld] = useState({ key, look: left });
  // Adjusted while rendering, so that no frame shows one film with another's window.
  if (held.key !== key) setHeld({ key, look: left });
  const own = held.key === key ? held.look : left;
  const last = link?.last ?? null;
  const look =
    last === null || sight === null ? own : { ...own, view: followView(last.view, last, own.view, sight) };
  /** Several things may be done before the page is drawn anew: each to what the one before left. */
  const latest = useRef(look);
  useLayoutEffect(() => {
    latest.current = look;
  });
  const performFrom: LookState['performFrom'] = (from, ...actions) => {
    if (sight === null) return;
    const next = actions.reduce((reached, action) => act(reached, sight, action), from);
    latest.current = next;
    looks.set(key, next);
    setHeld({ key, look: next });
    link?.publish({ view: next.view, film: sight.film, frame: sight.frame });
  };
  return { look, perform: (action) => performFrom(latest.current, action), performFrom };
}
