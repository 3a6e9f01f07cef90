/** Runs a classifier over many inputs in batches and copies its outputs out of the engine. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { profileFeatureMap } from '../../src/model/profile.ts';

/** Outputs of a classifier, row by row. */
export interface Predictions {
  /** One uncalibrated logit an input. */
  readonly rawLogits: Float32Array;
  /** One embedding of length C an input. */
  readonly embeddings: readonly Float32Array[];
}

/** Outputs with what the domain check needs beside the embedding. */
export interface DescribedPredictions extends Predictions {
  /** One profile an input (see `profileFeatureMap`). */
  readonly profiles: readonly Float32Array[];
}

const BATCH_SIZE = 64;

/**
 * @param model three outputs: logit [N, 1], feature map, embedding [N, C]
 * @param inputs n * S * S standardised values
 * @param sizePx S
 * @throws RangeError when the inputs fill no whole number of images
 */
export function predictAll(model: LayersModel, inputs: Float32Array, sizePx: number): Predictions {
  return runAll(model, inputs, sizePx, () => undefined);
}

/**
 * As `predictAll`, with the profiles.
 *
 * @throws RangeError also when the feature map has no profile
 */
export function describeAll(model: LayersModel, inputs: Float32Array, sizePx: number): DescribedPredictions {
  const profiles: Float32Array[] = [];
  const predictions = runAll(model, inputs, sizePx, (featureMap) => {
    const [count, rows, columns, channels = 0] = featureMap.shape;
    for (const values of splitRows(featureMap.dataSync<'float32'>(), count)) {
      profiles.push(profileFeatureMap({ rows, columns, channels, values }));
    }
  });
  return { ...predictions, profiles };
}

function runAll(
  model: LayersModel,
  inputs: Float32Array,
  sizePx: number,
  onFeatureMap: (featureMap: tf.Tensor) => void,
): Predictions {
  const stride = sizePx * sizePx;
  const count = inputs.length / stride;
  if (!Number.isInteger(count))
    throw new RangeError(`${inputs.length} values fill no whole number of images.`);
  const rawLogits = new Float32Array(count);
  const embeddings: Float32Array[] = [];
  for (let start = 0; start < count; start += BATCH_SIZE) {
    const size = Math.min(BATCH_SIZE, count - start);
    tf.tidy(() => {
      const batch = inputs.subarray(start * stride, (start + size) * stride);
      const outputs = model.predict(tf.tensor4d(batch, [size, sizePx, sizePx, 1]), { batchSize: size });
      if (!Array.isArray(outputs)) throw new TypeError('A classifier has three outputs.');
      const [logit, featureMap, embedding] = outputs;
      rawLogits.set(logit.dataSync<'float32'>(), start);
      embeddings.push(...splitRows(embedding.dataSync<'float32'>(), size));
      onFeatureMap(featureMap);
    });
  }
  return { rawLogits, embeddings };
}

function splitRows(values: Float32Array, rows: number): Float32Array[] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}
