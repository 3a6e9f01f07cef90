/** The films that were marked by hand: drawn by a seed from the development part, so that nobody chose them by their look. */
import { createRandom, shuffle } from '../../src/model/random.ts';
import type { DatasetImage } from '../data/dataset.ts';

/** What a choice needs to know of an image. */
type ChosenFrom = Pick<DatasetImage, 'path' | 'label' | 'group'>;

/**
 * Draws films at random, as many of each class and no two of one patient.
 *
 * @param development films to draw from: never those of the locked tenth
 * @param perClass films of each class
 * @returns sorted by path; the same for the same seed, whatever the order of the films
 * @throws RangeError when a class has too few patients
 */
export function chooseFilms<T extends ChosenFrom>(
  development: readonly T[],
  perClass: number,
  seed: number,
): T[] {
  const sorted = development.toSorted(byPath);
  const taken = new Set<string>();
  const chosen = [0, 1].flatMap((label) => {
    const drawn: T[] = [];
    for (const film of shuffle(sorted, createRandom(seed, label))) {
      if (drawn.length === perClass) break;
      if (film.label !== label || taken.has(film.group)) continue;
      taken.add(film.group);
      drawn.push(film);
    }
    if (drawn.length < perClass)
      throw new RangeError(`Only ${drawn.length} patients of class ${label} are left.`);
    return drawn;
  });
  return chosen.toSorted(byPath);
}

function byPath(a: ChosenFrom, b: ChosenFrom): number {
  return a.path < b.path ? -1 : 1;
}
