/**
 * One training step after another: pass (fast or plain graph), AdamW, weight average, batch norm's statistics.
 *
 * Invariants: the number of tensors is the same after every step; the same calls give the same bits; a step that
 * diverges changes nothing.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { BATCH_NORM } from '../../src/model/network-parts.ts';
import { createFastGraph } from './fast-graph.ts';
import { type AdamwOptions, stepAdamw } from './flat-adamw.ts';
import { disposeHeld, type HeldVectors, loadHeld, readModel, saveHeld, writeModel } from './held-vectors.ts';
import {
  type DropoutInfo,
  listDropouts,
  type ModelWalk,
  UnsupportedLayerError,
  walkModel,
} from './layer-walk.ts';
import { weightedCrossEntropy } from './loss.ts';
import { pick } from './pick.ts';
import { createPlainGraph } from './plain-graph.ts';
import { explainMissingKernels } from './raw-kernels.ts';
import type { TrainerState } from './trainer-state.ts';
import type { PassOutput, TrainingGraph } from './training-graph.ts';
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
  /**
   * Radius of sharpness-aware minimisation (Foret et al., ICLR 2021): the gradient is taken where the loss is highest
   * within this distance, to first order. Twice the cost. Absent: plain steps. Statistics and loss are of the first pass.
   */
  readonly sharpnessRadius?: number;
  /** Is told at the end of each part of a step, in this order: for measuring. With a sharpness radius it hears of both passes. */
  readonly onPart?: (part: StepPart) => void;
}

/** What a step consists of; `update`: optimiser, weight average, statistics, and the loss read back. */
export type StepPart = 'forward' | 'backward' | 'update';

/** One batch; nothing in it is changed or disposed. */
export interface Batch {
  /** [B, H, W, C] float32, preprocessed. */
  readonly x: tf.Tensor4D;
  /** [B], 0 (normal) or 1 (pneumonia), or between for mixed images. */
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
  /**
   * Replaces batch norm's moving statistics by those that the averaged weights have over some batches: the moving ones are of
   * the newest weights, which differ from the average where the learning rate has not fallen. The last batches weigh most,
   * as in training. Weights, moments and the number of steps stay; of what throws, everything.
   *
   * @throws RangeError without a batch; DivergedError when a statistic is no finite number; what `batches` throws
   */
  settleStatistics(batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<void>;
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

/** What one step computes; the tensors are those of a `tf.tidy`. */
interface StepTensors {
  readonly next: HeldVectors;
  readonly loss: tf.Scalar;
  readonly logits: tf.Tensor2D;
  /** Not finite when any weight or statistic is not. */
  readonly checksum: tf.Tensor;
}

class GraphTrainer implements Trainer {
  readonly graph: GraphName;
  readonly graphReason: string | null;
  readonly dropouts: readonly DropoutInfo[];
  readonly #options: TrainerOptions;
  readonly #walk: ModelWalk;
  readonly #pass: TrainingGraph;
  readonly #decayMask: tf.Tensor1D;
  #held: HeldVectors;
  #stepCount = 0;

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#walk = walkModel(options.model);
    this.dropouts = listDropouts(this.#walk);
    const chosen = chooseGraph(options.model, this.#walk, options.graph);
    this.graph = chosen.name;
    this.graphReason = chosen.reason;
    this.#pass = chosen.graph;
    this.#decayMask = tf.tensor1d(makeDecayMask(this.#walk.weights));
    this.#held = readModel(options.model);
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  step(batch: Batch, learningRate: number): StepResult {
    const tensors: StepTensors[] = [];
    // What is returned survives the tidy; a typed list carries it out, the container type of tfjs is too narrow.
    tf.tidy(() => {
      const computed = this.#computeStep(batch, learningRate);
      tensors.push(computed);
      const { next, loss, logits, checksum } = computed;
      return [...Object.values(next), loss, logits, checksum];
    });
    const { next, ...seen } = pick(tensors, 0);
    const [loss = Number.NaN] = seen.loss.dataSync();
    const [checksum = Number.NaN] = seen.checksum.dataSync();
    const logits = new Float32Array(seen.logits.dataSync());
    tf.dispose([seen.loss, seen.checksum, seen.logits]);
    if (!Number.isFinite(loss) || !Number.isFinite(checksum)) {
      disposeHeld(next);
      throw new DivergedError(
        `The training diverged at step ${this.#stepCount + 1}: the loss is ${loss}. Try a lower learning rate.`,
      );
    }
    this.#replaceHeld(next, this.#stepCount + 1);
    this.#options.onPart?.('update');
    return { loss, logits };
  }

  async settleStatistics(batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<void> {
    let moving = tf.zerosLike(this.#held.statistics);
    let missing = 1;
    try {
      for await (const batch of batches) {
        const before = moving;
        moving = tf.tidy(() => this.#prepare(batch)(this.#held.average, before).statistics);
        before.dispose();
        missing *= BATCH_NORM.momentum;
      }
      if (missing === 1) throw new RangeError('Statistics are of at least one batch.');
      // What started at zero is too small by the share that no batch has filled.
      const statistics = tf.div<tf.Tensor1D>(moving, 1 - missing);
      if (!statistics.dataSync().every(Number.isFinite)) {
        statistics.dispose();
        throw new DivergedError('The averaged weights give statistics that are no numbers.');
      }
      this.#held.statistics.dispose();
      this.#held = { ...this.#held, statistics };
    } finally {
      moving.dispose();
    }
  }

  assignTo(model: LayersModel, which: 'average' | 'latest'): void {
    const weights = which === 'average' ? this.#held.average : this.#held.weights;
    writeModel(model, this.#walk, weights, this.#held.statistics);
  }

  readState(): TrainerState {
    return saveHeld(this.#held, this.#walk, this.#stepCount);
  }

  restore(state: TrainerState): void {
    this.#replaceHeld(loadHeld(state, this.#walk), state.stepCount);
  }

  dispose(): void {
    disposeHeld(this.#held);
    this.#decayMask.dispose();
  }

  #replaceHeld(next: HeldVectors, stepCount: number): void {
    disposeHeld(this.#held);
    this.#held = next;
    this.#stepCount = stepCount;
  }

  /** One batch as tensors of the enclosing `tf.tidy`; what it gives runs forward and back at any weights. */
  #prepare(batch: Batch): (weights: tf.Tensor1D, statistics?: tf.Tensor1D) => PassOutput {
    const { labelSmoothing, onPart } = this.#options;
    const count = batch.x.shape[0];
    const column = (values: Float32Array, what: string) =>
      tf.tensor2d(requireLength(values, count, what), [count, 1]);
    const labels = column(batch.y, 'y');
    const sampleWeight = column(batch.sampleWeight, 'sampleWeight');
    const dropoutMasks = this.dropouts.map(({ units, shape }, i) =>
      tf.tensor(requireLength(batch.dropoutMasks[i], count * units, `dropoutMasks[${i}]`), [count, ...shape]),
    );
    return (weights, statistics = this.#held.statistics) => {
      const pass = this.#pass({
        weights: unflatten(weights, this.#walk.weights),
        statistics,
        x: batch.x,
        dropoutMasks,
        lossOf: (logits) => {
          const loss = weightedCrossEntropy(logits, labels, sampleWeight, labelSmoothing);
          onPart?.('forward');
          return loss;
        },
      });
      onPart?.('backward');
      return pass;
    };
  }

  #computeStep(batch: Batch, learningRate: number): StepTensors {
    const { optimizer, sharpnessRadius } = this.#options;
    const passAt = this.#prepare(batch);
    const pass = passAt(this.#held.weights);
    let gradient = flatten(pass.gradients);
    if (sharpnessRadius !== undefined) {
      const length = tf.add(tf.norm(gradient), 1e-12);
      const climbed: tf.Tensor1D = tf.add(
        this.#held.weights,
        tf.mul(gradient, tf.div(sharpnessRadius, length)),
      );
      gradient = flatten(passAt(climbed).gradients);
    }
    const moved = stepAdamw(this.#held, gradient, this.#decayMask, learningRate, this.#stepCount, optimizer);
    const next = { ...moved, statistics: pass.statistics };
    const checksum = tf.add(tf.sum(next.weights), tf.sum(next.statistics));
    return { next, loss: pass.loss, logits: pass.logits, checksum };
  }
}

/**
 * Starts a training from the model's present weights.
 *
 * @returns a trainer, owned by the caller (`dispose()`)
 * @throws UnsupportedLayerError when the model, or with `graph: 'fast'` this machine, can't be trained so
 */
export function createTrainer(options: TrainerOptions): Trainer {
  return new GraphTrainer(options);
}
