/**
 * Agreement of two readers on two classes, beyond what chance gives.
 */
import type { Estimate } from '../model-card.ts';

/** Films by what each of two readers called them. */
export interface AgreementTable {
  readonly bothPneumonia: number;
  readonly onlyFirstPneumonia: number;
  readonly onlySecondPneumonia: number;
  readonly bothNormal: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Cohen's kappa (Educational and Psychological Measurement 1960, 20(1)) with the large-sample interval of Fleiss, Cohen
 * and Everitt (Psychological Bulletin 1969, 72(5), their equation 13). Too narrow for few films, and of no width where all
 * agree.
 *
 * @returns the interval cut to [-1, 1]; null where it isn't defined: no film, or both call every film the same
 */
export function cohenKappa(table: AgreementTable): Estimate | null {
  const { bothPneumonia, onlyFirstPneumonia, onlySecondPneumonia, bothNormal } = table;
  const n = bothPneumonia + onlyFirstPneumonia + onlySecondPneumonia + bothNormal;
  const share = (count: number): number => count / n;
  const first = [share(bothPneumonia + onlyFirstPneumonia), share(onlySecondPneumonia + bothNormal)];
  const second = [share(bothPneumonia + onlySecondPneumonia), share(onlyFirstPneumonia + bothNormal)];
  const observed = share(bothPneumonia + bothNormal);
  const expected = first[0] * second[0] + first[1] * second[1];
  if (n === 0 || expected === 1) return null;
  const value = (observed - expected) / (1 - expected);
  const agreeing =
    share(bothPneumonia) * (1 - (first[0] + second[0]) * (1 - value)) ** 2 +
    share(bothNormal) * (1 - (first[1] + second[1]) * (1 - value)) ** 2;
  const differing =
    (1 - value) ** 2 *
    (share(onlyFirstPneumonia) * (second[0] + first[1]) ** 2 +
      share(onlySecondPneumonia) * (second[1] + first[0]) ** 2);
  const chance = (value - expected * (1 - value)) ** 2;
  const half = (Z_95 * Math.sqrt(Math.max(0, agreeing + differing - chance) / n)) / (1 - expected);
  return { value, lower: Math.max(-1, value - half), upper: Math.min(1, value + half) };
}
