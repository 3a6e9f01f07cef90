/**
 * What the networks of this folder are built of. Layers with weights have the same names in both forms of a network
 * (`BuildOptions`).
 */
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-layers';
import { OUTPUT_NAMES } from './spec.ts';

/** Which form of the network to build. */
export interface BuildOptions {
  /** `batch` for training, `folded` for export. */
  readonly normalization: 'batch' | 'folded';
  /** Seed of the initial weights: the same seed gives the same weights on one backend. */
  readonly seed: number;
}

/** Batch normalisation's constants, of every layer here and of its fold in export. */
export const BATCH_NORM = { momentum: 0.99, epsilon: 1e-3 } as const;

/** Gives each layer its own seed, so that no two layers start from the same numbers. */
export function seedSequence(seed: number): () => number {
  let next = seed * 1000;
  return () => {
    next += 1;
    return next;
  };
}

/**
 * @param reduction product of a network's strides
 * @throws RangeError when nothing of the input's side would be left
 */
export function requireSide(inputSizePx: number, reduction: number): void {
  if (inputSizePx >= reduction) return;
  throw new RangeError(`An input of ${inputSizePx} px is too small for a reduction by ${reduction}.`);
}

/** One convolution. */
export interface ConvolveOptions {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: 1 | 2;
  readonly seed: number;
  readonly normalization: BuildOptions['normalization'];
  /**
   * max(x, 0) of the result. In the `folded` form it is the convolution's own activation, which engines compute in the same
   * pass; in the `batch` form a layer `<name>_relu` behind the normalisation.
   */
  readonly activation?: 'relu';
}

/** Convolution `<name>_conv`, followed by batch normalisation `<name>_bn` in the `batch` form. */
export function convolve(x: SymbolicTensor, options: ConvolveOptions): SymbolicTensor {
  const convolution = tf.layers.conv2d({
    name: `${options.name}_conv`,
    filters: options.filters,
    kernelSize: options.kernelSize,
    strides: options.strides,
    padding: 'same',
    ...endOfConvolution(options),
    kernelInitializer: tf.initializers.heNormal({ seed: options.seed }),
  });
  return normalize(apply(convolution, x), options);
}

/** Convolution of each channel by itself `<name>_conv`, followed by batch normalisation `<name>_bn` in the `batch` form. */
export function convolveDepthwise(
  x: SymbolicTensor,
  options: Omit<ConvolveOptions, 'filters'>,
): SymbolicTensor {
  const convolution = tf.layers.depthwiseConv2d({
    name: `${options.name}_conv`,
    kernelSize: options.kernelSize,
    strides: options.strides,
    padding: 'same',
    ...endOfConvolution(options),
    // He et al. 2015 for one channel's window; tfjs' own `heNormal` counts all channels of a depthwise kernel as its input.
    depthwiseInitializer: tf.initializers.randomNormal({
      mean: 0,
      stddev: Math.sqrt(2) / options.kernelSize,
      seed: options.seed,
    }),
  });
  return normalize(apply(convolution, x), options);
}

type ConvolutionEnd = Pick<ConvolveOptions, 'name' | 'normalization' | 'activation'>;

/** What follows the sum, where the layer does it itself. */
function endOfConvolution({ normalization, activation }: ConvolutionEnd) {
  return normalization === 'folded'
    ? { useBias: true, activation: activation ?? ('linear' as const) }
    : { useBias: false };
}

/** What follows the sum, where layers of their own do it. */
function normalize(x: SymbolicTensor, { name, normalization, activation }: ConvolutionEnd): SymbolicTensor {
  if (normalization === 'folded') return x;
  const normalized = apply(tf.layers.batchNormalization({ name: `${name}_bn`, ...BATCH_NORM }), x);
  return activation === 'relu' ? rectify(normalized, `${name}_relu`) : normalized;
}

/** max(x, 0) */
export function rectify(x: SymbolicTensor, name: string): SymbolicTensor {
  return apply(tf.layers.reLU({ name }), x);
}

/**
 * The end of every network here: mean over the feature map, dropout, one dense unit.
 *
 * @param featureMap [h, w, C], >= 0
 * @returns logit [1], feature map [h, w, C], embedding [C]
 */
export function addHead(
  featureMap: SymbolicTensor,
  { dropoutRate, seed, normalization }: BuildOptions & { readonly dropoutRate: number },
): SymbolicTensor[] {
  const embedding = apply(tf.layers.globalAveragePooling2d({ name: OUTPUT_NAMES.embedding }), featureMap);
  const dropped =
    normalization === 'batch' && dropoutRate > 0
      ? apply(tf.layers.dropout({ name: 'dropout', rate: dropoutRate }), embedding)
      : embedding;
  const head = tf.layers.dense({
    name: OUTPUT_NAMES.logit,
    units: 1,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
  });
  return [apply(head, dropped), featureMap, embedding];
}

/** Applies a layer to symbolic input and narrows tfjs' union return type. */
export function apply(
  layer: { apply(inputs: SymbolicTensor | SymbolicTensor[]): unknown },
  inputs: SymbolicTensor | SymbolicTensor[],
): SymbolicTensor {
  const output = layer.apply(inputs);
  if (!(output instanceof tf.SymbolicTensor)) throw new TypeError('A layer gave no single symbolic tensor.');
  return output;
}
