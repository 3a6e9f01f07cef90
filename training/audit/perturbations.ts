/**
 * What the audit does to a film before the model reads it again: each perturbation changes something that should not
 * decide (corners, border, exposure, sharpness) or asks how much the model leans on it.
 * All take and give [S, S] row-major values in [0, 1], pure and deterministic.
 */
import { createRandom } from '../../src/model/random.ts';

/** A square image's pixels in [0, 1]. */
export type Square = Float32Array;

/** One named change. */
export interface Perturbation {
  readonly name: string;
  /** Never changes its argument. */
  apply(image: Square, sizePx: number): Square;
}

/** Mean of all values: what erased regions are filled with, since standardising makes it zero. */
function meanOf(image: Square): number {
  let sum = 0;
  for (const value of image) sum += value;
  return sum / image.length;
}

/** Replaces the pixels for which `isErased` holds by the image's mean. */
function erase(name: string, isErased: (x: number, y: number) => boolean): Perturbation {
  return {
    name,
    apply: (image, sizePx) => {
      const mean = meanOf(image);
      // Coordinates run from -1 to 1 over the image, pixel centres.
      const at = (index: number) => (2 * (index + 0.5)) / sizePx - 1;
      return image.map((value, index) =>
        isErased(at(index % sizePx), at(Math.floor(index / sizePx))) ? mean : value,
      );
    },
  };
}

function mapValues(name: string, change: (value: number) => number): Perturbation {
  return { name, apply: (image) => image.map((value) => Math.min(1, Math.max(0, change(value)))) };
}

/** Resamples by a linear map around the centre, bilinear, edges held: output(x, y) = input(a x + b y, c x + d y). */
function warp(name: string, a: number, b: number, c: number, d: number): Perturbation {
  return {
    name,
    apply: (image, sizePx) => {
      const output = new Float32Array(image.length);
      const center = (sizePx - 1) / 2;
      const clamp = (value: number) => Math.min(sizePx - 1, Math.max(0, value));
      for (let y = 0; y < sizePx; y += 1) {
        for (let x = 0; x < sizePx; x += 1) {
          const sourceX = clamp(center + a * (x - center) + b * (y - center));
          const sourceY = clamp(center + c * (x - center) + d * (y - center));
          const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
          const [right, bottom] = [Math.min(sizePx - 1, left + 1), Math.min(sizePx - 1, top + 1)];
          const [u, v] = [sourceX - left, sourceY - top];
          output[y * sizePx + x] =
            (1 - v) * ((1 - u) * image[top * sizePx + left] + u * image[top * sizePx + right]) +
            v * ((1 - u) * image[bottom * sizePx + left] + u * image[bottom * sizePx + right]);
        }
      }
      return output;
    },
  };
}

function rotate(degrees: number): Perturbation {
  const angle = (degrees * Math.PI) / 180;
  const name = `rotated by ${degrees}°`;
  return warp(name, Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle));
}

/** Binomial blur (1 2 1)/4 in both directions, repeated: standard deviation sqrt(passes / 2) pixels. */
function blur(passes: number): Perturbation {
  return {
    name: `blurred, sd ${Math.sqrt(passes / 2).toFixed(1)} px`,
    apply: (image, sizePx) => {
      let current = image;
      for (let pass = 0; pass < passes; pass += 1) {
        current = smoothAlong(smoothAlong(current, sizePx, 1), sizePx, sizePx);
      }
      return current;
    },
  };
}

function smoothAlong(image: Square, sizePx: number, step: number): Square {
  return image.map((value, index) => {
    const position = Math.floor(index / step) % sizePx;
    const before = position > 0 ? image[index - step] : value;
    const after = position < sizePx - 1 ? image[index + step] : value;
    return 0.25 * before + 0.5 * value + 0.25 * after;
  });
}

function addNoise(deviation: number): Perturbation {
  return {
    name: `noise, sd ${deviation}`,
    apply: (image) => {
      const random = createRandom(0xa0d1, image.length);
      return image.map((value) => Math.min(1, Math.max(0, value + deviation * random.normal())));
    },
  };
}

/** The thorax as a fixed ellipse around the middle: half axes 0.75 and 0.85 of half the side; coordinates -1 to 1. */
export const isThorax = (x: number, y: number): boolean => (x / 0.75) ** 2 + (y / 0.85) ** 2 <= 1;

/** Everything that the audit tries, besides the untouched film. */
export const PERTURBATIONS: readonly Perturbation[] = [
  erase('corners erased (25 % of each side)', (x, y) => Math.abs(x) > 0.5 && Math.abs(y) > 0.5),
  erase('border erased (outer 10 %)', (x, y) => Math.max(Math.abs(x), Math.abs(y)) > 0.8),
  erase('outside the thorax ellipse erased', (x, y) => !isThorax(x, y)),
  erase('thorax ellipse erased', isThorax),
  warp('stretched in width by 15 %', 1 / 1.15, 0, 0, 1),
  warp('stretched in width by 25 %', 1 / 1.25, 0, 0, 1),
  warp('stretched in height by 15 %', 1, 0, 0, 1 / 1.15),
  warp('stretched in height by 25 %', 1, 0, 0, 1 / 1.25),
  warp('cropped to the middle 90 %', 0.9, 0, 0, 0.9),
  rotate(10),
  rotate(-10),
  mapValues('gamma 0.7', (value) => value ** 0.7),
  mapValues('gamma 1.4', (value) => value ** 1.4),
  mapValues('overexposed, top 15 % clipped', (value) => value / 0.85),
  mapValues('underexposed, bottom 15 % clipped', (value) => (value - 0.15) / 0.85),
  mapValues('inverted', (value) => 1 - value),
  blur(2),
  blur(8),
  addNoise(0.02),
  addNoise(0.06),
];
