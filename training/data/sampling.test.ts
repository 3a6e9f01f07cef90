import { expect, test } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import { balanceSubgroups } from './sampling.ts';

/** One image of a, three of b, eight of c. */
const subgroupOf = (index: number): string => (index < 1 ? 'a' : index < 4 ? 'b' : 'c');
const indices = Array.from({ length: 12 }, (_, index) => index);

test('every subgroup comes equally often, a small one again and again, a large one without repeats', () => {
  const order = balanceSubgroups(indices, subgroupOf, createRandom(1));
  const drawn = (name: string) => order.filter((index) => subgroupOf(index) === name);
  expect(order).toHaveLength(12);
  expect(drawn('a')).toEqual([0, 0, 0, 0]);
  expect(drawn('b')).toHaveLength(4);
  expect(new Set(drawn('b')).size).toBe(3);
  expect(new Set(drawn('c')).size).toBe(4);
});

function draw(seed: number): number[] {
  return balanceSubgroups(indices, subgroupOf, createRandom(seed));
}

test('the order depends on the random numbers alone', () => {
  expect(draw(2)).toEqual(draw(2));
  expect(draw(2)).not.toEqual(draw(3));
});
