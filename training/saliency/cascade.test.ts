import * as tf from '@tensorflow/tfjs';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from '../../src/model/architecture.ts';
import { SMALL_INVERTED, SMALL_RESIDUAL } from '../../src/model/fixtures/small-networks.ts';
import { listBlocks, randomizeFromTop } from './cascade.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const kernelOf = (model: LayersModel, layer: string): number[] => [
  ...model.getLayer(layer).getWeights()[0].dataSync(),
];

/** Of each family: the blocks from the head down, and one layer of each. */
const CASES = [
  [
    'residual',
    SMALL_RESIDUAL,
    [
      ['logit', 'logit'],
      ['stage2', 'stage2_b_conv'],
      ['stage1', 'stage1_a_conv'],
      ['stem', 'stem_conv'],
    ],
  ],
  [
    'inverted residual',
    SMALL_INVERTED,
    [
      ['logit', 'logit'],
      ['map', 'map_conv'],
      ['block3', 'block3_expand_conv'],
      ['block2', 'block2_depthwise_conv'],
      ['block1', 'block1_project_conv'],
      ['stem', 'stem_conv'],
    ],
  ],
] as const;

describe.each(CASES)('weights drawn anew from the top (%s)', (_, config, blocks) => {
  it.each(['batch', 'folded'] as const)(
    'go from the head down, block by block, and leave what lies below and the trained network as they were (%s)',
    async (normalization) => {
      const trained = buildClassifier(config, { normalization, seed: 1 });
      expect(listBlocks(trained).map(({ name }) => name)).toEqual(blocks.map(([name]) => name));
      const before = blocks.map(([, layer]) => kernelOf(trained, layer));
      const changed: [string, boolean[]][] = [];
      await randomizeFromTop(trained, config, 2, async (model, { name }) => {
        const kernels = blocks.map(([, layer]) => kernelOf(model, layer));
        changed.push([name, kernels.map((kernel, index) => kernel.join() !== before[index].join())]);
      });
      // Of the first block one, of the second two, ...
      expect(changed).toEqual(
        blocks.map(([name], depth) => [name, blocks.map((__, place) => place <= depth)]),
      );
      expect(blocks.map(([, layer]) => kernelOf(trained, layer))).toEqual(before);
      trained.dispose();
    },
  );
});
