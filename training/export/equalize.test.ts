import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWithWeights, SMALL_INVERTED, SMALL_RESIDUAL } from '../../src/model/fixtures/small-networks.ts';
import { createRandom } from '../../src/model/random.ts';
import { equalizeRanges } from './equalize.ts';
import { decodeLayersModel, encodeLayersModel, readWeights } from './layers-model.ts';
import { packUint16 } from './quantize.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** A folded network whose depthwise channels differ in range by up to a million, as normalisation leaves them. */
function makeUneven(): tf.LayersModel {
  const model = buildWithWeights(SMALL_INVERTED, { normalization: 'folded', seed: 4 });
  const random = createRandom(9);
  for (const layer of model.layers.filter(({ name }) => name.endsWith('_depthwise_conv'))) {
    const [kernel, bias] = layer.getWeights();
    const gains = tf.tensor1d(Array.from({ length: bias.size }, () => 10 ** (6 * random.uniform() - 3)));
    layer.setWeights([kernel.mul(gains.reshape([1, 1, bias.size, 1])), bias.mul(gains)]);
    const project = model.getLayer(layer.name.replace('depthwise', 'project'));
    const [read, ownBias] = project.getWeights();
    project.setWeights([read.div(gains.reshape([1, 1, bias.size, 1])), ownBias]);
  }
  return model;
}

function predictAll(model: tf.LayersModel): Float32Array[] {
  return tf.tidy(() => {
    const outputs = model.predict(tf.randomNormal([3, 16, 16, 1], 0, 1, 'float32', 2));
    return (Array.isArray(outputs) ? outputs : [outputs]).map((output) =>
      Float32Array.from(output.dataSync()),
    );
  });
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.max(...a.map((part, i) => Math.max(...part.map((value, j) => Math.abs(value - b[i][j])))));
}

/** What the files' rounding changes of the outputs. */
async function measureDrift(model: tf.LayersModel): Promise<number> {
  const loaded = await decodeLayersModel(encodeLayersModel(model, packUint16(readWeights(model))));
  const drift = largestDifference(predictAll(model), predictAll(loaded));
  loaded.dispose();
  return drift;
}

describe('equalizeRanges', () => {
  it('leaves every output as it was, to the bit', () => {
    const model = makeUneven();
    const before = predictAll(model);
    for (const part of before) expect(Math.max(...part.map(Math.abs))).toBeGreaterThan(0.1);
    equalizeRanges(model);
    expect(predictAll(model)).toEqual(before);
    model.dispose();
  });

  it('lets the rounding of the files change the outputs a tenth as much, or less', async () => {
    const model = makeUneven();
    const before = await measureDrift(model);
    equalizeRanges(model);
    expect(await measureDrift(model)).toBeLessThan(before / 10);
    model.dispose();
  });

  it.each([
    ['nothing makes', 'block2_expand_conv'],
    ['is never there', 'block2_depthwise_conv'],
    ['nothing reads', 'block2_project_conv'],
  ])('leaves channels alone that %s', (_, name) => {
    const model = makeUneven();
    const layer = model.getLayer(name);
    const zeros = layer.getWeights().map((weight) => tf.zerosLike(weight));
    layer.setWeights(zeros);
    const read = () =>
      ['expand', 'depthwise', 'project'].map((part) =>
        Array.from(model.getLayer(`block2_${part}_conv`).getWeights()[0].dataSync()),
      );
    const before = read();
    equalizeRanges(model);
    expect(read()).toEqual(before);
    model.dispose();
  });

  it('does nothing to a residual network', () => {
    const model = buildWithWeights(SMALL_RESIDUAL, { normalization: 'folded', seed: 4 });
    const read = () => model.getWeights().map((weight) => Array.from(weight.dataSync()));
    const before = read();
    equalizeRanges(model);
    expect(read()).toEqual(before);
    model.dispose();
  });
});
