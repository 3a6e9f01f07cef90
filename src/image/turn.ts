/**
 * Turns and mirrors an image upright, as the Orientation of a TIFF or of EXIF says (tag 274 of TIFF 6.0 section 8).
 */

import type { GreyImage } from '../model/preprocess.ts';

/** Where the first row and column of the file are on the film; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The orientation of a number in a file; one that doesn't exist says nothing, as in every viewer. */
export function toOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

/** Grey pixels with their size, in an array of any kind that pixels come in. */
export interface TurnableImage<G extends GreyImage['pixels']> {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly grey: G;
}

/** Index in the upright image of the stored pixel at 0, 0, and what a step right and a step down add to it. */
function planWalk(orientation: Orientation, widthPx: number, heightPx: number) {
  const last = widthPx * heightPx - 1;
  switch (orientation) {
    case 1:
      return { start: 0, right: 1, down: widthPx };
    case 2:
      return { start: widthPx - 1, right: -1, down: widthPx };
    case 3:
      return { start: last, right: -1, down: -widthPx };
    case 4:
      return { start: last - (widthPx - 1), right: 1, down: -widthPx };
    case 5:
      return { start: 0, right: heightPx, down: 1 };
    case 6:
      return { start: heightPx - 1, right: heightPx, down: -1 };
    case 7:
      return { start: last, right: -heightPx, down: -1 };
    default:
      return { start: last - (heightPx - 1), right: -heightPx, down: 1 };
  }
}

/** The image upright: the same object for orientation 1, else a new one with pixels of its own. */
export function turnUpright<G extends GreyImage['pixels']>(
  image: TurnableImage<G>,
  orientation: Orientation,
): TurnableImage<G> {
  if (orientation === 1) return image;
  const { widthPx, heightPx, grey } = image;
  const { start, right, down } = planWalk(orientation, widthPx, heightPx);
  // An array's slice is of its own kind, which the types of the four kinds together cannot say.
  const turned = grey.slice() as G;
  for (let y = 0, at = 0; y < heightPx; y += 1) {
    for (let x = 0, to = start + y * down; x < widthPx; x += 1, at += 1, to += right) turned[to] = grey[at];
  }
  const isOnSide = orientation >= 5;
  return {
    widthPx: isOnSide ? heightPx : widthPx,
    heightPx: isOnSide ? widthPx : heightPx,
    grey: turned,
  };
}
