/**
 * Development films under changes, each read by the fold model that never saw its patient. Untouched films of all folds are
 * read, since each fold is calibrated on the others; changed ones of the first few. Marked films are so few that their
 * changes are read in all folds.
 */
import { join } from 'node:path';
import { InterruptedError } from '../run/run-command.ts';
import { type FinishedRun, loadFoldModel } from '../train/finished-run.ts';
import type { MarkerChange } from './marker-changes.ts';
import type { Change } from './perturbations.ts';
import { recallOrScore } from './score-changes.ts';

/** What is read. */
export interface FoldPlan {
  /** The untouched film first. */
  readonly changes: readonly Change[];
  /** Number of folds whose changed films are read. */
  readonly foldCount: number;
  readonly markerChanges: readonly MarkerChange[];
  /** Whether that film's markers were marked by hand. */
  readonly isMarked: (path: string) => boolean;
  /** See `ScoreKey.version`. */
  readonly version: number;
}

/** What the fold model that never saw a fold's patients said of its films. */
export interface FoldScores {
  /** From 0. */
  readonly fold: number;
  /** Indices into `cache.images`. */
  readonly validation: readonly number[];
  /** One array a change, in the changes' order; only of the untouched ones where no changed films were read. */
  readonly logits: readonly Float32Array[];
  /** The marked films among them. */
  readonly marked: readonly number[];
  /** One array a change of the markers, in their order. */
  readonly markerLogits: readonly Float32Array[];
}

/**
 * Reads every fold as the plan says.
 *
 * @throws CommandError when a fold is not finished, InterruptedError when the user asked to stop
 */
export async function scoreFolds(run: FinishedRun, plan: FoldPlan): Promise<FoldScores[]> {
  const scored: FoldScores[] = [];
  for (let fold = 0; fold < run.config.folds; fold += 1) scored.push(await scoreFold(run, fold, plan));
  return scored;
}

async function scoreFold(run: FinishedRun, fold: number, plan: FoldPlan): Promise<FoldScores> {
  const { data, runFolder, log, interrupt } = run;
  const { model, validation } = await loadFoldModel(run, fold);
  const marked = validation.filter((index) => plan.isMarked(data.cache.images[index].path));
  const changes = fold < plan.foldCount ? plan.changes : plan.changes.slice(0, 1);
  const markerChanges = marked.length === 0 ? [] : plan.markerChanges;
  const key = {
    folder: join(runFolder, 'audit'),
    weights: `${data.runHash} fold ${fold + 1}`,
    version: plan.version,
  };
  const bar = log.startBar(`audit fold ${fold + 1}`, changes.length + markerChanges.length);
  let done = 0;
  const read = async (films: readonly number[], change: Change) => {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
    const logits = await recallOrScore(key, model, data.cache, films, change);
    done += 1;
    bar.update(done, change.name);
    return logits;
  };
  const logits: Float32Array[] = [];
  for (const change of changes) logits.push(await read(validation, change));
  const markerLogits: Float32Array[] = [];
  for (const change of markerChanges) markerLogits.push(await read(marked, change));
  bar.stop();
  model.dispose();
  return { fold, validation, logits, marked, markerLogits };
}
