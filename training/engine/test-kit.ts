/** Purpose: small networks, batches and comparisons for the engine's native tests. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-node';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';
import { createRandom } from '../../src/model/random.ts';
import type { ResidualConfig } from '../../src/model/residual.ts';
import { makeDropoutMask } from './dropout-mask.ts';
import type { Batch, Trainer, TrainerOptions } from './trainer.ts';

/** A residual network on 32 x 32 pixels: fast enough for many steps. Depthwise convolutions are `SMALL_INVERTED`'s. */
export const TINY: ResidualConfig = {
  inputSizePx: 32,
  stemFilters: 6,
  stages: [
    { filters: 8, stride: 1 },
    { filters: 10, stride: 2 },
  ],
  dropoutRate: 0.3,
};

/** The recipe's settings. */
export const RECIPE: Omit<TrainerOptions, 'model' | 'graph'> = {
  optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05, averageDecay: 0.995 },
  labelSmoothing: 0.05,
};

/** A fresh model in its trained form; the caller disposes it. */
export function buildTrainable(config: ArchitectureConfig, seed = 1): LayersModel {
  return buildClassifier(config, { normalization: 'batch', seed });
}

/** Generated images with labels, weights and masks, the same for the same seed; the caller disposes `x`. */
export function makeBatch(config: ArchitectureConfig, size: number, seed: number): Batch {
  const random = createRandom(seed);
  const side = config.inputSizePx;
  const y = new Float32Array(size).map((_, i) => i % 2);
  // Positives are brighter in the middle, so that there is something to learn.
  const pixels = new Float32Array(size * side * side).map((_, i) => {
    const isMiddle = Math.abs((i % side) - side / 2) < side / 4;
    return random.normal() + (isMiddle ? (y[Math.floor(i / (side * side))] ?? 0) : 0);
  });
  const units = 'blocks' in config ? config.mapFilters : (config.stages.at(-1)?.filters ?? 0);
  return {
    x: tf.tensor4d(pixels, [size, side, side, 1]),
    y,
    sampleWeight: new Float32Array(size).map((_, i) => (i % 2 === 0 ? 1.6 : 0.7)),
    dropoutMasks: [makeDropoutMask(config.dropoutRate, size * units, () => random.uniform())],
  };
}

/** Steps on batches of the seeds `first` to `first + count - 1`; returns the losses. */
export function runSteps(
  trainer: Trainer,
  config: ArchitectureConfig,
  first: number,
  count: number,
): number[] {
  return Array.from({ length: count }, (_, i) => {
    const batch = makeBatch(config, 8, first + i);
    const { loss } = trainer.step(batch, 2e-3);
    batch.x.dispose();
    return loss;
  });
}

/**
 * Asserts that two arrays agree: the largest difference is at most `relative` of the largest expected value
 * (at least of `floor`, so that arrays which are zero but for rounding compare too).
 */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  relative: number,
  what: string,
  floor = 1e-3,
): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  let largest = floor;
  let difference = 0;
  for (let i = 0; i < expected.length; i += 1) {
    const [a, e] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    assert.ok(Number.isFinite(a) && Number.isFinite(e), `${what}: value ${i} is ${a}, expected ${e}`);
    largest = Math.max(largest, Math.abs(e));
    difference = Math.max(difference, Math.abs(a - e));
  }
  assert.ok(
    difference <= relative * largest,
    `${what}: differs by ${difference}, allowed ${relative * largest} (${relative} of ${largest})`,
  );
}
