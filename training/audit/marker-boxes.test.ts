import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanDataset } from '../data/dataset.ts';
import { splitByGroup } from '../data/split.ts';
import { TRAINING } from '../train/config.ts';
import { chooseFilms } from './choose-films.ts';
import { parseMarkerBoxes, readMarkerBoxes } from './marker-boxes.ts';

const normal = 'train/NORMAL/IM-0001-0001.jpeg';
const pneumonia = 'val/PNEUMONIA/person1_virus_1.jpeg';

describe('marked films', () => {
  it('are read as shares of the film; one without a marker has none', () => {
    const { films } = parseMarkerBoxes({
      seed: 4,
      perClass: 1,
      films: { [normal]: [[0.05, 0.475, 0.035, 0.05]], [pneumonia]: [] },
    });
    expect(films.get(normal)).toEqual([{ left: 0.05, top: 0.475, width: 0.035, height: 0.05 }]);
    expect(films.get(pneumonia)).toEqual([]);
  });

  it.each([
    ['a box that leaves the film', { [normal]: [[0.98, 0, 0.035, 0.05]], [pneumonia]: [] }],
    ['an empty box', { [normal]: [[0.5, 0.5, 0, 0.05]], [pneumonia]: [] }],
    ['percent for shares', { [normal]: [[5, 47, 3, 5]], [pneumonia]: [] }],
    ['more digits than were read off', { [normal]: [[0.0512, 0.475, 0.035, 0.05]], [pneumonia]: [] }],
    ['three numbers', { [normal]: [[0.05, 0.475, 0.035]], [pneumonia]: [] }],
    ['a film of the test split', { [normal]: [], 'test/PNEUMONIA/person1_virus_1.jpeg': [] }],
    ['a class with fewer films than it says', { [normal]: [] }],
  ])('are refused with %s', (_, films) => {
    expect(() => parseMarkerBoxes({ seed: 4, perClass: 1, films })).toThrow();
  });

  it('of the published set are 100 of each class, of which 192 bear a marker', () => {
    const { films, perClass } = readMarkerBoxes();
    expect([perClass, films.size]).toEqual([100, 200]);
    expect([...films.values()].filter((boxes) => boxes.length > 0)).toHaveLength(192);
  });
});

describe('the choice of films', () => {
  const films = Array.from({ length: 40 }, (_, index) => ({
    path: `film ${index}`,
    label: index % 2 === 0 ? (0 as const) : (1 as const),
    group: `patient ${index % 10}`,
  }));

  it('takes as many of each class, no two of one patient, whatever the order', () => {
    // Ten patients of four films each, five of either class.
    const chosen = chooseFilms(films, 4, 7);
    expect([0, 1].map((label) => chosen.filter((film) => film.label === label).length)).toEqual([4, 4]);
    expect(new Set(chosen.map(({ group }) => group)).size).toBe(8);
    expect(chooseFilms(films.toReversed(), 4, 7)).toEqual(chosen);
    expect(chooseFilms(films, 4, 8)).not.toEqual(chosen);
    expect(() => chooseFilms(films, 6, 7)).toThrow(RangeError);
  });
});

/** The development data beside the checkout; not there on a fresh clone. */
const sharedData = path.resolve(import.meta.dirname, '../../../shared/data/chest_xray');
describe.skipIf(!existsSync(sharedData))(
  'the marked films in the development data (skipped where ../shared is not there)',
  () => {
    it('are those that the seed draws from the development part, none of the locked tenth', {
      timeout: 120_000,
    }, async () => {
      const { images } = await scanDataset(sharedData);
      const { splitSeed, folds, calibrationShare } = TRAINING;
      const split = splitByGroup(images, { seed: splitSeed, folds, calibrationShare });
      const development = split.folds.flat().map((index) => images[index]);
      const { films, perClass, seed } = readMarkerBoxes();
      expect([...films.keys()]).toEqual(chooseFilms(development, perClass, seed).map((film) => film.path));
    });
  },
);
