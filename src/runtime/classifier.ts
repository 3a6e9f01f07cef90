/**
 * The ports of inference: what a loaded network does, and what the app asks of an engine.
 */
import type { Assessment, OutsideDomain, RawPrediction } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { Grid, SaliencyMap } from '../model/saliency.ts';
import type { EngineName } from './engine-name.ts';
import type { EngineStateSource } from './engine-state.ts';

/** What the network said of one image, and where. */
export interface MappedPrediction extends RawPrediction {
  /** The raw logit's density: its mean plus the head's bias is `rawLogit`. */
  readonly activation: Grid;
}

/** One network loaded on one engine. It may be unverified: only `Engine` hands out numbers. */
export interface Classifier {
  readonly engine: EngineName;
  readonly card: ModelCard;
  /** Bias of the head, as the loaded network has it. */
  readonly bias: number;
  /**
   * Runs the network on one or more inputs at once.
   *
   * @param inputs each sizePx * sizePx standardised values; not changed
   * @returns one prediction per input, in order; holds no tensor
   * @throws EngineLostError when the engine was lost before the numbers were read
   */
  predict(inputs: readonly Float32Array[]): Promise<MappedPrediction[]>;
  /** Frees the weights; safe on a lost engine. */
  dispose(): void;
}

/** An assessment, the map of the same pass, and the engine that computed them. */
export interface EngineReading {
  readonly assessment: Assessment | OutsideDomain;
  readonly saliency: SaliencyMap;
  readonly engine: EngineName;
}

/** A verified engine, or one on its way there. */
export interface Engine extends EngineStateSource {
  /**
   * How many radiographs a full pass holds: as many as the self-test has, which proves them at once before the first such pass of
   * the engine in use, or 1 where so many would hold the page up.
   */
  getPassSize(): number;
  /**
   * Assesses radiographs in one pass, each as it would be alone. Calls are computed one after the other; while a lost engine is
   * verified anew they wait.
   *
   * @param inputs one or `getPassSize()`, each sizePx * sizePx standardised values
   * @returns one reading per input, in order
   * @throws EngineLockedError when no engine passed its self-test
   * @throws EngineLostError when the engine was lost again and again
   * @throws NotANumberError when the network gave no number for one of them, which then is not told; the engine is verified anew
   */
  assess(inputs: readonly Float32Array[]): Promise<EngineReading[]>;
  /**
   * Scores a few inputs in one pass, for the occlusion check; waits its turn among the assessments.
   *
   * @param inputs each sizePx * sizePx standardised values
   * @returns one calibrated logit per input, in order
   * @throws as `assess`
   */
  score(inputs: readonly Float32Array[]): Promise<number[]>;
}

/** The engine was lost (a WebGL context) before its numbers were read. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';
}

/** No engine is allowed to compute. */
export class EngineLockedError extends Error {
  override readonly name = 'EngineLockedError';
}
