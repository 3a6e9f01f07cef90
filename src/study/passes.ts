/**
 * The second half of a study's life: what is decoded waits here, is computed in passes of several films where so many wait, and is
 * concluded. Owns the inputs on their way.
 * Invariants: no number comes before the engine is verified; no film waits for a pass to fill; one film's fault never touches
 * another, though they were computed together.
 */
import type { DecodedFilm } from '../image/messages.ts';
import { confirmCorrection } from '../model/confirm-correction.ts';
import type { DomainReading } from '../model/familiarity.ts';
import type { Correction } from '../model/orientation.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import type { Engine, EngineReading } from '../runtime/classifier.ts';
import type { FailureCode, WithholdingCode } from './codes.ts';
import { failureOf } from './failure-of.ts';
import type { Store } from './store.ts';
import type { Stage } from './study.ts';

/** One run of one study. */
export interface Run {
  readonly id: number;
  readonly run: number;
}

/** A run whose film is decoded. */
export interface DecodedRun extends Run {
  readonly decoded: DecodedFilm;
  /** When its decoding began, by the clock of `now`. */
  readonly startMs: number;
}

/** What passes work with. */
export interface PassesOptions {
  readonly store: Store;
  readonly engine: Omit<Engine, 'score'>;
  /** Milliseconds of any clock that never runs back. */
  readonly now: () => number;
  /** Lets the page draw and answer between two passes. */
  readonly yieldToPage: () => Promise<void>;
  readonly isStopped: () => boolean;
  readonly fail: (run: Run, stage: Stage, error: FailureCode) => void;
  /** Called when films no longer wait: there is room for others. */
  readonly onTaken: () => void;
  /** Called where the engine is locked: nothing that waits, here or elsewhere, can ever be read. */
  readonly onLocked: () => void;
}

/** Films between their decoding and their result. */
export interface Passes {
  /** Lets a decoded film wait, until `computeAll`. */
  readonly add: (run: DecodedRun) => void;
  readonly countWaiting: () => number;
  /** Fails all that waits, for want of an engine. */
  readonly failWaiting: () => void;
  /** Computes until nothing waits; does nothing while it is at it, or before the engine is there. */
  readonly computeAll: () => Promise<void>;
}

/** Reasons that hold only with a correction to offer. */
const LIES_WRONG: ReadonlySet<WithholdingCode> = new Set(['film-inverted', 'film-turned']);

/** Passes of a runner. */
export function createPasses(options: PassesOptions): Passes {
  const { store, engine, now, yieldToPage, isStopped, fail, onTaken, onLocked } = options;
  const waiting: DecodedRun[] = [];
  let isComputing = false;

  /** Computes what is decoded until nothing is left; what is decoded too early waits for the engine. */
  const computeAll = async (): Promise<void> => {
    const { kind } = engine.getState();
    if (isComputing || kind === 'loading') return;
    if (kind === 'locked') onLocked();
    isComputing = true;
    for (let next = takePass(); next.length > 0 && !isStopped(); next = takePass()) {
      onTaken();
      await predictTogether(next);
      await yieldToPage();
    }
    isComputing = false;
  };

  /** A full pass where so many films wait, else the first alone: it waits for no other. */
  const takePass = (): DecodedRun[] => {
    const size = engine.getPassSize();
    return waiting.splice(0, waiting.length >= size ? size : 1);
  };

  const predictTogether = async (runs: readonly DecodedRun[]): Promise<void> => {
    for (const { id, run } of runs) store.dispatch({ type: 'advanced', id, run, stage: 'predicting' });
    let readings: readonly EngineReading[];
    try {
      readings = await engine.assess(runs.map(({ decoded }) => decoded.input));
    } catch (error) {
      if (isStopped()) return;
      if (runs.length === 1) fail(runs[0], 'predicting', failureOf(error));
      // Whose fault it was is not known: each is computed alone, and fails alone.
      else await predictApart(runs);
      return;
    }
    for (const [index, run] of runs.entries()) await conclude(run, readings[index]);
  };

  const predictApart = async (runs: readonly DecodedRun[]): Promise<void> => {
    for (const run of runs) {
      await yieldToPage();
      if (isStopped()) return;
      await predictTogether([run]);
    }
  };

  const judgeCopy = async (input: Float32Array): Promise<DomainReading> => {
    const [{ assessment }] = await engine.assess([input]);
    return assessment;
  };

  /** The correction to offer: what the film's look suggests, if the domain check agrees. */
  const findOffer = async ({ input, suggestion }: DecodedFilm, asRead: DomainReading) => {
    if (suggestion === null) return null;
    const isConfirmed = await confirmCorrection(input, INPUT_SIZE_PX, asRead, suggestion, judgeCopy);
    return isConfirmed ? suggestion : null;
  };

  const conclude = async (
    { id, run, decoded, startMs }: DecodedRun,
    { assessment, saliency, engine: engineName }: EngineReading,
  ): Promise<void> => {
    let correction: Correction | null;
    try {
      correction = await findOffer(decoded, assessment);
    } catch (error) {
      if (!isStopped()) fail({ id, run }, 'predicting', failureOf(error));
      return;
    }
    if (isStopped()) return;
    store.dispatch({ type: 'suggested', id, run, correction });
    if (assessment.domain === 'rejected') {
      const reason = correction === null ? 'not-a-chest-radiograph' : 'not-a-chest-as-it-lies';
      store.dispatch({ type: 'rejected', id, run, reason, frames: null });
      return;
    }
    const { warnings, film } = decoded;
    const filmReasons = decoded.withholdings.filter((code) => correction !== null || !LIES_WRONG.has(code));
    const durationMs = now() - startMs;
    const result = { assessment, saliency, warnings, filmReasons, engine: engineName, durationMs, film };
    store.dispatch({ type: 'predicted', id, run, result });
  };

  return {
    add: (run) => {
      waiting.push(run);
    },
    countWaiting: () => waiting.length,
    failWaiting: () => {
      for (const run of waiting.splice(0)) fail(run, 'predicting', 'engine-locked');
    },
    computeAll,
  };
}
