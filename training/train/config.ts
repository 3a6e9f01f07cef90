/**
 * Every number that decides a training run, in one place. A change here changes the configuration's hash, so that a
 * checkpoint of another configuration is never resumed by mistake.
 */
import { ARCHITECTURE, type ArchitectureConfig } from '../../src/model/architecture.ts';
import { AUGMENTATION, type AugmentationConfig } from '../data/augment.ts';
import type { ToneExchangeConfig } from '../data/exchange-tones.ts';
import type { InputForm } from '../data/input-form.ts';
import type { MixConfig } from '../data/mix.ts';
import type { SurroundingsConfig } from '../data/surroundings.ts';
import type { AdamwOptions } from '../engine/flat-adamw.ts';
import type { DistillationConfig } from './distill.ts';

/** What `train` and `release` need to know. */
export interface TrainingConfig {
  readonly architecture: ArchitectureConfig;
  readonly augmentation: AugmentationConfig;
  /** Seed of the split: which patients are locked away, which fold each other one is in. */
  readonly splitSeed: number;
  /** Seed of weights, order, augmentation and dropout; each fold mixes in its number. */
  readonly seed: number;
  /** Share of the patients locked away for calibration before anything else. */
  readonly calibrationShare: number;
  readonly folds: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Highest learning rate of the one cycle. */
  readonly peakLearningRate: number;
  /** Share of the steps in which the learning rate rises. */
  readonly warmupShare: number;
  /** Decoupled decay of tensors of rank 2 and more (Loshchilov and Hutter, ICLR 2019). */
  readonly weightDecay: number;
  /** Decay of the running average of the weights, a step; the average is what is validated and shipped. */
  readonly averageDecay: number;
  /** Share of the target moved to one half (Szegedy et al., CVPR 2016). */
  readonly labelSmoothing: number;
  /*
   * What screening tries and the shipped recipe does not use. Absent, not switched off: the configuration's hash stays
   * that of before.
   */
  /** Puts other films' surroundings around the thorax. */
  readonly surroundings?: SurroundingsConfig;
  /** Gives films the tones of others. */
  readonly toneExchange?: ToneExchangeConfig;
  /** Mixes the images of a batch. */
  readonly mix?: MixConfig;
  /** Every subgroup of the published set comes equally often. */
  readonly sampling?: 'subgroup-balanced';
  /** Step size of group DRO over the subgroups, see `createRobustWeights`. */
  readonly robustRate?: number;
  /** Radius of sharpness-aware steps, see `TrainerOptions`; doubles the cost of a step. */
  readonly sharpnessRadius?: number;
  /** What the network is shown in place of the standardised image. */
  readonly inputForm?: InputForm;
  /** The labels are softened by what folds said that had not seen the image. */
  readonly distillation?: DistillationConfig;
  /** The learning rate stops falling, and what ships is the mean of all weights since. */
  readonly tail?: TailConfig;
  /** Published weights that a fit starts from in place of fresh ones, where the network has layers of their shape. */
  readonly start?: 'efficientnet-lite0';
}

/**
 * Dense stochastic weight averaging (Izmailov et al., UAI 2018; Cha et al., NeurIPS 2021): weights that go on walking at a rate
 * that does not fall, and their plain mean in place of the decaying one.
 */
export interface TailConfig {
  /** Share of the steps after which the tail begins; past the warm-up. */
  readonly fromShare: number;
  /** Its learning rate, a share of the peak; the half cosine before it falls to this. */
  readonly rateShare: number;
}

/**
 * The shipped recipe. Few epochs at half of the fresh networks' learning rate: the published weights are to be bent, not
 * forgotten.
 */
export const TRAINING: TrainingConfig = {
  architecture: ARCHITECTURE,
  augmentation: AUGMENTATION,
  splitSeed: 2018,
  seed: 1,
  calibrationShare: 0.1,
  folds: 5,
  epochs: 10,
  batchSize: 32,
  peakLearningRate: 1e-3,
  warmupShare: 0.2,
  weightDecay: 0.05,
  averageDecay: 0.995,
  labelSmoothing: 0.05,
  start: 'efficientnet-lite0',
};

/**
 * What decides a fit beside its recipe, and no recipe chooses: the moments of AdamW (the paper's, Loshchilov and Hutter, ICLR
 * 2019), and the ends of the one cycle as shares of its peak. In a run's hash through `hashRun`.
 */
export const FIT_CONSTANTS: FitConstants = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  firstRateShare: 0.04,
  lastRateShare: 0.001,
};

/** See `FIT_CONSTANTS`. */
export interface FitConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly firstRateShare: number;
  readonly lastRateShare: number;
}

/**
 * Learning rate of one cycle (Smith and Topin 2018): a linear rise from a 25th of the peak, then half a cosine to a
 * thousandth of it; where the recipe has a tail, to that one's rate, and no further.
 *
 * @param step from 0
 * @param steps of the whole run, at least 1
 */
export function learningRateAt(step: number, steps: number, config: TrainingConfig): number {
  const { peakLearningRate: peak, warmupShare, tail } = config;
  const { firstRateShare: first, lastRateShare } = FIT_CONSTANTS;
  const rising = Math.max(1, Math.round(steps * warmupShare));
  if (step < rising) return peak * (first + ((1 - first) * step) / rising);
  const last = tail?.rateShare ?? lastRateShare;
  const falling = firstTailStep(steps, config) - rising;
  const progress = Math.min(1, (step - rising) / Math.max(1, falling));
  return peak * (last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * progress)));
}

/**
 * The step at which the recipe's tail begins; the number of steps where it has none.
 *
 * @throws RangeError for a tail that begins within the warm-up or at the end, or whose rate is none of the peak's shares
 */
function firstTailStep(steps: number, { tail, warmupShare }: TrainingConfig): number {
  if (tail === undefined) return steps;
  const { fromShare, rateShare } = tail;
  if (!(fromShare > warmupShare && fromShare < 1 && rateShare > 0 && rateShare <= 1)) {
    throw new RangeError(`A tail from ${fromShare} of the steps at ${rateShare} of the peak is none.`);
  }
  return Math.round(steps * fromShare);
}

/**
 * AdamW as a fit steps by it: the moments that every run has; decay and weight average of the recipe.
 *
 * @param steps of the whole run
 */
export function optimizerOf(config: TrainingConfig, steps: number): AdamwOptions {
  const { weightDecay, averageDecay, tail } = config;
  const { beta1, beta2, epsilon } = FIT_CONSTANTS;
  const options = { beta1, beta2, epsilon, weightDecay, averageDecay };
  return tail === undefined ? options : { ...options, meanFromStep: firstTailStep(steps, config) };
}
