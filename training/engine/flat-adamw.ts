/**
 * AdamW on one flat vector of all weights, with a weight average in the same pass.
 *
 * Flat, because forty small tensors cost forty times the overhead of an operation; tfjs has no AdamW of its own.
 * Invariant: the update of a value depends on that value's own gradient and moments alone.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Settings of the optimiser. */
export interface AdamwOptions {
  /** Decay of the gradient's mean, 0.9 as published. */
  readonly beta1: number;
  /** Decay of the squared gradient's mean, 0.999 as published. */
  readonly beta2: number;
  /** Added to the root, against division by zero. */
  readonly epsilon: number;
  /** Decoupled weight decay, times the learning rate at each step; acts on tensors of rank >= 2 alone. */
  readonly weightDecay: number;
  /** Decay of the weight average, below 1; warmed up, see `averageDecayAt`. */
  readonly averageDecay: number;
  /** Step, from 0, from which on the average is the plain mean of all weights since. Absent: it decays to the end. */
  readonly meanFromStep?: number;
}

/** The flat vectors that a step moves, each [P] float32. */
export type AdamwVectors = {
  readonly weights: tf.Tensor1D;
  /** Mean of the gradient. */
  readonly m: tf.Tensor1D;
  /** Mean of the squared gradient. */
  readonly v: tf.Tensor1D;
  /** Average of the weights, see `averageDecayAt`: what is evaluated and exported. */
  readonly average: tf.Tensor1D;
};

/**
 * Decay of the average at a step: min(decay, (1 + t) / (10 + t)), as in TensorFlow's ExponentialMovingAverage with
 * `num_updates`, so that the random initial weights are forgotten within the first epoch. From `meanFromStep` on, k / (k + 1)
 * for the k-th step since: each of these steps then weighs the same and what was before weighs nothing (dense stochastic
 * weight averaging: Izmailov et al., UAI 2018; Cha et al., NeurIPS 2021).
 *
 * @param stepCount steps done before this one, from 0
 */
export function averageDecayAt(
  { averageDecay, meanFromStep }: Pick<AdamwOptions, 'averageDecay' | 'meanFromStep'>,
  stepCount: number,
): number {
  if (meanFromStep !== undefined && stepCount >= meanFromStep) {
    const before = stepCount - meanFromStep;
    return before / (before + 1);
  }
  return Math.min(averageDecay, (1 + stepCount) / (10 + stepCount));
}

/**
 * One step of AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2).
 *
 * @param vectors before the step; not disposed
 * @param gradient [P]
 * @param decayMask [P], 1 where weight decay acts, else 0
 * @param stepCount steps done before this one, from 0
 * @returns new vectors, left to the enclosing `tf.tidy`
 */
export function stepAdamw(
  vectors: AdamwVectors,
  gradient: tf.Tensor1D,
  decayMask: tf.Tensor1D,
  learningRate: number,
  stepCount: number,
  options: AdamwOptions,
): AdamwVectors {
  const { beta1, beta2, epsilon, weightDecay } = options;
  const t = stepCount + 1;
  const m: tf.Tensor1D = tf.add(tf.mul(vectors.m, beta1), tf.mul(gradient, 1 - beta1));
  const v: tf.Tensor1D = tf.add(tf.mul(vectors.v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  // The corrections 1/(1 - beta^t) of m and v are drawn into the scalars, which saves a pass over the vectors.
  const rootCorrection = Math.sqrt(1 - beta2 ** t);
  const root = tf.add(tf.sqrt(v), epsilon * rootCorrection);
  const descent = tf.mul(tf.div(m, root), (learningRate * rootCorrection) / (1 - beta1 ** t));
  const shrunk = tf.mul(vectors.weights, tf.sub(1, tf.mul(decayMask, learningRate * weightDecay)));
  const weights: tf.Tensor1D = tf.sub(shrunk, descent);
  const share = 1 - averageDecayAt(options, stepCount);
  const average: tf.Tensor1D = tf.add(vectors.average, tf.mul(tf.sub(weights, vectors.average), share));
  return { weights, m, v, average };
}
