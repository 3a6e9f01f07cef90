import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARCHITECTURE, buildClassifier } from './architecture.ts';
import { measureCellOffset } from './cell-offset.ts';
import { LITE0_BLOCKS } from './inverted-residual.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const ones = (name: string) =>
  tf.layers.conv2d({
    name,
    filters: 1,
    kernelSize: 3,
    strides: 2,
    padding: 'same',
    useBias: false,
    kernelInitializer: 'ones',
  });

describe('what a cell sees lies', () => {
  it('7.5 px right of and below its box’s middle in the shipped network', () => {
    const model = buildClassifier(ARCHITECTURE, { normalization: 'folded', seed: 1 });
    expect(measureCellOffset(model, 'feature_map')).toBe(7.5);
    model.dispose();
  });

  it('halfway between its two ways in a residual network', () => {
    const stages = [
      { filters: 2, stride: 1 },
      { filters: 2, stride: 2 },
      { filters: 2, stride: 2 },
      { filters: 2, stride: 1 },
    ] as const;
    const model = buildClassifier(
      { inputSizePx: 160, stemFilters: 2, stages, dropoutRate: 0 },
      { normalization: 'folded', seed: 1 },
    );
    // Stem 0.5 px, its pooling 1 px; then the convolutions of stages 2 and 3 add 2 and 4 px, their shortcuts none.
    expect(measureCellOffset(model, 'stem_pool')).toBe(1.5);
    expect(measureCellOffset(model, 'stage2_a_conv')).toBe(3.5);
    expect(measureCellOffset(model, 'stage2_shortcut_conv')).toBe(1.5);
    expect(measureCellOffset(model, 'feature_map')).toBe(4.5);
    model.dispose();
  });

  it('where the gradient says, in a network of EfficientNet-Lite0’s blocks', () => {
    // The kernels' sizes, strides and sums, with few channels; wide enough that a middle cell sees no edge (339 px).
    const [sizePx, cell] = [384, 12];
    const blocks = LITE0_BLOCKS.map((block) => ({ ...block, filters: block.filters / 8, expansion: 1 }));
    const model = buildClassifier(
      { inputSizePx: sizePx, stemFilters: 2, blocks, mapFilters: 1, dropoutRate: 0 },
      { normalization: 'folded', seed: 1 },
    );
    // Weights above zero: nothing is cut off, and each kernel weighs evenly around its middle.
    for (const layer of model.layers.filter(({ name }) => name.endsWith('_conv'))) {
      tf.tidy(() => layer.setWeights(layer.getWeights().map(({ shape }) => tf.fill(shape, 0.1))));
    }
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => {
          const [, featureMap] = model.apply(x) as tf.Tensor[];
          return tf.sum(tf.slice(featureMap, [0, cell, cell, 0], [1, 1, 1, 1]));
        })(tf.zeros([1, sizePx, sizePx, 1]))
        .dataSync(),
    );
    let [sum, across, down] = [0, 0, 0];
    gradient.forEach((value, index) => {
      sum += value;
      across += value * (index % sizePx);
      down += value * Math.floor(index / sizePx);
    });
    // Stem 0.5 px, then the strides of blocks 2, 4 (5 x 5) and 6: 1, 2 and 4 px. Sums meet in one place.
    expect(measureCellOffset(model, 'feature_map')).toBe(7.5);
    const boxMiddle = 16 * cell + 7.5;
    expect(across / sum - boxMiddle).toBeCloseTo(7.5, 2);
    expect(down / sum - boxMiddle).toBeCloseTo(7.5, 2);
    model.dispose();
  });

  it('where the gradient says, for a chain of convolutions', () => {
    const input = tf.input({ shape: [16, 16, 1] });
    const model = tf.model({
      inputs: input,
      outputs: ones('second').apply(ones('first').apply(input)) as tf.SymbolicTensor,
    });
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => tf.sum(tf.slice(model.apply(x) as tf.Tensor, [0, 1, 1, 0], [1, 1, 1, 1])))(
          tf.zeros([1, 16, 16, 1]),
        )
        .dataSync(),
    );
    let [sum, moment] = [0, 0];
    gradient.forEach((value, index) => {
      sum += value;
      moment += value * (index % 16);
    });
    // The second cell of 4 px has its middle at 5.5; it sees pixels 4 to 10, whose middle is 7.
    expect(moment / sum).toBeCloseTo(7, 6);
    expect(measureCellOffset(model, 'second')).toBe(1.5);
    model.dispose();
  });

  it('in its box’s middle where the padding is even', () => {
    const input = tf.input({ shape: [8, 8, 1] });
    const conv = tf.layers.conv2d({ name: 'conv', filters: 1, kernelSize: 3, padding: 'same' }).apply(input);
    const pool = tf.layers.averagePooling2d({ name: 'pool', poolSize: 2, strides: 2 }).apply(conv);
    const model = tf.model({ inputs: input, outputs: pool as tf.SymbolicTensor });
    expect(measureCellOffset(model, 'pool')).toBe(0);
    expect(() => measureCellOffset(model, 'absent')).toThrow(TypeError);
    model.dispose();
  });

  it('half a pixel behind its box’s middle where nothing is padded', () => {
    const input = tf.input({ shape: [8, 8, 1] });
    const valid = tf.layers.conv2d({ name: 'valid', filters: 1, kernelSize: 3, strides: 2 }).apply(input);
    const model = tf.model({ inputs: input, outputs: valid as tf.SymbolicTensor });
    // Without padding the first window has its middle at pixel 1, the first box at 0.5.
    expect(measureCellOffset(model, 'valid')).toBe(0.5);
    model.dispose();
  });

  it('nowhere, where a layer changes the picture in a way that is not known', () => {
    const input = tf.input({ shape: [8, 8, 1] });
    const padded = tf.layers.zeroPadding2d({ name: 'padded', padding: 1 }).apply(input);
    const model = tf.model({ inputs: input, outputs: padded as tf.SymbolicTensor });
    expect(() => measureCellOffset(model, 'padded')).toThrow('padded');
    model.dispose();
  });

  it('nowhere, where an input has no size', () => {
    const input = tf.input({ shape: [null, null, 1] });
    const relu = tf.layers.reLU({ name: 'relu' }).apply(input);
    const model = tf.model({ inputs: input, outputs: relu as tf.SymbolicTensor });
    expect(() => measureCellOffset(model, 'relu')).toThrow(TypeError);
    model.dispose();
  });
});
