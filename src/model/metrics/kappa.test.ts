import { describe, expect, it } from 'vitest';
import { type AgreementTable, cohenKappa } from './kappa.ts';

function makeTable(
  bothPneumonia: number,
  onlyFirstPneumonia: number,
  onlySecondPneumonia: number,
  bothNormal: number,
): AgreementTable {
  return { bothPneumonia, onlyFirstPneumonia, onlySecondPneumonia, bothNormal };
}

describe("Cohen's kappa", () => {
  it('is what agreement adds to chance, with its interval', () => {
    // 35 of 50 agree, chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5, kappa 0.4. Variance, by hand:
    // 0.4 * 0.34^2 + 0.3 * 0.46^2 = 0.10972; 0.36 * (0.1 * 1.1^2 + 0.2 * 0.9^2) = 0.10188; (0.4 - 0.3)^2 = 0.01;
    // (0.10972 + 0.10188 - 0.01) / 50 / 0.5^2 = 0.016128, its root 0.126996, times 1.959964 = 0.248908.
    const kappa = cohenKappa(makeTable(20, 5, 10, 15));
    expect(kappa?.value).toBeCloseTo(0.4, 12);
    expect(kappa?.lower).toBeCloseTo(0.151092, 5);
    expect(kappa?.upper).toBeCloseTo(0.648908, 5);
  });

  it('does not depend on who is called first', () => {
    expect(cohenKappa(makeTable(7, 3, 1, 9))).toEqual(cohenKappa(makeTable(7, 1, 3, 9)));
  });

  it('is 1 where all agree, -1 where none does, 0 where chance does as well', () => {
    expect(cohenKappa(makeTable(6, 0, 0, 4))).toEqual({ value: 1, lower: 1, upper: 1 });
    expect(cohenKappa(makeTable(0, 5, 5, 0))?.value).toBe(-1);
    expect(cohenKappa(makeTable(4, 4, 4, 4))?.value).toBe(0);
  });

  it('is not defined where both call every film the same, or where there is none', () => {
    expect(cohenKappa(makeTable(5, 0, 0, 0))).toBeNull();
    expect(cohenKappa(makeTable(0, 0, 0, 0))).toBeNull();
  });
});
