/**
 * The engine as a queue of radiographs. What computes is verified (`engine-keeper.ts`); what is lost under a radiograph, or
 * gives no number, is verified anew before the next.
 * Invariants: no number comes from an unverified engine, and none of several in a pass from one that was not proven so; calls are computed
 * one after the other.
 */
import { assess, calibrateLogit, NotANumberError } from '../model/assess.ts';
import { calibrateMap } from '../model/saliency.ts';
import {
  type Classifier,
  type Engine,
  EngineLockedError,
  EngineLostError,
  type EngineReading,
  type MappedPrediction,
} from './classifier.ts';
import { EngineKeeper, type EngineOptions, type InUse } from './engine-keeper.ts';
import { LockError } from './lock-error.ts';

/** An engine that can be told to hold what would take its place. */
export interface PageEngine extends Engine {
  /**
   * Fetches all that the engines need which may take over from this one, so that a later loss makes no request. Waits its turn
   * among the computations. Never rejects: what can't be had can't take over either.
   */
  holdFallbacks(): Promise<void>;
}

/** Reads numbers off predictions. @throws NotANumberError */
type Reader<T> = (predictions: readonly MappedPrediction[], used: InUse) => T;

/**
 * Inputs of passes that gave no number. Whose fault it was is not known, so the caller asks for each alone: the one at fault fails once more
 * and is to count once.
 */
type Blamed = WeakSet<Float32Array>;

/** Tries for one pass before its studies fail as `engine-lost`. */
const MAX_ATTEMPTS = 3;

/** Longest pass of several radiographs, since wasm and cpu hold the page up for all of it: with it a click is answered in time. */
const MAX_PASS_MS = 80;

/** Starts an engine; its state tells when it is ready or locked. */
export function createEngine(options: EngineOptions): PageEngine {
  // Repairs an idle engine too, so that the page shows at once what it stands on.
  const keeper = new EngineKeeper(options, (lost) => void enqueue(() => keeper.recover(lost)));
  let tail: Promise<unknown> = keeper.start();
  const now = options.now ?? (() => performance.now());
  /** How long the last pass of an engine took a radiograph: another one's says nothing. The first pass is of one, and tells. */
  let pace: { readonly of: Classifier; readonly msPerInput: number } | null = null;
  const blamed: Blamed = new WeakSet();

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const predictTimed: typeof predict = async (classifier, inputs) => {
    const startMs = now();
    const predictions = await classifier.predict(inputs);
    pace = { of: classifier, msPerInput: (now() - startMs) / inputs.length };
    return predictions;
  };

  return {
    getState: keeper.store.getState,
    subscribe: keeper.store.subscribe,
    getPassSize: () => {
      const inUse = keeper.getInUse();
      if (inUse === null || pace?.of !== inUse.active.classifier) return 1;
      const full = inUse.model.selfTest.rawLogits.length;
      return full * pace.msPerInput <= MAX_PASS_MS ? full : 1;
    },
    assess: (inputs) => enqueue(() => compute(keeper, inputs, predictTimed, readAssessments, blamed)),
    score: (inputs) => enqueue(() => compute(keeper, inputs, predict, readLogits, blamed)),
    holdFallbacks: () => enqueue(() => keeper.holdFallbacks()),
  };
}

function predict(classifier: Classifier, inputs: readonly Float32Array[]): Promise<MappedPrediction[]> {
  return classifier.predict(inputs);
}

/** Computes on a verified engine; `read` throws on what is no number, inside of what verifies the engine anew. */
async function compute<T>(
  keeper: EngineKeeper,
  inputs: readonly Float32Array[],
  predictBy: typeof predict,
  read: Reader<T>,
  blamed: Blamed,
): Promise<T> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const used = keeper.getInUse();
    if (used === null) throw new EngineLockedError('No engine is verified.');
    try {
      if (inputs.length > 1) await used.active.provePass();
      return read(await predictBy(used.active.classifier, inputs), used);
    } catch (error) {
      // Whatever went wrong, this engine has to prove itself before the next radiograph.
      await keeper.recover(used, !isBlamedAgain(error, inputs, blamed));
      // A lock is the proof of a pass that failed, before any radiograph was computed.
      if (!(error instanceof EngineLostError || error instanceof LockError)) throw error;
    }
  }
  throw new EngineLostError('The engine was lost again and again.');
}

/** Whether an input alone gives no number that gave none in a pass with others; of such a pass, all are blamed. */
function isBlamedAgain(error: unknown, inputs: readonly Float32Array[], blamed: Blamed): boolean {
  if (!(error instanceof NotANumberError)) return false;
  if (inputs.length === 1) return blamed.delete(inputs[0]);
  for (const input of inputs) blamed.add(input);
  return false;
}

function readAssessments(
  predictions: readonly MappedPrediction[],
  { active: { classifier, backend }, model: { card, familiarity } }: InUse,
): EngineReading[] {
  return predictions.map((prediction) => ({
    assessment: assess(prediction, card, familiarity),
    saliency: calibrateMap(prediction.activation, classifier.bias, card.calibration),
    engine: backend.name,
  }));
}

/** Logits alone: the domain of a greyed film says nothing. What is no number throws, and is noticed. */
function readLogits(predictions: readonly MappedPrediction[], { model: { card } }: InUse): number[] {
  return predictions.map(({ rawLogit }) => calibrateLogit(rawLogit, card.calibration));
}
