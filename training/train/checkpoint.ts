/**
 * One fit's state on disk: `progress.json` names the checkpoint of the last finished epoch. The checkpoint is written
 * first and the progress after it, each by rename, so that a kill at any moment leaves a pair that fits together.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeTrainerState, encodeTrainerState, type TrainerState } from '../engine/trainer-state.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';

/** What one epoch gave. */
export interface EpochRecord {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss: number | null;
  readonly auroc: number | null;
  readonly seconds: number;
}

/** What is known of a fit so far. */
export interface FitProgress {
  /** Hash of configuration, data and split; a checkpoint of another run is refused. */
  readonly runHash: string;
  readonly checkpoint: string;
  readonly history: readonly EpochRecord[];
}

const PROGRESS = 'progress.json';

/** Saves the state after an epoch and removes the checkpoints before it. */
export async function saveCheckpoint(
  folder: string,
  runHash: string,
  history: readonly EpochRecord[],
  state: TrainerState,
): Promise<void> {
  const checkpoint = `epoch-${String(history.length).padStart(3, '0')}.bin`;
  await writeFileAtomic(join(folder, checkpoint), encodeTrainerState(state));
  const progress: FitProgress = { runHash, checkpoint, history };
  await writeFileAtomic(join(folder, PROGRESS), `${JSON.stringify(progress, null, 2)}\n`);
  const names = await readdir(folder);
  const old = names.filter((name) => /^epoch-\d+\.bin$/.test(name) && name !== checkpoint);
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Reads the last checkpoint of a fit.
 *
 * @returns null when the folder holds none
 * @throws CommandError `other-run` when it belongs to another configuration, data set or split
 */
export async function loadCheckpoint(
  folder: string,
  runHash: string,
): Promise<{ progress: FitProgress; state: TrainerState } | null> {
  let text: string;
  try {
    text = await readFile(join(folder, PROGRESS), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const progress: FitProgress = JSON.parse(text);
  if (progress.runHash !== runHash) {
    throw new CommandError(
      'other-run',
      `${folder} holds a run with another configuration, data set or split. Choose another --out, or remove it.`,
    );
  }
  const bytes = await readFile(join(folder, progress.checkpoint));
  return { progress, state: decodeTrainerState(new Uint8Array(bytes)) };
}
