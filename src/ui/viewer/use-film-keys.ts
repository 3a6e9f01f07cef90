/**
 * The keys of the film and its tools, done. Invariant: what is typed into a field, or pressed while a dialog is open, is not the
 * film's.
 */
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { LookAction } from '../../viewer/look.ts';
import { shownStudyId, useApp, useAppState } from '../use-app.ts';
import type { Tool } from './use-gestures.ts';
import { meaningOf } from './viewer-keys.ts';

/** What keys can do. */
export interface KeyActions {
  readonly frameRef: RefObject<HTMLElement | null>;
  readonly perform: (action: LookAction) => void;
  readonly onTool: (tool: Tool) => void;
  readonly onHeatmap: () => void;
  readonly onCompare: () => void;
  readonly onSheet: () => void;
}

/** Handlers for the element around film and tools. */
export interface FilmKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onKeyUp: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
}

/** @returns the handlers, and whether Space is held on the film, so that the left button moves it */
export function useFilmKeys(actions: KeyActions): {
  readonly handlers: FilmKeys;
  readonly isSpaceHeld: () => boolean;
} {
  const { store } = useApp();
  const total = useAppState((state) => state.studies.length);
  const shownId = useAppState(shownStudyId);
  const isSpaceHeld = useRef(false);
  const step = (by: 1 | -1): void => {
    const id = (shownId ?? 0) + by;
    if (id >= 0 && id < total) store.dispatch({ type: 'selected', id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    if (target instanceof HTMLInputElement || (target instanceof Element && target.closest('dialog'))) return;
    if (event.key === ' ' && target === actions.frameRef.current) {
      isSpaceHeld.current = true;
      event.preventDefault();
      return;
    }
    const meaning = meaningOf(event);
    if (meaning === null) return;
    event.preventDefault();
    if (meaning.kind === 'look') actions.perform(meaning.action);
    else if (meaning.kind === 'tool') actions.onTool(meaning.tool);
    else if (meaning.kind === 'step') step(meaning.by);
    else if (meaning.kind === 'heatmap') actions.onHeatmap();
    else if (meaning.kind === 'compare') actions.onCompare();
    else actions.onSheet();
  };
  const release = (): void => {
    isSpaceHeld.current = false;
  };
  const onKeyUp = ({ key }: KeyboardEvent): void => {
    if (key === ' ') release();
  };
  return { handlers: { onKeyDown, onKeyUp, onBlur: release }, isSpaceHeld: () => isSpaceHeld.current };
}
