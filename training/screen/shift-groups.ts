/**
 * Shift groups: whole parts of the development images that a model is scored on without ever having seen the like.
 * What they have in common is a series, an era of patient numbers or a look; a recipe that holds on them is likelier to
 * hold at another hospital than one that only wins on random folds.
 * Normals and pneumonia come from series of their own (`IM`, `NORMAL2-IM`; bacteria, virus), so a series is held out
 * together with one of the other class: a group needs both classes to be scored.
 * Invariant: every group holds images of both classes, and no patient of a group is left in its training part.
 */
import type { ImageCache } from '../data/cache.ts';
import type { Subgroup } from '../data/patient-key.ts';

/** One held-out part. */
export interface ShiftGroup {
  readonly name: ShiftGroupName;
  /** Indices into `cache.images`, ascending: scored. */
  readonly held: readonly number[];
  /** Indices into `cache.images`, ascending: of the rest, what is of no held patient and of none of the held series. */
  readonly rest: readonly number[];
}

/**
 * Names of all groups, in the order in which a screening works through them. `lowest-numbers`: the quarter of each class
 * with the lowest patient numbers. `im-virus`: `IM` normals and viral pneumonia. `normal2-bacteria`: `NORMAL2-IM` normals
 * and bacterial pneumonia. The others: that quarter of each class by look.
 */
export const SHIFT_GROUP_NAMES = [
  'lowest-numbers',
  'im-virus',
  'normal2-bacteria',
  'darkest',
  'brightest',
  'flattest',
  'sharpest',
] as const;

export type ShiftGroupName = (typeof SHIFT_GROUP_NAMES)[number];

/** Groups that are whole series of the published set. */
const SERIES: ReadonlySet<ShiftGroupName> = new Set(['im-virus', 'normal2-bacteria']);

/** Share of each class that a look or number group holds out. */
const QUARTER = 0.25;

/**
 * @param cache images at the size that looks are measured at: sharpness depends on it, so screenings of several input
 *   sizes have to use one
 * @param development indices of the images that may be used at all
 * @throws RangeError when a group would lack a class, held out or left
 */
export function makeShiftGroup(
  cache: ImageCache,
  development: readonly number[],
  name: ShiftGroupName,
): ShiftGroup {
  const patientOf = (index: number): string => cache.images[index].group;
  const picked = new Set(PICKS[name](cache, development));
  const outside = new Set(development.filter((index) => !picked.has(index)).map(patientOf));
  // Half of the person numbers occur as bacteria and as virus. Of a series only patients who are in it alone are scored, and
  // the others' images of that series used for nothing: else a third of the images would be left to train on.
  const held = SERIES.has(name)
    ? new Set([...picked].filter((index) => !outside.has(patientOf(index))))
    : picked;
  const unused = SERIES.has(name) ? picked : new Set<number>();
  const patients = new Set([...held].map(patientOf));
  const group = {
    name,
    held: development.filter((index) => held.has(index)),
    rest: development.filter((index) => !patients.has(patientOf(index)) && !unused.has(index)),
  };
  for (const part of [group.held, group.rest]) {
    const labels = new Set(part.map((index) => cache.images[index].label));
    if (labels.size < 2) throw new RangeError(`The group "${name}" lacks a class.`);
  }
  return group;
}

type Picker = (cache: ImageCache, development: readonly number[]) => number[];

/** By what each group's images are picked. */
const PICKS: Readonly<Record<ShiftGroupName, Picker>> = {
  'im-virus': pickSubgroups('IM', 'virus'),
  'normal2-bacteria': pickSubgroups('NORMAL2-IM', 'bacteria'),
  'lowest-numbers': pickLowestQuarter((cache, index) => patientNumber(cache.images[index].group)),
  darkest: pickLowestQuarter((cache, index) => measureLook(cache, index).mean),
  brightest: pickLowestQuarter((cache, index) => -measureLook(cache, index).mean),
  flattest: pickLowestQuarter((cache, index) => measureLook(cache, index).contrast),
  sharpest: pickLowestQuarter((cache, index) => -measureLook(cache, index).sharpness),
};

function pickSubgroups(...subgroups: readonly Subgroup[]): Picker {
  return (cache, development) =>
    development.filter((index) => subgroups.includes(cache.images[index].subgroup));
}

/** The quarter of each class with the lowest score. */
function pickLowestQuarter(score: (cache: ImageCache, index: number) => number): Picker {
  return (cache, development) =>
    [0, 1].flatMap((label) => {
      const scored = development
        .filter((index) => cache.images[index].label === label)
        .map((index) => ({ index, score: score(cache, index) }))
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
