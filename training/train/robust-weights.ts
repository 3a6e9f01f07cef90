/**
 * Group DRO (Sagawa et al., ICLR 2020): subgroups on which the loss is high weigh more, by exponentiated gradient.
 * Starts evenly at every epoch, so that a resumed epoch sees what an unbroken one would have.
 */

/** Weights of the subgroups as they stand. */
export interface RobustWeights {
  /** Factor for an image's weight: 1 for every subgroup at the start, their mean is always 1. */
  factorOf(subgroup: string): number;
  /**
   * Takes in one step.
   *
   * @param logits [B] as the step saw them
   * @param targets [B] in [0, 1]
   * @param subgroups [B]
   */
  update(logits: ArrayLike<number>, targets: ArrayLike<number>, subgroups: readonly string[]): void;
}

/**
 * @param names every subgroup that occurs
 * @param rate step size of the exponentiated gradient; 0.01 as published
 */
export function createRobustWeights(names: readonly string[], rate: number): RobustWeights {
  const shares = new Map(names.map((name) => [name, 1 / names.length]));
  return {
    factorOf: (subgroup) => (shares.get(subgroup) ?? 0) * shares.size,
    update(logits, targets, subgroups) {
      const sums = new Map<string, { loss: number; count: number }>();
      subgroups.forEach((subgroup, row) => {
        const logit = logits[row];
        const loss = Math.max(logit, 0) - targets[row] * logit + Math.log1p(Math.exp(-Math.abs(logit)));
        const sum = sums.get(subgroup) ?? { loss: 0, count: 0 };
        sums.set(subgroup, { loss: sum.loss + loss, count: sum.count + 1 });
      });
      for (const [subgroup, { loss, count }] of sums) {
        shares.set(subgroup, (shares.get(subgroup) ?? 0) * Math.exp((rate * loss) / count));
      }
      const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
      for (const [subgroup, share] of shares) shares.set(subgroup, share / total);
    },
  };
}
