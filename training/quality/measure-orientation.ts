/**
 * Counts what the judge of orientation says of films whose lie is known.
 */

import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { CORRECTIONS, type Correction, type Orientation } from '../../src/model/orientation.ts';

/** One way of lying, over a set of upright films. */
export interface OrientationRow {
  /** How the films were made to lie; 'as they are' for the films themselves. */
  readonly name: string;
  readonly films: number;
  /** Share that is said to lie wrong: false alarms for 'as they are', sensitivity for the others. */
  readonly flagged: Estimate;
  /** Share for which the very correction is offered; null for 'as they are'. */
  readonly fixed: Estimate | null;
}

/** In words, how a film lies that this was done to. */
export function nameLie({ quarterTurns, isInverted }: Correction): string {
  const parts = [
    ...(quarterTurns === 0 ? [] : [`turned by ${90 * quarterTurns}°`]),
    ...(isInverted ? ['inverted'] : []),
  ];
  return parts.length === 0 ? 'as they are' : parts.join(' and ');
}

/** What makes a film upright again that was turned so: the other way round. */
export function undo({ quarterTurns, isInverted }: Correction): Correction {
  const back = ([0, 3, 2, 1] as const)[quarterTurns];
  return { quarterTurns: back, isInverted };
}

function isSame(a: Correction, b: Correction): boolean {
  return a.quarterTurns === b.quarterTurns && a.isInverted === b.isInverted;
}

/**
 * Sums up judgements.
 *
 * @param lie what was done to every film
 * @param judgements one a film, at least one
 */
export function countJudgements(lie: Correction, judgements: readonly Orientation[]): OrientationRow {
  const films = judgements.length;
  const flagged = judgements.filter(({ isWrong }) => isWrong);
  const fixed = flagged.filter(({ correction }) => isSame(correction, undo(lie)));
  return {
    name: nameLie(lie),
    films,
    flagged: wilson(flagged.length, films),
    fixed: isSame(lie, CORRECTIONS[0]) ? null : wilson(fixed.length, films),
  };
}

/**
 * The evidence from which a film is said to lie wrong: what 99.9 % of upright films that the judge never saw stay below,
 * and never less than 1, odds of 2.7.
 */
export function chooseMinEvidence(evidence: readonly number[]): number {
  const sorted = [...evidence].sort((a, b) => a - b);
  const quantile = sorted[Math.min(sorted.length - 1, Math.floor(0.999 * sorted.length))];
  return Math.max(1, Math.ceil(quantile * 100) / 100);
}
