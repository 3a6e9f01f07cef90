/**
 * The film of a study at its full depth, as long as a component shows it.
 */
import { useEffect, useSyncExternalStore } from 'react';
import type { FilmState } from '../../study/film-shelf.ts';
import { isFinished, type Study } from '../../study/study.ts';
import { useApp } from '../use-app.ts';

/** The state, and a way to try again what failed. */
export interface Film {
  readonly state: FilmState;
  readonly retry: () => void;
}

/** Asks for the film once its study is read, and lets it go with the component. */
export function useFilm({ id, run, ...study }: Study): Film {
  const { films } = useApp();
  // Of a file without pixels there is nothing to have; while the study is read, it would only be in its way.
  const isThere = isFinished({ id, run, ...study }) && study.preview !== null;
  useEffect(() => films.want(isThere ? [{ id, run }] : []), [films, id, run, isThere]);
  const state = useSyncExternalStore(films.subscribe, () => films.getState({ id, run }));
  return { state, retry: () => films.want([{ id, run }]) };
}
