/**
 * What the audit does to a film before the model reads it again: each perturbation changes something that should not
 * decide (corners, border, exposure, sharpness) or asks how much the model leans on it.
 * All take and give [S, S] row-major values in [0, 1], pure and deterministic.
 */
import { createRandom } from '../../src/model/random.ts';
import { isBorder, isCorner, isThorax, makeMask, type Region } from './regions.ts';

/** A square image's pixels in [0, 1]. */
export type Square = Float32Array;

/** Whose film a change takes a part from. */
export type DonorClass = 'own class' | 'other class';

/** Which films are at hand, by `DatasetImage.path`: for changes that know something of single films. */
export interface FilmPaths {
  readonly own: string;
  /** Where there is a donor. */
  readonly donor?: string;
}

/** One named change. */
export interface Change {
  readonly name: string;
  /** Set where the change needs a second film; then `apply` gets it, of the same size. */
  readonly donor?: DonorClass;
  /** Whether a film has what the change takes from a donor; any film when absent. */
  readonly canDonate?: (path: string) => boolean;
  /** Never changes its arguments. */
  apply(image: Square, sizePx: number, donor?: Square, paths?: FilmPaths): Square | Promise<Square>;
}

/** A change that is computed at once. */
export interface Perturbation extends Change {
  apply(image: Square, sizePx: number, donor?: Square, paths?: FilmPaths): Square;
}

/** Mean of all values: what erased regions are filled with, since standardising makes it zero. */
function meanOf(image: Square): number {
  let sum = 0;
  for (const value of image) sum += value;
  return sum / image.length;
}

/** Replaces the pixels for which `isErased` holds by the image's mean. */
function erase(name: string, isErased: Region): Perturbation {
  return {
    name,
    apply: (image, sizePx) => {
      const mean = meanOf(image);
      const mask = makeMask(isErased, sizePx);
      return image.map((value, index) => (mask[index] === 1 ? mean : value));
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

/** Lets nothing of a region through: unlike the whole film's mean, the mean of the rest knows nothing of it. */
export function hideRegion(name: string, isHidden: Region): Perturbation {
  return {
    name,
    apply: (image, sizePx) => {
      const mask = makeMask(isHidden, sizePx);
      const mean = meanOf(image.filter((_, index) => mask[index] === 0));
      return image.map((value, index) => (mask[index] === 1 ? mean : value));
    },
  };
}

/** The changes that need nothing but the film itself. */
export const PERTURBATIONS: readonly Perturbation[] = [
  erase('corners erased (25 % of each side)', isCorner),
  erase('border erased (outer 10 %)', isBorder(0.1)),
  erase('outside the thorax ellipse erased', (x, y) => !isThorax(x, y)),
  erase('thorax ellipse erased', isThorax),
  hideRegion('thorax ellipse erased to the mean of the rest', isThorax),
  warp('stretched in width by 15 %', 1 / 1.15, 0, 0, 1),
  warp('stretched in width by 25 %', 1 / 1.25, 0, 0, 1),
  warp('stretched in height by 15 %', 1, 0, 0, 1 / 1.15),
  warp('stretched in height by 25 %', 1, 0, 0, 1 / 1.25),
  warp('squeezed in width by 15 %', 1 / 0.85, 0, 0, 1),
  warp('squeezed in width by 25 %', 1 / 0.75, 0, 0, 1),
  warp('squeezed in height by 15 %', 1, 0, 0, 1 / 0.85),
  warp('squeezed in height by 25 %', 1, 0, 0, 1 / 0.75),
  warp('cropped to the middle 90 %', 0.9, 0, 0, 0.9),
  warp('cropped to the middle 80 %', 0.8, 0, 0, 0.8),
  rotate(10),
  rotate(-10),
  mapValues('gamma 0.7', (value) => value ** 0.7),
  mapValues('gamma 1.4', (value) => value ** 1.4),
  mapValues('overexposed, top 15 % clipped', (value) => value / 0.85),
  mapValues('underexposed, bottom 15 % clipped', (value) => (value - 0.15) / 0.85),
  mapValues('overexposed, top 30 % clipped', (value) => value / 0.7),
  mapValues('underexposed, bottom 30 % clipped', (value) => (value - 0.3) / 0.7),
  mapValues('contrast raised by half, both ends clipped', (value) => 0.5 + 1.5 * (value - 0.5)),
  mapValues('inverted', (value) => 1 - value),
  blur(2),
  blur(8),
  addNoise(0.02),
  addNoise(0.06),
];
