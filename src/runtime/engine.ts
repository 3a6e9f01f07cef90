/**
 * Chooses an engine (by speed, where there are several and nobody asked for one), proves it, and keeps it honest: an engine that is lost or gives no number is verified anew, on a
 * fresh backend, before it computes again.
 * Invariants: no number comes from an unverified engine; a forced engine is never replaced by another; calls are
 * computed one after the other.
 */
import { assess, calibrateLogit, NotANumberError } from '../model/assess.ts';
import { calibrateMap } from '../model/saliency.ts';
import { type Backend, type BackendDriver, BackendUnavailableError } from './backends/backend.ts';
import {
  type Classifier,
  type Engine,
  EngineLockedError,
  EngineLostError,
  type EngineReading,
  type MappedPrediction,
} from './classifier.ts';
import type { EngineMemory, EngineRecord } from './engine-memory.ts';
import { ENGINE_NAMES, type EngineName } from './engine-name.ts';
import { createEngineStateStore, type EngineSelection } from './engine-state.ts';
import { findFastest, prepareContenders, putFirst } from './fastest-engine.ts';
import { loadClassifier } from './layers-classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { timeClassifier } from './time-classifier.ts';
import { verifyClassifier } from './verify.ts';

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

/** What an engine is made of. */
export interface EngineOptions {
  /** In order of preference. */
  readonly drivers: readonly BackendDriver[];
  /** @throws LockError */
  readonly choose: () => EngineChoice;
  /** @throws LockError */
  readonly loadModel: () => Promise<VerifiedModel>;
  /** What was found the fastest here; without it the order of preference decides alone. */
  readonly memory?: EngineMemory;
  /** Milliseconds of any clock that never runs back. */
  readonly now?: () => number;
}

/** A verified network with the backend under it. */
interface Active {
  readonly backend: Backend;
  readonly classifier: Classifier;
}

/** Tries for one radiograph before its study fails as `engine-lost`. */
const MAX_ATTEMPTS = 3;
/** Losses after which an engine that was not forced gives way to the next. */
const MAX_LOSSES = 3;

/** Starts an engine; its state tells when it is ready or locked. */
export function createEngine(options: EngineOptions): Engine {
  const store = createEngineStateStore();
  const losses = new Map<EngineName, number>();
  let active: Active | null = null;
  let drivers: readonly BackendDriver[] = [];
  let isForced = false;
  let model: VerifiedModel | null = null;
  let selection: EngineSelection | null = null;

  const retire = (): void => {
    if (active === null) return;
    const { classifier, backend } = active;
    active = null;
    stopQuietly(classifier, backend);
  };

  const announce = (ready: Active, { card }: VerifiedModel): void => {
    watch(ready);
    store.setState({
      kind: 'ready',
      engine: ready.backend.name,
      card,
      ...(selection === null ? {} : { selection }),
    });
  };

  /** Brings up the first driver that passes; locks when none does. */
  const bringUp = async (loaded: VerifiedModel): Promise<void> => {
    const refusals: LockError[] = [];
    for (const driver of drivers) {
      try {
        active = await startVerified(driver, isForced, loaded);
        announce(active, loaded);
        return;
      } catch (error) {
        refusals.push(toLockError(error, driver.name));
      }
    }
    // What failed the test says more than what isn't there.
    const worst = refusals.find(({ code }) => code !== 'backend-unavailable') ?? refusals[0];
    throw new LockError(worst.code, refusals.map(({ message }) => message).join(' '));
  };

  const lock = (error: unknown): void => {
    const { code, message } = toLockError(error, null);
    store.setState({ kind: 'locked', reason: code, detail: message });
  };

  const start = async (): Promise<void> => {
    try {
      const choice = options.choose();
      isForced = choice !== null;
      drivers = options.drivers.filter(({ name }) => choice === null || choice === name);
      const recalled = isForced ? null : (options.memory?.recall() ?? null);
      const contenders = prepareContenders(drivers, isForced, recalled?.engine ?? null);
      model = await options.loadModel();
      if (isForced || options.memory === undefined) await bringUp(model);
      else if (recalled?.model === model.card.model.sha256) await resume(model, options.memory, recalled);
      else await measure(model, options.memory, await contenders);
    } catch (error) {
      lock(error);
    }
  };

  /** Goes on with the engine that was the fastest at an earlier start; forgets it where it isn't to be had any more. */
  const resume = async (
    loaded: VerifiedModel,
    memory: EngineMemory,
    { engine, medianMs }: EngineRecord,
  ): Promise<void> => {
    drivers = putFirst(drivers, engine);
    selection = { basis: 'remembered', medianMs };
    try {
      await bringUp(loaded);
    } finally {
      if (active?.backend.name !== engine) memory.forget();
    }
  };

  /** Finds the fastest of those that pass the self-test, and remembers it. */
  const measure = async (
    loaded: VerifiedModel,
    memory: EngineMemory,
    contenders: readonly BackendDriver[],
  ): Promise<void> => {
    const { fastest, medianMs, running } = await findFastest(contenders, {
      start: (driver) => startVerified(driver, isForced, loaded),
      time: ({ classifier }) => timeClassifier(classifier, options.now ?? (() => performance.now())),
      stop: ({ classifier, backend }) => stopQuietly(classifier, backend),
    });
    selection = { basis: fastest === null ? 'preferred' : 'measured', medianMs };
    if (fastest !== null) drivers = putFirst(drivers, fastest);
    active = running;
    if (running === null) await bringUp(loaded);
    else announce(running, loaded);
    if (active !== null)
      memory.remember({ engine: active.backend.name, model: loaded.card.model.sha256, medianMs });
  };

  /** Verifies anew, in order of preference, without the engine that was lost too often. */
  const recover = async (failed: Active): Promise<void> => {
    // Two calls may notice one loss.
    if (active !== failed || model === null) return;
    store.setState({ kind: 'loading' });
    const { name } = failed.backend;
    const count = (losses.get(name) ?? 0) + 1;
    losses.set(name, count);
    retire();
    const mayGiveWay = !isForced && count >= MAX_LOSSES && drivers.length > 1;
    if (mayGiveWay) drivers = drivers.filter((driver) => driver.name !== name);
    try {
      await bringUp(model);
    } catch (error) {
      lock(error);
    }
  };

  const started = start();
  let tail: Promise<unknown> = started;

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const watch = (watched: Active): void => {
    // Repairs an idle engine too, so that the page shows at once what it stands on.
    watched.backend.onLost(() => void enqueue(() => recover(watched)));
  };

  /** Computes on a verified engine; `read` throws on what is no number, inside of what verifies the engine anew. */
  const compute = async <T>(
    inputs: readonly Float32Array[],
    read: (predictions: readonly MappedPrediction[], used: Active, loaded: VerifiedModel) => T,
  ): Promise<T> => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      if (active === null || model === null) throw new EngineLockedError('No engine is verified.');
      const used = active;
      try {
        return read(await used.classifier.predict(inputs), used, model);
      } catch (error) {
        // Whatever went wrong, this engine has to prove itself before the next radiograph.
        await recover(used);
        if (!(error instanceof EngineLostError)) throw error;
      }
    }
    throw new EngineLostError('The engine was lost again and again.');
  };

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    assess: (input) => enqueue(() => compute([input], readAssessment)),
    score: (inputs) => enqueue(() => compute(inputs, readLogits)),
  };
}

function readAssessment(
  [prediction]: readonly MappedPrediction[],
  { classifier, backend }: Active,
  { card, familiarity }: VerifiedModel,
): EngineReading {
  return {
    assessment: assess(prediction, card, familiarity),
    saliency: calibrateMap(prediction.activation, classifier.bias, card.calibration),
    engine: backend.name,
  };
}

/** Logits alone: the domain of a greyed film says nothing. What is no number throws, and is noticed. */
function readLogits(
  predictions: readonly MappedPrediction[],
  _used: Active,
  { card }: VerifiedModel,
): number[] {
  return predictions.map(({ rawLogit }) => calibrateLogit(rawLogit, card.calibration));
}

async function startVerified(
  driver: BackendDriver,
  isForced: boolean,
  model: VerifiedModel,
): Promise<Active> {
  const backend = await driver.start(isForced);
  let classifier: Classifier | null = null;
  try {
    classifier = await loadClassifier(model, backend);
    await verifyClassifier(classifier, model, backend.precision);
    return { backend, classifier };
  } catch (error) {
    stopQuietly(classifier, backend);
    throw error;
  }
}

/** A lost engine may refuse to be tidied up; nothing hangs on it. */
function stopQuietly(classifier: Classifier | null, backend: Backend): void {
  for (const free of [() => classifier?.dispose(), () => backend.stop()]) {
    try {
      free();
    } catch {
      // Its memory went with its context.
    }
  }
}

function toLockError(error: unknown, name: EngineName | null): LockError {
  if (error instanceof LockError) return error;
  const options = { cause: error };
  if (error instanceof BackendUnavailableError) {
    return new LockError('backend-unavailable', `${name ?? 'The engine'}: ${error.message}`, options);
  }
  if (error instanceof EngineLostError || error instanceof NotANumberError) {
    return new LockError('self-test-failed', `${name ?? 'The engine'} was lost in its self-test.`, options);
  }
  const reason = error instanceof Error ? error.message : 'unknown';
  return new LockError('backend-unavailable', `${name ?? 'The engine'} failed to start: ${reason}`, options);
}
