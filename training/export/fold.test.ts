import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARCHITECTURE, buildClassifier } from '../../src/model/architecture.ts';
import { buildWithWeights, SMALL_NETWORKS } from '../../src/model/fixtures/small-networks.ts';
import { foldBatchNorm, foldClassifier } from './fold.ts';
import { decodeLayersModel, encodeLayersModel, MODEL_JSON, readWeights } from './layers-model.ts';
import { packUint16 } from './quantize.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function predictAll(model: tf.LayersModel, input: tf.Tensor): Float32Array[] {
  return tf.tidy(() => {
    const outputs = model.predict(input);
    return (Array.isArray(outputs) ? outputs : [outputs]).map((output) =>
      Float32Array.from(output.dataSync()),
    );
  });
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.max(...a.map((part, i) => Math.max(...part.map((value, j) => Math.abs(value - b[i][j])))));
}

describe('foldBatchNorm', () => {
  it('scales the kernel and moves the bias as by hand', () => {
    // gain = 2 / sqrt(3 + 1) = 1 and 4 / sqrt(0 + 1) = 4
    const norm = { gamma: [2, 4], beta: [1, 0], mean: [5, 0.5], variance: [3, 0] };
    const { kernel, bias } = foldBatchNorm([1, 2, 3, 4], norm, 1);
    expect([...kernel]).toEqual([1, 8, 3, 16]);
    expect([...bias]).toEqual([-4, -2]);
  });
});

describe.each(SMALL_NETWORKS)('foldClassifier (%s)', (_, config) => {
  it('computes the same three outputs as the trained network', () => {
    const trained = buildWithWeights(config, { normalization: 'batch', seed: 6 });
    const folded = foldClassifier(trained, config);
    const input = tf.randomNormal([3, 16, 16, 1], 0, 1, 'float32', 2);
    const expected = predictAll(trained, input);
    // Outputs that say something: a network that gives zeros would be folded right by anything.
    for (const part of expected) expect(Math.max(...part.map(Math.abs))).toBeGreaterThan(0.1);
    expect(largestDifference(expected, predictAll(folded, input))).toBeLessThan(1e-4);
    expect(folded.layers.some((layer) => layer.getClassName() === 'BatchNormalization')).toBe(false);
    for (const owned of [trained, folded, input]) owned.dispose();
  });

  it('comes back from its uint16 files with the same outputs to the quantisation', async () => {
    const trained = buildWithWeights(config, { normalization: 'batch', seed: 6 });
    const folded = foldClassifier(trained, config);
    const loaded = await decodeLayersModel(encodeLayersModel(folded, packUint16(readWeights(folded))));
    const input = tf.randomNormal([3, 16, 16, 1], 0, 1, 'float32', 2);
    const [expected, actual] = [predictAll(folded, input), predictAll(loaded, input)];
    expect(largestDifference(expected, actual)).toBeLessThan(5e-3);
    expect(loaded.outputNames).toEqual(['logit', 'feature_map', 'embedding']);
    for (const owned of [trained, folded, loaded, input]) owned.dispose();
  });
});

it('the shipped network is folded into the very topology that its files have', async () => {
  const trained = buildClassifier(ARCHITECTURE, { normalization: 'batch', seed: 1 });
  const folded = foldClassifier(trained, ARCHITECTURE);
  const shipped: { modelTopology: unknown } = JSON.parse(
    await readFile(new URL(`../../public/model/${MODEL_JSON}`, import.meta.url), 'utf8'),
  );
  expect(folded.toJSON(null, false)).toEqual(shipped.modelTopology);
  for (const owned of [trained, folded]) owned.dispose();
});
