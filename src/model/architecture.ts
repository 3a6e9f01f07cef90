/**
 * The convolutional network, written once: `training/` fits it, the page runs it.
 * A small residual network (He et al., "Deep Residual Learning", CVPR 2016; the averaged shortcut is variant D of
 * He et al., "Bag of Tricks", CVPR 2019). The same builder makes two forms with the same layer names:
 * `batch` (convolution without bias, then batch normalisation: what is trained) and
 * `folded` (convolution with bias, no normalisation: what is exported).
 * Invariant: stock tfjs layers alone, so that any layers-model loader reads the export.
 */

import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-layers';
import { INPUT_SIZE_PX, OUTPUT_NAMES } from './spec.ts';

/** One residual stage. */
export interface StageConfig {
  /** Output channels of both 3 x 3 convolutions. */
  readonly filters: number;
  /** Stride of the first convolution and of the shortcut's pooling: 1 or 2. */
  readonly stride: 1 | 2;
}

/** Everything that decides the network's shape. */
export interface ArchitectureConfig {
  /** Side of the square input in pixels. */
  readonly inputSizePx: number;
  /** Output channels of the 5 x 5 stride-2 stem. */
  readonly stemFilters: number;
  readonly stages: readonly StageConfig[];
  /** Share of the embedding's units dropped in training, 0 to 1 (exclusive). */
  readonly dropoutRate: number;
  /**
   * Squeeze-and-excitation before each stage's sum (Hu et al., CVPR 2018): the branch's channels are weighed by two dense
   * layers, the first narrower by this factor. Absent from the shipped network.
   */
  readonly squeeze?: number;
  /**
   * Averages over 2 x 2 before each step of stride 2, so that a shift by a pixel changes less (Zhang, "Making
   * Convolutional Networks Shift-Invariant Again", ICML 2019). Absent from the shipped network.
   */
  readonly antialiased?: true;
}

/** The shipped network: 0.88 M parameters, last feature map 10 x 10 x 192 at 160 px. */
export const ARCHITECTURE: ArchitectureConfig = {
  inputSizePx: INPUT_SIZE_PX,
  stemFilters: 24,
  stages: [
    { filters: 32, stride: 1 },
    { filters: 64, stride: 2 },
    { filters: 128, stride: 2 },
    // Without a stride, so that the class activation map is twice as fine.
    { filters: 192, stride: 1 },
  ],
  dropoutRate: 0.3,
};

/** Which form of the network to build. */
export interface BuildOptions {
  /** `batch` for training, `folded` for export. */
  readonly normalization: 'batch' | 'folded';
  /** Seed of the initial weights: the same seed gives the same weights on one backend. */
  readonly seed: number;
}

/** Batch normalisation's constants; the fold in export uses the layer's own epsilon. */
export const BATCH_NORM = { momentum: 0.99, epsilon: 1e-3 } as const;

/** Gives each layer its own seed, so that no two layers start from the same numbers. */
function seedSequence(seed: number): () => number {
  let next = seed * 1000;
  return () => {
    next += 1;
    return next;
  };
}

/**
 * Builds the classifier with fresh weights.
 *
 * Input: [N, S, S, 1] float32, standardised (see `preprocess`). Outputs, in this order and under `OUTPUT_NAMES`:
 * logit [N, 1], feature map [N, h, w, C] (after ReLU, >= 0), embedding [N, C].
 * The logit is `dense(dropout(embedding))`, so that logit = mean over positions of (featureMap . w) + b:
 * the class activation map is exact (Zhou et al., CVPR 2016).
 *
 * @returns a layers model owned by the caller (`dispose()`).
 * @throws RangeError when the configuration has no stage or a side too small for its strides.
 */
export function buildClassifier(config: ArchitectureConfig, options: BuildOptions): tf.LayersModel {
  const reduction = 4 * config.stages.reduce((product, stage) => product * stage.stride, 1);
  if (config.stages.length === 0) throw new RangeError('The classifier needs at least one stage.');
  if (config.inputSizePx < reduction) {
    throw new RangeError(
      `An input of ${config.inputSizePx} px is too small for a reduction by ${reduction}.`,
    );
  }
  const nextSeed = seedSequence(options.seed);
  const conv = (x: SymbolicTensor, name: string, filters: number, kernelSize: number, strides: 1 | 2) =>
    convolve(x, {
      name,
      filters,
      kernelSize,
      strides,
      seed: nextSeed(),
      normalization: options.normalization,
    });
  const relu = (x: SymbolicTensor, name: string) => apply(tf.layers.reLU({ name }), x);

  const input = tf.input({ shape: [config.inputSizePx, config.inputSizePx, 1], name: 'radiograph' });
  // [S, S, 1] -> [S/2, S/2, stem] -> [S/4, S/4, stem]
  let x = relu(conv(input, 'stem', config.stemFilters, 5, 2), 'stem_relu');
  x = poolStem(x, config.antialiased === true);

  config.stages.forEach((stage, index) => {
    const name = `stage${index + 1}`;
    const isLast = index === config.stages.length - 1;
    const isSmoothed = config.antialiased === true && stage.stride === 2;
    const smooth = isSmoothed ? averageNeighbours(x, `${name}_smooth`) : x;
    let branch = relu(conv(smooth, `${name}_a`, stage.filters, 3, stage.stride), `${name}_a_relu`);
    branch = conv(branch, `${name}_b`, stage.filters, 3, 1);
    if (config.squeeze !== undefined) branch = excite(branch, name, stage.filters, config.squeeze, nextSeed);
    let shortcut = x;
    if (stage.stride === 2) {
      const pool = tf.layers.averagePooling2d({
        name: `${name}_pool`,
        poolSize: 2,
        strides: 2,
        padding: 'same',
      });
      shortcut = apply(pool, shortcut);
    }
    shortcut = conv(shortcut, `${name}_shortcut`, stage.filters, 1, 1);
    const sum = apply(tf.layers.add({ name: `${name}_add` }), [branch, shortcut]);
    x = relu(sum, isLast ? OUTPUT_NAMES.featureMap : `${name}_relu`);
  });

  const embedding = apply(tf.layers.globalAveragePooling2d({ name: OUTPUT_NAMES.embedding }), x);
  const dropped =
    options.normalization === 'batch' && config.dropoutRate > 0
      ? apply(tf.layers.dropout({ name: 'dropout', rate: config.dropoutRate }), embedding)
      : embedding;
  const head = tf.layers.dense({
    name: OUTPUT_NAMES.logit,
    units: 1,
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
  });
  return tf.model({ name: 'lungfield', inputs: input, outputs: [apply(head, dropped), x, embedding] });
}

/** [S/2, S/2, C] -> [S/4, S/4, C]: maxima of 3 x 3; antialiased, their average over 2 x 2 first. */
function poolStem(x: SymbolicTensor, isAntialiased: boolean): SymbolicTensor {
  const pool = tf.layers.maxPooling2d({
    name: 'stem_pool',
    poolSize: 3,
    strides: isAntialiased ? 1 : 2,
    padding: 'same',
  });
  if (!isAntialiased) return apply(pool, x);
  const average = tf.layers.averagePooling2d({
    name: 'stem_smooth',
    poolSize: 2,
    strides: 2,
    padding: 'same',
  });
  return apply(average, apply(pool, x));
}

function averageNeighbours(x: SymbolicTensor, name: string): SymbolicTensor {
  return apply(tf.layers.averagePooling2d({ name, poolSize: 2, strides: 1, padding: 'same' }), x);
}

/** Weighs the channels of [h, w, C] by a gate in (0, 1) that is read from their means. */
function excite(
  x: SymbolicTensor,
  name: string,
  filters: number,
  squeeze: number,
  nextSeed: () => number,
): SymbolicTensor {
  const dense = (leaf: string, units: number, activation: 'relu' | 'sigmoid') =>
    tf.layers.dense({
      name: `${name}_${leaf}`,
      units,
      activation,
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    });
  let gate = apply(tf.layers.globalAveragePooling2d({ name: `${name}_squeeze` }), x);
  gate = apply(dense('excite_a', Math.max(1, Math.round(filters / squeeze)), 'relu'), gate);
  gate = apply(dense('excite_b', filters, 'sigmoid'), gate);
  gate = apply(tf.layers.reshape({ name: `${name}_gate`, targetShape: [1, 1, filters] }), gate);
  return apply(tf.layers.multiply({ name: `${name}_weigh` }), [x, gate]);
}

interface ConvolveOptions {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: 1 | 2;
  readonly seed: number;
  readonly normalization: BuildOptions['normalization'];
}

/** Convolution `<name>_conv`, followed by batch normalisation `<name>_bn` in the `batch` form. */
function convolve(x: SymbolicTensor, options: ConvolveOptions): SymbolicTensor {
  const convolved = apply(
    tf.layers.conv2d({
      name: `${options.name}_conv`,
      filters: options.filters,
      kernelSize: options.kernelSize,
      strides: options.strides,
      padding: 'same',
      useBias: options.normalization === 'folded',
      kernelInitializer: tf.initializers.heNormal({ seed: options.seed }),
    }),
    x,
  );
  if (options.normalization === 'folded') return convolved;
  return apply(tf.layers.batchNormalization({ name: `${options.name}_bn`, ...BATCH_NORM }), convolved);
}

/** Applies a layer to symbolic input and narrows tfjs' union return type. */
function apply(
  layer: { apply(inputs: SymbolicTensor | SymbolicTensor[]): unknown },
  inputs: SymbolicTensor | SymbolicTensor[],
): SymbolicTensor {
  const output = layer.apply(inputs);
  if (!(output instanceof tf.SymbolicTensor)) throw new TypeError('A layer gave no single symbolic tensor.');
  return output;
}
