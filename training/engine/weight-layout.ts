/** Purpose: between a flat vector and the tensors it is made of, in the order of the model's weights. */
import * as tf from '@tensorflow/tfjs-core';
import type { WeightInfo } from './layer-walk.ts';

/** Number of values of one weight. */
export function countValues({ shape }: WeightInfo): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Without the reshape where there is nothing to reshape: under tfjs-node that is a kernel call of its own. */
function toVector(tensor: tf.Tensor): tf.Tensor1D {
  return tensor.rank === 1 ? (tensor as tf.Tensor1D) : tf.reshape<tf.Rank.R1>(tensor, [-1]);
}

/** Concatenates tensors into one [P] vector; left to the enclosing `tf.tidy`. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tensors.length === 0 ? tf.tensor1d([], 'float32') : tf.concat1d(tensors.map(toVector));
}

/** Cuts a [P] vector into tensors of the layout's shapes; left to the enclosing `tf.tidy`. */
export function unflatten(vector: tf.Tensor1D, layout: readonly WeightInfo[]): tf.Tensor[] {
  if (layout.length === 0) return [];
  const parts = tf.split(vector, layout.map(countValues));
  return layout.map(({ shape }, i) => {
    const part = parts[i];
    if (part === undefined) throw new RangeError('The vector is shorter than the layout.');
    return shape.length === 1 ? part : tf.reshape(part, [...shape]);
  });
}

/** [P] vector with 1 where a weight has rank >= 2 (kernels), 0 for biases and batch norm's gamma and beta. */
export function makeDecayMask(layout: readonly WeightInfo[]): Float32Array {
  const mask = new Float32Array(layout.reduce((sum, info) => sum + countValues(info), 0));
  let offset = 0;
  for (const info of layout) {
    const size = countValues(info);
    if (info.shape.length >= 2) mask.fill(1, offset, offset + size);
    offset += size;
  }
  return mask;
}
