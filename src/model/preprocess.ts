/**
 * Radiograph pixels -> network input. The only place in the project that resizes for the network, shared by the page
 * and by training, so that both see the same numbers. Plain arrays, no engine: identical in browser and Node.
 */
import { INPUT_SIZE_PX } from './spec.ts';

/** A single-channel image with its white level. */
export interface GreyImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row-major, widthPx * heightPx values from 0 (black) to `white`. */
  readonly pixels: Uint8Array | Uint8ClampedArray | Uint16Array | Float32Array;
  /** The value of full white, 2^bits - 1 for integers (255, 4095, 65535), 1 for floats. */
  readonly white: number;
}

/**
 * Luma of interleaved colour pixels: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, the Y of JPEG's YCbCr).
 * Where R = G = B the value is that grey exactly, so a grey film saved as RGB reads as its grey twin. Alpha is ignored:
 * a film has none, and an editor's transparent corner still holds its grey.
 *
 * @param pixels interleaved samples, `channels` per pixel: 1 grey, 2 grey + alpha, 3 RGB, 4 RGBA
 * @returns a new array of one sample per pixel, same type as given
 * @throws RangeError when the length is no multiple of `channels`
 */
export function extractLuma<T extends Uint8Array | Uint8ClampedArray | Uint16Array>(
  pixels: T,
  channels: 1 | 2 | 3 | 4,
): T {
  const count = pixels.length / channels;
  if (!Number.isInteger(count))
    throw new RangeError(`${pixels.length} samples are no multiple of ${channels}.`);
  const luma = pixels.slice(0, count) as T;
  if (channels === 1) return luma;
  if (channels === 2) {
    for (let i = 0; i < count; i += 1) luma[i] = pixels[2 * i];
    return luma;
  }
  for (let i = 0, at = 0; i < count; i += 1, at += channels) {
    const red = pixels[at];
    const green = pixels[at + 1];
    const blue = pixels[at + 2];
    luma[i] = red === green && green === blue ? red : Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return luma;
}

/** Weights of one output sample: `weights[k]` belongs to input sample `start + k`; they sum to 1. */
interface Taps {
  readonly start: number;
  readonly weights: Float64Array;
}

/**
 * Triangle-filter taps for one axis, as Pillow's `Resampling.BILINEAR` computes them (`precompute_coeffs` in
 * `src/libImaging/Resample.c`): when shrinking, the filter is widened by the scale, which is what antialiases.
 */
function computeTaps(inputLength: number, outputLength: number): Taps[] {
  const scale = inputLength / outputLength;
  const support = Math.max(scale, 1);
  return Array.from({ length: outputLength }, (_, index) => {
    const center = (index + 0.5) * scale;
    const start = Math.max(0, Math.floor(center - support + 0.5));
    const end = Math.min(inputLength, Math.floor(center + support + 0.5));
    const weights = new Float64Array(end - start);
    let sum = 0;
    for (let k = 0; k < weights.length; k += 1) {
      const weight = Math.max(0, 1 - Math.abs((start + k - center + 0.5) / support));
      weights[k] = weight;
      sum += weight;
    }
    for (let k = 0; k < weights.length; k += 1) weights[k] = weights[k] / sum;
    return { start, weights };
  });
}

/**
 * Resizes each row. Four rows go side by side: a sum waits for its last addition, so that four take hardly longer than one, and each
 * is added up in the order that it would be alone.
 *
 * @returns heightPx * columns.length values in [0, 1]
 */
function narrowRows({ widthPx, heightPx, pixels, white }: GreyImage, columns: readonly Taps[]): Float32Array {
  const outWidthPx = columns.length;
  const narrow = new Float32Array(heightPx * outWidthPx);
  for (let y = 0; y < heightPx; y += 4) {
    // Below the last row it is read again, and what comes of it is not kept.
    const second = Math.min(y + 1, heightPx - 1) * widthPx;
    const third = Math.min(y + 2, heightPx - 1) * widthPx;
    const fourth = Math.min(y + 3, heightPx - 1) * widthPx;
    for (let x = 0; x < outWidthPx; x += 1) {
      const { start, weights } = columns[x];
      // Not by one destructuring: that makes an array for each pixel, 16 MB of garbage a film.
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      let sum4 = 0;
      for (let k = 0, at = start, first = y * widthPx; k < weights.length; k += 1, at += 1) {
        const weight = weights[k];
        sum1 += pixels[first + at] * weight;
        sum2 += pixels[second + at] * weight;
        sum3 += pixels[third + at] * weight;
        sum4 += pixels[fourth + at] * weight;
      }
      const out = y * outWidthPx + x;
      narrow[out] = sum1 / white;
      if (y + 1 < heightPx) narrow[out + outWidthPx] = sum2 / white;
      if (y + 2 < heightPx) narrow[out + 2 * outWidthPx] = sum3 / white;
      if (y + 3 < heightPx) narrow[out + 3 * outWidthPx] = sum4 / white;
    }
  }
  return narrow;
}

/**
 * Resizes with an antialiasing triangle filter (equal to Pillow's `BILINEAR` on mode "F"); the aspect ratio is not
 * kept when the output's differs, as in the published training copies.
 *
 * @returns a new row-major Float32Array of outWidthPx * outHeightPx values in [0, 1]
 * @throws RangeError when a side is no positive integer or the pixels do not fill the image
 */
export function resizeAntialiased(image: GreyImage, outWidthPx: number, outHeightPx: number): Float32Array {
  const { widthPx, heightPx, pixels } = image;
  for (const side of [widthPx, heightPx, outWidthPx, outHeightPx]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`A side of ${side} px is not possible.`);
  }
  if (pixels.length !== widthPx * heightPx) {
    throw new RangeError(`${pixels.length} pixels do not fill ${widthPx} x ${heightPx}.`);
  }
  const columns = computeTaps(widthPx, outWidthPx);
  const rows = computeTaps(heightPx, outHeightPx);
  const narrow = narrowRows(image, columns);
  const output = new Float32Array(outWidthPx * outHeightPx);
  const line = new Float64Array(outWidthPx);
  for (let y = 0; y < outHeightPx; y += 1) {
    const { start, weights } = rows[y];
    line.fill(0);
    for (let k = 0; k < weights.length; k += 1) {
      const weight = weights[k];
      const inRow = (start + k) * outWidthPx;
      for (let x = 0; x < outWidthPx; x += 1) line[x] = line[x] + weight * narrow[inRow + x];
    }
    output.set(line, y * outWidthPx);
  }
  return output;
}

/** Spread below which an image counts as constant: it is centred, not amplified into noise. */
const MIN_STANDARD_DEVIATION = 1e-3;

/**
 * Standardises one image to mean 0 and standard deviation 1, which removes exposure and linear windowing.
 * A constant image becomes all zeros.
 *
 * Plain index loops: this runs once for each image of each training epoch, and iterators are seven times as slow here.
 *
 * @param values any range; not changed
 * @param output where to write, of the same length (may be `values` itself); a new array when not given
 * @returns `output`
 */
export function standardize(
  values: Float32Array,
  output: Float32Array = new Float32Array(values.length),
): Float32Array {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += values[i];
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) {
    const difference = values[i] - mean;
    squares += difference * difference;
  }
  const deviation = Math.max(Math.sqrt(squares / count), MIN_STANDARD_DEVIATION);
  for (let i = 0; i < count; i += 1) output[i] = (values[i] - mean) / deviation;
  return output;
}

/**
 * The one preprocessing: grey image of any size and depth -> network input.
 *
 * @returns a new Float32Array of sizePx * sizePx values, row-major, mean 0, standard deviation 1: a [1, S, S, 1] tensor's data
 * @throws RangeError as `resizeAntialiased`
 */
export function preprocess(image: GreyImage, sizePx: number = INPUT_SIZE_PX): Float32Array {
  return standardize(resizeAntialiased(image, sizePx, sizePx));
}
