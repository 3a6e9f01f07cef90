/**
 * The fast graph against the shared layers model's own path: outputs, gradients of every weight, moving statistics.
 *
 * Tolerances: both run in float32 but sum in other orders. Relative to the largest value of each tensor, logits and
 * statistics agree to 1e-4; gradients to 1e-3, since batch norm subtracts nearly equal sums on the way back.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { ARCHITECTURE, type ArchitectureConfig } from '../../src/model/architecture.ts';
import { SMALL_INVERTED } from '../../src/model/fixtures/small-networks.ts';
import { createFastGraph } from './fast-graph.ts';
import {
  listStatisticVariables,
  listWeightVariables,
  UnsupportedLayerError,
  walkModel,
} from './layer-walk.ts';
import { weightedCrossEntropy } from './loss.ts';
import { createPlainGraph } from './plain-graph.ts';
import { assertClose, buildTrainable, makeBatch, RECIPE, runSteps, TINY } from './test-kit.ts';
import { createTrainer } from './trainer.ts';
import type { PassInput, PassOutput } from './training-graph.ts';
import { flatten } from './weight-layout.ts';

const LOGITS = 1e-4;
const STATISTICS = 1e-4;
const GRADIENTS = 1e-3;
/**
 * Of thirty-three normalisations and as many ReLUs one behind the other, as the distance of a tensor to its counterpart, by the latter's length:
 * what rounding moves over a ReLU's edge turns single values on or off, and all layers before it with them. Measured: 0.3 to 1.3 %.
 */
const DEEP_GRADIENTS = 2e-2;
/** Below this a gradient is rounding alone: a normalisation's offset before another normalisation has none. */
const NO_GRADIENT = 1e-5;

function column(values: Float32Array): tf.Tensor2D {
  return tf.tensor2d(values, [values.length, 1]);
}

function lengthOf(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const length = lengthOf(Array.from(expected));
  const distance = lengthOf(Array.from(expected, (value, at) => value - actual[at]));
  if (length < NO_GRADIENT && distance < NO_GRADIENT) return;
  assert.ok(distance <= DEEP_GRADIENTS * length, `${what}: ${distance} apart, of ${length}`);
}

/** Runs both graphs on the same weights, masks and images and compares all that they give. */
function compareGraphs(config: ArchitectureConfig, batchSize: number, isDeep = false): void {
  const model = buildTrainable(config);
  const walk = walkModel(model);
  const batch = makeBatch(config, batchSize, 7);
  tf.tidy(() => {
    const [labels, sampleWeight] = [column(batch.y), column(batch.sampleWeight)];
    const input: PassInput = {
      weights: listWeightVariables(model).map((variable) => tf.clone(variable.read())),
      statistics: flatten(listStatisticVariables(model).map((variable) => variable.read())),
      x: batch.x,
      dropoutMasks: batch.dropoutMasks.map((mask) => tf.tensor2d(mask, [batchSize, mask.length / batchSize])),
      lossOf: (logits) => weightedCrossEntropy(logits, labels, sampleWeight, 0.05),
    };
    const fast: PassOutput = createFastGraph(walk)(input);
    const plain: PassOutput = createPlainGraph(model, walk)(input);
    assertClose(fast.logits.dataSync(), plain.logits.dataSync(), LOGITS, 'logits');
    assertClose(fast.loss.dataSync(), plain.loss.dataSync(), LOGITS, 'loss');
    assertClose(fast.statistics.dataSync(), plain.statistics.dataSync(), STATISTICS, 'statistics');
    assert.equal(fast.gradients.length, walk.weights.length);
    for (const [i, { name }] of walk.weights.entries()) {
      const [actual, expected] = [fast.gradients[i], plain.gradients[i]];
      assert.deepEqual(actual?.shape, expected?.shape, name);
      const values = [actual?.dataSync() ?? [], expected?.dataSync() ?? []] as const;
      if (isDeep) assertNear(...values, `gradient of ${name}`);
      else assertClose(...values, GRADIENTS, `gradient of ${name}`);
    }
  });
  batch.x.dispose();
  model.dispose();
}

void test('the fast graph equals the plain one on a small network', () => compareGraphs(TINY, 8));

void test('the fast graph equals the plain one with squeeze and excitation', () =>
  compareGraphs({ ...TINY, squeeze: 2 }, 8));

void test('the fast graph equals the plain one with averages before every stride', () =>
  compareGraphs({ ...TINY, antialiased: true }, 8));

void test('the fast graph equals the plain one on a last stage without stride', () =>
  compareGraphs(
    {
      ...TINY,
      stages: [
        { filters: 8, stride: 2 },
        { filters: 10, stride: 1 },
      ],
    },
    8,
  ));

void test('the fast graph equals the plain one on inverted residual blocks', () =>
  compareGraphs({ ...SMALL_INVERTED, inputSizePx: TINY.inputSizePx }, 8));

void test('the fast graph equals the plain one on the shipped network at its own size', () =>
  compareGraphs(ARCHITECTURE, 4, true));

void test('the plain graph equals the model itself in training mode when nothing is dropped', () => {
  const config = { ...TINY, dropoutRate: 0 };
  const model = buildTrainable(config);
  const batch = makeBatch(config, 8, 3);
  const expected = tf.tidy(() => {
    const outputs = model.apply(batch.x, { training: true });
    assert.ok(Array.isArray(outputs) && outputs[0] instanceof tf.Tensor);
    return outputs[0].dataSync();
  });
  const trainer = createTrainer({ model: buildTrainable(config), graph: 'plain', ...RECIPE });
  assert.deepEqual(trainer.dropouts, []);
  assertClose(trainer.step({ ...batch, dropoutMasks: [] }, 0).logits, expected, 1e-6, 'logits');
});

void test('after three steps both graphs give the same weights, statistics and predictions', () => {
  const predictions = (['fast', 'plain'] as const).map((graph) => {
    const trainer = createTrainer({ model: buildTrainable(TINY), graph, ...RECIPE });
    assert.equal(trainer.graph, graph);
    const losses = runSteps(trainer, TINY, 1, 3);
    const target = buildTrainable(TINY, 99);
    trainer.assignTo(target, 'average');
    const batch = makeBatch(TINY, 8, 50);
    const logits = tf.tidy(() => {
      const outputs = target.predict(batch.x);
      assert.ok(Array.isArray(outputs) && outputs[0] !== undefined);
      return outputs[0].dataSync();
    });
    return { losses, logits, state: trainer.readState() };
  });
  const [fast, plain] = predictions;
  assert.ok(fast !== undefined && plain !== undefined);
  assertClose(fast.losses, plain.losses, 1e-4, 'losses');
  assertClose(fast.state.statistics, plain.state.statistics, 1e-3, 'moving statistics');
  // Adam divides by the gradient's own size, which turns rounding of tiny gradients into steps of the learning rate.
  assertClose(fast.state.average, plain.state.average, 5e-3, 'average');
  assertClose(fast.logits, plain.logits, 1e-2, 'predictions in inference mode');
});

/** A model with a layer that only the plain graph knows. */
function buildLeaky(): layers.LayersModel {
  const input = layers.input({ shape: [8, 8, 1] });
  const flat = layers.layers.flatten().apply(input);
  const hidden = layers.layers.leakyReLU({ name: 'odd_one' }).apply(flat);
  const output = layers.layers.dense({ units: 1 }).apply(hidden);
  assert.ok(output instanceof layers.SymbolicTensor);
  return layers.model({ inputs: input, outputs: output });
}

void test('a layer unknown to the fast graph is named, and "auto" says that it took the plain graph', () => {
  const model = buildLeaky();
  assert.throws(
    () => createTrainer({ model, graph: 'fast', ...RECIPE }),
    (error) => error instanceof UnsupportedLayerError && /odd_one.*LeakyReLU/.test(error.message),
  );
  const trainer = createTrainer({ model, graph: 'auto', ...RECIPE });
  assert.equal(trainer.graph, 'plain');
  assert.match(trainer.graphReason ?? '', /odd_one/);
  const x = tf.ones<tf.Rank.R4>([2, 8, 8, 1]);
  const result = trainer.step(
    { x, y: new Float32Array([0, 1]), sampleWeight: new Float32Array([1, 1]), dropoutMasks: [] },
    1e-3,
  );
  assert.ok(Number.isFinite(result.loss));
});
