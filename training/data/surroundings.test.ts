import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';
import { replaceSurroundings, type SurroundingsConfig } from './surroundings.ts';

const SIDE = 32;
const AREA = SIDE * SIDE;
/** Two films: noise of their own in the middle as outside, around 0 and around 5. */
function makeBatch(): TrainingBatch {
  const random = createRandom(3);
  return {
    step: 0,
    x: Float32Array.from({ length: 2 * AREA }, (_, at) => (at < AREA ? 0 : 5) + random.normal()),
    y: Float32Array.of(0, 1),
    weights: Float32Array.of(2, 1),
    indices: Uint32Array.of(7, 9),
  };
}
const config: SurroundingsConfig = {
  chance: 1,
  greyChance: 0,
  halfWidth: [0.6, 0.6],
  halfHeight: [0.8, 0.8],
  shift: 0,
  seam: 0,
};
const at = (row: number, column: number): number => row * SIDE + column;

/** Of two places of one film, how their values differ, in units of how two others do: standardising leaves it alone. */
function proportion(film: Float32Array, [a, b, c, d]: readonly number[]): number {
  return (film[a] - film[b]) / (film[c] - film[d]);
}

describe('replaceSurroundings', () => {
  test('keeps the middle of a film, and puts what is beside it in from the other', () => {
    const batch = makeBatch();
    const { x } = replaceSurroundings(batch, SIDE, config, createRandom(1));
    const middle = [at(15, 15), at(16, 14), at(12, 17), at(18, 18)];
    const outside = [at(0, 0), at(31, 31), at(2, 30), at(30, 1)];
    for (const [own, other] of [
      [0, 1],
      [1, 0],
    ]) {
      const changed = x.subarray(own * AREA, (own + 1) * AREA);
      const ownFilm = batch.x.subarray(own * AREA, (own + 1) * AREA);
      const otherFilm = batch.x.subarray(other * AREA, (other + 1) * AREA);
      expect(proportion(changed, middle)).toBeCloseTo(proportion(ownFilm, middle), 3);
      expect(proportion(changed, outside)).toBeCloseTo(proportion(otherFilm, outside), 3);
    }
  });

  test('leaves label, weight and index, and the given batch, as they are', () => {
    const batch = makeBatch();
    const before = [...batch.x];
    const changed = replaceSurroundings(batch, SIDE, config, createRandom(1));
    expect([...batch.x]).toEqual(before);
    expect(changed).toMatchObject({ y: batch.y, weights: batch.weights, indices: batch.indices });
  });

  test('standardises what it changed, and changes nothing where chance says so', () => {
    const batch = makeBatch();
    const { x } = replaceSurroundings(batch, SIDE, config, createRandom(1));
    const film = x.subarray(0, AREA);
    const mean = film.reduce((sum, value) => sum + value, 0) / AREA;
    const variance = film.reduce((sum, value) => sum + (value - mean) ** 2, 0) / AREA;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 3);
    expect(replaceSurroundings(batch, SIDE, { ...config, chance: 0 }, createRandom(1)).x).toEqual(batch.x);
  });

  test('fills with one grey where chance says so', () => {
    const { x } = replaceSurroundings(makeBatch(), SIDE, { ...config, greyChance: 1 }, createRandom(4));
    expect(x[at(0, 0)]).toBe(x[at(31, 31)]);
    expect(x[at(0, 0)]).not.toBe(x[at(16, 16)]);
  });

  test('passes from one film to the other over the seam', () => {
    const flat: TrainingBatch = {
      ...makeBatch(),
      x: Float32Array.from({ length: 2 * AREA }, (_, place) => (place < AREA ? 0 : 1)),
    };
    const steps = (seam: number): number =>
      new Set(
        replaceSurroundings(flat, SIDE, { ...config, seam }, createRandom(2)).x.subarray(
          at(16, 0),
          at(17, 0),
        ),
      ).size;
    expect(steps(0)).toBe(2);
    expect(steps(1)).toBeGreaterThan(3);
  });

  test('hides the thorax of others, and asks for no opinion on them', () => {
    const batch = makeBatch();
    const hidden = replaceSurroundings(
      batch,
      SIDE,
      { ...config, chance: 0, hiddenChance: 1 },
      createRandom(1),
    );
    expect([...hidden.y]).toEqual([0.5, 0.5]);
    expect([...batch.y]).toEqual([0, 1]);
    expect(hidden.weights).toBe(batch.weights);
    const film = hidden.x.subarray(0, AREA);
    expect(film[at(16, 16)]).toBe(film[at(10, 18)]);
    const outside = [at(0, 0), at(31, 31), at(2, 30), at(30, 1)];
    expect(proportion(film, outside)).toBeCloseTo(proportion(batch.x.subarray(0, AREA), outside), 3);
  });

  test('refuses to change more than all films', () => {
    const more = { ...config, chance: 0.7, hiddenChance: 0.4 };
    expect(() => replaceSurroundings(makeBatch(), SIDE, more, createRandom(1))).toThrow(RangeError);
  });

  test('is the same for the same seed', () => {
    const wide = { ...config, chance: 0.5, hiddenChance: 0.4, greyChance: 0.3, shift: 0.1, seam: 0.2 };
    const one = replaceSurroundings(makeBatch(), SIDE, wide, createRandom(5));
    expect(replaceSurroundings(makeBatch(), SIDE, wide, createRandom(5))).toEqual(one);
  });
});
