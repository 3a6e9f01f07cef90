/** Whether onnxruntime and the layers model agree on the same inputs. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { OUTPUT_NAMES } from '../../../src/model/spec.ts';
import { predictAll } from '../../train/predict.ts';
import type { Parity } from './parity.ts';

const BATCH_SIZE = 32;

/**
 * Runs both on the same inputs.
 *
 * @param onnx bytes of the ONNX model
 * @param model the layers model that it was made from
 * @param inputs n * S * S standardised values, n from 1
 * @param sizePx S
 * @throws Error when onnxruntime can't read the model or gives no float outputs
 */
export async function measureParity(
  onnx: Uint8Array,
  model: LayersModel,
  inputs: Float32Array,
  sizePx: number,
): Promise<Parity> {
  const session = await InferenceSession.create(onnx);
  const expected = predictAll(model, inputs, sizePx);
  const images = expected.rawLogits.length;
  const area = sizePx * sizePx;
  let [maxAbsoluteLogit, maxAbsoluteEmbedding] = [0, 0];
  for (let start = 0; start < images; start += BATCH_SIZE) {
    const size = Math.min(BATCH_SIZE, images - start);
    const batch = new Tensor('float32', inputs.slice(start * area, (start + size) * area), [
      size,
      sizePx,
      sizePx,
      1,
    ]);
    const outputs = await session.run({ [session.inputNames[0]]: batch });
    const logits = readFloats(outputs[OUTPUT_NAMES.logit]?.data);
    const embeddings = readFloats(outputs[OUTPUT_NAMES.embedding]?.data);
    const width = embeddings.length / size;
    for (let row = 0; row < size; row += 1) {
      maxAbsoluteLogit = largerOf(maxAbsoluteLogit, logits[row] - expected.rawLogits[start + row]);
      for (const [unit, value] of expected.embeddings[start + row].entries()) {
        maxAbsoluteEmbedding = largerOf(maxAbsoluteEmbedding, embeddings[row * width + unit] - value);
      }
    }
  }
  await session.release();
  return { images, maxAbsoluteLogit, maxAbsoluteEmbedding };
}

/** What is no number counts as an infinite difference: `Math.max` would pass it on or, compared, lose it. */
function largerOf(maximum: number, difference: number): number {
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(maximum, Math.abs(difference));
}

function readFloats(data: unknown): Float32Array {
  if (!(data instanceof Float32Array)) throw new TypeError('onnxruntime gave no float output.');
  return data;
}
