import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SMALL_INVERTED } from '../../src/model/fixtures/small-networks.ts';
import { CONFIGURATIONS } from './configurations.ts';
import { countEpochs, makeRecipe } from './recipe.ts';
import { RELEASE_2 } from './release-2.ts';
import { parseTable } from './table-schema.ts';

describe('makeRecipe', () => {
  it('is the base but for the size and the epochs when nothing is changed', () => {
    const recipe = makeRecipe(RELEASE_2, {}, 128, 7);
    expect(recipe).toEqual({
      ...RELEASE_2,
      epochs: 7,
      architecture: { ...RELEASE_2.architecture, inputSizePx: 128 },
    });
    expect(JSON.stringify(makeRecipe(RELEASE_2, {}, 160, RELEASE_2.epochs))).toBe(JSON.stringify(RELEASE_2));
  });

  it('changes what a variant names and leaves the rest of the same part alone', () => {
    const recipe = makeRecipe(
      RELEASE_2,
      {
        training: { weightDecay: 0.1 },
        augmentation: { gamma: 2 },
        architecture: { dropoutRate: 0.5 },
        sizePx: 192,
      },
      128,
      7,
    );
    expect(recipe.weightDecay).toBe(0.1);
    expect(recipe.augmentation).toEqual({ ...RELEASE_2.augmentation, gamma: 2 });
    expect(recipe.architecture).toEqual({ ...RELEASE_2.architecture, dropoutRate: 0.5, inputSizePx: 192 });
  });

  it('puts a network of the other family in the place of the base’s, with nothing of it left', () => {
    const { inputSizePx: _, ...network } = SMALL_INVERTED;
    const recipe = makeRecipe(RELEASE_2, { architecture: network }, 128, 7);
    expect(recipe.architecture).toEqual({ ...network, inputSizePx: 128 });
  });

  it('changes no residual network where the base has one of the other family, its size aside', () => {
    const base = { ...RELEASE_2, architecture: SMALL_INVERTED };
    expect(makeRecipe(base, {}, 128, 7).architecture).toEqual({ ...SMALL_INVERTED, inputSizePx: 128 });
    const change = { architecture: { stages: [{ filters: 4, stride: 1 }] } } as const;
    expect(() => makeRecipe(base, change, 128, 7)).toThrow(RangeError);
  });
});

describe('countEpochs', () => {
  it('gives parts of all sizes about the same number of steps', () => {
    // 6 passes over 4,000 images are 24,000 images: 8 epochs of 3,000, 24 of 1,000.
    expect(countEpochs(6, 4000, 3000)).toBe(8);
    expect(countEpochs(6, 4000, 1000)).toBe(24);
    expect(countEpochs(1, 100, 100_000)).toBe(1);
  });
});

describe('the committed table', () => {
  it('changes the recipe of the second release, as its finished run was bound to it', () => {
    const hash = createHash('sha256').update(JSON.stringify(RELEASE_2)).digest('hex');
    expect(hash).toBe('0fdd50119fa274b3d1b919a89141a903fb3b98f35b566acba57577e005236f5c');
    expect(CONFIGURATIONS.base).toBe(RELEASE_2);
  });

  it('has the form that a table must have, and its base first, unchanged', () => {
    expect(parseTable(CONFIGURATIONS)).toBe(CONFIGURATIONS);
    expect(CONFIGURATIONS.variants[0].change).toEqual({});
  });

  it('changes something in every other row, and no two rows are the same recipe', () => {
    const recipes = CONFIGURATIONS.variants.map(({ change }) =>
      JSON.stringify(makeRecipe(RELEASE_2, change, 128, 1)),
    );
    expect(new Set(recipes).size).toBe(recipes.length);
  });
});

describe('parseTable', () => {
  const row = { name: 'a', tier: 1, why: 'reason', change: {} };

  it.each([
    ['no base', { variants: [row], notTried: [] }, /base/],
    ['no rows', { base: RELEASE_2, variants: [], notTried: [] }, /variants/],
    [
      'a part of the recipe that does not exist',
      { base: RELEASE_2, variants: [{ ...row, change: { optimiser: {} } }], notTried: [] },
      /variants\.0\.change/,
    ],
    [
      'two rows of one name',
      { base: RELEASE_2, variants: [row, row], notTried: [] },
      /two variants named "a"/,
    ],
    [
      'a size that is no number',
      { base: RELEASE_2, variants: [{ ...row, change: { sizePx: '160' } }], notTried: [] },
      /sizePx/,
    ],
  ])('says where it is wrong: %s', (_, table, message) => {
    expect(() => parseTable(table)).toThrow(message);
  });
});
