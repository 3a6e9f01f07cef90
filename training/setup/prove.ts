/**
 * Proof that the engine computes: a convolution and its gradients against values worked out by hand.
 *
 * Run in a process of its own (`node --import ./register.mjs setup/prove.ts`), since a broken addon may crash it.
 * Prints one line of JSON on success; throws, hence exits with 1, otherwise.
 */
import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-node';

/**
 * x = 1..9 as a 3x3 image, w = [[1, 2], [3, 4]], no padding. Each output is a window's dot product, the first
 * 1*1 + 2*2 + 4*3 + 5*4 = 37. For the loss sum(y), dL/dw is the sum of each tap's window (first 1+2+4+5 = 12) and
 * dL/dx the sum of the taps that meet a pixel (a corner meets one, the centre all: 1+2+3+4 = 10).
 */
const EXPECTED = {
  y: [37, 47, 67, 77],
  dx: [1, 3, 2, 4, 10, 6, 3, 7, 4],
  dw: [12, 16, 24, 28],
};

const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
const w = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid');

assert.equal(
  tf.getBackend(),
  'tensorflow',
  'tfjs-node did not register its backend in this copy of tfjs-core',
);
const [dx, dw] = tf.grads((a, b) => tf.sum(convolve(a, b)))([x, w]);
assert.deepEqual(Array.from(convolve(x, w).dataSync()), EXPECTED.y, 'the convolution is wrong');
assert.deepEqual(
  Array.from(dx?.dataSync() ?? []),
  EXPECTED.dx,
  "the convolution's gradient for its input is wrong",
);
assert.deepEqual(
  Array.from(dw?.dataSync() ?? []),
  EXPECTED.dw,
  "the convolution's gradient for its filter is wrong",
);

const { binding } = tf.backend() as unknown as { binding?: { TF_Version?: unknown } };
const version = binding?.TF_Version;
console.log(JSON.stringify({ libtensorflow: typeof version === 'string' ? version : 'of unknown version' }));
