import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from '../../src/model/architecture.ts';
import { plotClassMaps } from '../plots/class-maps.ts';
import { readMaps } from '../saliency/read-maps.ts';
import { averageMaps } from './class-maps.ts';

const SIZE_PX = 32;
let model: LayersModel;

beforeAll(() => {
  const config = {
    inputSizePx: SIZE_PX,
    stemFilters: 2,
    stages: [{ filters: 3, stride: 2 as const }],
    dropoutRate: 0,
  };
  model = buildClassifier(config, { normalization: 'folded', seed: 3 });
});

afterAll(() => model.dispose());

/** Two cells, the first of that value. */
function makeMap(kind: string, value: number) {
  return { kind, images: 7, heightCells: 1, widthCells: 2, values: [value, 0] };
}

describe('the maps of the failure gallery', () => {
  it('add up to the logit: map and bias, film by film', async () => {
    const inputs = Float32Array.from({ length: 2 * SIZE_PX ** 2 }, (_, at) => Math.sin(at / 7));
    const films = [0, 1].map((row) => inputs.subarray(row * SIZE_PX ** 2, (row + 1) * SIZE_PX ** 2));
    const { grids, bias, rawLogits } = await readMaps(model, films, SIZE_PX);
    const logits = tf.tidy(() => {
      const outputs = model.predict(tf.tensor4d(inputs, [2, SIZE_PX, SIZE_PX, 1])) as tf.Tensor[];
      return outputs[0].dataSync();
    });
    expect(bias).toBe(model.getLayer('logit').getWeights()[1].dataSync()[0]);
    expect(grids).toHaveLength(2);
    for (const [row, grid] of grids.entries()) {
      expect([grid.rows, grid.columns]).toEqual([4, 4]);
      const map = averageMaps('film', [grid], 1);
      const sum = map.values.reduce((total, value) => total + value, 0);
      expect(sum + bias).toBeCloseTo(logits[row], 4);
      expect(rawLogits[row]).toBeCloseTo(logits[row], 4);
    }
  });

  it('are means over films, in the unit of the calibrated logit: each of two cells counts half', () => {
    const maps = [
      [2, 4],
      [6, 12],
    ].map((values) => ({ rows: 1, columns: 2, offset: 0, values: Float32Array.from(values) }));
    expect(averageMaps('kind', maps, 0.5)).toEqual({
      kind: 'kind',
      images: 2,
      heightCells: 1,
      widthCells: 2,
      values: [1, 2],
    });
    expect(() => averageMaps('none', [], 1)).toThrow(RangeError);
  });

  it('are drawn on one scale, with kind, n and what the colours mean in words', () => {
    const svg = plotClassMaps([makeMap('right', 2), makeMap('wrong', -1)], { title: 'Maps' });
    expect(svg).toContain('right, n = 7; wrong, n = 7');
    expect(svg).toContain('-2.00 (against pneumonia) to 2.00 (for it)');
    // Full colour at the largest value alone; half of the other at half of it.
    expect(svg).toContain('rgb(213, 94, 0)');
    expect(svg).not.toContain('rgb(0, 114, 178)');
    expect(() => plotClassMaps([], { title: 'None' })).toThrow(RangeError);
  });
});
