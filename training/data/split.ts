/**
 * Images -> one locked calibration part and k folds, by patient group. Pure.
 * Invariants: a group lies in exactly one part; the result depends on the seed and on the items as a set, not on their
 * order; the calibration part does not depend on the number of folds, so that it stays locked whatever is tried on the rest.
 */
import { createRandom, shuffle } from '../../src/model/random.ts';

/** What a split needs to know of an image. */
export interface SplitItem {
  /** Patient group. */
  readonly group: string;
  readonly label: 0 | 1;
  readonly subgroup: string;
}

/** Indices into the items, each part ascending; together they are all items, each once. */
export interface Split {
  /** Set aside before anything is fitted. */
  readonly calibration: readonly number[];
  readonly folds: readonly (readonly number[])[];
}

/** How to split. */
export interface SplitOptions {
  /** Any integer. */
  readonly seed: number;
  /** At least 2. */
  readonly folds: number;
  /** Share of the images that is set aside, 0.1 when not given. */
  readonly calibrationShare?: number;
}

/** A set that can't be split, or parts that share a patient; the message names which. */
export class SplitError extends Error {
  override readonly name = 'SplitError';
  readonly code: 'too-few-patients' | 'patient-in-two-parts';

  constructor(code: SplitError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Words mixed into the seed, so that the two draws are unrelated. */
const CALIBRATION_DRAW = 1;
const FOLD_DRAW = 2;

/**
 * Splits by patient group, stratified by label and subgroup.
 *
 * Groups are ordered by stratum and at random within it, then dealt out one by one to the part that is furthest behind
 * its share of images (the divisor rule of Webster / Sainte-Laguë), label by label. So each part gets its share of every
 * label to within the size of one group, and of every subgroup nearly so.
 *
 * @throws RangeError for fewer than 2 folds or a share outside (0, 1)
 * @throws SplitError too-few-patients when a part would lack a class
 */
export function splitByGroup(items: readonly SplitItem[], options: SplitOptions): Split {
  const { seed, folds, calibrationShare = 0.1 } = options;
  if (!(calibrationShare > 0 && calibrationShare < 1)) {
    throw new RangeError(`A calibration share of ${calibrationShare} is not possible.`);
  }
  const groups = collectGroups(items);
  const shares = [1 - calibrationShare, calibrationShare];
  const [rest, calibration] = deal(orderAtRandom(groups, [seed, CALIBRATION_DRAW]), shares);
  lendMissingClasses(rest, calibration);
  assertBothClasses('calibration part', calibration);
  return { calibration: listMembers(calibration), folds: dealFolds(rest, seed, folds) };
}

/**
 * Folds alone, with nothing set aside: as `splitByGroup` otherwise.
 *
 * @returns indices into the items, each fold ascending; together they are all items, each once
 * @throws RangeError for fewer than 2 folds
 * @throws SplitError too-few-patients when a fold would lack a class
 */
export function foldByGroup(
  items: readonly SplitItem[],
  { seed, folds }: Pick<SplitOptions, 'seed' | 'folds'>,
): number[][] {
  return dealFolds(collectGroups(items), seed, folds);
}

function dealFolds(groups: readonly Group[], seed: number, folds: number): number[][] {
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError(`${folds} folds are not possible.`);
  // Largest first within a stratum: the last, small groups even out what the large ones left.
  const ordered = orderAtRandom(groups, [seed, FOLD_DRAW, folds]).sort(
    (a, b) => compare(a.stratum, b.stratum) || b.members.length - a.members.length,
  );
  const foldGroups = deal(
    ordered,
    Array.from({ length: folds }, () => 1 / folds),
  );
  foldGroups.forEach((fold, index) => {
    assertBothClasses(`fold ${index + 1} of ${folds}`, fold);
  });
  return foldGroups.map(listMembers);
}

/** The two sides of one cross-validation round; the calibration part is in neither. */
export interface FoldSelection {
  /** Ascending. */
  readonly training: readonly number[];
  /** Ascending. */
  readonly validation: readonly number[];
}

/**
 * Training and validation indices for one fold.
 *
 * @param fold 0-based
 * @throws RangeError when there is no such fold
 */
export function selectFold(split: Pick<Split, 'folds'>, fold: number): FoldSelection {
  if (!(fold in split.folds)) throw new RangeError(`There is no fold ${fold}.`);
  const training = split.folds.filter((_, index) => index !== fold).flat();
  return { training: training.sort((a, b) => a - b), validation: split.folds[fold] };
}

/** One named part for `assertDisjoint`. */
export interface NamedPart {
  /** As it should read in the message: 'training', 'calibration'. */
  readonly name: string;
  readonly images: readonly { readonly group: string; readonly sha256: string; readonly path: string }[];
}

/**
 * Proves that no patient and no identical file is in two parts. Called before each training.
 *
 * @throws SplitError patient-in-two-parts, naming the patient, both parts and a file
 */
export function assertDisjoint(parts: readonly NamedPart[]): void {
  const partByGroup = new Map<string, string>();
  const partByContent = new Map<string, string>();
  for (const { name, images } of parts) {
    for (const image of images) {
      const groupPart = partByGroup.get(image.group) ?? name;
      const contentPart = partByContent.get(image.sha256) ?? name;
      if (groupPart !== name) {
        throw new SplitError(
          'patient-in-two-parts',
          `Patient ${image.group} is in ${groupPart} and in ${name} (${image.path}).`,
        );
      }
      if (contentPart !== name) {
        throw new SplitError(
          'patient-in-two-parts',
          `Patient ${image.group} is in ${name}, and the same picture as ${image.path} is in ${contentPart}.`,
        );
      }
      partByGroup.set(image.group, name);
      partByContent.set(image.sha256, name);
    }
  }
}

/** A patient group with its images and its stratum. */
interface Group {
  readonly name: string;
  /** Indices into the items. */
  readonly members: number[];
  readonly labels: ReadonlySet<0 | 1>;
  /** '0', '1' or '01'. */
  readonly labelKey: string;
  /** Label and subgroups, sorted first by label. */
  readonly stratum: string;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Groups sorted by name. */
function collectGroups(items: readonly SplitItem[]): Group[] {
  const members = new Map<string, number[]>();
  items.forEach((item, index) => {
    const list = members.get(item.group);
    if (list === undefined) members.set(item.group, [index]);
    else list.push(index);
  });
  return [...members]
    .map(([name, indices]) => {
      const labels = new Set(indices.map((index) => items[index].label));
      const subgroups = new Set(indices.map((index) => items[index].subgroup));
      const labelKey = [...labels].sort((a, b) => a - b).join('');
      const stratum = `${labelKey}/${[...subgroups].sort(compare).join('+')}`;
      return { name, members: indices, labels, labelKey, stratum };
    })
    .sort((a, b) => compare(a.name, b.name));
}

/** Sorted by stratum, shuffled within each. Input order does not matter: it is sorted by name first. */
function orderAtRandom(groups: readonly Group[], seed: readonly number[]): Group[] {
  const sorted = [...groups].sort((a, b) => compare(a.name, b.name));
  return shuffle(sorted, createRandom(...seed)).sort((a, b) => compare(a.stratum, b.stratum));
}

/** Deals groups in order to the part furthest behind its share, counting images, separately for each label key. */
function deal(groups: readonly Group[], shares: readonly number[]): Group[][] {
  const parts: Group[][] = shares.map(() => []);
  const countsByLabel = new Map<string, number[]>();
  for (const group of groups) {
    const counts = countsByLabel.get(group.labelKey) ?? shares.map(() => 0);
    countsByLabel.set(group.labelKey, counts);
    let best = 0;
    let bestQuotient = Number.POSITIVE_INFINITY;
    shares.forEach((share, part) => {
      const quotient = (counts[part] + group.members.length / 2) / share;
      if (quotient < bestQuotient) {
        best = part;
        bestQuotient = quotient;
      }
    });
    parts[best].push(group);
    counts[best] += group.members.length;
  }
  return parts;
}

/** Moves the smallest group of a class that `calibration` lacks: a small set's tenth may round to none. */
function lendMissingClasses(rest: Group[], calibration: Group[]): void {
  for (const label of [0, 1] as const) {
    if (calibration.some((group) => group.labels.has(label))) continue;
    const candidates = rest.filter((group) => group.labels.has(label));
    if (candidates.length === 0) continue;
    const smallest = candidates.reduce((least, group) =>
      group.members.length < least.members.length ? group : least,
    );
    rest.splice(rest.indexOf(smallest), 1);
    calibration.push(smallest);
  }
}

function assertBothClasses(part: string, groups: readonly Group[]): void {
  for (const [label, name] of [
    [0, 'normal'],
    [1, 'pneumonia'],
  ] as const) {
    if (!groups.some((group) => group.labels.has(label))) {
      throw new SplitError(
        'too-few-patients',
        `The ${part} would hold no ${name} image. Use more patients of that class or fewer folds.`,
      );
    }
  }
}

function listMembers(groups: readonly Group[]): number[] {
  return groups.flatMap((group) => group.members).sort((a, b) => a - b);
}
