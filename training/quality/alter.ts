/**
 * Films as they also come: cropped, framed by collimation, letterboxed by a viewer, darker or lighter. The judge of
 * orientation is fitted on these beside the films as they are; without them a black frame alone turned a film over.
 * Square images in [0, 1] in and out, pure and seeded.
 */
import { createRandom, type Random } from '../../src/model/random.ts';

/** A square image's values in [0, 1]. */
export type Square = Float32Array;

/** One kind of change. */
export interface Alteration {
  readonly name: string;
  /** Never changes its argument. */
  apply(image: Square, sizePx: number, random: Random): Square;
}

/** The share of frames and letterboxes that are black; the others are white. */
const BLACK_SHARE = 0.7;

/** The value at a place between pixels, bilinear, edges held. */
function sample(image: Square, sizePx: number, x: number, y: number): number {
  const clamp = (value: number): number => Math.min(sizePx - 1, Math.max(0, value));
  const [left, top] = [Math.floor(clamp(x)), Math.floor(clamp(y))];
  const [right, bottom] = [Math.min(sizePx - 1, left + 1), Math.min(sizePx - 1, top + 1)];
  const [u, v] = [clamp(x) - left, clamp(y) - top];
  return (
    (1 - v) * ((1 - u) * image[top * sizePx + left] + u * image[top * sizePx + right]) +
    v * ((1 - u) * image[bottom * sizePx + left] + u * image[bottom * sizePx + right])
  );
}

/** Draws an image anew: `valueAt` says each value, and may read the image anywhere. */
function redraw(
  image: Square,
  sizePx: number,
  valueAt: (x: number, y: number, read: (x: number, y: number) => number) => number,
): Square {
  const read = (x: number, y: number): number => sample(image, sizePx, x, y);
  return image.map((_, index) => valueAt(index % sizePx, Math.floor(index / sizePx), read));
}

const crop: Alteration = {
  name: 'cropped to 75 to 100 % of each side',
  apply(image, sizePx, random) {
    const [width, height] = [0, 0].map(() => 0.75 + 0.25 * random.uniform());
    const left = random.uniform() * sizePx * (1 - width);
    const top = random.uniform() * sizePx * (1 - height);
    return redraw(image, sizePx, (x, y, read) =>
      read(left + (x + 0.5) * width - 0.5, top + (y + 0.5) * height - 0.5),
    );
  },
};

const frame: Alteration = {
  name: 'framed by up to 15 % on each side',
  apply(image, sizePx, random) {
    const [left, top, right, bottom] = [0, 0, 0, 0].map(() =>
      random.uniform() < 0.6 ? 0.15 * sizePx * random.uniform() : 0,
    );
    const grey = random.uniform() < BLACK_SHARE ? 0 : 1;
    return image.map((value, index) => {
      const [x, y] = [index % sizePx, Math.floor(index / sizePx)];
      return x < left || y < top || x >= sizePx - right || y >= sizePx - bottom ? grey : value;
    });
  },
};

const letterbox: Alteration = {
  name: 'letterboxed to 60 to 95 % of one side',
  apply(image, sizePx, random) {
    const share = 0.6 + 0.35 * random.uniform();
    const grey = random.uniform() < BLACK_SHARE ? 0 : 1;
    const isWide = random.uniform() < 0.5;
    const margin = (sizePx * (1 - share)) / 2;
    return redraw(image, sizePx, (x, y, read) => {
      const along = isWide ? y : x;
      if (along < margin || along >= sizePx - margin) return grey;
      const inside = (along + 0.5 - margin) / share - 0.5;
      return isWide ? read(x, inside) : read(inside, y);
    });
  },
};

const gamma: Alteration = {
  name: 'gamma from 0.5 to 2',
  apply(image, _sizePx, random) {
    const exponent = 2 ** (2 * random.uniform() - 1);
    return image.map((value) => value ** exponent);
  },
};

/** Every kind of change. */
export const ALTERATIONS: readonly Alteration[] = [crop, frame, letterbox, gamma];

/**
 * An image changed in one way.
 *
 * @param index of the image: with the kind it decides the draw, so that the order of images does not matter
 */
export function alter(image: Square, sizePx: number, alteration: Alteration, index: number): Square {
  return alteration.apply(image, sizePx, createRandom(0x0a17, ALTERATIONS.indexOf(alteration), index));
}
