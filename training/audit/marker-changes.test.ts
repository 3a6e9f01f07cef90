import { describe, expect, it } from 'vitest';
import type { MarkerBox } from './marker-boxes.ts';
import { createMarkerChanges } from './marker-changes.ts';

const SIZE_PX = 20;
/** Two by two pixels at column 4, row 10; a box of 0.1 is two pixels. */
const OWN: MarkerBox = { left: 0.2, top: 0.5, width: 0.1, height: 0.1 };
/** Two columns and four rows at column 14, row 2. */
const OTHER: MarkerBox = { left: 0.7, top: 0.1, width: 0.1, height: 0.2 };
const FILMS = new Map([
  ['own', [OWN]],
  ['other', [OTHER]],
  ['bare', []],
]);
const CHANGES = createMarkerChanges(FILMS);

/** A film of one grey, with a marker of given greys in a box, row by row. */
function makeFilm(grey: number, box: MarkerBox | null, marker: readonly number[] = []): Float32Array {
  const film = new Float32Array(SIZE_PX ** 2).fill(grey);
  if (box === null) return film;
  const [left, top, width] = [box.left, box.top, box.width].map((share) => Math.round(SIZE_PX * share));
  for (const [at, value] of marker.entries()) {
    film[(top + Math.floor(at / width)) * SIZE_PX + left + (at % width)] = value;
  }
  return film;
}

/** The greys of a box, row by row. */
function readBox(film: Float32Array, box: MarkerBox): number[] {
  const columns = Math.round(SIZE_PX * box.width);
  return Array.from({ length: columns * Math.round(SIZE_PX * box.height) }, (_, at) => {
    const y = Math.round(SIZE_PX * box.top) + Math.floor(at / columns);
    return film[y * SIZE_PX + Math.round(SIZE_PX * box.left) + (at % columns)];
  });
}

/** Greys as they are after rounding to two digits. */
function round(values: readonly number[]): number[] {
  return values.map((value) => Number(value.toFixed(2)));
}

function apply(name: string, film: Float32Array, donor: Float32Array | undefined, own = 'own'): Float32Array {
  const found = CHANGES.find((change) => change.name.startsWith(name));
  if (found === undefined) throw new Error(`no change ${name}`);
  return found.apply(film, SIZE_PX, donor, { own, donor: 'other' });
}

const own = makeFilm(0.2, OWN, [0.9, 0.8, 0.9, 0.8]);
const other = makeFilm(0.5, OTHER, [0.7, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9, 0.9]);

describe('changes of the markers', () => {
  it('erase a marker to the mean of what lies around it, and nothing else', () => {
    const film = own.slice();
    // One of the 32 pixels of the ring, 6 x 6 less 2 x 2, is white: (31 x 0.2 + 1) / 32 = 0.225.
    film[8 * SIZE_PX + 2] = 1;
    const before = film.slice();
    const changed = apply('markers erased', film, undefined);
    for (const value of readBox(changed, OWN)) expect(value).toBeCloseTo(0.225, 6);
    expect(film).toEqual(before);
    expect(changed.filter((value, at) => value !== before[at])).toHaveLength(4);
  });

  it('leave the grey of a neighbouring marker out of what lies around one', () => {
    const right = { ...OWN, left: 0.3 };
    const [erased] = createMarkerChanges(new Map([['pair', [OWN, right]]]));
    const film = makeFilm(0.2, { ...OWN, width: 0.2 }, [1, 1, 1, 1, 1, 1, 1, 1]);
    expect(erased.apply(film, SIZE_PX, undefined, { own: 'pair' })).toEqual(makeFilm(0.2, null));
  });

  it('swap a marker in place: the other’s, scaled to the place, on the own grey', () => {
    const changed = apply('markers swapped in place with a film of the other class', own, other);
    // Four rows become two: each is read in the middle of two rows, so 0.7 and 0.9; the surroundings differ by -0.3.
    expect(round(readBox(changed, OWN))).toEqual([0.4, 0.4, 0.6, 0.6]);
    expect(round(readBox(changed, OTHER))).toEqual(Array.from({ length: 8 }, () => 0.2));
  });

  it('swap markers with their places: the own is erased, the other’s is where the other film has it', () => {
    const changed = apply('markers and their places swapped with a film of the other class', own, other);
    expect(round(readBox(changed, OWN))).toEqual([0.2, 0.2, 0.2, 0.2]);
    expect(round(readBox(changed, OTHER))).toEqual([0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.6]);
  });

  it('add a marker: the own stays', () => {
    const changed = apply('markers added from a film of the other class', own, other);
    expect(readBox(changed, OWN)).toEqual(readBox(own, OWN));
    expect(round(readBox(changed, OTHER))).toEqual([0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.6]);
  });

  it('give a film without a marker the other’s, where the other film has it', () => {
    const bare = makeFilm(0.2, null);
    const changed = apply('markers swapped in place', bare, other, 'bare');
    expect(round(readBox(changed, OTHER))).toEqual([0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.6]);
    expect(apply('markers erased', bare, undefined, 'bare')).toEqual(bare);
  });

  it('put a marker into a larger one on the larger one’s grey', () => {
    const large = { left: 0.5, top: 0, width: 0.4, height: 0.5 };
    const changes = createMarkerChanges(new Map([...FILMS, ['large', [large]]]));
    const film = makeFilm(
      0.2,
      large,
      Array.from({ length: 80 }, () => 0.6),
    );
    const changed = changes[3].apply(film, SIZE_PX, other, { own: 'large', donor: 'other' });
    expect(changes[3].name).toBe('markers added from a film of the other class');
    expect(round(readBox(changed, OTHER))).toEqual([0.8, 0.8, 0.8, 0.8, 1, 1, 1, 1]);
  });

  it('keep greys between black and white', () => {
    const changed = apply('markers added', makeFilm(0.8, null), other, 'bare');
    // 0.9 - 0.5 + 0.8 is more than white.
    expect(round(readBox(changed, OTHER))).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('count the films that they do something to, take markers from films that have one, and refuse unmarked films', () => {
    const [erased, swapped] = CHANGES;
    const paths = ['own', 'bare', 'unmarked'];
    expect(paths.map(erased.affects)).toEqual([true, false, false]);
    expect(paths.map(swapped.affects)).toEqual([true, true, false]);
    expect(paths.map((path) => swapped.canDonate?.(path))).toEqual([true, false, false]);
    expect(() => apply('markers erased', own, undefined, 'unmarked')).toThrow('unmarked');
    expect(() => apply('markers added', own, undefined)).toThrow(RangeError);
  });

  it('have a goal where markers are swapped with the other class, and none as a control', () => {
    expect(CHANGES.filter((change) => change.flipGoal === 0.01).map((change) => change.name)).toEqual([
      'markers swapped in place with a film of the other class',
      'markers and their places swapped with a film of the other class',
    ]);
  });
});
