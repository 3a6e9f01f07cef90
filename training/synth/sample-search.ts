/**
 * Finds the synthetic samples: walks seeds in order until a film, written as a file and read back on the path of any
 * file, is assessed as wanted. What a film was drawn as decides nothing; what the model says does.
 */
import type { Assessment, OutsideDomain } from '../../src/model/assess.ts';
import { encodeFilm } from './encode.ts';
import type { Film } from './film.ts';

/** What a sample is to show: a clear reading of either class, a result withheld, or an image rejected. */
export type SampleKind = 'normal' | 'pneumonia' | 'unlike' | 'stranger';

/** A reading counts as clear from this probability on. */
export const CLEAR_PROBABILITY = 0.9;

/** Familiarity from which a film is shown, and to which it is withheld, on any engine: rounding must not decide. */
export const CLEAR_FAMILIARITY = 1.05;

/** Largest sample file: three of them are held for offline use. */
export const MAX_SAMPLE_BYTES = 1_000_000;

/** Whether an assessment is what a sample of this kind is to show. */
export function isWanted(kind: SampleKind, assessment: Assessment | OutsideDomain): boolean {
  if (assessment.domain === 'rejected') return kind === 'stranger';
  const isClear = assessment.familiarity >= CLEAR_FAMILIARITY;
  switch (kind) {
    case 'normal':
      return isClear && assessment.probabilityNormal >= CLEAR_PROBABILITY;
    case 'pneumonia':
      return isClear && assessment.probabilityPneumonia >= CLEAR_PROBABILITY;
    case 'unlike':
      return assessment.familiarity <= 1 / CLEAR_FAMILIARITY;
    case 'stranger':
      return false;
    default:
      return kind satisfies never;
  }
}

/** One search. */
export interface SampleSearch {
  readonly kind: SampleKind;
  /** Draws the film of a seed. */
  readonly draw: (seed: number) => Film;
  /** Assesses a file as the page would. */
  readonly assessFile: (file: Uint8Array) => Assessment | OutsideDomain;
  readonly startSeed: number;
  readonly tries: number;
}

/** A film that is read as wanted. */
export interface FoundSample {
  readonly seed: number;
  readonly film: Film;
  /** 8-bit grey PNG. */
  readonly file: Uint8Array;
  readonly assessment: Assessment | OutsideDomain;
  /** Seeds looked at, this one included. */
  readonly tries: number;
}

/** What the tries came to when none was as wanted. */
export interface FailedSearch {
  readonly tries: number;
  readonly rejected: number;
  readonly familiar: number;
  readonly tooLarge: number;
  /** Range of the probability of pneumonia among the tries that were not rejected; infinite where all were. */
  readonly lowestProbability: number;
  readonly highestProbability: number;
  readonly highestFamiliarity: number;
}

/**
 * Walks seeds from `startSeed` upwards; the same search on the same model finds the same film.
 *
 * @returns the first film that is read as wanted, or what the tries came to
 */
export function searchSample(search: SampleSearch): FoundSample | FailedSearch {
  const seen: (Assessment | OutsideDomain)[] = [];
  let tooLarge = 0;
  for (let index = 0; index < search.tries; index += 1) {
    const seed = search.startSeed + index;
    const film = search.draw(seed);
    const file = encodeFilm(film, { format: 'png', bitDepth: 8 });
    const assessment = search.assessFile(file);
    seen.push(assessment);
    const isTooLarge = file.length > MAX_SAMPLE_BYTES;
    if (isTooLarge) tooLarge += 1;
    if (!isTooLarge && isWanted(search.kind, assessment)) {
      return { seed, film, file, assessment, tries: index + 1 };
    }
  }
  const probabilities = seen.flatMap((assessment) =>
    assessment.domain === 'rejected' ? [] : [assessment.probabilityPneumonia],
  );
  return {
    tries: seen.length,
    rejected: seen.length - probabilities.length,
    familiar: seen.filter(({ domain }) => domain === 'familiar').length,
    tooLarge,
    lowestProbability: Math.min(...probabilities),
    highestProbability: Math.max(...probabilities),
    highestFamiliarity: Math.max(...seen.map((assessment) => assessment.familiarity)),
  };
}

/** Narrows a search's result. */
export function isFound(result: FoundSample | FailedSearch): result is FoundSample {
  return 'film' in result;
}
