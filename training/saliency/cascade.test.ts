import * as tf from '@tensorflow/tfjs';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';
import { listBlocks, randomizeFromTop } from './cascade.ts';

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

const kernelOf = (model: LayersModel, layer: string): number[] => [
  ...model.getLayer(layer).getWeights()[0].dataSync(),
];

describe('weights drawn anew from the top', () => {
  it.each(['batch', 'folded'] as const)(
    'go from the head down, block by block, and leave what lies below and the trained network as they were (%s)',
    async (normalization) => {
      const trained = buildClassifier(SMALL, { normalization, seed: 1 });
      expect(listBlocks(trained).map(({ name }) => name)).toEqual(['logit', 'stage2', 'stage1', 'stem']);
      const layers = ['logit', 'stage2_b_conv', 'stage1_a_conv', 'stem_conv'];
      const before = layers.map((layer) => kernelOf(trained, layer));
      const changed: [string, boolean[]][] = [];
      await randomizeFromTop(trained, SMALL, 2, async (model, { name }) => {
        const kernels = layers.map((layer) => kernelOf(model, layer));
        changed.push([name, kernels.map((kernel, index) => kernel.join() !== before[index].join())]);
      });
      expect(changed).toEqual([
        ['logit', [true, false, false, false]],
        ['stage2', [true, true, false, false]],
        ['stage1', [true, true, true, false]],
        ['stem', [true, true, true, true]],
      ]);
      expect(layers.map((layer) => kernelOf(trained, layer))).toEqual(before);
      trained.dispose();
    },
  );
});
