import { assert as assertProperty, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, shuffle } from '../../src/model/random.ts';
import {
  assertDisjoint,
  foldByGroup,
  type Split,
  type SplitItem,
  selectFold,
  splitByGroup,
} from './split.ts';

/** A set like the real one: patients with one to a few images, four subgroups. */
function makeItems(patients: number, seed: number): SplitItem[] {
  const random = createRandom(seed);
  return Array.from({ length: patients }, (_, patient): SplitItem[] => {
    const label = patient % 4 === 0 ? 0 : 1;
    return Array.from({ length: 1 + random.integer(5) }, () => ({
      group: `patient-${patient}`,
      label,
      subgroup: random.uniform() < 0.6 ? `${label}a` : `${label}b`,
    }));
  }).flat();
}

/** Each class with that many patients of one image. */
const tiny = (patients: number): SplitItem[] =>
  [0, 1].flatMap((label) =>
    Array.from({ length: patients }, (_, index) => ({
      group: `${label}-${index}`,
      label: label === 0 ? 0 : 1,
      subgroup: 'x',
    })),
  );

const partsOf = (split: Split) => [split.calibration, ...split.folds];
const arbitraryItems = record({ patients: integer({ min: 80, max: 300 }), seed: integer() }).map(
  ({ patients, seed }) => makeItems(patients, seed),
);

describe('a split', () => {
  test('uses every image once and never puts a patient in two parts', () => {
    assertProperty(
      property(arbitraryItems, integer(), integer({ min: 2, max: 8 }), (items, seed, folds) => {
        const parts = partsOf(splitByGroup(items, { seed, folds }));
        expect(parts).toHaveLength(folds + 1);
        expect(parts.flat().sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
        const groups = parts.map((part) => new Set(part.map((index) => items[index].group)));
        const total = groups.reduce((sum, set) => sum + set.size, 0);
        expect(total).toBe(new Set(items.map((item) => item.group)).size);
      }),
      { numRuns: 50 },
    );
  });

  test('gives every part its share of each class, to within one patient', () => {
    assertProperty(
      property(arbitraryItems, integer(), integer({ min: 2, max: 8 }), (items, seed, folds) => {
        const split = splitByGroup(items, { seed, folds });
        for (const label of [0, 1]) {
          const count = (part: readonly number[]) =>
            part.filter((index) => items[index].label === label).length;
          const total = count(items.map((_, index) => index));
          const rest = total - count(split.calibration);
          // Groups hold 1 to 5 images: dealing by shares is off by at most one whole group.
          expect(Math.abs(count(split.calibration) - total / 10)).toBeLessThanOrEqual(5);
          for (const fold of split.folds) {
            expect(count(fold)).toBeGreaterThan(0);
            expect(Math.abs(count(fold) - rest / folds)).toBeLessThanOrEqual(5);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('keeps subgroups in proportion', () => {
    const items = makeItems(2000, 1);
    const share = (part: readonly number[]) =>
      part.filter((index) => items[index].subgroup === '1a').length / part.length;
    const overall = share(items.map((_, index) => index));
    for (const part of partsOf(splitByGroup(items, { seed: 1, folds: 5 }))) {
      expect(Math.abs(share(part) - overall)).toBeLessThan(0.05);
    }
  });

  test('does not depend on the order of the images', () => {
    assertProperty(
      property(arbitraryItems, integer(), (items, seed) => {
        const shuffled = shuffle(
          items.map((item, index) => ({ item, index })),
          createRandom(seed, 9),
        );
        const original = splitByGroup(items, { seed, folds: 4 });
        const other = splitByGroup(
          shuffled.map(({ item }) => item),
          { seed, folds: 4 },
        );
        const translate = (part: readonly number[]) =>
          part.map((index) => shuffled[index].index).sort((a, b) => a - b);
        expect(partsOf(other).map(translate)).toEqual(partsOf(original));
      }),
      { numRuns: 25 },
    );
  });

  test('is the same for the same seed, another for another', () => {
    const items = makeItems(200, 3);
    const first = splitByGroup(items, { seed: 7, folds: 5 });
    expect(splitByGroup(items, { seed: 7, folds: 5 })).toEqual(first);
    expect(splitByGroup(items, { seed: 8, folds: 5 }).calibration).not.toEqual(first.calibration);
  });

  test('locks the same tenth whatever the number of folds', () => {
    const items = makeItems(200, 3);
    const three = splitByGroup(items, { seed: 7, folds: 3 });
    expect(splitByGroup(items, { seed: 7, folds: 10 }).calibration).toEqual(three.calibration);
  });

  test('of a tiny set still holds both classes everywhere, or says why not', () => {
    // Three patients of each class: one for calibration, one for each of two folds.
    expect(partsOf(splitByGroup(tiny(3), { seed: 1, folds: 2 })).map((part) => part.length)).toEqual([
      2, 2, 2,
    ]);
    expect(() => splitByGroup(tiny(2), { seed: 1, folds: 2 })).toThrow(
      expect.objectContaining({ code: 'too-few-patients' }),
    );
  });
});

test('folds alone are all images, each once, no patient in two, and each with its share of both classes', () => {
  const items = makeItems(120, 4);
  const folds = foldByGroup(items, { seed: 9, folds: 3 });
  expect(folds.flat().sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
  const groups = folds.map((fold) => new Set(fold.map((index) => items[index].group)));
  expect(groups[0].size + groups[1].size + groups[2].size).toBe(120);
  for (const fold of folds) {
    const normal = fold.filter((index) => items[index].label === 0).length;
    expect(normal / items.filter(({ label }) => label === 0).length).toBeCloseTo(1 / 3, 1);
  }
  expect(() => foldByGroup(items, { seed: 9, folds: 1 })).toThrow(RangeError);
});

test('a fold is validated on itself and trained on the others, without the locked part', () => {
  const split: Split = {
    calibration: [0, 7],
    folds: [
      [1, 6],
      [2, 5],
      [3, 4],
    ],
  };
  expect(selectFold(split, 1)).toEqual({ training: [1, 3, 4, 6], validation: [2, 5] });
  expect(() => selectFold(split, 3)).toThrow(RangeError);
});

const image = (group: string, sha256: string) => ({ group, sha256, path: `${group}.jpeg` });
describe('a patient in two splits', () => {
  test('is refused by name', () => {
    const parts = [
      { name: 'training', images: [image('person-1', 'a'), image('person-2', 'b')] },
      { name: 'validation', images: [image('person-3', 'c'), image('person-2', 'd')] },
    ];
    expect(() => {
      assertDisjoint(parts);
    }).toThrow('Patient person-2 is in training and in validation (person-2.jpeg).');
  });

  test('is refused when only the picture is the same', () => {
    const parts = [
      { name: 'training', images: [image('person-1', 'a')] },
      { name: 'validation', images: [image('person-3', 'a')] },
    ];
    expect(() => {
      assertDisjoint(parts);
    }).toThrow('the same picture as person-3.jpeg is in training');
  });

  test('parts without a shared patient pass', () => {
    expect(() => {
      assertDisjoint([
        { name: 'training', images: [image('person-1', 'a'), image('person-1', 'a')] },
        { name: 'validation', images: [image('person-3', 'c')] },
      ]);
    }).not.toThrow();
  });
});
