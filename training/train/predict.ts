/** Runs a classifier over many inputs in batches and copies its outputs out of the engine. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Outputs of a classifier, row by row. */
export interface Predictions {
  /** One uncalibrated logit an input. */
  readonly rawLogits: Float32Array;
  /** One embedding of length C an input. */
  readonly embeddings: readonly Float32Array[];
}

const BATCH_SIZE = 64;

/**
 * @param model three outputs: logit [N, 1], feature map, embedding [N, C]
 * @param inputs n * S * S standardised values
 * @param sizePx S
 * @throws RangeError when the inputs fill no whole number of images
 */
export function predictAll(model: LayersModel, inputs: Float32Array, sizePx: number): Predictions {
  const stride = sizePx * sizePx;
  const count = inputs.length / stride;
  if (!Number.isInteger(count))
    throw new RangeError(`${inputs.length} values fill no whole number of images.`);
  const rawLogits = new Float32Array(count);
  const embeddings: Float32Array[] = [];
  for (let start = 0; start < count; start += BATCH_SIZE) {
    const size = Math.min(BATCH_SIZE, count - start);
    tf.tidy(() => {
      const x = tf.tensor4d(inputs.subarray(start * stride, (start + size) * stride), [
        size,
        sizePx,
        sizePx,
        1,
      ]);
      const outputs = model.predict(x, { batchSize: size });
      if (!Array.isArray(outputs)) throw new TypeError('A classifier has three outputs.');
      const [logit, , embedding] = outputs;
      rawLogits.set(logit.dataSync<'float32'>(), start);
      const values = embedding.dataSync<'float32'>();
      const width = values.length / size;
      for (let row = 0; row < size; row += 1) embeddings.push(values.slice(row * width, (row + 1) * width));
    });
  }
  return { rawLogits, embeddings };
}
