import { describe, expect, it } from 'vitest';
import { TRAINING } from '../train/config.ts';
import { CONFIGURATIONS } from './configurations.ts';
import { countEpochs, makeRecipe } from './recipe.ts';
import { parseTable } from './table-schema.ts';

describe('makeRecipe', () => {
  it('is the shipped recipe but for the size and the epochs when nothing is changed', () => {
    const recipe = makeRecipe(TRAINING, {}, 128, 7);
    expect(recipe).toEqual({
      ...TRAINING,
      epochs: 7,
      architecture: { ...TRAINING.architecture, inputSizePx: 128 },
    });
    expect(JSON.stringify(makeRecipe(TRAINING, {}, 160, TRAINING.epochs))).toBe(JSON.stringify(TRAINING));
  });

  it('changes what a variant names and leaves the rest of the same part alone', () => {
    const recipe = makeRecipe(
      TRAINING,
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
    expect(recipe.augmentation).toEqual({ ...TRAINING.augmentation, gamma: 2 });
    expect(recipe.architecture).toEqual({ ...TRAINING.architecture, dropoutRate: 0.5, inputSizePx: 192 });
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
  it('has the form that a table must have, and the shipped recipe first', () => {
    expect(parseTable(CONFIGURATIONS)).toBe(CONFIGURATIONS);
    expect(CONFIGURATIONS.variants[0].change).toEqual({});
  });

  it('changes something in every other row, and no two rows are the same recipe', () => {
    const recipes = CONFIGURATIONS.variants.map(({ change }) =>
      JSON.stringify(makeRecipe(TRAINING, change, 128, 1)),
    );
    expect(new Set(recipes).size).toBe(recipes.length);
  });
});

describe('parseTable', () => {
  const row = { name: 'a', tier: 1, why: 'reason', change: {} };

  it.each([
    ['no rows', { variants: [], notTried: [] }, /variants/],
    [
      'a part of the recipe that does not exist',
      { variants: [{ ...row, change: { optimiser: {} } }], notTried: [] },
      /variants\.0\.change/,
    ],
    ['two rows of one name', { variants: [row, row], notTried: [] }, /two variants named "a"/],
    [
      'a size that is no number',
      { variants: [{ ...row, change: { sizePx: '160' } }], notTried: [] },
      /sizePx/,
    ],
  ])('says where it is wrong: %s', (_, table, message) => {
    expect(() => parseTable(table)).toThrow(message);
  });
});
