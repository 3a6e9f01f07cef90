/**
 * EfficientNet-Lite0's published weights put into the network of the same shape.
 *
 * Of the three colour channels' kernels of the stem the sum is taken: what a grey image in all three would give. The feature map's own
 * convolution and the dense unit have no counterpart and stay as they were drawn.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Published tensors by their names, values in TensorFlow's order ([kh, kw, in, out]; depthwise [kh, kw, channels, 1]). */
export type PublishedWeights = ReadonlyMap<string, Float32Array>;

const COLOURS = 3;

/** Published names of one layer with its normalisation: [convolution, normalisation]. */
function namesOf(layer: string): readonly [string, string] | null {
  if (layer === 'stem') return ['_conv_stem', '_bn0'];
  const [, number, part] = /^block(\d+)_(expand|depthwise|project)$/.exec(layer) ?? [];
  if (number === undefined) return null;
  const block = `_blocks.${Number(number) - 1}`;
  const norm = { expand: '_bn0', depthwise: '_bn1', project: '_bn2' }[part as 'expand' | 'depthwise' | 'project'];
  return [`${block}._${part}_conv`, `${block}.${norm}`];
}

/**
 * @param model the `batch` form; changed
 * @returns how many layers got published weights
 * @throws RangeError when a tensor is missing or has another number of values
 */
export function applyLite0(model: LayersModel, published: PublishedWeights): number {
  let applied = 0;
  for (const layer of model.layers) {
    const [, name = '', kind] = /^(.*)_(conv|bn)$/.exec(layer.name) ?? [];
    const names = namesOf(name);
    if (names === null) continue;
    const [convolution, norm] = names;
    const wanted =
      kind === 'conv'
        ? [`${convolution}.weight`]
        : ['weight', 'bias', 'running_mean', 'running_var'].map((leaf) => `${norm}.${leaf}`);
    tf.tidy(() => {
      const values = wanted.map((key, place) => {
        const shape = layer.weights[place].shape.map((side) => side ?? 0);
        const tensor = published.get(key);
        if (tensor === undefined) throw new RangeError(`The published weights lack ${key}.`);
        return tf.tensor(convolution === '_conv_stem' && kind === 'conv' ? sumColours(tensor, shape) : tensor, shape);
      });
      layer.setWeights(values);
    });
    applied += 1;
  }
  return applied;
}

/** [kh, kw, 3, out] -> [kh, kw, 1, out] */
function sumColours(kernel: Float32Array, shape: readonly number[]): Float32Array {
  const filters = shape[3];
  const summed = new Float32Array(shape.reduce((product, side) => product * side, 1));
  if (kernel.length !== summed.length * COLOURS) throw new RangeError('The stem is not one of three colours.');
  for (const [index, value] of kernel.entries()) {
    const place = Math.floor(index / (filters * COLOURS));
    summed[place * filters + (index % filters)] += value;
  }
  return summed;
}
