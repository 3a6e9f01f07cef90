/**
 * EfficientNet-Lite0's published weights put into the network of the same shape.
 *
 * Of the three colour channels' kernels of the stem the sum is taken: what a grey image in all three would give. The feature
 * map's own convolution and the dense unit have no counterpart and stay as they were drawn.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** One published tensor in TensorFlow's order. */
export interface PublishedTensor {
  /** [kh, kw, in, out] of a convolution, [kh, kw, 1, channels] of a depthwise one, [channels] of a normalisation. */
  readonly shape: readonly number[];
  /** The last axis runs fastest. */
  readonly values: Float32Array;
}

/** Published tensors by their names. */
export type PublishedWeights = ReadonlyMap<string, PublishedTensor>;

type Layer = LayersModel['layers'][number];

const COLOURS = 3;
/** In the order of tfjs' own weights: gamma, beta, moving mean, moving variance. */
const NORM_LEAVES = ['weight', 'bias', 'running_mean', 'running_var'];
/** Which of a block's normalisations follows which of its convolutions. */
const BLOCK_NORMS = new Map([
  ['expand', '_bn0'],
  ['depthwise', '_bn1'],
  ['project', '_bn2'],
]);

/** Names of the tensors that a layer is set to, in the order of its weights; null for a layer without counterpart. */
function namesOf(layer: string): string[] | null {
  const [, block, part = '', kind] =
    /^(?:stem|block(\d+)_(expand|depthwise|project))_(conv|bn)$/.exec(layer) ?? [];
  if (kind === undefined) return null;
  const at = block === undefined ? '' : `_blocks.${Number(block) - 1}.`;
  if (kind === 'conv') return [block === undefined ? '_conv_stem.weight' : `${at}_${part}_conv.weight`];
  const norm = `${at}${BLOCK_NORMS.get(part) ?? '_bn0'}`;
  return NORM_LEAVES.map((leaf) => `${norm}.${leaf}`);
}

/**
 * Sets the stem and the blocks, all of them or, when it throws, none. A network may have fewer blocks than was published, and
 * other strides.
 *
 * @param model of `buildInvertedResidual`, the `batch` form; changed
 * @returns how many layers were set, a convolution and its normalisation counted as two
 * @throws RangeError naming the layer when it has another shape, or no counterpart was published
 */
export function applyLite0(model: LayersModel, published: PublishedWeights): number {
  const found = model.layers.flatMap((layer) => {
    const names = namesOf(layer.name);
    return names === null ? [] : [{ layer, tensors: takeTensors(layer, names, published) }];
  });
  for (const { layer, tensors } of found) {
    tf.tidy(() => layer.setWeights(tensors.map(({ shape, values }) => tf.tensor(values, [...shape]))));
  }
  return found.length;
}

/** Of each of the layer's weights the published tensor, in the layer's shape. */
function takeTensors(layer: Layer, names: readonly string[], published: PublishedWeights): PublishedTensor[] {
  if (layer.weights.length !== names.length) {
    throw new RangeError(
      `${layer.name} has ${layer.weights.length} weights, not ${names.length}: not the batch form.`,
    );
  }
  return names.map((name, place) => {
    const shape = layer.weights[place].shape.map((side) => side ?? 0);
    const tensor = published.get(name);
    if (tensor === undefined)
      throw new RangeError(`${layer.name} has no counterpart: ${name} was not published.`);
    const wanted = publishedShape(layer.name, shape);
    if (tensor.shape.join() !== wanted.join()) {
      throw new RangeError(
        `${layer.name} does not fit: it would take [${wanted.join(', ')}], ${name} is [${tensor.shape.join(', ')}].`,
      );
    }
    return { shape, values: layer.name === 'stem_conv' ? sumColours(tensor) : tensor.values };
  });
}

/** The shape that a layer's weight was published in. */
function publishedShape(layer: string, shape: readonly number[]): readonly number[] {
  if (shape.length !== 4) return shape;
  const [height, width, input, output] = shape;
  if (layer === 'stem_conv') return [height, width, COLOURS * input, output];
  // tfjs has [kh, kw, channels, 1]: the same numbers in the same order.
  return layer.endsWith('_depthwise_conv') ? [height, width, output, input] : shape;
}

/** [kh, kw, 3, out] -> [kh, kw, 1, out] */
function sumColours({ shape, values }: PublishedTensor): Float32Array {
  const filters = shape[3];
  const summed = new Float32Array(values.length / COLOURS);
  for (const [index, value] of values.entries()) {
    const position = Math.floor(index / (filters * COLOURS));
    summed[position * filters + (index % filters)] += value;
  }
  return summed;
}
