import { describe, expect, it } from 'vitest';
import { createRandom, mixSeed, shuffle } from './random.ts';

function draw(...seed: number[]): number[] {
  const random = createRandom(...seed);
  return Array.from({ length: 5 }, () => random.uniform());
}

describe('createRandom', () => {
  it('repeats itself from the same seed and differs from a neighbouring one', () => {
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(1, 3));
    expect(draw(1, 2)).not.toEqual(draw(2, 1));
  });

  // By another program, from the definitions of sfc32 and of MurmurHash3's finaliser: splits and fixtures hang on these numbers.
  it('gives the numbers of its definition, after twelve that warm it up', () => {
    const expected = [3217700494, 3909141866, 3015518582, 3797578611, 297377659];
    expect(draw(7, 11)).toEqual(expected.map((word) => word / 2 ** 32));
  });

  it('has the moments of a uniform and of a normal variable', () => {
    const random = createRandom(7);
    const n = 20_000;
    const mean = (next: () => number) =>
      Array.from({ length: n }, next).reduce((sum, value) => sum + value, 0) / n;
    expect(mean(random.uniform)).toBeCloseTo(0.5, 1.5);
    expect(mean(random.normal)).toBeCloseTo(0, 1);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
  });

  it('draws whole numbers below the limit, every one of them', () => {
    const random = createRandom(3);
    expect(new Set(Array.from({ length: 200 }, () => random.integer(6)))).toEqual(
      new Set([0, 1, 2, 3, 4, 5]),
    );
  });
});

describe('mixSeed', () => {
  it('is the finaliser of MurmurHash3 over the words', () => {
    expect([mixSeed(0), mixSeed(1, 2), mixSeed(2018)]).toEqual([2462723854, 825666927, 2585049664]);
  });

  it('gives 32-bit seeds that differ for neighbouring words', () => {
    const seeds = Array.from({ length: 1000 }, (_, index) => mixSeed(index));
    expect(new Set(seeds).size).toBe(1000);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  });
});

describe('shuffle', () => {
  it('swaps from the end with whatever stands before or there', () => {
    const drawn: number[] = [];
    const random = {
      ...createRandom(1),
      integer: (limit: number) => {
        drawn.push(limit);
        return 0;
      },
    };
    expect(shuffle(['a', 'b', 'c', 'd'], random)).toEqual(['b', 'c', 'd', 'a']);
    expect(drawn).toEqual([4, 3, 2]);
  });

  it('keeps every item and leaves the original alone', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = shuffle(items, createRandom(1));
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
