/** Loss, AdamW, weight average and dropout masks against values worked out by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../src/model/random.ts';
import { makeDropoutMask } from './dropout-mask.ts';
import { averageDecayAt, stepAdamw } from './flat-adamw.ts';
import { weightedCrossEntropy } from './loss.ts';
import { assertClose } from './test-kit.ts';
import { makeDecayMask } from './weight-layout.ts';

const column = (values: number[]) => tf.tensor2d(values, [values.length, 1]);

function makeSeededMask(seed: number): Float32Array {
  const random = createRandom(seed);
  return makeDropoutMask(0.25, 40_000, () => random.uniform());
}

void test('the loss is the weighted mean of smoothed cross-entropies', () => {
  // Smoothing 0.2: targets 0.9 and 0.1. z = 0: H = log 2 whatever the target. z = 2, t = 0.1:
  // H = 2 - 0.2 + log(1 + e^-2). Weights 1 and 3, mean over two images.
  const expected = (Math.log(2) + 3 * (1.8 + Math.log1p(Math.exp(-2)))) / 2;
  const loss = weightedCrossEntropy(column([0, 2]), column([1, 0]), column([1, 3]), 0.2);
  assertClose(loss.dataSync(), [expected], 1e-6, 'loss');
});

void test('the gradient of the loss is weight (sigmoid(z) - target) / n, without overflow at huge logits', () => {
  const z = [0, 2, -90, 90];
  const [y, weight] = [
    [1, 0, 1, 1],
    [1, 3, 1, 1],
  ];
  const gradient = tf.grad((logits) =>
    weightedCrossEntropy(logits as tf.Tensor2D, column(y ?? []), column(weight ?? []), 0.2),
  )(column(z));
  const sigmoid2 = 1 / (1 + Math.exp(-2));
  const expected = [(0.5 - 0.9) / 4, (3 * (sigmoid2 - 0.1)) / 4, (0 - 0.9) / 4, (1 - 0.9) / 4];
  assertClose(gradient.dataSync(), expected, 1e-6, 'gradient');
});

void test('AdamW gives the values of two steps worked out by hand, with decay where the mask says', () => {
  const options = { beta1: 0.9, beta2: 0.99, epsilon: 0, weightDecay: 0.5, averageDecay: 0.995 };
  const zeros = tf.zeros<tf.Rank.R1>([2]);
  const start = tf.tensor1d([1, 1]);
  const mask = tf.tensor1d([1, 0]);
  // Step 1, gradient 2: m = 0.2, v = 0.04; corrected 2 and 4, so the step is lr = 0.1 whatever the gradient's size.
  // Decayed weight 1 (1 - 0.1 0.5) - 0.1 = 0.85; plain weight 0.9.
  const one = stepAdamw(
    { weights: start, m: zeros, v: zeros, average: start },
    tf.tensor1d([2, 2]),
    mask,
    0.1,
    0,
    options,
  );
  assertClose(one.weights.dataSync(), [0.85, 0.9], 1e-6, 'weights after one step');
  // The average's decay is (1 + 0)/(10 + 0) = 0.1 at first: 0.1 1 + 0.9 w.
  assertClose(one.average.dataSync(), [0.1 + 0.9 * 0.85, 0.1 + 0.9 * 0.9], 1e-6, 'average after one step');
  // Step 2, gradient -1: m = 0.18 - 0.1 = 0.08, v = 0.0396 + 0.01 = 0.0496; corrected 0.08/0.19 and 0.0496/0.0199.
  const two = stepAdamw(one, tf.tensor1d([-1, -1]), mask, 0.1, 1, options);
  const descent = (0.1 * (0.08 / 0.19)) / Math.sqrt(0.0496 / 0.0199);
  assertClose(
    two.weights.dataSync(),
    [0.85 * 0.95 - descent, 0.9 - descent],
    1e-5,
    'weights after two steps',
  );
});

void test('the weight average is warmed up, then decays as set', () => {
  const averageDecay = 0.995;
  assert.equal(averageDecayAt({ averageDecay }, 0), 0.1);
  assert.equal(averageDecayAt({ averageDecay }, 90), 0.91);
  assert.equal(averageDecayAt({ averageDecay }, 100_000), 0.995);
});

void test('from a step on, the average is the plain mean of the weights since', () => {
  const options = { averageDecay: 0.995, meanFromStep: 40 };
  assert.equal(averageDecayAt(options, 39), 40 / 49);
  let average = 100;
  for (const [k, weight] of [2, 4, 9].entries()) {
    const decay = averageDecayAt(options, 40 + k);
    average = decay * average + (1 - decay) * weight;
  }
  assertClose([average], [5], 1e-12, 'mean');
});

void test('weight decay acts on kernels, not on biases or batch norm', () => {
  const mask = makeDecayMask([
    { name: 'conv/kernel', shape: [1, 1, 2, 1] },
    { name: 'bn/gamma', shape: [1] },
    { name: 'dense/kernel', shape: [1, 1] },
    { name: 'dense/bias', shape: [1] },
  ]);
  assert.deepEqual(Array.from(mask), [1, 1, 0, 1, 0]);
});

void test('a dropout mask keeps the mean, drops the stated share and repeats with its seed', () => {
  const mask = makeSeededMask(4);
  const dropped = mask.filter((value) => value === 0).length;
  // Binomial, n = 40,000, p = 0.25: 10,000 with a standard deviation of 87; five of them are allowed.
  assert.ok(Math.abs(dropped - 10_000) < 433, `${dropped} were dropped`);
  assert.ok(mask.every((value) => value === 0 || value === Math.fround(4 / 3)));
  assert.deepEqual(makeSeededMask(4), mask);
  assert.notDeepEqual(makeSeededMask(5), mask);
  assert.throws(() => makeDropoutMask(1, 4, () => 0.5), RangeError);
});
