import { expect, test } from 'vitest';
import { createRobustWeights } from './robust-weights.ts';

test('starts evenly, then lets the subgroup with the higher loss weigh more, by exp(rate x loss)', () => {
  const robust = createRobustWeights(['easy', 'hard'], 0.5);
  expect([robust.factorOf('easy'), robust.factorOf('hard')]).toEqual([1, 1]);
  // Losses: log(1 + e^-20) ~ 0 for the easy one; log 2 for the hard one, which says nothing.
  robust.update([20, 0], [1, 1], ['easy', 'hard']);
  const factor = Math.SQRT2;
  expect(robust.factorOf('hard') / robust.factorOf('easy')).toBeCloseTo(factor, 6);
  expect(robust.factorOf('hard') + robust.factorOf('easy')).toBeCloseTo(2, 12);
});

test('a subgroup that a batch lacks keeps its share against the others but for the norm', () => {
  const robust = createRobustWeights(['a', 'b', 'c'], 0.1);
  robust.update([0, 0], [1, 0], ['a', 'b']);
  expect(robust.factorOf('a')).toBeCloseTo(robust.factorOf('b'), 12);
  expect(robust.factorOf('c')).toBeLessThan(1);
});
