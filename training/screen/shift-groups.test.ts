import { describe, expect, it } from 'vitest';
import type { ImageCache } from '../data/cache.ts';
import type { DatasetImage } from '../data/dataset.ts';
import { makeShiftGroup, measureLook, SHIFT_GROUP_NAMES } from './shift-groups.ts';

/** Sixteen images of 2 x 2 px: patient n has one image of class n % 2, and the grey grows with n. */
function makeCache(): ImageCache {
  const images = Array.from({ length: 16 }, (_, n): DatasetImage => {
    const label = n % 2 === 0 ? 0 : 1;
    const subgroup = label === 0 ? (n % 4 === 0 ? 'IM' : 'NORMAL2-IM') : n % 4 === 1 ? 'virus' : 'bacteria';
    return {
      path: `train/${n}.jpeg`,
      absolutePath: `/${n}.jpeg`,
      label,
      // Patients 14 and 0 are one and the same.
      group: `im-${String(n === 14 ? 0 : n).padStart(4, '0')}`,
      subgroup,
      sha256: String(n),
      bytes: 1,
    };
  });
  const pixels = Uint8Array.from({ length: 64 }, (_, at) => {
    const n = Math.floor(at / 4);
    return at % 2 === 0 ? 100 + n : 100 - n * 0.5;
  });
  return { sizePx: 2, images, pixels, skipped: [], sha256: '', wasCached: false, warning: null };
}

const everything = Array.from({ length: 16 }, (_, index) => index);

describe('shift groups', () => {
  const cache = makeCache();

  it.each(SHIFT_GROUP_NAMES)('"%s" holds both classes and leaves none of its patients behind', (name) => {
    const { held, rest } = makeShiftGroup(cache, everything, name);
    const patients = (part: readonly number[]) => new Set(part.map((index) => cache.images[index].group));
    expect([...patients(held)].filter((patient) => patients(rest).has(patient))).toEqual([]);
    expect(new Set(held.map((index) => cache.images[index].label)).size).toBe(2);
  });

  it('hold out the quarter of each class with the lowest patient numbers, and its patients’ other images', () => {
    const { held, rest } = makeShiftGroup(cache, everything, 'lowest-numbers');
    // Normals 0, 2, 4 ... 14 with 14 = patient 0: the two lowest are 0 and 14; pneumonia 1, 3.
    expect(held).toEqual([0, 1, 3, 14]);
    expect(rest).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15]);
  });

  it('score only those patients of a series who are in no other, and train on no image of it', () => {
    // Patients 0, 2 ... of one image each are IM and NORMAL2-IM in turn, but 14 (NORMAL2-IM) is patient 0 (IM): neither of
    // the two is scored, and image 14, of the other series, is left to train on.
    const { held, rest } = makeShiftGroup(cache, everything, 'im-virus');
    expect(held).toEqual([1, 4, 5, 8, 9, 12, 13]);
    expect(rest).toEqual([2, 3, 6, 7, 10, 11, 14, 15]);
  });

  it('refuse a part that lacks a class', () => {
    expect(() => makeShiftGroup(cache, [0, 2, 4, 6], 'darkest')).toThrow(RangeError);
  });
});

describe('measureLook', () => {
  it('gives mean, standard deviation and neighbour difference in its units', () => {
    // 10 20 / 10 20: mean 15, deviation 5, difference 10 = 2 deviations.
    const look = measureLook({ sizePx: 2, pixels: Uint8Array.of(10, 20, 10, 20) }, 0);
    expect(look).toEqual({ mean: 15, contrast: 5, sharpness: 2 });
  });

  it('calls a constant image not sharp at all', () => {
    expect(measureLook({ sizePx: 2, pixels: Uint8Array.of(7, 7, 7, 7) }, 0).sharpness).toBe(0);
  });
});
