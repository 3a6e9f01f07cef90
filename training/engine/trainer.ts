/**
 * One training step after another: pass (fast or plain graph), AdamW, weight average, batch norm's statistics.
 *
 * Invariants: the number of tensors is the same after every step; the same calls give the same bits; a step that
 * diverges changes nothing.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createFastGraph } from './fast-graph.ts';
import { type AdamwOptions, type AdamwVectors, stepAdamw } from './flat-adamw.ts';
import {
  type DropoutInfo,
  listDropouts,
  listStatisticVariables,
  listWeightVariables,
  type ModelWalk,
  UnsupportedLayerError,
  type WeightInfo,
  walkModel,
} from './layer-walk.ts';
import { weightedCrossEntropy } from './loss.ts';
import { pick } from './pick.ts';
import { createPlainGraph } from './plain-graph.ts';
import { explainMissingKernels } from './raw-kernels.ts';
import type { TrainerState } from './trainer-state.ts';
import type { TrainingGraph } from './training-graph.ts';
import { flatten, makeDecayMask, unflatten } from './weight-layout.ts';

/** Which pass runs: TensorFlow's own kernels or tfjs' layers. */
export type GraphName = 'fast' | 'plain';

/** What a trainer is made from. */
export interface TrainerOptions {
  /**
   * The network in its `batch` form; its weights are the initial ones. Not owned; it must outlive the trainer. The plain
   * graph overwrites its variables, the fast one leaves them alone: read results with `assignTo`.
   */
  readonly model: LayersModel;
  /** `auto` takes the fast graph where it can run; `Trainer.graphReason` says why not. */
  readonly graph: GraphName | 'auto';
  readonly optimizer: AdamwOptions;
  /** 0 to 1, see `weightedCrossEntropy`. */
  readonly labelSmoothing: number;
}

/** One batch; nothing in it is changed or disposed. */
export interface Batch {
  /** [B, H, W, C] float32, preprocessed. */
  readonly x: tf.Tensor4D;
  /** [B], 0 (normal) or 1 (pneumonia). */
  readonly y: Float32Array;
  /** [B], >= 0: class weight and the like. */
  readonly sampleWeight: Float32Array;
  /** One per entry of `Trainer.dropouts`, each [B x units] from `makeDropoutMask`. */
  readonly dropoutMasks: readonly Float32Array[];
}

/** What a step saw, before it moved the weights. */
export interface StepResult {
  /** Smoothed and weighted. */
  readonly loss: number;
  /** [B], in training mode: batch statistics and dropout. */
  readonly logits: Float32Array;
}

/** Loss or weights became infinite or not a number. */
export class DivergedError extends Error {
  override name = 'DivergedError';
}

/** A training in progress; owns its tensors until `dispose`. */
export interface Trainer {
  /** The pass that really runs. */
  readonly graph: GraphName;
  /** Why `auto` took the plain graph, one line; null otherwise. */
  readonly graphReason: string | null;
  /** The masks that a batch must bring. */
  readonly dropouts: readonly DropoutInfo[];
  /** Optimiser steps done. */
  readonly stepCount: number;
  /**
   * Does one step.
   *
   * @throws DivergedError when loss or weights are no longer finite; the trainer is then as before the step
   * @throws RangeError when the batch's parts don't fit together
   */
  step(batch: Batch, learningRate: number): StepResult;
  /** Copies weights (`average` or `latest`) and moving statistics into a model of the same build. */
  assignTo(model: LayersModel, which: 'average' | 'latest'): void;
  /** A copy of everything that is needed to go on. */
  readState(): TrainerState;
  /** Goes on from a state; throws when it is of a model with other weights. */
  restore(state: TrainerState): void;
  /** Frees the trainer's tensors; the model is left alone. */
  dispose(): void;
}

/** Chooses the pass, or says why the wanted one can't be. */
function chooseGraph(
  model: LayersModel,
  walk: ModelWalk,
  wanted: TrainerOptions['graph'],
): { name: GraphName; reason: string | null; graph: TrainingGraph } {
  const plain = (reason: string | null) =>
    ({ name: 'plain', reason, graph: createPlainGraph(model, walk) }) as const;
  if (wanted === 'plain') return plain(null);
  const missing = explainMissingKernels();
  if (missing !== null) {
    if (wanted === 'fast') throw new UnsupportedLayerError(`The fast graph can't run: ${missing}.`);
    return plain(missing);
  }
  try {
    return { name: 'fast', reason: null, graph: createFastGraph(walk) };
  } catch (error) {
    if (wanted === 'fast' || !(error instanceof UnsupportedLayerError)) throw error;
    return plain(error.message);
  }
}

function requireLength(values: Float32Array | undefined, length: number, what: string): Float32Array {
  if (values?.length === length) return values;
  throw new RangeError(`${what}: ${length} values are needed, ${values?.length ?? 'none'} were given.`);
}

function requireSameLayout(have: readonly WeightInfo[], given: readonly WeightInfo[], what: string): void {
  if (JSON.stringify(have) !== JSON.stringify(given)) {
    throw new Error(`The ${what} of the given state or model are not those of this trainer's model.`);
  }
}

/** The tensors that live from step to step. */
type Held = AdamwVectors & { readonly statistics: tf.Tensor1D };

/** The engine may read an array only at first use; a copy keeps the caller free to change its own. */
function copyIn(values: Float32Array): tf.Tensor1D {
  return tf.tensor1d(values.slice());
}

function copyOut(vector: tf.Tensor1D): Float32Array {
  return new Float32Array(vector.dataSync());
}

function copyLayout(infos: readonly WeightInfo[]): { name: string; shape: number[] }[] {
  return infos.map(({ name, shape }) => ({ name, shape: [...shape] }));
}

function disposeHeld(held: Held): void {
  tf.dispose([held.weights, held.m, held.v, held.average, held.statistics]);
}

function readInitial(model: LayersModel): Held {
  return tf.tidy(() => {
    const weights = flatten(listWeightVariables(model).map((variable) => variable.read()));
    const statistics = flatten(listStatisticVariables(model).map((variable) => variable.read()));
    return {
      weights,
      statistics,
      m: tf.zerosLike(weights),
      v: tf.zerosLike(weights),
      average: tf.clone(weights),
    };
  });
}

/**
 * Starts a training from the model's present weights.
 *
 * @returns a trainer, owned by the caller (`dispose()`)
 * @throws UnsupportedLayerError when the model, or with `graph: 'fast'` this machine, can't be trained so
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { model, optimizer, labelSmoothing } = options;
  const walk = walkModel(model);
  const dropouts = listDropouts(walk);
  const chosen = chooseGraph(model, walk, options.graph);
  const decayMask = tf.tensor1d(makeDecayMask(walk.weights));
  let held = readInitial(model);
  let stepCount = 0;

  /** The tensors of one step; inside `tf.tidy`. */
  const computeStep = (batch: Batch, learningRate: number) => {
    const count = batch.x.shape[0];
    const column = (values: Float32Array, what: string) =>
      tf.tensor2d(requireLength(values, count, what), [count, 1]);
    const labels = column(batch.y, 'y');
    const sampleWeight = column(batch.sampleWeight, 'sampleWeight');
    const dropoutMasks = dropouts.map(({ units, shape }, i) =>
      tf.tensor(requireLength(batch.dropoutMasks[i], count * units, `dropoutMasks[${i}]`), [count, ...shape]),
    );
    const pass = chosen.graph({
      weights: unflatten(held.weights, walk.weights),
      statistics: unflatten(held.statistics, walk.statistics),
      x: batch.x,
      dropoutMasks,
      lossOf: (logits) => weightedCrossEntropy(logits, labels, sampleWeight, labelSmoothing),
    });
    const moved = stepAdamw(held, flatten(pass.gradients), decayMask, learningRate, stepCount, optimizer);
    const next: Held = { ...moved, statistics: flatten(pass.statistics) };
    return {
      next,
      loss: pass.loss,
      logits: pass.logits,
      checksum: tf.add(tf.sum(next.weights), tf.sum(next.statistics)),
    };
  };

  const step = (batch: Batch, learningRate: number): StepResult => {
    const { next, ...seen } = tf.tidy(() => computeStep(batch, learningRate));
    const [loss = Number.NaN] = seen.loss.dataSync();
    const [checksum = Number.NaN] = seen.checksum.dataSync();
    const logits = new Float32Array(seen.logits.dataSync());
    tf.dispose([seen.loss, seen.checksum, seen.logits]);
    if (!Number.isFinite(loss) || !Number.isFinite(checksum)) {
      disposeHeld(next);
      throw new DivergedError(
        `The training diverged at step ${stepCount + 1}: the loss is ${loss}. Try a lower learning rate.`,
      );
    }
    disposeHeld(held);
    held = next;
    stepCount += 1;
    return { loss, logits };
  };

  const assignTo = (target: LayersModel, which: 'average' | 'latest'): void => {
    const targetWalk = walkModel(target);
    requireSameLayout(walk.weights, targetWalk.weights, 'weights');
    requireSameLayout(walk.statistics, targetWalk.statistics, 'statistics');
    tf.tidy(() => {
      const weights = unflatten(which === 'average' ? held.average : held.weights, walk.weights);
      const statistics = unflatten(held.statistics, walk.statistics);
      for (const [i, variable] of listWeightVariables(target).entries()) variable.write(pick(weights, i));
      for (const [i, variable] of listStatisticVariables(target).entries())
        variable.write(pick(statistics, i));
    });
  };

  const readState = (): TrainerState => {
    return {
      stepCount,
      layout: { weights: copyLayout(walk.weights), statistics: copyLayout(walk.statistics) },
      weights: copyOut(held.weights),
      m: copyOut(held.m),
      v: copyOut(held.v),
      average: copyOut(held.average),
      statistics: copyOut(held.statistics),
    };
  };

  const restore = (state: TrainerState): void => {
    requireSameLayout(walk.weights, state.layout.weights, 'weights');
    requireSameLayout(walk.statistics, state.layout.statistics, 'statistics');
    const restored: Held = {
      weights: copyIn(state.weights),
      m: copyIn(state.m),
      v: copyIn(state.v),
      average: copyIn(state.average),
      statistics: copyIn(state.statistics),
    };
    disposeHeld(held);
    held = restored;
    stepCount = state.stepCount;
  };

  return {
    graph: chosen.name,
    graphReason: chosen.reason,
    dropouts,
    get stepCount() {
      return stepCount;
    },
    step,
    assignTo,
    readState,
    restore,
    dispose: () => {
      disposeHeld(held);
      decayMask.dispose();
    },
  };
}
