/**
 * In which order engines are tried, why the one in use is in use, and what is remembered of that.
 * Invariants: remembered is only what was found the fastest among several, or what is alone in being able to run here; what failed
 * for a reason that may pass (a download, a lost context) decides nothing for the next start; an engine that isn't the one
 * that was found or remembered is never called so.
 */
import { type BackendDriver, BackendUnavailableError } from './backends/backend.ts';
import type { EngineMemory } from './engine-memory.ts';
import { ENGINE_NAMES, type EngineName } from './engine-name.ts';
import type { EngineSelection } from './engine-state.ts';
import { findFastest, keepContenders, prepareContenders, putFirst } from './fastest-engine.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { type Active, startVerified, stopQuietly } from './start-engine.ts';
import { timeClassifier } from './time-classifier.ts';

/** Which engine the address asks for; null: the best one. */
export type EngineChoice = EngineName | null;

/**
 * Reads `?backend=`.
 *
 * @param search the address' query, with or without its question mark
 * @throws LockError `backend-unknown` naming the allowed ones
 */
export function parseEngineChoice(search: string): EngineChoice {
  const value = new URLSearchParams(search).get('backend');
  if (value === null) return null;
  const name = ENGINE_NAMES.find((candidate) => candidate === value);
  if (name !== undefined) return name;
  throw new LockError('backend-unknown', `There is no such backend; allowed are ${ENGINE_NAMES.join(', ')}.`);
}

/** What the order of engines stands on. */
export interface EngineOrderOptions {
  /** In order of preference. */
  readonly drivers: readonly BackendDriver[];
  readonly choice: EngineChoice;
  /** Without it the order of preference decides alone. */
  readonly memory: EngineMemory | undefined;
  /** Milliseconds of any clock that never runs back. */
  readonly now: () => number;
}

/** The engines that may be tried, the next one first. */
export interface EngineOrder {
  /** The reader asked for one by name: it is never replaced, and nothing is remembered. */
  readonly isForced: boolean;
  getDrivers(): readonly BackendDriver[];
  /**
   * Puts what is remembered, or else found by a trial, before all others.
   *
   * @returns the fastest, where it still runs from its trial: the caller's to free
   */
  decide(model: VerifiedModel): Promise<Active | null>;
  /** To be told of each failure to start. */
  noteFailure(engine: EngineName, error: unknown): void;
  /**
   * To be told of each engine that came up; remembers or forgets.
   *
   * @returns why it is this one; null where nobody had a choice
   */
  accept(engine: EngineName): EngineSelection | null;
  /** To be told that none came up. */
  giveUp(): void;
  /** Leaves an engine out from now on, where there is another that may take its place. */
  leaveOut(engine: EngineName): void;
}

/** What is known of the engines' speed. */
interface Finding extends EngineSelection {
  /** Null where there was nothing to compare. */
  readonly engine: EngineName | null;
}

/** Starts at once to fetch the code of those that may come to run. */
export function createEngineOrder({ drivers: all, choice, memory, now }: EngineOrderOptions): EngineOrder {
  const isForced = choice !== null;
  const recalled = isForced ? null : (memory?.recall() ?? null);
  /** Those that can't run here, as against those that failed for now. */
  const refused = new Set<EngineName>();
  let drivers = all.filter(({ name }) => !isForced || choice === name);
  let finding: Finding | null = null;
  let model = '';
  let isFirst = true;
  /** Whom the memory holds. */
  let kept: EngineName | null = null;

  const noteFailure = (engine: EngineName, error: unknown): void => {
    if (error instanceof BackendUnavailableError) refused.add(engine);
  };
  const contenders = prepareContenders(drivers, isForced, recalled?.engine ?? null, noteFailure);

  const measure = async (loaded: VerifiedModel): Promise<Active | null> => {
    const { fastest, medianMs, running } = await findFastest(await contenders, {
      start: (driver) => startVerified(driver, isForced, loaded, 'first'),
      time: ({ classifier }) => timeClassifier(classifier, loaded.selfTestInputs[0], now),
      stop: stopQuietly,
      noteFailure,
    });
    const isCompared = Object.keys(medianMs).length > 1;
    finding = { basis: isCompared ? 'measured' : 'preferred', medianMs, engine: isCompared ? fastest : null };
    if (fastest !== null) drivers = putFirst(drivers, fastest);
    return running;
  };

  const mayRemember = (engine: EngineName, { basis, engine: found }: Finding): boolean => {
    if (basis === 'measured') return engine === found;
    return keepContenders(all).every(({ name }) => name === engine || refused.has(name));
  };

  return {
    isForced,
    getDrivers: () => drivers,
    noteFailure,
    async decide(loaded) {
      if (isForced || memory === undefined) return null;
      model = loaded.card.model.sha256;
      if (recalled?.model !== model) return measure(loaded);
      finding = { basis: 'remembered', medianMs: recalled.medianMs, engine: recalled.engine };
      kept = recalled.engine;
      drivers = putFirst(drivers, kept);
      return null;
    },
    accept(engine) {
      if (finding === null) return null;
      const { basis, medianMs, engine: found } = finding;
      const isNew = isFirst && basis !== 'remembered';
      isFirst = false;
      if (isNew && mayRemember(engine, finding)) {
        memory?.remember({ engine, model, medianMs });
        kept = engine;
      } else if (engine !== kept) memory?.forget();
      return { basis: engine === found ? basis : 'preferred', medianMs };
    },
    giveUp() {
      if (finding !== null) memory?.forget();
    },
    leaveOut(engine) {
      if (isForced || drivers.length < 2) return;
      drivers = drivers.filter(({ name }) => name !== engine);
      if (finding !== null) memory?.forget();
    },
  };
}
