/**
 * The ports of inference: what a loaded network does, and what the app asks of an engine.
 */
import type { Assessment, RawPrediction } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { EngineName } from './engine-name.ts';
import type { EngineStateSource } from './engine-state.ts';

/** One network loaded on one engine. It may be unverified: only `Engine` hands out numbers. */
export interface Classifier {
  readonly engine: EngineName;
  readonly card: ModelCard;
  /**
   * Runs the network on one or more inputs at once.
   *
   * @param inputs each sizePx * sizePx standardised values; not changed
   * @returns one prediction per input, in order; holds no tensor
   * @throws EngineLostError when the engine was lost before the numbers were read
   */
  predict(inputs: readonly Float32Array[]): Promise<RawPrediction[]>;
  /** Frees the weights; safe on a lost engine. */
  dispose(): void;
}

/** An assessment and the engine that computed it. */
export interface EngineReading {
  readonly assessment: Assessment;
  readonly engine: EngineName;
}

/** A verified engine, or one on its way there. */
export interface Engine extends EngineStateSource {
  /**
   * Assesses one radiograph. Calls are computed one after the other; while a lost engine is verified anew they wait.
   *
   * @param input sizePx * sizePx standardised values
   * @throws EngineLockedError when no engine passed its self-test
   * @throws EngineLostError when the engine was lost again and again
   * @throws NotANumberError when the network gave no number; the engine is then verified anew
   */
  assess(input: Float32Array): Promise<EngineReading>;
}

/** The engine was lost (a WebGL context) before its numbers were read. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';
}

/** No engine is allowed to compute. */
export class EngineLockedError extends Error {
  override readonly name = 'EngineLockedError';
}
