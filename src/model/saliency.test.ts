import * as tf from '@tensorflow/tfjs';
import { assert, infiniteStream, integer, property } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from './architecture.ts';
import {
  calibrateMap,
  findPeak,
  type Grid,
  integrate,
  projectFeatureMap,
  readHead,
  resampleGrid,
  turnFor,
} from './saliency.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const gridOf = (columns: number, ...values: number[]): Grid => ({
  columns,
  rows: values.length / columns,
  values: Float32Array.from(values),
  offset: 0,
});

/** Side of the input and strides of two stages: feature maps of 2 x 2, 4 x 4 and 3 x 3 cells. */
const SHAPES = [
  [16, 2, 1],
  [16, 1, 1],
  [20, 2, 1],
] as const;

describe('the class activation map', () => {
  it('adds up to the calibrated logit, worked out by hand', () => {
    // Two channels, weights 2 and -1, bias 0.5, on a film of 2 x 2 cells.
    const featureMap = { rows: 2, columns: 2, channels: 2, values: [1, 0, 2, 1, 0, 3, 1, 1] };
    expect([...projectFeatureMap(featureMap, Float32Array.of(2, -1))]).toEqual([2, 3, -3, 1]);
    expect(() => projectFeatureMap(featureMap, Float32Array.of(2))).toThrow(RangeError);
    // Raw logit: mean 0.75 + bias 0.5 = 1.25; calibrated by 2 x + 0.25: 2.75.
    const map = calibrateMap(gridOf(2, 2, 3, -3, 1), 0.5, { scale: 2, offset: 0.25 });
    expect([...map.density.values]).toEqual([4, 6, -6, 2]);
    expect(integrate(map.density)).toBe(1.5);
    expect(map.constant).toBe(1.25);
    expect(integrate(map.density) + map.constant).toBe(2.75);
  });

  it.each(SHAPES)(
    'of a network with %i px and strides %i and %i adds up to its own logit',
    async (...shape) => {
      const [inputSizePx, first, second] = shape;
      const stages = [
        { filters: 4, stride: first },
        { filters: 6, stride: second },
      ] as const;
      const model = buildClassifier(
        { inputSizePx, stemFilters: 4, stages, dropoutRate: 0 },
        { normalization: 'folded', seed: 3 },
      );
      model.getLayer('logit').setWeights([tf.randomNormal([6, 1], 0, 1, 'float32', 8), tf.tensor1d([0.7])]);
      const head = await readHead(model);
      expect(head.bias).toBeCloseTo(0.7, 6);
      const outputs = model.predict(tf.randomNormal([3, inputSizePx, inputSizePx, 1], 0, 1, 'float32', 5));
      if (!Array.isArray(outputs)) throw new Error('three outputs expected');
      const [logits, featureMaps] = outputs;
      const [, rows = 0, columns = 0, channels = 0] = featureMaps.shape;
      const size = rows * columns * channels;
      const features = featureMaps.dataSync<'float32'>();
      logits.dataSync().forEach((rawLogit, row) => {
        const values = projectFeatureMap(
          { rows, columns, channels, values: features.subarray(row * size, (row + 1) * size) },
          head.kernel,
        );
        const raw = { columns, rows, offset: 0, values };
        const map = calibrateMap(raw, head.bias, { scale: 1.5, offset: -0.4 });
        expect(integrate(map.density) + map.constant).toBeCloseTo(1.5 * rawLogit - 0.4, 4);
      });
      model.dispose();
    },
  );

  it('for normal is the negative of the one for pneumonia', () => {
    const grid = gridOf(2, 4, 6, -6, 2);
    expect([...turnFor('normal', grid).values]).toEqual([-4, -6, 6, -2]);
    expect([...turnFor('pneumonia', grid).values]).toEqual([4, 6, -6, 2]);
    expect(integrate(turnFor('normal', grid))).toBe(-integrate(grid));
  });

  it.each([
    ['two units', [3], tf.layers.dense({ name: 'logit', units: 2 })],
    ['two units and no bias', [3], tf.layers.dense({ name: 'logit', units: 2, useBias: false })],
    ['no bias', [3], tf.layers.dense({ name: 'logit', units: 1, useBias: false })],
    ['no weights', [3], tf.layers.reLU({ name: 'logit' })],
    ['a convolution', [3, 1], tf.layers.conv1d({ name: 'logit', filters: 1, kernelSize: 1 })],
  ])('is never taken from a network whose head is another: %s', async (_, shape, head) => {
    const input = tf.input({ shape });
    const output = head.apply(input) as tf.SymbolicTensor;
    await expect(readHead(tf.model({ inputs: input, outputs: output }))).rejects.toThrow('has no head');
  });
});

describe('a map drawn over a picture', () => {
  it('is linear between the cells’ centres and held beyond the outer ones', () => {
    // Centres of two cells on four pixels: at 0.5 and 2.5; the pixels lie at -0.25, 0.25, 0.75 and 1.25 cells.
    expect([...resampleGrid(gridOf(2, 0, 8), 4, 1)]).toEqual([0, 2, 6, 8]);
    expect([...resampleGrid(gridOf(1, 0, 8), 1, 4)]).toEqual([0, 2, 6, 8]);
  });

  it('has the cells’ own values in its corners, and stretches over any shape', () => {
    const drawn = resampleGrid(gridOf(2, 1, 2, 3, 4), 8, 6);
    expect([drawn[0], drawn[7], drawn[40], drawn[47]]).toEqual([1, 2, 3, 4]);
  });

  it('lies where the cells look, not where their boxes are', () => {
    // An eighth of the side: half a pixel of four to the right of 0, 2, 6, 8.
    expect([...resampleGrid({ ...gridOf(2, 0, 8), offset: 0.125 }, 4, 1)]).toEqual([0, 0, 4, 8]);
    expect(findPeak({ ...gridOf(2, 0, 8), offset: 0.125 })).toMatchObject({ x: 0.875 });
  });

  it('is the grid itself at the grid’s own size', () => {
    expect([...resampleGrid(gridOf(3, 1, 2, 3, 4, 5, 6), 3, 2)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('still adds up to the same, for any grid and whole multiples of it', () => {
    const side = integer({ min: 1, max: 6 });
    assert(
      property(side, side, side, side, infiniteStream(integer({ min: -50, max: 50 })), (...drawn) => {
        const [columns, rows, across, down, stream] = drawn;
        const values = Float32Array.from(stream.take(columns * rows));
        const grid = { columns, rows, values, offset: 0 };
        const picture = resampleGrid(grid, columns * across, rows * down);
        const mean = picture.reduce((sum, value) => sum + value, 0) / picture.length;
        expect(mean).toBeCloseTo(integrate(grid), 3);
      }),
    );
  });

  it.each([0, -1, 2.5])('of a side of %d px is refused', (side) => {
    expect(() => resampleGrid(gridOf(1, 0), side, 4)).toThrow(RangeError);
  });
});

describe('the strongest place', () => {
  it('is the first of equals, and never beyond the picture', () => {
    expect(findPeak(gridOf(2, 4, 9, 9, 1))).toEqual({ value: 9, x: 0.75, y: 0.25 });
    expect(findPeak({ ...gridOf(1, 0, 8), offset: 0.5 })).toEqual({ value: 8, x: 1, y: 1 });
  });

  it('is the middle of the cell with the largest value', () => {
    expect(findPeak(gridOf(2, 1, 2, 9, 4))).toEqual({ value: 9, x: 0.25, y: 0.75 });
    expect(findPeak({ ...gridOf(1, 0, 8, 1, 2), offset: 0.125 })).toMatchObject({ x: 0.625, y: 0.5 });
    expect(findPeak(gridOf(1, -3))).toEqual({ value: -3, x: 0.5, y: 0.5 });
  });
});
