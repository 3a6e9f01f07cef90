/**
 * The parts that a variant is scored on: the first plain fold and the shift groups. Of what is left to train on, a tenth of
 * the patients is set aside to fit the calibration, so that a threshold is carried to the held images as a shipped one is
 * carried to a hospital.
 * Invariant: no patient is in two of training, holdout and held; none of the locked tenth is in any.
 */
import type { ImageCache } from '../data/cache.ts';
import { assertDisjoint, type Split, selectFold, splitByGroup } from '../data/split.ts';
import { makeShiftGroup, SHIFT_GROUP_NAMES } from './shift-groups.ts';

/** The name of the plain part; it is shown, and not part of the figure that recipes are compared by. */
export const PLAIN_PART = 'fold-1';

/** Names of all parts, in the order in which they are worked through. */
export const PART_NAMES = [PLAIN_PART, ...SHIFT_GROUP_NAMES] as const;

export type PartName = (typeof PART_NAMES)[number];

/** One part; indices into `cache.images`, ascending. */
export interface Part {
  readonly name: PartName;
  readonly training: readonly number[];
  /** Fits the calibration line and nothing else. */
  readonly holdout: readonly number[];
  /** Scored. */
  readonly held: readonly number[];
}

const HOLDOUT_SHARE = 0.1;

/**
 * @param looks images at the size that looks are measured at; its images are those of the split
 * @param seed of the split
 * @throws SplitError, RangeError when a part would lack a class
 */
export function makePart(looks: ImageCache, split: Split, seed: number, name: PartName): Part {
  const development = split.folds.flat().sort((a, b) => a - b);
  const { rest, held } = divide(looks, split, development, name);
  const inner = splitByGroup(
    rest.map((index) => looks.images[index]),
    // Two folds is the least that can be asked for; they are put together again.
    { seed, folds: 2, calibrationShare: HOLDOUT_SHARE },
  );
  const part: Part = {
    name,
    training: inner.folds
      .flat()
      .map((place) => rest[place])
      .sort((a, b) => a - b),
    holdout: inner.calibration.map((place) => rest[place]),
    held,
  };
  const pick = (indices: readonly number[]) => indices.map((index) => looks.images[index]);
  assertDisjoint([
    { name: 'the locked tenth', images: pick(split.calibration) },
    { name: `the training images of ${name}`, images: pick(part.training) },
    { name: `the holdout of ${name}`, images: pick(part.holdout) },
    { name: `the held images of ${name}`, images: pick(part.held) },
  ]);
  return part;
}

function divide(
  looks: ImageCache,
  split: Split,
  development: readonly number[],
  name: PartName,
): { rest: readonly number[]; held: readonly number[] } {
  if (name !== PLAIN_PART) return makeShiftGroup(looks, development, name);
  const { training, validation } = selectFold(split, 0);
  return { rest: training, held: validation };
}
