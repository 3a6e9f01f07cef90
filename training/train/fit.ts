/**
 * Fits one classifier: epochs of steps, a checkpoint after each, resumable at every epoch.
 * Invariant: order, augmentation and dropout are re-seeded from (seed, epoch, step), so that a resumed run ends where
 * an unbroken one does, bit for bit on the same machine. The validation images are only watched: the last epoch ships.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildClassifier } from '../../src/model/architecture.ts';
import { auroc } from '../../src/model/metrics/ranking.ts';
import { createRandom, mixSeed } from '../../src/model/random.ts';
import { countSteps, makeBatches, type TrainingBatch } from '../data/batches.ts';
import { type ImageCache, readFormedInputs } from '../data/cache.ts';
import { exchangeTones } from '../data/exchange-tones.ts';
import { mixBatch } from '../data/mix.ts';
import { replaceSurroundings } from '../data/surroundings.ts';
import { makeDropoutMask } from '../engine/dropout-mask.ts';
import { type Batch, createTrainer, type StepResult, type Trainer } from '../engine/trainer.ts';
import { type Interrupt, InterruptedError } from '../run/run-command.ts';
import { applyLite0 } from '../start/apply-lite0.ts';
import { loadStartingWeights } from '../start/starting-weights.ts';
import { type EpochRecord, loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { learningRateAt, optimizerOf, type TrainingConfig } from './config.ts';
import { predictAll } from './predict.ts';
import { createRobustWeights } from './robust-weights.ts';

/** Words mixed into a step's seed, so that mixing, surroundings and dropout are unrelated. */
const MIX_DRAW = 0x319;
const SURROUNDINGS_DRAW = 0x5a1;
const EXCHANGE_DRAW = 0xe7c;

/** Of an epoch whose weights were not held against the validation images. */
const UNWATCHED = { validationLoss: null, auroc: null };

/** What a fit tells while it runs. */
export interface FitListener {
  onStep(progress: {
    readonly epoch: number;
    readonly step: number;
    readonly steps: number;
    readonly loss: number;
  }): void;
  onEpoch(record: EpochRecord): void;
}

/** One fit. */
export interface FitTask {
  readonly cache: ImageCache;
  /** Indices into `cache.images`. */
  readonly training: readonly number[];
  /** Watched after each epoch, never learnt from and never chosen by; may be empty. */
  readonly validation: readonly number[];
  readonly config: TrainingConfig;
  /** See `BatchOptions.targets`; decided by what `runHash` covers. Absent: the labels. */
  readonly targets?: Float32Array | undefined;
  readonly seed: number;
  /** Folder of the checkpoints. */
  readonly folder: string;
  readonly runHash: string;
  readonly listener: FitListener;
  readonly interrupt: Interrupt;
}

/** A fitted classifier. */
export interface FitResult {
  /** The `batch` form with averaged weights; owned by the caller. */
  readonly model: LayersModel;
  readonly history: readonly EpochRecord[];
}

/**
 * Fits, or goes on where the folder's checkpoint stands; a finished fit is only loaded.
 *
 * @throws InterruptedError when the user asked to stop; finished epochs are kept
 * @throws CommandError `disk-full`, `other-run`, `no-starting-weights`
 * @throws RangeError when the recipe's start does not fit its network
 */
export async function fitClassifier(task: FitTask): Promise<FitResult> {
  const { config, cache } = task;
  const saved = await loadCheckpoint(task.folder, task.runHash);
  const model = await buildStart(task, saved !== null);
  const steps = countSteps(task.training.length, config.batchSize) * config.epochs;
  const trainer = createTrainer({
    model,
    graph: 'auto',
    optimizer: optimizerOf(config, steps),
    labelSmoothing: config.labelSmoothing,
    ...(config.sharpnessRadius === undefined ? {} : { sharpnessRadius: config.sharpnessRadius }),
  });
  try {
    const history = [...(saved?.progress.history ?? [])];
    if (saved !== null) trainer.restore(saved.state);
    const validation = readFormedInputs(cache, task.validation, config.inputForm);
    for (let epoch = history.length; epoch < config.epochs; epoch += 1) {
      const startMs = performance.now();
      const trainingLoss = await runEpoch(task, trainer, epoch);
      const isLast = epoch + 1 === config.epochs;
      if (config.tail !== undefined && isLast) await settleStatistics(task, trainer);
      trainer.assignTo(model, 'average');
      // With a tail the average has its own statistics only in the end: what it says before is of no network that ships.
      const watched =
        config.tail === undefined || isLast ? watchValidation(model, validation, task) : UNWATCHED;
      const record = {
        epoch: epoch + 1,
        trainingLoss,
        ...watched,
        seconds: (performance.now() - startMs) / 1000,
      };
      history.push(record);
      await saveCheckpoint(task.folder, task.runHash, history, trainer.readState());
      task.listener.onEpoch(record);
    }
    trainer.assignTo(model, 'average');
    return { model, history };
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    trainer.dispose();
  }
}

/** The network that a fit starts from; a resumed one takes all weights from its checkpoint and needs no published ones. */
async function buildStart({ config, seed }: FitTask, isResumed: boolean): Promise<LayersModel> {
  const published = config.start === undefined || isResumed ? null : await loadStartingWeights();
  const model = buildClassifier(config.architecture, { normalization: 'batch', seed });
  try {
    if (published !== null && applyLite0(model, published) === 0) {
      throw new RangeError(`The network has no layer to start from ${config.start}.`);
    }
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** One pass over the training images; gives the mean loss. */
async function runEpoch(task: FitTask, trainer: Trainer, epoch: number): Promise<number> {
  const { config, cache } = task;
  const steps = countSteps(task.training.length, config.batchSize);
  const robust = makeRobustWeights(task);
  let sum = 0;
  for (const { batch: drawn, stepSeed } of drawEpoch(task, epoch)) {
    const batch = robust === null ? mix(drawn, task, stepSeed) : robust.weigh(drawn);
    const rate = learningRateAt(epoch * steps + batch.step, steps * config.epochs, config);
    const { loss, logits } = takeStep(trainer, toEngine(trainer, batch, cache.sizePx, stepSeed), rate);
    robust?.update(batch, logits);
    sum += loss;
    task.listener.onStep({ epoch: epoch + 1, step: batch.step + 1, steps, loss });
    // Signals and log writes get their turn between two synchronous steps.
    await new Promise((resolve) => setImmediate(resolve));
    // After the last step the epoch is finished: it is saved first, and the next one's first step stops.
    if (task.interrupt.isRequested && batch.step + 1 < steps) {
      throw stoppedAfter(epoch);
    }
  }
  return sum / steps;
}

/** @param finished epochs that are saved */
function stoppedAfter(finished: number): InterruptedError {
  return new InterruptedError(`Stopped in epoch ${finished + 1}; ${finished} finished. Go on with --resume.`);
}

/**
 * Batch norm's statistics of the averaged weights, over the batches of one epoch more.
 *
 * @throws InterruptedError
 */
async function settleStatistics(task: FitTask, trainer: Trainer): Promise<void> {
  const { cache, config, interrupt } = task;
  async function* batches(): AsyncGenerator<Batch> {
    for (const { batch, stepSeed } of drawEpoch(task, config.epochs)) {
      // As between two steps: signals get their turn. The epoch is not saved yet, and done anew.
      await new Promise((resolve) => setImmediate(resolve));
      if (interrupt.isRequested) throw stoppedAfter(config.epochs - 1);
      const taken = toEngine(trainer, mix(batch, task, stepSeed), cache.sizePx, stepSeed);
      try {
        yield taken;
      } finally {
        taken.x.dispose();
      }
    }
  }
  await trainer.settleStatistics(batches());
}

/** The batches of an epoch, before they are mixed or weighed, each with the seed of its step. */
function* drawEpoch(task: FitTask, epoch: number): Generator<{ batch: TrainingBatch; stepSeed: number }> {
  const { cache, config, seed, targets } = task;
  const { batchSize, augmentation, sampling, inputForm } = config;
  const options = { batchSize, seed, epoch, augmentation, sampling, inputForm, targets };
  for (const drawn of makeBatches(cache, task.training, options)) {
    const stepSeed = mixSeed(seed, epoch, drawn.step);
    yield { batch: exchange(surround(drawn, task, stepSeed), task, stepSeed), stepSeed };
  }
}

function surround(batch: TrainingBatch, { config, cache }: FitTask, stepSeed: number): TrainingBatch {
  if (config.surroundings === undefined) return batch;
  const random = createRandom(SURROUNDINGS_DRAW, stepSeed);
  return replaceSurroundings(batch, cache.sizePx, config.surroundings, random);
}

function exchange(batch: TrainingBatch, { config, cache }: FitTask, stepSeed: number): TrainingBatch {
  if (config.toneExchange === undefined) return batch;
  return exchangeTones(batch, cache.sizePx, config.toneExchange, createRandom(EXCHANGE_DRAW, stepSeed));
}

function mix(batch: TrainingBatch, { config, cache }: FitTask, stepSeed: number): TrainingBatch {
  if (config.mix === undefined) return batch;
  return mixBatch(batch, cache.sizePx, config.mix, createRandom(MIX_DRAW, stepSeed));
}

/** Group DRO over one epoch, or null where the recipe has none. */
function makeRobustWeights(task: FitTask): {
  weigh(batch: TrainingBatch): TrainingBatch;
  update(batch: TrainingBatch, logits: Float32Array): void;
} | null {
  const { robustRate, mix: mixing } = task.config;
  if (robustRate === undefined) return null;
  if (mixing !== undefined) throw new RangeError('Group DRO of mixed images is not defined here.');
  const subgroupOf = (index: number): string => task.cache.images[index].subgroup;
  const robust = createRobustWeights([...new Set(task.training.map(subgroupOf))].sort(), robustRate);
  return {
    weigh: (batch) => ({
      ...batch,
      weights: batch.weights.map((weight, row) => weight * robust.factorOf(subgroupOf(batch.indices[row]))),
    }),
    update: (batch, logits) => robust.update(logits, batch.y, Array.from(batch.indices, subgroupOf)),
  };
}

/** A batch as the engine takes it; its `x` is the caller's to dispose. */
function toEngine(trainer: Trainer, batch: TrainingBatch, sizePx: number, dropoutSeed: number): Batch {
  const size = batch.y.length;
  const random = createRandom(0xd0, dropoutSeed);
  const dropoutMasks = trainer.dropouts.map(({ rate: share, units }) =>
    makeDropoutMask(share, size * units, random.uniform),
  );
  const x = tf.tensor4d(batch.x, [size, sizePx, sizePx, 1]);
  return { x, y: batch.y, sampleWeight: batch.weights, dropoutMasks };
}

function takeStep(trainer: Trainer, batch: Batch, rate: number): StepResult {
  try {
    return trainer.step(batch, rate);
  } finally {
    batch.x.dispose();
  }
}

function watchValidation(
  model: LayersModel,
  inputs: Float32Array,
  task: FitTask,
): { validationLoss: number | null; auroc: number | null } {
  if (task.validation.length === 0) return UNWATCHED;
  const labels = task.validation.map((index) => task.cache.images[index].label);
  const { rawLogits } = predictAll(model, inputs, task.cache.sizePx);
  // Cross-entropy from logits: log(1 + e^z) - y z, written so that it can't overflow.
  const losses = labels.map((label, row) => {
    const logit = rawLogits[row];
    return Math.max(logit, 0) - label * logit + Math.log1p(Math.exp(-Math.abs(logit)));
  });
  return {
    validationLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    auroc: auroc(rawLogits, labels),
  };
}
