/** TensorFlow's own kernels against values worked out by hand and against tfjs' composed operations. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import {
  explainMissingKernels,
  fusedBatchNorm,
  fusedMaxPool,
  fusedRelu,
  hasFusedMaxPool,
} from './raw-kernels.ts';
import { assertClose } from './test-kit.ts';

/** The value of the last of four pixels. */
function lastOf(y: tf.Tensor4D): tf.Tensor {
  return tf.sum(tf.mul(y, tf.tensor4d([0, 0, 0, 1], [1, 2, 2, 1])));
}

void test('the kernels that the fast graph needs are in this libtensorflow', () => {
  assert.equal(explainMissingKernels(), null);
});

void test('fused batch norm gives the values worked out by hand', () => {
  // x = 1, 2, 3, 4: mean 2.5, variance (2.25 + 0.25 + 0.25 + 2.25)/4 = 1.25, sample variance 5/3.
  // With epsilon 0.75 the root is sqrt(2); gamma 2, beta 1: y = 1 + 2 (x - 2.5)/sqrt(2) = 1 + sqrt(2) (x - 2.5).
  const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const { y, mean, sampleVariance } = fusedBatchNorm(x, tf.tensor1d([2]), tf.tensor1d([1]), 0.75);
  const root2 = Math.SQRT2;
  assertClose(y.dataSync(), [1 - 1.5 * root2, 1 - 0.5 * root2, 1 + 0.5 * root2, 1 + 1.5 * root2], 1e-6, 'y');
  assertClose(mean.dataSync(), [2.5], 1e-6, 'mean');
  assertClose(sampleVariance.dataSync(), [5 / 3], 1e-6, 'sample variance');
});

void test('the gradient of fused batch norm gives the values worked out by hand', () => {
  // As above, loss = y of the last pixel. With h = (x - mean)/r, r = sqrt(2): dL/dbeta = 1, dL/dgamma = h4 = 1.5/r,
  // dL/dx = gamma/r (dy - mean(dy) - h mean(dy h)), mean(dy) = 1/4, mean(dy h) = 1.5/(4 r):
  // dx_i = sqrt(2) (dy_i - 1/4 - (x_i - 2.5) 1.5/8).
  const [dx, dgamma, dbeta] = tf.grads((x, gamma, beta) =>
    lastOf(fusedBatchNorm(x as tf.Tensor4D, gamma, beta, 0.75).y),
  )([tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), tf.tensor1d([2]), tf.tensor1d([1])]);
  const expected = [1, 2, 3, 4].map(
    (x, i) => Math.SQRT2 * ((i === 3 ? 1 : 0) - 0.25 - ((x - 2.5) * 1.5) / 8),
  );
  assertClose(dx?.dataSync() ?? [], expected, 1e-6, 'dx');
  assertClose(dgamma?.dataSync() ?? [], [1.5 / Math.SQRT2], 1e-6, 'dgamma');
  assertClose(dbeta?.dataSync() ?? [], [1], 1e-6, 'dbeta');
});

void test('fused ReLU passes the gradient where its input is above zero, and nowhere else', () => {
  const x = tf.tensor1d([-2, 0, 3]);
  assert.deepEqual(Array.from(fusedRelu(x).dataSync()), [0, 0, 3]);
  const gradient = tf.grad((input) => tf.sum(tf.mul(fusedRelu(input), tf.tensor1d([5, 7, 11]))))(x);
  assert.deepEqual(Array.from(gradient.dataSync()), [0, 0, 11]);
});

void test('fused max pooling sends the gradient to the maximum of each window', (t) => {
  if (!hasFusedMaxPool()) {
    t.skip("this build of TensorFlow has no oneDNN max pooling; the fast graph takes tfjs' own");
    return;
  }
  // 4 x 4, windows 3 x 3, stride 2, padded below and right: maxima 11 (2,2), 12 (2,3), 15 (3,2), 16 (3,3).
  const x = tf.tensor4d(
    Array.from({ length: 16 }, (_, i) => i + 1),
    [1, 4, 4, 1],
  );
  const shape = { size: [3, 3], strides: [2, 2], padding: 'same' } as const;
  assert.deepEqual(Array.from(fusedMaxPool(x, shape).dataSync()), [11, 12, 15, 16]);
  const dy = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const gradient = tf.grad((input) => tf.sum(tf.mul(fusedMaxPool(input as tf.Tensor4D, shape), dy)))(x);
  assert.deepEqual(Array.from(gradient.dataSync()), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4]);
});
