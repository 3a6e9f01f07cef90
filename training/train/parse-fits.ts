/** The fits of a release by the names of their folders, so that several processes can share one. */
import { CommandError } from '../run/command-error.ts';
import type { TrainingConfig } from './config.ts';

/** A fold, from 0, or the fit on all development images. */
export type FitChoice = number | 'final';

type Recipe = Pick<TrainingConfig, 'folds' | 'distillation'>;

const nameFold = (fold: number): string => `fold-${fold + 1}`;

/** The names of all fits that wait for no other: the longest, that of all development images, first. */
export function listFits({ folds, distillation }: Recipe): string[] {
  const names = Array.from({ length: folds }, (_, fold) => nameFold(fold));
  // Its targets come from all folds.
  return distillation === undefined ? ['final', ...names] : names;
}

/**
 * Reads a choice of fits.
 *
 * @param text `fold-1` to `fold-K` and `final`, with commas between; blanks around a name say nothing
 * @returns in the order given, each once
 * @throws CommandError `usage` for another name, or for `final` where the recipe distils (its targets come from all folds)
 */
export function parseFits(text: string, { folds, distillation }: Recipe): FitChoice[] {
  const known: readonly string[] = Array.from({ length: folds }, (_, fold) => nameFold(fold));
  const choices = text.split(',').map((part): FitChoice => {
    const name = part.trim();
    if (name === 'final') return name;
    const fold = known.indexOf(name);
    if (fold >= 0) return fold;
    throw new CommandError('usage', `There is no fit "${name}". Known: ${[...known, 'final'].join(', ')}.`);
  });
  if (choices.includes('final') && distillation !== undefined) {
    throw new CommandError('usage', 'This recipe distils: its final fit waits for all folds.');
  }
  return [...new Set(choices)];
}
