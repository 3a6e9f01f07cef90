/**
 * The engine as a queue of radiographs. What computes is verified (`engine-keeper.ts`); what is lost under a radiograph, or
 * gives no number, is verified anew before the next.
 * Invariants: no number comes from an unverified engine; calls are computed one after the other.
 */
import { assess, calibrateLogit } from '../model/assess.ts';
import { calibrateMap } from '../model/saliency.ts';
import {
  type Engine,
  EngineLockedError,
  EngineLostError,
  type EngineReading,
  type MappedPrediction,
} from './classifier.ts';
import { EngineKeeper, type EngineOptions, type InUse } from './engine-keeper.ts';

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
  // The first pass is of one radiograph, and tells.
  let msPerInput = Number.POSITIVE_INFINITY;

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  return {
    getState: keeper.store.getState,
    subscribe: keeper.store.subscribe,
    getPassSize: () => {
      const proven = keeper.getInUse()?.model.selfTest.rawLogits.length ?? 1;
      return proven * msPerInput <= MAX_PASS_MS ? proven : 1;
    },
    assess: (inputs) =>
      enqueue(async () => {
        const startMs = now();
        const readings = await compute(keeper, inputs, readAssessments);
        msPerInput = (now() - startMs) / inputs.length;
        return readings;
      }),
    score: (inputs) => enqueue(() => compute(keeper, inputs, readLogits)),
    holdFallbacks: () => enqueue(() => keeper.holdFallbacks()),
  };
}

/** Computes on a verified engine; `read` throws on what is no number, inside of what verifies the engine anew. */
async function compute<T>(
  keeper: EngineKeeper,
  inputs: readonly Float32Array[],
  read: Reader<T>,
): Promise<T> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const used = keeper.getInUse();
    if (used === null) throw new EngineLockedError('No engine is verified.');
    try {
      return read(await used.active.classifier.predict(inputs), used);
    } catch (error) {
      // Whatever went wrong, this engine has to prove itself before the next radiograph.
      await keeper.recover(used);
      if (!(error instanceof EngineLostError)) throw error;
    }
  }
  throw new EngineLostError('The engine was lost again and again.');
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
