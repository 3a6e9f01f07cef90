/**
 * A small residual network (He et al., "Deep Residual Learning", CVPR 2016; the averaged shortcut is variant D of
 * He et al., "Bag of Tricks", CVPR 2019), trained from fresh weights.
 */
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-layers';
import {
  addHead,
  apply,
  type BuildOptions,
  convolve,
  rectify,
  requireSide,
  seedSequence,
} from './network-parts.ts';
import { OUTPUT_NAMES } from './spec.ts';

/** One residual stage. */
export interface StageConfig {
  /** Output channels of both 3 x 3 convolutions. */
  readonly filters: number;
  /** Stride of the first convolution and of the shortcut's pooling: 1 or 2. */
  readonly stride: 1 | 2;
}

/** Everything that decides the shape of a residual network. */
export interface ResidualConfig {
  /** Side of the square input in pixels. */
  readonly inputSizePx: number;
  /** Output channels of the 5 x 5 stride-2 stem. */
  readonly stemFilters: number;
  readonly stages: readonly StageConfig[];
  /** Share of the embedding's units dropped in training, 0 to 1 (exclusive). */
  readonly dropoutRate: number;
  /**
   * Squeeze-and-excitation before each stage's sum (Hu et al., CVPR 2018): the branch's channels are weighed by two dense
   * layers, the first narrower by this factor.
   */
  readonly squeeze?: number;
  /**
   * Averages over 2 x 2 before each step of stride 2, so that a shift by a pixel changes less (Zhang, "Making
   * Convolutional Networks Shift-Invariant Again", ICML 2019).
   */
  readonly antialiased?: true;
}

/**
 * Builds it as `buildClassifier` promises.
 *
 * @returns owned by the caller
 * @throws RangeError when the configuration has no stage or a side too small for its strides
 */
export function buildResidual(config: ResidualConfig, options: BuildOptions): tf.LayersModel {
  const reduction = 4 * config.stages.reduce((product, stage) => product * stage.stride, 1);
  if (config.stages.length === 0) throw new RangeError('The classifier needs at least one stage.');
  requireSide(config.inputSizePx, reduction);
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

  const input = tf.input({ shape: [config.inputSizePx, config.inputSizePx, 1], name: 'radiograph' });
  // [S, S, 1] -> [S/2, S/2, stem] -> [S/4, S/4, stem]
  let x = rectify(conv(input, 'stem', config.stemFilters, 5, 2), 'stem_relu');
  x = poolStem(x, config.antialiased === true);

  config.stages.forEach((stage, index) => {
    const name = `stage${index + 1}`;
    const isLast = index === config.stages.length - 1;
    const isSmoothed = config.antialiased === true && stage.stride === 2;
    const smooth = isSmoothed ? averageNeighbours(x, `${name}_smooth`) : x;
    let branch = rectify(conv(smooth, `${name}_a`, stage.filters, 3, stage.stride), `${name}_a_relu`);
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
    x = rectify(sum, isLast ? OUTPUT_NAMES.featureMap : `${name}_relu`);
  });

  const outputs = addHead(x, { ...options, dropoutRate: config.dropoutRate, seed: nextSeed() });
  return tf.model({ name: 'lungfield', inputs: input, outputs });
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
