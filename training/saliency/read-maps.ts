/** Runs a classifier over inputs and copies out its raw logits and class activation maps, by `src/model/saliency.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { measureCellOffset } from '../../src/model/cell-offset.ts';
import { type Grid, projectFeatureMap, readHead } from '../../src/model/saliency.ts';
import { OUTPUT_NAMES } from '../../src/model/spec.ts';

/** What the network says of each input, uncalibrated. */
export interface RawMaps {
  readonly rawLogits: Float32Array;
  /** F . w of each cell, for pneumonia; its mean plus `bias` is the raw logit. */
  readonly grids: readonly Grid[];
  readonly bias: number;
}

const BATCH_SIZE = 64;

/**
 * @param model three outputs: logit [N, 1], feature map [N, h, w, C], embedding
 * @param inputs each S * S standardised values
 * @param sizePx S
 */
export async function readMaps(
  model: LayersModel,
  inputs: readonly Float32Array[],
  sizePx: number,
): Promise<RawMaps> {
  const { kernel, bias } = await readHead(model);
  const offset = measureCellOffset(model, OUTPUT_NAMES.featureMap) / sizePx;
  const rawLogits = new Float32Array(inputs.length);
  const grids: Grid[] = [];
  for (let start = 0; start < inputs.length; start += BATCH_SIZE) {
    const some = inputs.slice(start, start + BATCH_SIZE);
    const batch = new Float32Array(some.length * sizePx * sizePx);
    for (const [row, input] of some.entries()) batch.set(input, row * sizePx * sizePx);
    tf.tidy(() => {
      const outputs = model.predict(tf.tensor4d(batch, [some.length, sizePx, sizePx, 1]), {
        batchSize: some.length,
      });
      if (!Array.isArray(outputs)) throw new TypeError('A classifier has three outputs.');
      const [logits, featureMaps] = outputs;
      rawLogits.set(logits.dataSync<'float32'>(), start);
      const [, rows = 0, columns = 0, channels = 0] = featureMaps.shape;
      const features = featureMaps.dataSync<'float32'>();
      const size = rows * columns * channels;
      for (let row = 0; row < some.length; row += 1) {
        const values = features.subarray(row * size, (row + 1) * size);
        grids.push({
          columns,
          rows,
          offset,
          values: projectFeatureMap({ rows, columns, channels, values }, kernel),
        });
      }
    });
    // Signals get their turn between two synchronous batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { rawLogits, grids, bias };
}
