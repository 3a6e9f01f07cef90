import { expect, it } from 'vitest';
import { judge, ratioOf, slopeOf, spreadOf } from './statistics.mjs';

it('gives median and quartiles, between values where none lies there', () => {
  expect(spreadOf([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4, n: 5 });
  expect(spreadOf([4, 1])).toEqual({ median: 2.5, low: 1.75, high: 3.25, n: 2 });
  expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7, n: 1 });
});

it('compares round by round: a slow moment that hits both changes no ratio', () => {
  expect(ratioOf([2, 20, 4], [1, 10, 2])).toEqual({ median: 2, low: 2, high: 2, n: 3 });
});

it('leaves a goal undecided where the quartiles lie on both sides of it', () => {
  const spread = { median: 0.9, low: 0.8, high: 1.1, n: 9 };
  expect(judge(spread, 1, true)).toBe('undecided');
  expect(judge(spread, 1, false)).toBe('undecided');
  expect(judge(spread, 1.1, true)).toBe('met');
  expect(judge(spread, 0.7, true)).toBe('missed');
  expect(judge(spread, 0.8, false)).toBe('met');
  expect(judge(spread, 1.2, false)).toBe('missed');
  expect([judge(2, 2, true), judge(2, 1, true), judge(2, 3, false)]).toEqual(['met', 'missed', 'missed']);
});

it('finds the power with which one quantity grows with another', () => {
  const cost = [1, 4, 9, 16].map((pixels) => [Math.log(pixels), Math.log(3 * pixels ** 1.5)] as const);
  expect(slopeOf(cost)).toBeCloseTo(1.5, 10);
});
