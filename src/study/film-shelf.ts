/**
 * The films that the viewer shows at their full depth: decoded anew when they come on screen, and the last two alone, so
 * that memory stays flat however long the list is.
 * Invariants: a film belongs to one run of one study, and goes when that study is read anew; a decode that nobody waits
 * for any more is dropped before it begins, or its film when it comes; a failure is a state, never an exception.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import type { FailureCode } from './codes.ts';
import { failureOf } from './failure-of.ts';
import type { Runner } from './runner.ts';

/** Films held at once: two can be compared, and the one before is at hand. */
const MAX_FILMS = 2;

/** A film that is only passed on the way down the list is not decoded. */
const DELAY_MS = 120;

/** One run of one study. */
export interface WantedFilm {
  readonly id: number;
  readonly run: number;
}

/** Where a wanted film stands. */
export type FilmState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly film: ViewableFilm }
  | { readonly kind: 'failed'; readonly error: FailureCode };

/** The shelf. */
export interface FilmShelf {
  /** The state of a wanted film; the same object until it changes. Whatever is not wanted is loading for ever. */
  readonly getState: (wanted: WantedFilm) => FilmState;
  /**
   * Calls `listener` after changes.
   *
   * @returns unsubscribes
   */
  readonly subscribe: (listener: () => void) => () => void;
  /** Says which films are on screen, at most two; what is not there is decoded, a failed one again. */
  want(films: readonly WantedFilm[]): void;
}

interface Entry extends WantedFilm {
  state: FilmState;
  /** Drops a decode that has not begun. */
  readonly drop: () => void;
}

const LOADING: FilmState = { kind: 'loading' };

/** An empty shelf. */
export function createFilmShelf({ runner }: { readonly runner: Pick<Runner, 'readFilm'> }): FilmShelf {
  /** In order of last use. */
  let entries: Entry[] = [];
  const listeners = new Set<() => void>();
  const find = ({ id, run }: WantedFilm): Entry | undefined =>
    entries.find((entry) => entry.id === id && entry.run === run);

  const begin = ({ id, run }: WantedFilm): Entry => {
    const aborter = new AbortController();
    let hasBegun = false;
    const decode = async (): Promise<void> => {
      const state = await runner
        .readFilm(id, { signal: aborter.signal, onStart: () => (hasBegun = true) })
        .then((film): FilmState => ({ kind: 'ready', film }))
        .catch((error: unknown): FilmState => ({ kind: 'failed', error: failureOf(error) }));
      if (!entries.includes(entry)) return;
      entry.state = state;
      for (const listener of listeners) listener();
    };
    const timer = setTimeout(() => void decode(), DELAY_MS);
    const entry: Entry = {
      id,
      run,
      state: LOADING,
      drop: () => {
        clearTimeout(timer);
        // One that has begun is let finish: ending it would cost its worker.
        if (!hasBegun) aborter.abort();
      },
    };
    return entry;
  };

  return {
    getState: (wanted) => find(wanted)?.state ?? LOADING,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want(films) {
      const held = entries;
      const shown = films.map((film) => {
        const entry = find(film);
        return entry === undefined || entry.state.kind === 'failed' ? begin(film) : entry;
      });
      // What was shown before stays while there is room, if it is whole and not an earlier run of a film on screen.
      const isKept = (entry: Entry): boolean =>
        entry.state.kind === 'ready' && !shown.some(({ id }) => id === entry.id);
      entries = [...held.filter(isKept), ...shown].slice(-MAX_FILMS);
      for (const entry of held) if (!entries.includes(entry)) entry.drop();
      for (const listener of listeners) listener();
    },
  };
}
