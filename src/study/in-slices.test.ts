import { describe, expect, it } from 'vitest';
import { runInSlices } from './in-slices.ts';

/** Each step takes 20 ms of a clock of its own. */
function setUp(count: number) {
  const clock = { ms: 0, steps: 0, pauses: 0 };
  function* steps(): Generator<undefined, string> {
    for (; clock.steps < count; clock.steps += 1) {
      clock.ms += 20;
      yield undefined;
    }
    return 'end';
  }
  const options = {
    isStopped: () => false,
    now: () => clock.ms,
    yieldToPage: async () => {
      clock.pauses += 1;
    },
  };
  return { clock, steps: steps(), options };
}

function* makeFaulty(): Generator<undefined, string> {
  yield undefined;
  throw new RangeError('a fault');
}

describe('long computing', () => {
  it('is done in slices with a pause between any two, and gives what it gives', async () => {
    const { clock, steps, options } = setUp(9);
    expect(await runInSlices(steps, options)).toBe('end');
    expect(clock).toEqual({ ms: 180, steps: 9, pauses: 3 });
  });

  it('ends with the slice in which it was stopped', async () => {
    const { clock, steps, options } = setUp(9);
    expect(await runInSlices(steps, { ...options, isStopped: () => clock.pauses === 2 })).toBeUndefined();
    expect(clock.steps).toBeLessThan(9);
  });

  it('passes a fault on', async () => {
    const faulty = makeFaulty();
    await expect(runInSlices(faulty, { isStopped: () => false })).rejects.toThrow('a fault');
  });
});
