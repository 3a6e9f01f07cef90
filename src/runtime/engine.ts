/**
 * Chooses an engine, proves it, and keeps it honest: an engine that is lost or gives no number is verified anew, on a
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
import { ENGINE_NAMES, type EngineName } from './engine-name.ts';
import { createEngineStateStore } from './engine-state.ts';
import { loadClassifier } from './layers-classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
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

  const retire = (): void => {
    if (active === null) return;
    const { classifier, backend } = active;
    active = null;
    stopQuietly(classifier, backend);
  };

  /** Brings up the first driver that passes; locks when none does. */
  const bringUp = async (loaded: VerifiedModel): Promise<void> => {
    const refusals: LockError[] = [];
    for (const driver of drivers) {
      try {
        active = await startVerified(driver, isForced, loaded);
        watch(active);
        store.setState({ kind: 'ready', engine: driver.name, card: loaded.card });
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
      model = await options.loadModel();
      await bringUp(model);
    } catch (error) {
      lock(error);
    }
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
