import { describe, expect, it } from 'vitest';
import { makeFilm } from '../../training/synth/film.ts';
import { CORRECTIONS, type Correction } from '../model/orientation.ts';
import { preprocess } from '../model/preprocess.ts';
import { correctRadiograph } from './correct.ts';
import { checkOrientation } from './orientation-check.ts';

const [AS_STORED] = CORRECTIONS;
const films = [1, 2, 3, 4].map((seed) => ({
  ...makeFilm({ kind: 'normal', seed, widthPx: 450, heightPx: 350, bitDepth: 8 }),
  pixelAspect: 1,
}));

function check(lie: Correction, film = films[0]) {
  return checkOrientation(preprocess(correctRadiograph(film, lie)), AS_STORED);
}

describe('an upright film', () => {
  it('is read without a word', () => {
    for (const film of films) {
      expect(check(AS_STORED, film)).toEqual({ withholdings: [], warnings: [], suggestion: null });
    }
  });
});

describe('a film that lies wrong is withheld, and its correction offered', () => {
  it.each([
    [{ quarterTurns: 1, isInverted: false }, { quarterTurns: 3, isInverted: false }, ['film-turned']],
    [{ quarterTurns: 2, isInverted: false }, { quarterTurns: 2, isInverted: false }, ['film-turned']],
    [{ quarterTurns: 3, isInverted: false }, { quarterTurns: 1, isInverted: false }, ['film-turned']],
    [{ quarterTurns: 0, isInverted: true }, { quarterTurns: 0, isInverted: true }, ['film-inverted']],
    [
      { quarterTurns: 1, isInverted: true },
      { quarterTurns: 3, isInverted: true },
      ['film-inverted', 'film-turned'],
    ],
  ] as const)('%o', (lie, suggestion, withholdings) => {
    for (const film of films) expect(check(lie, film)).toMatchObject({ suggestion, withholdings });
  });
});

describe('a film that the reader had corrected', () => {
  it('carries what was done to it as warnings, for every export', () => {
    const input = preprocess(films[0]);
    expect(checkOrientation(input, { quarterTurns: 1, isInverted: true }).warnings).toEqual([
      'read-inverted',
      'read-turned',
    ]);
  });
});
