import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';
import { foldBatchNorm, foldClassifier } from './fold.ts';
import { decodeLayersModel, encodeLayersModel, readWeights } from './layers-model.ts';
import { packUint16 } from './quantize.ts';

const SMALL: ArchitectureConfig = {
  inputSizePx: 16,
  stemFilters: 4,
  stages: [
    { filters: 4, stride: 1 },
    { filters: 6, stride: 2 },
  ],
  dropoutRate: 0.3,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** A `batch` model whose normalisation layers hold numbers of a trained one's kind. */
function makeTrained(): tf.LayersModel {
  const model = buildClassifier(SMALL, { normalization: 'batch', seed: 6 });
  let seed = 1;
  for (const layer of model.layers.filter((candidate) => candidate.name.endsWith('_bn'))) {
    const shape = layer.weights[0].shape.map((side) => side ?? 0);
    const draw = (low: number, high: number) => tf.randomUniform(shape, low, high, 'float32', seed++);
    tf.tidy(() => layer.setWeights([draw(0.5, 1.5), draw(-1, 1), draw(-0.5, 0.5), draw(0.2, 2)]));
  }
  return model;
}

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

describe('foldClassifier', () => {
  it('computes the same three outputs as the trained network', () => {
    const trained = makeTrained();
    const folded = foldClassifier(trained, SMALL);
    const input = tf.randomNormal([3, 16, 16, 1], 0, 1, 'float32', 2);
    expect(largestDifference(predictAll(trained, input), predictAll(folded, input))).toBeLessThan(1e-4);
    expect(folded.layers.some((layer) => layer.getClassName() === 'BatchNormalization')).toBe(false);
    for (const owned of [trained, folded, input]) owned.dispose();
  });

  it('comes back from its uint16 files with the same outputs to the quantisation', async () => {
    const trained = makeTrained();
    const folded = foldClassifier(trained, SMALL);
    const loaded = await decodeLayersModel(encodeLayersModel(folded, packUint16(readWeights(folded))));
    const input = tf.randomNormal([3, 16, 16, 1], 0, 1, 'float32', 2);
    const [expected, actual] = [predictAll(folded, input), predictAll(loaded, input)];
    expect(largestDifference(expected, actual)).toBeLessThan(5e-3);
    expect(loaded.outputNames).toEqual(['logit', 'feature_map', 'embedding']);
    for (const owned of [trained, folded, loaded, input]) owned.dispose();
  });
});
