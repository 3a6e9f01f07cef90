import { describe, expect, test } from 'vitest';
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';
import { exchangeTones } from './exchange-tones.ts';

const SIDE = 32;
const AREA = SIDE * SIDE;

/** Two standardised films: one evenly spread, the other with most of its values dark. */
function makeBatch(): TrainingBatch {
  const random = createRandom(3);
  const even = Float32Array.from({ length: AREA }, () => random.uniform());
  const dark = Float32Array.from({ length: AREA }, () => -Math.log(1 - random.uniform()));
  return {
    step: 0,
    x: Float32Array.of(...standardize(even), ...standardize(dark)),
    y: Float32Array.of(0, 1),
    weights: Float32Array.of(2, 1),
    indices: Uint32Array.of(7, 9),
  };
}

const filmOf = ({ x }: TrainingBatch, slot: number): Float32Array => x.slice(slot * AREA, (slot + 1) * AREA);
const sorted = (film: Float32Array): Float32Array => film.slice().sort();
/** Third moment of a standardised film: 0 where its values are spread evenly, 2 for the dark one. */
const skewOf = (film: Float32Array): number => film.reduce((sum, value) => sum + value ** 3, 0) / AREA;
/** Places from dark to bright. */
const orderOf = (film: Float32Array): number[] =>
  Array.from({ length: AREA }, (_, at) => at).sort((a, b) => film[a] - film[b]);

describe('exchangeTones', () => {
  test('gives each film the tones of the other, and keeps which place is brighter than which', () => {
    const batch = makeBatch();
    const changed = exchangeTones(
      batch,
      SIDE,
      { chance: 1, most: 1 },
      { ...createRandom(1), uniform: () => 0.999 },
    );
    for (const [own, other] of [
      [0, 1],
      [1, 0],
    ]) {
      const film = filmOf(changed, own);
      expect(skewOf(film)).toBeCloseTo(skewOf(filmOf(batch, other)), 0);
      const before = filmOf(batch, own);
      const order = orderOf(before);
      const isKept = order.every((place, k) => k === 0 || film[place] >= film[order[k - 1]] - 1e-5);
      expect(isKept).toBe(true);
    }
  });

  test('goes there in part where the share says so', () => {
    const batch = makeBatch();
    const skews = [0, 0.5, 1].map((most) =>
      skewOf(
        filmOf(
          exchangeTones(batch, SIDE, { chance: 1, most }, { ...createRandom(1), uniform: () => 0.999 }),
          0,
        ),
      ),
    );
    expect(skews[0]).toBeCloseTo(skewOf(filmOf(batch, 0)), 1);
    expect(skews[1]).toBeGreaterThan(skews[0] + 0.2);
    expect(skews[2]).toBeGreaterThan(skews[1] + 0.2);
  });

  test('standardises what it changed, and changes nothing else', () => {
    const batch = makeBatch();
    const before = [...batch.x];
    const changed = exchangeTones(batch, SIDE, { chance: 1, most: 1 }, createRandom(1));
    const film = filmOf(changed, 0);
    const mean = film.reduce((sum, value) => sum + value, 0) / AREA;
    const variance = film.reduce((sum, value) => sum + (value - mean) ** 2, 0) / AREA;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 3);
    expect([...batch.x]).toEqual(before);
    expect(changed).toMatchObject({ y: batch.y, weights: batch.weights, indices: batch.indices });
    expect(exchangeTones(batch, SIDE, { chance: 0, most: 1 }, createRandom(1)).x).toEqual(batch.x);
  });

  test('bears a film of one grey', () => {
    const batch = makeBatch();
    const flat = { ...batch, x: Float32Array.from(batch.x, (value, at) => (at < AREA ? 0 : value)) };
    const { x } = exchangeTones(flat, SIDE, { chance: 1, most: 1 }, createRandom(2));
    expect(x.every(Number.isFinite)).toBe(true);
    expect(sorted(x.slice(0, AREA))[0]).toBe(sorted(x.slice(0, AREA))[AREA - 1]);
  });

  test('is the same for the same seed', () => {
    const one = exchangeTones(makeBatch(), SIDE, { chance: 0.5, most: 1 }, createRandom(5));
    expect(exchangeTones(makeBatch(), SIDE, { chance: 0.5, most: 1 }, createRandom(5))).toEqual(one);
  });
});
