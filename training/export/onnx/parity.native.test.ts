/** The shipped model as ONNX, read by onnxruntime. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '@tensorflow/tfjs-node';
import { makeSelfTestInputs } from '../../../src/model/self-test.ts';
import { MODEL_FOLDER } from '../../run/run-options.ts';
import { loadShippedModel } from '../shipped-model.ts';
import { measureParity } from './check-parity.ts';
import { describeForOnnx } from './describe-model.ts';
import { encodeOnnx } from './onnx-file.ts';
import { buildOnnxModel, type OnnxLabels } from './onnx-graph.ts';

void test('the exported model as ONNX gives the same logit in onnxruntime, to 1e-4, and a changed weight is noticed', async () => {
  const { model, card } = await loadShippedModel(MODEL_FOLDER);
  const sizePx = card.model.inputSizePx;
  const inputs = makeSelfTestInputs(4, sizePx);
  const flat = new Float32Array(inputs.length * sizePx ** 2);
  for (const [row, input] of inputs.entries()) flat.set(input, row * sizePx ** 2);
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
