/**
 * Weight formats of tfjs' layers-model files: full float32, or uint16 with a scale and a minimum per tensor, which the
 * loader undoes (`decodeWeights` in tfjs-core's `io_utils`): value = quantised * scale + min.
 */

/** One entry of a weights manifest. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32';
  readonly quantization?: { readonly dtype: 'uint16'; readonly min: number; readonly scale: number };
}

/** A named tensor's data on its way out. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Bytes and manifest entries of a set of weights, in the order given. */
export interface PackedWeights {
  readonly specs: readonly WeightSpec[];
  readonly bytes: Uint8Array;
}

const LEVELS = 65535;

/**
 * Quantises each tensor to uint16 over its own range: the largest error is (max - min) / 131070.
 * A constant tensor keeps its value exactly (scale 1, all zeros, min the value).
 *
 * @returns little-endian bytes, as the loader reads on every platform that tfjs runs on
 */
export function packUint16(weights: readonly NamedWeight[]): PackedWeights {
  const specs: WeightSpec[] = [];
  const bytes = new Uint8Array(weights.reduce((sum, weight) => sum + weight.values.length, 0) * 2);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { name, shape, values } of weights) {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    const scale = max > min ? (max - min) / LEVELS : 1;
    specs.push({ name, shape: [...shape], dtype: 'float32', quantization: { dtype: 'uint16', min, scale } });
    for (const value of values) {
      view.setUint16(offset, Math.round((value - min) / scale), true);
      offset += 2;
    }
  }
  return { specs, bytes };
}
