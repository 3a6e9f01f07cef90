/**
 * Mean class activation maps by kind of film: where the score comes from when a call is right and when it is wrong.
 * A mean over films, at the size of the network's last map: no patient's image, and none can be made from it.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { OUTPUT_NAMES } from '../../src/model/spec.ts';

const BATCH_SIZE = 64;

/** One film's map, row-major; its sum and the bias are the raw logit. */
export interface ClassMap {
  readonly heightCells: number;
  readonly widthCells: number;
  readonly values: Float32Array;
}

/**
 * The class activation map of each film (Zhou et al., CVPR 2016): feature map times the last layer's weights, by the number of cells.
 *
 * @param model three outputs: logit, feature map, embedding; the logit a linear layer on the embedding
 * @param inputs n * S * S standardised values
 * @throws RangeError when the last layer doesn't fit the map
 */
export function computeClassMaps(model: LayersModel, inputs: Float32Array, sizePx: number): ClassMap[] {
  const kernel = model.getLayer(OUTPUT_NAMES.logit).getWeights()[0].dataSync<'float32'>();
  const area = sizePx * sizePx;
  const maps: ClassMap[] = [];
  for (let start = 0; start * area < inputs.length; start += BATCH_SIZE) {
    const size = Math.min(BATCH_SIZE, inputs.length / area - start);
    tf.tidy(() => {
      const x = tf.tensor4d(inputs.subarray(start * area, (start + size) * area), [size, sizePx, sizePx, 1]);
      const outputs = model.predict(x, { batchSize: size });
      if (!Array.isArray(outputs)) throw new TypeError('A classifier has three outputs.');
      const [, heightCells, widthCells, channels] = outputs[1].shape;
      if (channels !== kernel.length) throw new RangeError('The last layer does not fit the feature map.');
      const features = outputs[1].dataSync<'float32'>();
      const cells = heightCells * widthCells;
      for (let row = 0; row < size; row += 1) {
        const values = new Float32Array(cells);
        for (let cell = 0; cell < cells; cell += 1) {
          const at = (row * cells + cell) * channels;
          let sum = 0;
          for (let channel = 0; channel < channels; channel += 1)
            sum += features[at + channel] * kernel[channel];
          values[cell] = sum / cells;
        }
        maps.push({ heightCells, widthCells, values });
      }
    });
  }
  return maps;
}

/** The mean map of a kind of film. */
export interface MeanMap {
  readonly kind: string;
  readonly images: number;
  readonly heightCells: number;
  readonly widthCells: number;
  /** Contribution of each cell to the calibrated logit, row-major. */
  readonly values: readonly number[];
}

/**
 * The mean of some maps.
 *
 * @param scale of the calibration, by which a raw logit counts
 * @throws RangeError for no map, or maps of unequal size
 */
export function averageMaps(kind: string, maps: readonly ClassMap[], scale: number): MeanMap {
  const [first] = maps;
  if (first === undefined) throw new RangeError(`There is no film of the kind ${kind}.`);
  const sums = new Float64Array(first.values.length);
  for (const { values } of maps) {
    if (values.length !== sums.length) throw new RangeError('Maps of unequal size have no mean.');
    for (let cell = 0; cell < sums.length; cell += 1) sums[cell] += (scale * values[cell]) / maps.length;
  }
  const { heightCells, widthCells } = first;
  return { kind, images: maps.length, heightCells, widthCells, values: Array.from(sums) };
}
