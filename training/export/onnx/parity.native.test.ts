/** Networks as ONNX, read by onnxruntime: the shipped model and small ones of either family. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '@tensorflow/tfjs-node';
import { buildWithWeights, SMALL_NETWORKS } from '../../../src/model/fixtures/small-networks.ts';
import { makeSelfTestInputs } from '../../../src/model/self-test.ts';
import { MODEL_FOLDER } from '../../run/run-options.ts';
import { loadShippedModel } from '../shipped-model.ts';
import { measureParity } from './check-parity.ts';
import { describeForOnnx } from './describe-model.ts';
import { encodeOnnx } from './onnx-file.ts';
import { buildOnnxModel, type OnnxLabels } from './onnx-graph.ts';

/** Made films, one behind the other. */
function flattenInputs(count: number, sizePx: number): Float32Array {
  const flat = new Float32Array(count * sizePx ** 2);
  for (const [row, input] of makeSelfTestInputs(count, sizePx).entries()) flat.set(input, row * sizePx ** 2);
  return flat;
}

for (const [family, small] of SMALL_NETWORKS) {
  // An even side and an odd one, which are padded otherwise.
  for (const inputSizePx of [32, 21]) {
    void test(`a small network (${family}) of ${inputSizePx} px gives the same outputs in onnxruntime`, async () => {
      const model = buildWithWeights({ ...small, inputSizePx }, { normalization: 'folded', seed: 5 });
      const onnx = await encodeOnnx(
        buildOnnxModel(model, { producerVersion: '1', docString: 'A test.', metadata: {} }),
      );
      const parity = await measureParity(onnx, model, flattenInputs(4, inputSizePx), inputSizePx);
      assert.equal(parity.images, 4);
      assert.ok(parity.maxAbsoluteLogit <= 1e-5, `logit differs by ${parity.maxAbsoluteLogit}`);
      assert.ok(parity.maxAbsoluteEmbedding <= 1e-5, `embedding differs by ${parity.maxAbsoluteEmbedding}`);
      model.dispose();
    });
  }
}

void test('the exported model as ONNX gives the same logit in onnxruntime, to 1e-4, and a changed weight is noticed', async () => {
  const { model, card } = await loadShippedModel(MODEL_FOLDER);
  const sizePx = card.model.inputSizePx;
  const flat = flattenInputs(4, sizePx);
  const labels: OnnxLabels = describeForOnnx(card);
  const onnx = buildOnnxModel(model, labels);
  const parity = await measureParity(await encodeOnnx(onnx), model, flat, sizePx);
  assert.equal(parity.images, 4);
  assert.ok(parity.maxAbsoluteLogit <= 1e-4, `logit differs by ${parity.maxAbsoluteLogit}`);
  assert.ok(parity.maxAbsoluteEmbedding <= 1e-3, `embedding differs by ${parity.maxAbsoluteEmbedding}`);

  // The last layer's bias, one hundredth up: what a check that can't fail would let through.
  const initializer = onnx.graph.initializer.map((tensor) => {
    if (tensor.name !== 'logit/bias') return tensor;
    const rawData = tensor.rawData.slice();
    const view = new DataView(rawData.buffer);
    view.setFloat32(0, view.getFloat32(0, true) + 0.01, true);
    return { ...tensor, rawData };
  });
  const changed = await encodeOnnx({ ...onnx, graph: { ...onnx.graph, initializer } });
  const difference = (await measureParity(changed, model, flat, sizePx)).maxAbsoluteLogit;
  assert.ok(Math.abs(difference - 0.01) < 1e-3, `differs by ${difference}`);
  model.dispose();
});
