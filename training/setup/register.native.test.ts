/** What a training command relies on: one engine in the process, with tfjs-node's backend, on every Node. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import * as tfNode from '@tensorflow/tfjs-node';
import { ARCHITECTURE, buildClassifier } from '../../src/model/architecture.ts';

void test('the core that src/model imports is the very one that tfjs-node registers its backend in', () => {
  assert.equal(tf.getBackend(), 'tensorflow');
  const required: unknown = createRequire(import.meta.url)('@tensorflow/tfjs-core');
  assert.ok(
    typeof required === 'object' && required !== null && 'Tensor' in required && 'engine' in required,
  );
  assert.equal(tf.Tensor, required.Tensor);
  assert.equal(tf.engine, required.engine);
  assert.equal(tf.Tensor, tfNode.Tensor);
  assert.equal(tf.engine(), tfNode.engine());
  assert.equal(layers.LayersModel, tfNode.LayersModel);
});

void test('the shared definition of the network runs on the tensorflow backend', () => {
  const model = buildClassifier(
    { ...ARCHITECTURE, inputSizePx: 32, stemFilters: 4, blocks: ARCHITECTURE.blocks.slice(0, 2) },
    { normalization: 'batch', seed: 1 },
  );
  const [logit] = tf.tidy(() => {
    const outputs = model.predict(tf.zeros([2, 32, 32, 1]));
    assert.ok(Array.isArray(outputs));
    return outputs.map((output) => ({ isNative: output instanceof tfNode.Tensor, shape: output.shape }));
  });
  assert.deepEqual(logit, { isNative: true, shape: [2, 1] });
  assert.equal(tf.getBackend(), 'tensorflow');
  model.dispose();
});

void test('util functions that Node 23 removed and tfjs-node calls are there', () => {
  const restored: Record<string, unknown> = { ...util };
  assert.ok(typeof restored.isNullOrUndefined === 'function' && typeof restored.isArray === 'function');
  // topk is one of the kernels that call util.isNullOrUndefined.
  const { values } = tf.tidy(() => ({ values: tf.topk(tf.tensor1d([3, 9, 5]), 2).values.arraySync() }));
  assert.deepEqual(values, [9, 5]);
});
