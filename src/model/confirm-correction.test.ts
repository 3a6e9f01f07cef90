import { describe, expect, it } from 'vitest';
import { confirmCorrection } from './confirm-correction.ts';
import type { Domain, DomainReading } from './familiarity.ts';
import { CORRECTIONS, correctInput } from './orientation.ts';

/** 2 x 2 px, other in each of the eight ways of lying. */
const INPUT = Float32Array.of(-3, -1, 1, 2);
const AS_READ: DomainReading = { domain: 'rejected', familiarity: 0.5 };
/** A quarter turn. */
const SUGGESTED = CORRECTIONS[1];

const keyOf = (input: Float32Array): string => Array.from(input).join(' ');

/** Asks whether the quarter turn is confirmed, and counts the looks. */
async function ask(readings: readonly (readonly [Domain, number])[], asRead = AS_READ) {
  const answers = new Map(
    CORRECTIONS.map((correction, at) => [
      keyOf(correctInput(INPUT, 2, correction)),
      readings[at] ?? ['rejected', 0.1],
    ]),
  );
  let looks = 0;
  const isConfirmed = await confirmCorrection(INPUT, 2, asRead, SUGGESTED, async (input) => {
    looks += 1;
    const [domain, familiarity] = answers.get(keyOf(input)) ?? ['rejected', Number.NaN];
    return { domain, familiarity };
  });
  return { isConfirmed, looks };
}

describe('a correction is offered', () => {
  it('when the film is like the training films once it is corrected', async () => {
    expect(
      await ask([
        ['rejected', 0.5],
        ['familiar', 1.2],
      ]),
    ).toEqual({ isConfirmed: true, looks: 1 });
  });

  it('when the film is a chest unlike them then, and in every other way less like them', async () => {
    expect(
      await ask([
        ['rejected', 0.5],
        ['withheld', 0.8],
        ['rejected', 0.7],
        ['withheld', 0.79],
      ]),
    ).toEqual({
      isConfirmed: true,
      looks: 7,
    });
  });
});

describe('a correction is not offered', () => {
  it('when the film is no chest then either', async () => {
    expect(
      await ask([
        ['rejected', 0.5],
        ['rejected', 0.9],
      ]),
    ).toEqual({ isConfirmed: false, looks: 1 });
  });

  it('when it is less like the training films then than as it lies', async () => {
    const asRead: DomainReading = { domain: 'withheld', familiarity: 0.81 };
    expect(
      await ask(
        [
          ['withheld', 0.81],
          ['withheld', 0.8],
        ],
        asRead,
      ),
    ).toEqual({ isConfirmed: false, looks: 1 });
  });

  it.each([2, 3, 4, 5, 6, 7])('when way %i of lying suits it better still', async (better) => {
    const readings = CORRECTIONS.map((_, at): readonly [Domain, number] =>
      at === 1 ? ['withheld', 0.8] : ['rejected', at === better ? 0.85 : 0.6],
    );
    expect((await ask(readings)).isConfirmed).toBe(false);
  });
});
