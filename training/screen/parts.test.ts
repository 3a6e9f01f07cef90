import { describe, expect, it } from 'vitest';
import type { ImageCache } from '../data/cache.ts';
import { splitByGroup } from '../data/split.ts';
import { makePart, PART_NAMES } from './parts.ts';

/** 240 images of 2 x 2 px: two to a patient, the four series in turn, each image of its own grey. */
function makeCache(): ImageCache {
  const images = Array.from({ length: 240 }, (_, index) => {
    const patient = index >> 1;
    const subgroup = (['IM', 'virus', 'NORMAL2-IM', 'bacteria'] as const)[patient % 4];
    return {
      path: `train/${index}.jpeg`,
      absolutePath: `/none/${index}.jpeg`,
      label: patient % 2 === 0 ? (0 as const) : (1 as const),
      group: `im-${patient}`,
      subgroup,
      sha256: String(index),
      bytes: 1,
    };
  });
  const pixels = new Uint8Array(240 * 4).map((_, at) => (at * 61 + (at >> 2)) % 251);
  return { sizePx: 2, images, pixels, skipped: [], sha256: '', wasCached: false, warning: null };
}

const cache = makeCache();
const split = splitByGroup(cache.images, { seed: 3, folds: 5 });

describe.each(PART_NAMES)('the part %s', (name) => {
  const part = makePart(cache, split, 3, name);
  const patientsOf = (indices: readonly number[]) =>
    new Set(indices.map((index) => cache.images[index].group));

  it('shares no patient between training, holdout and held images, nor with the locked tenth', () => {
    const sides = [part.training, part.holdout, part.held, split.calibration].map(patientsOf);
    const all = sides.flatMap((side) => [...side]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('holds out a tenth of what is left to train on for the threshold, of both classes', () => {
    const share = part.holdout.length / (part.holdout.length + part.training.length);
    expect(share).toBeGreaterThan(0.07);
    expect(share).toBeLessThan(0.14);
    expect(new Set(part.holdout.map((index) => cache.images[index].label)).size).toBe(2);
  });

  it('is the same whenever it is made', () => {
    expect(makePart(cache, split, 3, name)).toEqual(part);
  });
});

describe('the series groups', () => {
  it('train on the other series alone', () => {
    const subgroups = (indices: readonly number[]) =>
      new Set(indices.map((index) => cache.images[index].subgroup));
    const { training, holdout, held } = makePart(cache, split, 3, 'im-virus');
    expect(subgroups(held)).toEqual(new Set(['IM', 'virus']));
    expect(subgroups([...training, ...holdout])).toEqual(new Set(['NORMAL2-IM', 'bacteria']));
  });
});
