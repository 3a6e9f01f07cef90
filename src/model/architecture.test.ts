import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARCHITECTURE, type ArchitectureConfig, buildClassifier } from './architecture.ts';
import { SMALL_INVERTED, SMALL_NETWORKS, SMALL_RESIDUAL, saveToMemory } from './fixtures/small-networks.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function drawWeights(config: ArchitectureConfig, seed: number): number[] {
  const model = buildClassifier(config, { normalization: 'batch', seed });
  const values = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  model.dispose();
  return values;
}

describe('the shipped network', () => {
  it('gives logit, feature map and embedding in the shapes the card promises', () => {
    const model = buildClassifier(ARCHITECTURE, { normalization: 'folded', seed: 1 });
    expect(model.outputNames).toEqual(['logit', 'feature_map', 'embedding']);
    expect(model.outputs.map((output) => output.shape)).toEqual([
      [null, 1],
      [null, 10, 10, 192],
      [null, 192],
    ]);
    expect(model.countParams()).toBeLessThan(0.9e6);
    model.dispose();
  });
});

describe.each(SMALL_NETWORKS)('a small network (%s)', (_, SMALL) => {
  it('has a class activation map whose mean plus the bias is the logit', () => {
    const model = buildClassifier(SMALL, { normalization: 'folded', seed: 3 });
    tf.tidy(() => {
      const input = tf.randomNormal([2, 16, 16, 1], 0, 1, 'float32', 5);
      const outputs = model.predict(input);
      if (!Array.isArray(outputs)) throw new Error('three outputs expected');
      const [logit, featureMap] = outputs;
      const [kernel, bias] = model.getLayer('logit').getWeights();
      const map = tf.sum(tf.mul(featureMap, tf.reshape(kernel, [1, 1, 1, -1])), -1);
      const rebuilt = tf.add(tf.mean(map, [1, 2]), bias);
      expect(tf.max(tf.abs(tf.sub(rebuilt, tf.reshape(logit, [-1])))).dataSync()[0]).toBeLessThan(1e-5);
    });
    model.dispose();
  });

  it('starts from the same weights for the same seed, from others for another', () => {
    expect(drawWeights(SMALL, 1)).toEqual(drawWeights(SMALL, 1));
    expect(drawWeights(SMALL, 1)).not.toEqual(drawWeights(SMALL, 2));
  });

  it('starts no two layers from the same weights', () => {
    const model = buildClassifier(SMALL, { normalization: 'folded', seed: 1 });
    const kernels = model.layers
      .filter(({ name }) => name.endsWith('_conv'))
      .map((layer) => [...layer.getWeights()[0].dataSync()].slice(0, 16).join());
    expect(kernels.length).toBeGreaterThan(6);
    expect(new Set(kernels).size).toBe(kernels.length);
    model.dispose();
  });

  it('leaves no tensor behind after prediction and disposal', () => {
    const before = tf.memory().numTensors;
    const model = buildClassifier(SMALL, { normalization: 'batch', seed: 1 });
    tf.tidy(() => {
      model.predict(tf.zeros([1, 16, 16, 1]));
    });
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('survives a save and load round trip with equal outputs', async () => {
    const model = buildClassifier(SMALL, { normalization: 'folded', seed: 4 });
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(await saveToMemory(model)));
    const input = tf.randomNormal([1, 16, 16, 1], 0, 1, 'float32', 9);
    const read = (from: tf.LayersModel) =>
      tf.tidy(() => {
        const outputs = from.predict(input);
        return Array.isArray(outputs) ? outputs.map((output) => [...output.dataSync()]) : [];
      });
    expect(read(loaded)).toEqual(read(model));
    for (const owned of [model, loaded, input]) owned.dispose();
  });
});

it('a network of both families at once is refused', () => {
  const both = { ...SMALL_RESIDUAL, ...SMALL_INVERTED };
  const build = () => buildClassifier(both, { normalization: 'folded', seed: 1 });
  expect(build).toThrow(RangeError);
  expect(build).toThrow('either stages or blocks');
});
