/** A training as a whole: the loss falls, memory is steady, the same seed gives the same bits, a resumed run goes on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { ArchitectureConfig } from '../../src/model/architecture.ts';
import { SMALL_INVERTED } from '../../src/model/fixtures/small-networks.ts';
import { assertClose, buildTrainable, makeBatch, RECIPE, runSteps, TINY } from './test-kit.ts';
import { createTrainer, DivergedError, type GraphName } from './trainer.ts';
import { decodeTrainerState, encodeTrainerState } from './trainer-state.ts';

const GRAPHS: readonly GraphName[] = ['fast', 'plain'];

/** A network of each family; the second has depthwise convolutions, whose gradients are kernels of their own. */
const FAMILIES: readonly (readonly [string, ArchitectureConfig])[] = [
  ['residual', TINY],
  ['inverted residual', SMALL_INVERTED],
];

const startTrainer = (graph: GraphName, seed = 1, config: ArchitectureConfig = TINY) =>
  createTrainer({ model: buildTrainable(config, seed), graph, ...RECIPE });

const meanOf = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

for (const graph of GRAPHS) {
  void test(`${graph}: the loss falls on what can be learnt`, () => {
    const losses = runSteps(startTrainer(graph), TINY, 1, 30);
    assert.ok(meanOf(losses.slice(-5)) < 0.7 * meanOf(losses.slice(0, 5)), losses.join(' '));
  });

  void test(`${graph}: the number of tensors stays the same from step to step`, () => {
    const trainer = startTrainer(graph);
    runSteps(trainer, TINY, 1, 1);
    const counts = Array.from({ length: 4 }, (_, i) => {
      runSteps(trainer, TINY, 2 + i, 1);
      return tf.memory().numTensors;
    });
    assert.deepEqual(counts, Array.from(counts).fill(counts[0] ?? -1));
  });

  for (const [family, config] of FAMILIES) {
    void test(`${graph}, ${family}: the same seed gives the same weights, bit for bit`, () => {
      const states = [1, 1].map((seed) => {
        const trainer = startTrainer(graph, seed, config);
        runSteps(trainer, config, 1, 4);
        return trainer.readState();
      });
      assert.deepEqual(states[0], states[1]);
    });

    void test(`${graph}, ${family}: two steps, a checkpoint and two steps equal four steps, bit for bit`, () => {
      const straight = startTrainer(graph, 1, config);
      runSteps(straight, config, 1, 4);

      const killed = startTrainer(graph, 1, config);
      runSteps(killed, config, 1, 2);
      const bytes = encodeTrainerState(killed.readState());
      const resumed = startTrainer(graph, 77, config);
      resumed.restore(decodeTrainerState(bytes));
      assert.equal(resumed.stepCount, 2);
      runSteps(resumed, config, 3, 2);
      assert.deepEqual(resumed.readState(), straight.readState());
    });
  }
}

/** One step from given weights or the initial ones; the mean gradient is then a tenth of that step's gradient. */
function stepOnce(weights: Float32Array | null, sharpnessRadius?: number) {
  const sharpness = sharpnessRadius === undefined ? {} : { sharpnessRadius };
  const trainer = createTrainer({ model: buildTrainable(TINY), graph: 'fast', ...RECIPE, ...sharpness });
  const start = trainer.readState();
  if (weights !== null) trainer.restore({ ...start, weights });
  const losses = runSteps(trainer, TINY, 1, 1);
  const state = trainer.readState();
  return { start, losses, state, gradient: state.m.map((m) => 10 * m) };
}

void test('a sharpness-aware step takes the gradient a radius uphill, at the same batch', () => {
  const radius = 0.05;
  const plain = stepOnce(null);
  const length = Math.hypot(...plain.gradient);
  const uphill = plain.start.weights.map((weight, i) => weight + (radius * plain.gradient[i]) / length);
  const sharp = stepOnce(null, radius);
  assertClose(sharp.gradient, stepOnce(uphill).gradient, 1e-4, 'gradient');
  assert.deepEqual(sharp.losses, plain.losses);
  assert.deepEqual(sharp.state.statistics, plain.state.statistics);
});

for (const graph of GRAPHS) {
  void test(`${graph}: settled statistics are those of the averaged weights over the batches given`, async () => {
    const trainer = startTrainer(graph);
    runSteps(trainer, TINY, 1, 6);
    const state = trainer.readState();
    const batches = [11, 12, 13].map((seed) => makeBatch(TINY, 8, seed));
    await trainer.settleStatistics(batches);
    const settled = trainer.readState();
    assert.deepEqual({ ...settled, statistics: null }, { ...state, statistics: null });
    // A batch's own statistics, read off a step without a learning rate: from zero it moves them by a hundredth.
    const own = batches.map((batch) => {
      const fixed = startTrainer(graph);
      fixed.restore({ ...state, weights: state.average, statistics: state.statistics.map(() => 0) });
      fixed.step(batch, 0);
      return fixed.readState().statistics.map((value) => value * 100);
    });
    const shares = [0.99 ** 2, 0.99, 1];
    const sum = shares.reduce((a, b) => a + b, 0);
    const mean = own[0].map((_, i) => shares.reduce((total, share, k) => total + share * own[k][i], 0) / sum);
    assertClose(settled.statistics, mean, 1e-4, 'statistics');
    await assert.rejects(trainer.settleStatistics([]), RangeError);
    const [broken] = batches.map(({ x, ...rest }) => ({ ...rest, x: tf.mul<tf.Tensor4D>(x, Number.NaN) }));
    await assert.rejects(trainer.settleStatistics([broken]), DivergedError);
    assert.deepEqual(trainer.readState(), settled);
  });
}

void test('fast steps leave the model that they started from as it was', () => {
  const model = buildTrainable(TINY);
  const before = model.getWeights().map((weight) => weight.dataSync());
  runSteps(createTrainer({ model, graph: 'fast', ...RECIPE }), TINY, 1, 2);
  assert.deepEqual(
    model.getWeights().map((weight) => weight.dataSync()),
    before,
  );
});

void test('dispose frees all that the trainer made', () => {
  const model = buildTrainable(TINY);
  const before = tf.memory().numTensors;
  const trainer = createTrainer({ model, graph: 'fast', ...RECIPE });
  runSteps(trainer, TINY, 1, 2);
  trainer.dispose();
  assert.equal(tf.memory().numTensors, before);
});

void test('the weight of an image scales its part of the loss', () => {
  const batch = makeBatch(TINY, 8, 5);
  const lossWith = (weight: number) =>
    startTrainer('fast').step({ ...batch, sampleWeight: new Float32Array(8).fill(weight) }, 0).loss;
  assertClose([lossWith(3)], [3 * lossWith(1)], 1e-5, 'loss');
});

void test('a step that diverges is an error and changes nothing', () => {
  const trainer = startTrainer('fast');
  runSteps(trainer, TINY, 1, 1);
  const before = trainer.readState();
  const batch = makeBatch(TINY, 8, 2);
  const tensors = tf.memory().numTensors;
  const broken = { ...batch, sampleWeight: new Float32Array(8).fill(Number.POSITIVE_INFINITY) };
  assert.throws(() => trainer.step(broken, 2e-3), DivergedError);
  assert.throws(() => trainer.step(batch, Number.NaN), DivergedError);
  assert.deepEqual(trainer.readState(), before);
  assert.equal(tf.memory().numTensors, tensors);
});

void test('a batch whose parts do not fit together is refused with the number that is needed', () => {
  const trainer = startTrainer('fast');
  const batch = makeBatch(TINY, 8, 2);
  assert.throws(
    () => trainer.step({ ...batch, y: new Float32Array(7) }, 1e-3),
    /y: 8 values are needed, 7 were given/,
  );
  assert.throws(
    () => trainer.step({ ...batch, dropoutMasks: [] }, 1e-3),
    /80 values are needed, none were given/,
  );
});

void test('a checkpoint of another network, and a damaged one, are refused', () => {
  const state = startTrainer('fast').readState();
  const other = createTrainer({
    model: buildTrainable({ ...TINY, stemFilters: 5 }),
    graph: 'fast',
    ...RECIPE,
  });
  assert.throws(() => other.restore(state), /not those of this trainer's model/);
  const bytes = encodeTrainerState(state);
  assert.deepEqual(decodeTrainerState(bytes), state);
  assert.throws(() => decodeTrainerState(bytes.subarray(0, bytes.length - 1)), /damaged or cut short/);
  const flipped = Uint8Array.from(bytes, (byte, i) => (i === 5_000 ? byte ^ 1 : byte));
  assert.throws(() => decodeTrainerState(flipped), /damaged or cut short/);
});
