/**
 * A network of inverted residual blocks (Sandler et al., "MobileNetV2", CVPR 2018) in the shape of EfficientNet-Lite0 (Tan and
 * Le, ICML 2019; the "lite" form: no squeeze-and-excitation), so that its published weights can be the start. ReLU stands for
 * ReLU6.
 */
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-layers';
import {
  addHead,
  apply,
  type BuildOptions,
  convolve,
  convolveDepthwise,
  rectify,
  requireSide,
  seedSequence,
} from './network-parts.ts';
import { OUTPUT_NAMES } from './spec.ts';

/** One inverted residual block: widen by 1 x 1, convolve each channel by itself, narrow by 1 x 1. */
export interface BlockConfig {
  /** Output channels. */
  readonly filters: number;
  /** Side of the depthwise kernel. */
  readonly kernelSize: 3 | 5;
  /** Of the depthwise convolution; the input is added where it is 1 and the channels stay as many. */
  readonly stride: 1 | 2;
  /** How many times the input's channels the depthwise convolution has; 1: no widening. */
  readonly expansion: number;
}

/** Everything that decides the shape of a network of inverted residual blocks. */
export interface InvertedResidualConfig {
  /** Side of the square input in pixels. */
  readonly inputSizePx: number;
  /** Output channels of the 3 x 3 stride-2 stem. */
  readonly stemFilters: number;
  readonly blocks: readonly BlockConfig[];
  /** Channels of the feature map: a 1 x 1 convolution behind the last block. */
  readonly mapFilters: number;
  /** Share of the embedding's units dropped in training, 0 to 1 (exclusive). */
  readonly dropoutRate: number;
}

const repeat = (count: number, first: BlockConfig): BlockConfig[] => [
  first,
  ...Array.from({ length: count - 1 }, () => ({ ...first, stride: 1 }) as const),
];

/** The first eleven of EfficientNet-Lite0's sixteen blocks: a sixteenth of the input's side. */
export const LITE0_BLOCKS: readonly BlockConfig[] = [
  ...repeat(1, { filters: 16, kernelSize: 3, stride: 1, expansion: 1 }),
  ...repeat(2, { filters: 24, kernelSize: 3, stride: 2, expansion: 6 }),
  ...repeat(2, { filters: 40, kernelSize: 5, stride: 2, expansion: 6 }),
  ...repeat(3, { filters: 80, kernelSize: 3, stride: 2, expansion: 6 }),
  ...repeat(3, { filters: 112, kernelSize: 5, stride: 1, expansion: 6 }),
];

/**
 * Builds it as `buildClassifier` promises. Layers: `stem`, then of block n `blockN_expand`, `blockN_depthwise`,
 * `blockN_project`, then `map`, each with `_conv` and in the `batch` form `_bn`. A ReLU behind all but `blockN_project`: in the
 * `folded` form the convolution's own, so that engines make one pass of both, but the feature map's.
 *
 * @returns owned by the caller
 * @throws RangeError when the configuration has no block or a side too small for its strides
 */
export function buildInvertedResidual(config: InvertedResidualConfig, options: BuildOptions): tf.LayersModel {
  const reduction = 2 * config.blocks.reduce((product, block) => product * block.stride, 1);
  if (config.blocks.length === 0) throw new RangeError('The classifier needs at least one block.');
  requireSide(config.inputSizePx, reduction);
  const nextSeed = seedSequence(options.seed);
  const make = (name: string, kernelSize: number, strides: 1 | 2) =>
    ({ name, kernelSize, strides, seed: nextSeed(), normalization: options.normalization }) as const;

  const input = tf.input({ shape: [config.inputSizePx, config.inputSizePx, 1], name: 'radiograph' });
  let x = convolve(input, { ...make('stem', 3, 2), filters: config.stemFilters, activation: 'relu' });
  let channels = config.stemFilters;
  for (const [index, block] of config.blocks.entries()) {
    const name = `block${index + 1}`;
    const before: SymbolicTensor = x;
    if (block.expansion !== 1) {
      const filters = channels * block.expansion;
      x = convolve(x, { ...make(`${name}_expand`, 1, 1), filters, activation: 'relu' });
    }
    x = convolveDepthwise(x, {
      ...make(`${name}_depthwise`, block.kernelSize, block.stride),
      activation: 'relu',
    });
    x = convolve(x, { ...make(`${name}_project`, 1, 1), filters: block.filters });
    const isAdded = block.stride === 1 && block.filters === channels;
    if (isAdded) x = apply(tf.layers.add({ name: `${name}_add` }), [x, before]);
    channels = block.filters;
  }
  x = convolve(x, { ...make('map', 1, 1), filters: config.mapFilters });
  x = rectify(x, OUTPUT_NAMES.featureMap);

  const outputs = addHead(x, { ...options, dropoutRate: config.dropoutRate, seed: nextSeed() });
  return tf.model({ name: 'lungfield', inputs: input, outputs });
}
