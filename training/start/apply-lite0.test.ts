import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';
import { applyLite0, type PublishedTensor } from './apply-lite0.ts';

const SMALL = {
  inputSizePx: 16,
  stemFilters: 2,
  blocks: [
    { filters: 3, kernelSize: 3, stride: 1, expansion: 1 },
    { filters: 4, kernelSize: 5, stride: 2, expansion: 2 },
  ],
  mapFilters: 5,
  dropoutRate: 0,
} as const satisfies ArchitectureConfig;

/** What would be published of `SMALL` and one more block; no two values alike. */
function publish(): Map<string, PublishedTensor> {
  const published = new Map<string, PublishedTensor>();
  let next = 0;
  const add = (name: string, shape: readonly number[]): void => {
    const count = shape.reduce((product, side) => product * side, 1);
    published.set(name, { shape, values: Float32Array.from({ length: count }, () => ++next / 64) });
  };
  const addNorm = (name: string, channels: number): void => {
    for (const leaf of ['weight', 'bias', 'running_mean', 'running_var']) add(`${name}.${leaf}`, [channels]);
  };
  add('_conv_stem.weight', [3, 3, 3, 2]);
  addNorm('_bn0', 2);
  for (const [index, side, before, wide, after] of [
    [0, 3, 2, 2, 3],
    [1, 5, 3, 6, 4],
    [2, 5, 4, 8, 4],
  ]) {
    const block = `_blocks.${index}`;
    if (wide !== before) {
      add(`${block}._expand_conv.weight`, [1, 1, before, wide]);
      addNorm(`${block}._bn0`, wide);
    }
    add(`${block}._depthwise_conv.weight`, [side, side, 1, wide]);
    addNorm(`${block}._bn1`, wide);
    add(`${block}._project_conv.weight`, [1, 1, wide, after]);
    addNorm(`${block}._bn2`, after);
  }
  add('_fc.weight', [4, 9]);
  return published;
}

const valuesOf = (model: tf.LayersModel, name: string): number[][] =>
  model
    .getLayer(name)
    .getWeights()
    .map((weight) => [...weight.dataSync()]);
const allValues = (model: tf.LayersModel): number[][] =>
  model.getWeights().map((weight) => [...weight.dataSync()]);

const built: tf.LayersModel[] = [];
function build(config: ArchitectureConfig, normalization: 'batch' | 'folded' = 'batch'): tf.LayersModel {
  const model = buildClassifier(config, { normalization, seed: 4 });
  built.push(model);
  return model;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});
let held = 0;
beforeEach(() => {
  held = tf.memory().numTensors;
});
afterEach(() => {
  for (const model of built.splice(0)) model.dispose();
  expect(tf.memory().numTensors).toBe(held);
});

describe('applyLite0', () => {
  it('sets stem and blocks to the tensors of their names, and says how many layers', () => {
    const model = build(SMALL);
    const published = publish();
    // Stem, then two and three convolutions, each with its normalisation.
    expect(applyLite0(model, published)).toBe(12);
    for (const [layer, name] of [
      ['block1_depthwise_conv', '_blocks.0._depthwise_conv'],
      ['block1_project_conv', '_blocks.0._project_conv'],
      ['block2_expand_conv', '_blocks.1._expand_conv'],
      ['block2_depthwise_conv', '_blocks.1._depthwise_conv'],
      ['block2_project_conv', '_blocks.1._project_conv'],
    ]) {
      expect(valuesOf(model, layer), layer).toEqual([[...(published.get(`${name}.weight`)?.values ?? [])]]);
    }
    for (const [layer, name] of [
      ['stem_bn', '_bn0'],
      ['block1_depthwise_bn', '_blocks.0._bn1'],
      ['block1_project_bn', '_blocks.0._bn2'],
      ['block2_expand_bn', '_blocks.1._bn0'],
      ['block2_depthwise_bn', '_blocks.1._bn1'],
      ['block2_project_bn', '_blocks.1._bn2'],
    ]) {
      const leaves = ['weight', 'bias', 'running_mean', 'running_var'];
      const expected = leaves.map((leaf) => [...(published.get(`${name}.${leaf}`)?.values ?? [])]);
      expect(valuesOf(model, layer), layer).toEqual(expected);
    }
  });

  it('leaves the feature map and the dense unit as they were drawn', () => {
    const model = build(SMALL);
    const drawn = ['map_conv', 'map_bn', 'logit'].map((name) => valuesOf(model, name));
    applyLite0(model, publish());
    expect(['map_conv', 'map_bn', 'logit'].map((name) => valuesOf(model, name))).toEqual(drawn);
  });

  it('makes the stem answer a grey image as the published one answers it in three colours', () => {
    const model = build(SMALL);
    const published = publish();
    applyLite0(model, published);
    const [own, expected] = tf.tidy(() => {
      const grey = tf.randomNormal<tf.Rank.R4>([1, 16, 16, 1], 0, 1, 'float32', 3);
      const { values, shape } = published.get('_conv_stem.weight') ?? { values: [], shape: [] };
      const kernel = tf.tensor4d([...values], [shape[0], shape[1], shape[2], shape[3]]);
      const inColours = tf.conv2d(tf.concat([grey, grey, grey], 3), kernel, 2, 'same');
      const answer = model.getLayer('stem_conv').apply(grey);
      if (Array.isArray(answer) || !(answer instanceof tf.Tensor)) throw new TypeError('no tensor');
      return [answer.arraySync(), inColours.arraySync()] as const;
    });
    expect(own).toHaveLength(1);
    const [a, b] = [own, expected].map((nested) => (nested as number[][][][]).flat(3));
    expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(1e-4);
  });

  it('normalises by gain, shift, mean and variance as they are published', () => {
    const model = build(SMALL);
    const published = publish();
    for (const [leaf, value] of [
      ['weight', 2],
      ['bias', 1],
      ['running_mean', 5],
      ['running_var', 4 - 1e-3],
    ] as const) {
      published.set(`_bn0.${leaf}`, { shape: [2], values: Float32Array.of(value, value) });
    }
    applyLite0(model, published);
    const normalized = tf.tidy(() => {
      const answer = model.getLayer('stem_bn').apply(tf.tensor4d([8, 8], [1, 1, 1, 2]));
      if (Array.isArray(answer) || !(answer instanceof tf.Tensor)) throw new TypeError('no tensor');
      return [...answer.dataSync()];
    });
    // 2 (8 - 5) / sqrt(4) + 1
    for (const value of normalized) expect(value).toBeCloseTo(4, 5);
  });

  it.each<[string, ArchitectureConfig, RegExp]>([
    ['a wider stem', { ...SMALL, stemFilters: 4 }, /stem_conv does not fit.*\[3, 3, 3, 4\].*\[3, 3, 3, 2\]/],
    [
      'another kernel',
      { ...SMALL, blocks: [{ ...SMALL.blocks[0], kernelSize: 5 }] },
      /block1_depthwise_conv does not fit/,
    ],
    ['a wider block', { ...SMALL, blocks: [{ ...SMALL.blocks[0], filters: 6 }] }, /block1_project_conv/],
    [
      'another expansion',
      { ...SMALL, blocks: [SMALL.blocks[0], { ...SMALL.blocks[1], expansion: 4 }] },
      /block2_expand_conv/,
    ],
    [
      'an expansion where none was published',
      { ...SMALL, blocks: [{ ...SMALL.blocks[0], expansion: 2 }] },
      /block1_expand_conv has no counterpart/,
    ],
    [
      'more blocks than were published',
      { ...SMALL, blocks: [...SMALL.blocks, { ...SMALL.blocks[1], stride: 1 }, SMALL.blocks[1]] },
      /block4_expand_conv has no counterpart: _blocks\.3\._expand_conv\.weight/,
    ],
    [
      'the network of residual stages',
      { inputSizePx: 16, stemFilters: 2, stages: [{ filters: 4, stride: 1 }], dropoutRate: 0 },
      /stem_conv does not fit/,
    ],
  ])('refuses %s, names the layer and changes nothing', (_, config, message) => {
    const model = build(config);
    const drawn = allValues(model);
    expect(() => applyLite0(model, publish())).toThrow(message);
    expect(allValues(model)).toEqual(drawn);
  });

  it('refuses the folded form', () => {
    expect(() => applyLite0(build(SMALL, 'folded'), publish())).toThrow('not the batch form');
  });

  it('sets nothing in a network without such layers', () => {
    const input = tf.input({ shape: [2] });
    const outputs = tf.layers.dense({ units: 1, name: 'logit' }).apply(input) as tf.SymbolicTensor;
    const other = tf.model({ inputs: input, outputs });
    built.push(other);
    expect(applyLite0(other, publish())).toBe(0);
  });
});
