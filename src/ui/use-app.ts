/**
 * What components may use, handed down by context, and the hooks that read the stores.
 * Invariant: a selector returns a primitive or an object that the store itself holds, so that a component renders only
 * when what it shows has changed, whatever else the batch does.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ModelCard } from '../model/model-card.ts';
import type { EngineState, EngineStateSource } from '../runtime/engine-state.ts';
import type { Offline } from '../runtime/offline.ts';
import type { FilmShelf } from '../study/film-shelf.ts';
import type { OcclusionCheck } from '../study/occlusion-check.ts';
import type { Runner } from '../study/runner.ts';
import type { Store } from '../study/store.ts';
import type { AppState, Study } from '../study/study.ts';
import type { SampleShelf } from './samples.ts';

/** The ports that main.tsx builds and the page uses. */
export interface AppPorts {
  readonly store: Store;
  readonly engine: EngineStateSource;
  readonly offline: Pick<Offline, 'getStatus' | 'subscribe' | 'applyUpdate'>;
  readonly samples: SampleShelf;
  /** Films at their full depth, while they are on screen. */
  readonly films: FilmShelf;
  /** The occlusion check of the selected study. */
  readonly occlusion: OcclusionCheck;
  /** Appends files, or the members of archives, to the list and starts their work. `skippedFiles` counts rubbish left out already. */
  readonly addFiles: (files: readonly File[], skippedFiles: number) => void;
  /** Runs a failed study once more. */
  readonly retry: (id: number) => void;
  /** Runs every failed study once more. */
  readonly retryFailed: () => void;
  /** Holds the batch up, lets it go on, or gives up what waits. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Appends one frame (from 1) of a study that was rejected for having several; gives the new study's index. */
  readonly addFrame: (id: number, frame: number) => number | null;
  /** Reads a finished study once more: corrected as suggested, or as it is in its file again. */
  readonly reread: (id: number, as: 'suggested' | 'stored') => void;
  /** Asks for the picture of a study in view, where it was dropped to save memory. */
  readonly requestPreview: (id: number) => void;
  /** What exports read of a study's file, at the moment that they are asked for. */
  readonly files: Pick<Runner, 'readPreview' | 'getSource'>;
}

/** Holds the ports; provided once, by main.tsx. */
export const AppContext = createContext<AppPorts | null>(null);

/**
 * The ports.
 *
 * @throws Error outside of the provider
 */
export function useApp(): AppPorts {
  const ports = useContext(AppContext);
  if (ports === null) throw new Error('A component stands outside of AppContext.');
  return ports;
}

/** One value of the state; the component renders again when it changes by `Object.is`. */
export function useAppState<T>(select: (state: AppState) => T): T {
  const { store } = useApp();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** The study with this id; undefined for null and unknown ids. */
export function useStudy(id: number | null): Study | undefined {
  return useAppState((state) => (id === null ? undefined : state.studies[id]));
}

/** The state of the engine. */
export function useEngineState(): EngineState {
  const { engine } = useApp();
  return useSyncExternalStore(engine.subscribe, engine.getState);
}

const lastCards = new WeakMap<EngineStateSource, ModelCard>();

/**
 * The card of the model that was verified last. What it computed stays its own, whether the engine is verified anew or
 * locked later: a graphics processor lost at film 400 takes nothing from the 399 before.
 */
export function readModelCard(engine: EngineStateSource): ModelCard | null {
  const state = engine.getState();
  if (state.kind === 'ready') lastCards.set(engine, state.card);
  return lastCards.get(engine) ?? null;
}

/** The verified model card; null until there is one. */
export function useModelCard(): ModelCard | null {
  const { engine } = useApp();
  return useSyncExternalStore(engine.subscribe, () => readModelCard(engine));
}

/**
 * The study whose film and result are on screen: the selected one, else the first, so that a lone file that could not
 * be read is explained without a click.
 */
export function shownStudyId(state: Pick<AppState, 'selectedId' | 'studies'>): number | null {
  return state.selectedId ?? (state.studies.length > 0 ? 0 : null);
}
