import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from './architecture.ts';
import { describeLayers, SMALL_RESIDUAL } from './fixtures/small-networks.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const nameOf = (line: string) => line.split(' ')[0];

// Weights are looked up by these names: in the export, in the fold and in the check of what a cell sees.
describe('the layers', () => {
  it('of the form that is exported have biases and no normalisation', () => {
    expect(describeLayers(SMALL_RESIDUAL, 'folded')).toEqual([
      'radiograph 16x16x1',
      'stem_conv 8x8x4 5x5x1x4 4',
      'stem_relu 8x8x4',
      'stem_pool 4x4x4',
      'stage1_a_conv 4x4x4 3x3x4x4 4',
      'stage1_a_relu 4x4x4',
      'stage1_b_conv 4x4x4 3x3x4x4 4',
      'stage1_shortcut_conv 4x4x4 1x1x4x4 4',
      'stage1_add 4x4x4',
      'stage1_relu 4x4x4',
      'stage2_a_conv 2x2x6 3x3x4x6 6',
      'stage2_a_relu 2x2x6',
      'stage2_pool 2x2x4',
      'stage2_b_conv 2x2x6 3x3x6x6 6',
      'stage2_shortcut_conv 2x2x6 1x1x4x6 6',
      'stage2_add 2x2x6',
      'feature_map 2x2x6',
      'embedding 6',
      'logit 1 6x1 1',
    ]);
  });

  it('of the form that is trained are normalised instead, and some of the embedding is dropped', () => {
    const folded = describeLayers(SMALL_RESIDUAL, 'folded');
    const batch = describeLayers(SMALL_RESIDUAL, 'batch');
    const added = [
      'stem',
      'stage1_a',
      'stage1_b',
      'stage1_shortcut',
      'stage2_a',
      'stage2_b',
      'stage2_shortcut',
    ];
    expect(batch.map(nameOf).sort()).toEqual(
      [...folded.map(nameOf), ...added.map((name) => `${name}_bn`), 'dropout'].sort(),
    );
    expect(batch).toContain('stage2_a_conv 2x2x6 3x3x4x6');
    expect(batch).toContain('stage2_a_bn 2x2x6 6 6 6 6');
    expect(describeLayers({ ...SMALL_RESIDUAL, dropoutRate: 0 }, 'batch').map(nameOf)).not.toContain(
      'dropout',
    );
  });

  it('drop the share that was asked for and forget as slowly as stated', () => {
    const model = buildClassifier(SMALL_RESIDUAL, { normalization: 'batch', seed: 1 });
    expect(model.name).toBe('lungfield');
    expect(model.getLayer('dropout').getConfig()).toMatchObject({ rate: 0.3 });
    expect(model.getLayer('stage1_a_bn').getConfig()).toMatchObject({ momentum: 0.99, epsilon: 1e-3 });
    model.dispose();
  });

  it('may weigh their channels by two dense layers, the first narrower', () => {
    const lines = describeLayers({ ...SMALL_RESIDUAL, squeeze: 3 }, 'folded');
    expect(lines.filter((line) => /squeeze|excite|gate|weigh/.test(line))).toEqual([
      'stage1_squeeze 4',
      'stage1_excite_a 1 4x1 1',
      'stage1_excite_b 4 1x4 4',
      'stage1_gate 1x1x4',
      'stage1_weigh 4x4x4',
      'stage2_squeeze 6',
      'stage2_excite_a 2 6x2 2',
      'stage2_excite_b 6 2x6 6',
      'stage2_gate 1x1x6',
      'stage2_weigh 2x2x6',
    ]);
    // Never narrower than one.
    expect(describeLayers({ ...SMALL_RESIDUAL, squeeze: 100 }, 'folded')).toContain(
      'stage2_excite_a 1 6x1 1',
    );
  });

  it('weigh each channel by a gate between 0 and 1', () => {
    const model = buildClassifier({ ...SMALL_RESIDUAL, squeeze: 2 }, { normalization: 'folded', seed: 1 });
    expect(model.getLayer('stage1_excite_a').getConfig()).toMatchObject({ activation: 'relu' });
    expect(model.getLayer('stage1_excite_b').getConfig()).toMatchObject({ activation: 'sigmoid' });
    model.dispose();
  });

  it('may average before each step of two, so that a shift changes less', () => {
    const lines = describeLayers({ ...SMALL_RESIDUAL, antialiased: true }, 'folded');
    expect(lines.filter((line) => /stem_pool|smooth/.test(line))).toEqual([
      'stem_pool 8x8x4',
      'stem_smooth 4x4x4',
      'stage2_smooth 4x4x4',
    ]);
    expect(lines).toContain('feature_map 2x2x6');
  });
});

describe('a residual network', () => {
  it('takes an input that is just wide enough for its strides', () => {
    const model = buildClassifier(
      { ...SMALL_RESIDUAL, inputSizePx: 8 },
      { normalization: 'folded', seed: 1 },
    );
    expect(model.outputs[1].shape).toEqual([null, 1, 1, 6]);
    model.dispose();
  });

  it.each([
    ['no stage', { ...SMALL_RESIDUAL, stages: [] }],
    ['a side too small for its strides', { ...SMALL_RESIDUAL, inputSizePx: 4 }],
  ])('refuses a configuration with %s', (_, config) => {
    expect(() => buildClassifier(config, { normalization: 'folded', seed: 1 })).toThrow(RangeError);
  });
});
