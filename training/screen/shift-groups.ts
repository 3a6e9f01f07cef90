/**
 * Shift groups: whole parts of the development images that a model is scored on without ever having seen the like.
 * What they have in common is a series, an era of patient numbers or a look; a recipe that holds on them is likelier to
 * hold at another hospital than one that only wins on random folds.
 * Invariant: every group holds images of both classes, and no patient of a group is left in its training part.
 */
import type { ImageCache } from '../data/cache.ts';

/** One held-out part. */
export interface ShiftGroup {
  readonly name: string;
  /** Indices into `cache.images`, ascending: scored. */
  readonly held: readonly number[];
  /** Indices into `cache.images`, ascending: the rest without the held images' patients. */
  readonly rest: readonly number[];
}

/** Names of all groups, in the order in which a screening works through them. */
export const SHIFT_GROUP_NAMES = [
  'lowest patient numbers',
  'IM normals and viral pneumonia',
  'NORMAL2-IM normals and bacterial pneumonia',
  'darkest quarter',
  'brightest quarter',
  'flattest quarter',
  'sharpest quarter',
] as const;

export type ShiftGroupName = (typeof SHIFT_GROUP_NAMES)[number];

/** Share of each class that a look or number group holds out. */
const QUARTER = 0.25;

/**
 * @param development indices of the images that may be used at all
 * @throws RangeError when a group would lack a class, held out or left
 */
export function makeShiftGroup(
  cache: ImageCache,
  development: readonly number[],
  name: ShiftGroupName,
): ShiftGroup {
  const held = new Set(pickHeld(cache, development, name));
  const patients = new Set([...held].map((index) => cache.images[index].group));
  const group = {
    name,
    held: development.filter((index) => held.has(index)),
    rest: development.filter((index) => !patients.has(cache.images[index].group)),
  };
  for (const part of [group.held, group.rest]) {
    const labels = new Set(part.map((index) => cache.images[index].label));
    if (labels.size < 2) throw new RangeError(`The group "${name}" lacks a class.`);
  }
  return group;
}

function pickHeld(cache: ImageCache, development: readonly number[], name: ShiftGroupName): number[] {
  const subgroupIs = (...subgroups: readonly string[]) =>
    development.filter((index) => subgroups.includes(cache.images[index].subgroup));
  switch (name) {
    case 'IM normals and viral pneumonia':
      return subgroupIs('IM', 'virus');
    case 'NORMAL2-IM normals and bacterial pneumonia':
      return subgroupIs('NORMAL2-IM', 'bacteria');
    case 'lowest patient numbers':
      return lowestQuarter(cache, development, (index) => patientNumber(cache.images[index].group));
    case 'darkest quarter':
      return lowestQuarter(cache, development, (index) => measureLook(cache, index).mean);
    case 'brightest quarter':
      return lowestQuarter(cache, development, (index) => -measureLook(cache, index).mean);
    case 'flattest quarter':
      return lowestQuarter(cache, development, (index) => measureLook(cache, index).contrast);
    case 'sharpest quarter':
      return lowestQuarter(cache, development, (index) => -measureLook(cache, index).sharpness);
  }
}

/** The quarter of each class with the lowest score. */
function lowestQuarter(
  cache: ImageCache,
  development: readonly number[],
  score: (index: number) => number,
): number[] {
  return [0, 1].flatMap((label) => {
    const scored = development
      .filter((index) => cache.images[index].label === label)
      .map((index) => ({ index, score: score(index) }))
      .sort((a, b) => a.score - b.score);
    return scored.slice(0, Math.round(scored.length * QUARTER)).map(({ index }) => index);
  });
}

/** The number in a group's name; a name without one counts as the highest. */
function patientNumber(group: string): number {
  const digits = /(\d+)$/.exec(group)?.[1];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}

/** How an image looks as a whole. */
export interface Look {
  /** Mean grey, 0 to 255. */
  readonly mean: number;
  /** Standard deviation of the greys. */
  readonly contrast: number;
  /** Mean absolute difference of horizontal neighbours, in units of the contrast. */
  readonly sharpness: number;
}

/** Measures one image of the cache. */
export function measureLook(cache: Pick<ImageCache, 'pixels' | 'sizePx'>, index: number): Look {
  const { sizePx } = cache;
  const area = sizePx * sizePx;
  const pixels = cache.pixels.subarray(index * area, (index + 1) * area);
  let sum = 0;
  let squares = 0;
  let steps = 0;
  for (let at = 0; at < area; at += 1) {
    sum += pixels[at];
    squares += pixels[at] * pixels[at];
    if (at % sizePx !== 0) steps += Math.abs(pixels[at] - pixels[at - 1]);
  }
  const mean = sum / area;
  const contrast = Math.sqrt(Math.max(0, squares / area - mean * mean));
  return { mean, contrast, sharpness: contrast === 0 ? 0 : steps / (area - sizePx) / contrast };
}
