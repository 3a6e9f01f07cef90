import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assess.ts';
import { type Film, makeFilm } from './film.ts';
import { isFound, isWanted, searchSample } from './sample-search.ts';

function assessmentOf(probabilityPneumonia: number, familiarity: number): Assessment {
  return {
    logit: Math.log(probabilityPneumonia / (1 - probabilityPneumonia)),
    probabilityPneumonia,
    probabilityNormal: 1 - probabilityPneumonia,
    familiarity,
    domain: familiarity >= 1 ? 'familiar' : 'withheld',
  };
}

/** A 2 x 2 film whose every pixel is the seed. */
function drawSeed(seed: number): Film {
  return {
    ...makeFilm({ kind: 'normal', seed, widthPx: 2, heightPx: 2, bitDepth: 8 }),
    pixels: new Uint8Array(4).fill(seed),
  };
}

describe('what a sample has to show', () => {
  it.each([
    ['normal', 0.05, 1.2, true],
    ['normal', 0.05, 0.9, false],
    ['normal', 0.2, 1.2, false],
    ['pneumonia', 0.95, 1.05, true],
    ['pneumonia', 0.95, 1.04, false],
    ['pneumonia', 0.8, 1.2, false],
    ['unlike', 0.5, 0.95, true],
    ['unlike', 0.5, 0.99, false],
    ['stranger', 0.5, 0.3, false],
    ['unlike', 0.01, 1.5, false],
  ] as const)('%s: probability %d at familiarity %d: %s', (kind, probability, familiarity, expected) => {
    expect(isWanted(kind, assessmentOf(probability, familiarity))).toBe(expected);
  });

  it.each([
    ['normal', false],
    ['pneumonia', false],
    ['unlike', false],
    ['stranger', true],
  ] as const)('%s: an image that gets no number at all: %s', (kind, expected) => {
    expect(isWanted(kind, { domain: 'rejected', familiarity: 0.3 })).toBe(expected);
  });
});

describe('the search for a sample', () => {
  it('takes the first seed whose file, decoded, is read as wanted', () => {
    const result = searchSample({
      kind: 'pneumonia',
      draw: drawSeed,
      // The grey read from the file is the seed; seeds up to 12 read as 0.12.
      assessFile: (file) => assessmentOf(decode(file).data[0] > 12 ? 0.95 : 0.12, 2),
      startSeed: 10,
      tries: 50,
    });
    expect(isFound(result)).toBe(true);
    expect(result).toMatchObject({ seed: 13, tries: 4 });
  });

  it('says what came out when no seed will do', () => {
    const result = searchSample({
      kind: 'pneumonia',
      draw: drawSeed,
      assessFile: (file) => {
        const [grey] = decode(file).data;
        if (grey === 14) return { domain: 'rejected', familiarity: 0.2 };
        return assessmentOf(grey / 100, grey % 2 === 0 ? 1.1 : 0.8);
      },
      startSeed: 10,
      tries: 5,
    });
    expect(result).toEqual({
      tries: 5,
      rejected: 1,
      familiar: 2,
      tooLarge: 0,
      lowestProbability: 0.1,
      highestProbability: 0.13,
      highestFamiliarity: 1.1,
    });
  });
});
