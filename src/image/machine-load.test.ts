import { describe, expect, it } from 'vitest';
import { isMachineBusy } from './machine-load.ts';

/** A clock that moves 0.1 ms a look, and stands still for the page `pauseMs` after every `turnMs`. */
function clockOf(turnMs: number, pauseMs: number): () => number {
  let at = 0;
  let looks = 0;
  return () => {
    looks += 1;
    at += looks % Math.round(turnMs / 0.1) === 0 ? pauseMs : 0.1;
    return at;
  };
}

describe('the look at what else the machine does', () => {
  it('finds it idle where computing is never interrupted', () => {
    expect(isMachineBusy(clockOf(1000, 0.1))).toBe(false);
  });

  it('finds it idle where a tenth of the time goes to others', () => {
    expect(isMachineBusy(clockOf(27, 3))).toBe(false);
  });

  it('finds it busy where a third does: two decoders and the page share two cores', () => {
    expect(isMachineBusy(clockOf(10, 5))).toBe(true);
  });

  it('finds it busy where the page waits most of the time', () => {
    expect(isMachineBusy(clockOf(4, 12))).toBe(true);
  });

  it('finds it idle by a clock that ticks in whole milliseconds', () => {
    const clock = clockOf(1000, 0.1);
    expect(isMachineBusy(() => Math.floor(clock()))).toBe(false);
  });

  it('ends, and takes it for busy, where the clock is too coarse to tell', () => {
    const clock = clockOf(1000, 0.1);
    expect(isMachineBusy(() => 100 * Math.floor(clock() / 100))).toBe(true);
  });
});
