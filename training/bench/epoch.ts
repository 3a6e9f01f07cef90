/**
 * Where an epoch goes, and how busy the cores are: the parts of the real loop (`../train/fit.ts`) on real batches, timed one by one.
 * Invariant: what is timed are the functions that a fit calls, on the images of a fold, with the shipped recipe.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { buildClassifier } from '../../src/model/architecture.ts';
import { createRandom, mixSeed } from '../../src/model/random.ts';
import { type BatchOptions, countSteps, makeBatches, type TrainingBatch } from '../data/batches.ts';
import { type ImageCache, readInputs } from '../data/cache.ts';
import { makeDropoutMask } from '../engine/dropout-mask.ts';
import { createTrainer, type Trainer } from '../engine/trainer.ts';
import { saveCheckpoint } from '../train/checkpoint.ts';
import { learningRateAt, optimizerOf, type TrainingConfig } from '../train/config.ts';
import { predictAll } from '../train/predict.ts';
import { type Summary, summarise } from './statistics.ts';

/** Parts of a step in their order, then what comes once an epoch. */
export const EPOCH_PARTS = ['data', 'augmentation', 'forward', 'backward', 'update', 'validation'] as const;

/** One of them. */
export type EpochPart = (typeof EPOCH_PARTS)[number];

/** What one part took. */
export interface PartCost {
  /** Milliseconds a step; of the validation: the whole of it. */
  readonly ms: Summary;
  /** Of the epoch's time, 0 to 1. */
  readonly share: number;
  /** Processor time over wall time and TensorFlow's threads: 0.5 is one of two. */
  readonly busy: number;
}

/** What an epoch takes. */
export interface EpochCost {
  /** Images of the fold that are trained on, and watched. */
  readonly images: number;
  readonly validationImages: number;
  /** Steps in the epoch, and those of them that were timed. */
  readonly steps: number;
  readonly timedSteps: number;
  /** Of TensorFlow. */
  readonly threads: number;
  /** Of the whole epoch: the timed steps, taken to all of them, and the validation with its checkpoint. */
  readonly seconds: number;
  /** Of the whole epoch, as in `PartCost`. */
  readonly busy: number;
  readonly parts: Readonly<Record<EpochPart, PartCost>>;
}

/** What one of several processes says. */
export interface EpochProcess {
  readonly cost: EpochCost;
  /** Processor time of the whole process, its start included. */
  readonly cpuMs: number;
}

/** A stretch of time. */
interface Stretch {
  readonly ms: number;
  /** Of all threads of this process. */
  readonly cpuMs: number;
}

interface Stopwatch {
  /** Since the last lap. */
  lap(): Stretch;
}

const WARM_UP_STEPS = 4;

function startWatch(): Stopwatch {
  let [startMs, usage] = [performance.now(), process.cpuUsage()];
  return {
    lap() {
      const spent = process.cpuUsage(usage);
      const ms = performance.now() - startMs;
      [startMs, usage] = [performance.now(), process.cpuUsage()];
      return { ms, cpuMs: (spent.user + spent.system) / 1000 };
    },
  };
}

/** What an epoch is measured on. */
export interface EpochTask {
  readonly cache: ImageCache;
  /** Indices into `cache.images`. */
  readonly training: readonly number[];
  readonly validation: readonly number[];
  readonly config: TrainingConfig;
  /** At most; an epoch's at the most. */
  readonly steps: number;
  /** Of TensorFlow. */
  readonly threads: number;
  readonly onStep: (done: number, of: number) => void;
}

/**
 * Trains for an epoch, or for some steps of it, and throws the result away.
 *
 * @throws RangeError where there is no step to time
 */
export async function measureEpoch(task: EpochTask): Promise<EpochCost> {
  const { config, training, validation, cache } = task;
  const model = buildClassifier(config.architecture, { normalization: 'batch', seed: config.seed });
  const laps: Record<EpochPart, Stretch[]> = {
    data: [],
    augmentation: [],
    forward: [],
    backward: [],
    update: [],
    validation: [],
  };
  let watch = startWatch();
  const steps = countSteps(training.length, config.batchSize);
  const trainer = createTrainer({
    model,
    graph: 'auto',
    optimizer: optimizerOf(config, steps * config.epochs),
    labelSmoothing: config.labelSmoothing,
    onPart: (part) => laps[part].push(watch.lap()),
  });
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-epoch-'));
  try {
    const timed = Math.min(task.steps, steps);
    const batches = makeBatchPairs(task);
    for (let step = -WARM_UP_STEPS; step < timed; step += 1) {
      // What the first steps took is the warm-up's.
      if (step === 0) for (const part of EPOCH_PARTS) laps[part].length = 0;
      watch = startWatch();
      const { batch, data, augmentation } = batches(watch);
      const copied = takeStep(trainer, batch, task, watch);
      laps.data.push({ ms: data.ms + copied.ms, cpuMs: data.cpuMs + copied.cpuMs });
      laps.augmentation.push(augmentation);
      if (step >= 0) task.onStep(step + 1, timed);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const watched = readInputs(cache, validation);
    watch = startWatch();
    trainer.assignTo(model, 'average');
    if (validation.length > 0) predictAll(model, watched, cache.sizePx);
    await saveCheckpoint(folder, 'bench', [], trainer.readState());
    laps.validation.push(watch.lap());
    return summariseLaps(laps, {
      images: training.length,
      validationImages: validation.length,
      steps,
      timed,
      threads: task.threads,
    });
  } finally {
    trainer.dispose();
    model.dispose();
    await rm(folder, { recursive: true });
  }
}

/** Each batch twice, without augmentation and with it: what both take is the data's, the rest the augmentation's. */
function makeBatchPairs({ cache, training, config }: EpochTask): (watch: Stopwatch) => {
  readonly batch: TrainingBatch;
  readonly data: Stretch;
  readonly augmentation: Stretch;
} {
  const open = (epoch: number, augmentation: BatchOptions['augmentation']) => {
    const { batchSize, seed } = config;
    return makeBatches(cache, training, { batchSize, seed, epoch, augmentation });
  };
  let epoch = 0;
  let [plain, augmented] = [open(epoch, null), open(epoch, config.augmentation)];
  return (watch) => {
    let bare = plain.next();
    if (bare.done === true) {
      // More steps than an epoch has, with those of the warm-up: on into the next.
      epoch += 1;
      [plain, augmented] = [open(epoch, null), open(epoch, config.augmentation)];
      watch.lap();
      bare = plain.next();
    }
    const data = watch.lap();
    const next = augmented.next();
    const both = watch.lap();
    if (bare.done === true || next.done === true) throw new RangeError('There is no step to time.');
    const augmentation = { ms: both.ms - data.ms, cpuMs: both.cpuMs - data.cpuMs };
    return { batch: next.value, data, augmentation };
  };
}

/** One step as a fit takes it. @returns what copying the batch took */
function takeStep(trainer: Trainer, batch: TrainingBatch, task: EpochTask, watch: Stopwatch): Stretch {
  const { config, cache, training } = task;
  const size = batch.y.length;
  const random = createRandom(0xd0, mixSeed(config.seed, 0, batch.step));
  const steps = countSteps(training.length, config.batchSize);
  const rate = learningRateAt(batch.step, steps * config.epochs, config);
  const x = tf.tensor4d(batch.x, [size, cache.sizePx, cache.sizePx, 1]);
  try {
    const dropoutMasks = trainer.dropouts.map(({ rate: share, units }) =>
      makeDropoutMask(share, size * units, random.uniform),
    );
    const copied = watch.lap();
    trainer.step({ x, y: batch.y, sampleWeight: batch.weights, dropoutMasks }, rate);
    return copied;
  } finally {
    x.dispose();
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function summariseLaps(
  laps: Readonly<Record<EpochPart, readonly Stretch[]>>,
  counts: {
    readonly images: number;
    readonly validationImages: number;
    readonly steps: number;
    readonly timed: number;
    readonly threads: number;
  },
): EpochCost {
  const { images, validationImages, steps, timed, threads } = counts;
  const scaleOf = (part: EpochPart): number => (part === 'validation' ? 1 : steps / timed);
  const wallOf = (part: EpochPart): number => scaleOf(part) * sum(laps[part].map(({ ms }) => ms));
  const cpuOf = (part: EpochPart): number => scaleOf(part) * sum(laps[part].map(({ cpuMs }) => cpuMs));
  const wallMs = sum(EPOCH_PARTS.map(wallOf));
  const describe = (part: EpochPart): PartCost => ({
    ms: summarise(laps[part].map(({ ms }) => ms)),
    share: wallOf(part) / wallMs,
    busy: cpuOf(part) / wallOf(part) / threads,
  });
  return {
    images,
    validationImages,
    steps,
    timedSteps: timed,
    threads,
    seconds: wallMs / 1000,
    busy: sum(EPOCH_PARTS.map(cpuOf)) / wallMs / threads,
    parts: {
      data: describe('data'),
      augmentation: describe('augmentation'),
      forward: describe('forward'),
      backward: describe('backward'),
      update: describe('update'),
      validation: describe('validation'),
    },
  };
}
