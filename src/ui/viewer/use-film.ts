/**
 * Films at their full depth, as long as they are on screen.
 */
import { useEffect, useSyncExternalStore } from 'react';
import type { FilmState, WantedFilm } from '../../study/film-shelf.ts';
import { isFinished, type Study } from '../../study/study.ts';
import { useApp } from '../use-app.ts';

/** The state of a film, and a way to try again what failed. */
export interface Film {
  readonly state: FilmState;
  readonly retry: () => void;
}

/** The film of a study that `useWantedFilms` asks for. */
export function useFilm({ id, run }: WantedFilm): Film {
  const { films } = useApp();
  const state = useSyncExternalStore(films.subscribe, () => films.getState({ id, run }));
  return { state, retry: () => films.retry({ id, run }) };
}

/** The run to be decoded; null for a file without pixels, and while the study is read: it would only be in its way. */
function runOf(study: Study | undefined): number | null {
  return study !== undefined && isFinished(study) && study.preview !== null ? study.run : null;
}

/** Asks for the films on screen, once their studies are read. */
export function useWantedFilms(shown: Study, compared: Study | undefined): void {
  const { films } = useApp();
  const [shownId, shownRun] = [shown.id, runOf(shown)];
  const [comparedId, comparedRun] = [compared?.id ?? null, runOf(compared)];
  useEffect(() => {
    const wanted: WantedFilm[] = [];
    if (comparedId !== null && comparedRun !== null) wanted.push({ id: comparedId, run: comparedRun });
    if (shownRun !== null) wanted.push({ id: shownId, run: shownRun });
    films.want(wanted);
  }, [films, shownId, shownRun, comparedId, comparedRun]);
}
