import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from './architecture.ts';
import { describeLayers, SMALL_INVERTED } from './fixtures/small-networks.ts';
import { LITE0_BLOCKS } from './inverted-residual.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const nameOf = (line: string) => line.split(' ')[0];

// Weights are looked up by these names: in the export, in the fold and where published weights are put in.
describe('the layers', () => {
  it('of the form that is exported have biases, no normalisation and no ReLU but the feature map’s', () => {
    expect(describeLayers(SMALL_INVERTED, 'folded')).toEqual([
      'radiograph 16x16x1',
      'stem_conv 8x8x4 3x3x1x4 4',
      'block1_depthwise_conv 8x8x4 3x3x4x1 4',
      'block1_project_conv 8x8x4 1x1x4x4 4',
      'block1_add 8x8x4',
      'block2_expand_conv 8x8x12 1x1x4x12 12',
      'block2_depthwise_conv 4x4x12 5x5x12x1 12',
      'block2_project_conv 4x4x6 1x1x12x6 6',
      'block3_expand_conv 4x4x12 1x1x6x12 12',
      'block3_depthwise_conv 4x4x12 3x3x12x1 12',
      'block3_project_conv 4x4x6 1x1x12x6 6',
      'block3_add 4x4x6',
      'map_conv 4x4x8 1x1x6x8 8',
      'feature_map 4x4x8',
      'embedding 8',
      'logit 1 8x1 1',
    ]);
  });

  it('of the form that is trained are normalised and rectified instead, and some of the embedding is dropped', () => {
    const folded = describeLayers(SMALL_INVERTED, 'folded');
    const batch = describeLayers(SMALL_INVERTED, 'batch');
    const rectified = [
      'stem',
      'block1_depthwise',
      'block2_expand',
      'block2_depthwise',
      'block3_expand',
      'block3_depthwise',
    ];
    const normalized = [...rectified, 'block1_project', 'block2_project', 'block3_project', 'map'];
    const added = [
      ...normalized.map((name) => `${name}_bn`),
      ...rectified.map((name) => `${name}_relu`),
      'dropout',
    ];
    expect(batch.map(nameOf).sort()).toEqual([...folded.map(nameOf), ...added].sort());
    expect(batch).toContain('block2_depthwise_conv 4x4x12 5x5x12x1');
    expect(batch).toContain('block2_depthwise_bn 4x4x12 12 12 12 12');
    expect(describeLayers({ ...SMALL_INVERTED, dropoutRate: 0 }, 'batch').map(nameOf)).not.toContain(
      'dropout',
    );
  });

  it('that widen and that look around rectify by themselves in the form that is exported, those that narrow don’t', () => {
    const model = buildClassifier(SMALL_INVERTED, { normalization: 'folded', seed: 1 });
    const activationOf = (name: string) => model.getLayer(name).getConfig().activation;
    for (const name of ['stem_conv', 'block2_expand_conv', 'block2_depthwise_conv'])
      expect(activationOf(name)).toBe('relu');
    for (const name of ['block2_project_conv', 'map_conv']) expect(activationOf(name)).toBe('linear');
    model.dispose();
  });
});

describe('a network of inverted residual blocks', () => {
  it('of EfficientNet-Lite0’s first eleven sees a film of 160 px in 10 x 10 cells, with 0.71 M parameters', () => {
    const config = {
      ...SMALL_INVERTED,
      inputSizePx: 160,
      stemFilters: 32,
      blocks: LITE0_BLOCKS,
      mapFilters: 192,
    };
    const model = buildClassifier(config, { normalization: 'folded', seed: 1 });
    expect(LITE0_BLOCKS).toHaveLength(11);
    expect(model.outputs.map((output) => output.shape)).toEqual([
      [null, 1],
      [null, 10, 10, 192],
      [null, 192],
    ]);
    expect(model.countParams()).toBe(714_001);
    model.dispose();
  });

  it('adds a block’s input where it has the same shape', () => {
    const lines = describeLayers({ ...SMALL_INVERTED, blocks: LITE0_BLOCKS, inputSizePx: 32 }, 'folded');
    const sums = lines.map(nameOf).filter((name) => name.endsWith('_add'));
    // The second of two, the second and third of three.
    expect(sums).toEqual([
      'block3_add',
      'block5_add',
      'block7_add',
      'block8_add',
      'block10_add',
      'block11_add',
    ]);
  });

  it('takes an input that is just wide enough for its strides', () => {
    const model = buildClassifier(
      { ...SMALL_INVERTED, inputSizePx: 4 },
      { normalization: 'folded', seed: 1 },
    );
    expect(model.outputs[1].shape).toEqual([null, 1, 1, 8]);
    model.dispose();
  });

  it.each([
    ['no block', { ...SMALL_INVERTED, blocks: [] }],
    ['a side too small for its strides', { ...SMALL_INVERTED, inputSizePx: 3 }],
  ])('refuses a configuration with %s', (_, config) => {
    expect(() => buildClassifier(config, { normalization: 'folded', seed: 1 })).toThrow(RangeError);
  });
});
