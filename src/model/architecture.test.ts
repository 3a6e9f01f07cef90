import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARCHITECTURE, type ArchitectureConfig, buildClassifier } from './architecture.ts';

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

function drawWeights(seed: number): number[] {
  const model = buildClassifier(SMALL, { normalization: 'batch', seed });
  const values = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  model.dispose();
  return values;
}

/** Name, output and weights of each layer that has weights or a parameter of its own. */
function describeLayers(config: ArchitectureConfig, normalization: 'batch' | 'folded'): string[] {
  const model = buildClassifier(config, { normalization, seed: 1 });
  const lines = model.layers.map(({ name, outputShape, weights }) =>
    [name, outputShape.slice(1).join('x'), ...weights.map(({ shape }) => shape.join('x'))].join(' '),
  );
  model.dispose();
  return lines;
}

const nameOf = (line: string) => line.split(' ')[0];

// Weights are looked up by these names: in the export, in the fold and in the check of what a cell sees.
describe('the layers', () => {
  it('of the form that is exported have biases and no normalisation', () => {
    expect(describeLayers(SMALL, 'folded')).toEqual([
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
    const folded = describeLayers(SMALL, 'folded');
    const batch = describeLayers(SMALL, 'batch');
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
    expect(describeLayers({ ...SMALL, dropoutRate: 0 }, 'batch').map(nameOf)).not.toContain('dropout');
  });

  it('drop the share that was asked for and forget as slowly as stated', () => {
    const model = buildClassifier(SMALL, { normalization: 'batch', seed: 1 });
    expect(model.name).toBe('lungfield');
    expect(model.getLayer('dropout').getConfig()).toMatchObject({ rate: 0.3 });
    expect(model.getLayer('stage1_a_bn').getConfig()).toMatchObject({ momentum: 0.99, epsilon: 1e-3 });
    model.dispose();
  });

  it('may weigh their channels by two dense layers, the first narrower', () => {
    const lines = describeLayers({ ...SMALL, squeeze: 3 }, 'folded');
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
    expect(describeLayers({ ...SMALL, squeeze: 100 }, 'folded')).toContain('stage2_excite_a 1 6x1 1');
  });

  it('weigh each channel by a gate between 0 and 1', () => {
    const model = buildClassifier({ ...SMALL, squeeze: 2 }, { normalization: 'folded', seed: 1 });
    expect(model.getLayer('stage1_excite_a').getConfig()).toMatchObject({ activation: 'relu' });
    expect(model.getLayer('stage1_excite_b').getConfig()).toMatchObject({ activation: 'sigmoid' });
    model.dispose();
  });

  it('may average before each step of two, so that a shift changes less', () => {
    const lines = describeLayers({ ...SMALL, antialiased: true }, 'folded');
    expect(lines.filter((line) => /stem_pool|smooth/.test(line))).toEqual([
      'stem_pool 8x8x4',
      'stem_smooth 4x4x4',
      'stage2_smooth 4x4x4',
    ]);
    expect(lines).toContain('feature_map 2x2x6');
  });
});

describe('buildClassifier', () => {
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
    expect(drawWeights(1)).toEqual(drawWeights(1));
    expect(drawWeights(1)).not.toEqual(drawWeights(2));
  });

  it('starts no two layers of one shape from the same weights', () => {
    const model = buildClassifier(SMALL, { normalization: 'folded', seed: 1 });
    const [a, b] = ['stage1_a_conv', 'stage1_b_conv'].map((name) => [
      ...model.getLayer(name).getWeights()[0].dataSync(),
    ]);
    expect(a).not.toEqual(b);
    model.dispose();
  });

  it('takes an input that is just wide enough for its strides', () => {
    const model = buildClassifier({ ...SMALL, inputSizePx: 8 }, { normalization: 'folded', seed: 1 });
    expect(model.outputs[1].shape).toEqual([null, 1, 1, 6]);
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
    let artifacts: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler((saved) => {
        artifacts = saved;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
      }),
    );
    if (artifacts === undefined) throw new Error('nothing was saved');
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    const input = tf.randomNormal([1, 16, 16, 1], 0, 1, 'float32', 9);
    const read = (from: tf.LayersModel) =>
      tf.tidy(() => {
        const outputs = from.predict(input);
        return Array.isArray(outputs) ? outputs.map((output) => [...output.dataSync()]) : [];
      });
    expect(read(loaded)).toEqual(read(model));
    for (const owned of [model, loaded, input]) owned.dispose();
  });

  it.each([
    ['no stage', { ...SMALL, stages: [] }],
    ['a side too small for its strides', { ...SMALL, inputSizePx: 4 }],
  ])('refuses a configuration with %s', (_, config) => {
    expect(() => buildClassifier(config, { normalization: 'folded', seed: 1 })).toThrow(RangeError);
  });
});
