/**
 * One fit's state on disk: `progress.json` names the checkpoint of the last finished epoch. The checkpoint is written
 * first and the progress after it, each by rename, so that a kill at any moment leaves a pair that fits together.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { decodeTrainerState, encodeTrainerState, type TrainerState } from '../engine/trainer-state.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';

const EpochRecordSchema = v.object({
  epoch: v.number(),
  trainingLoss: v.number(),
  validationLoss: v.nullable(v.number()),
  auroc: v.nullable(v.number()),
  seconds: v.number(),
});

const FitProgressSchema = v.object({
  /** Hash of configuration, data and split; a checkpoint of another run is refused. */
  runHash: v.string(),
  checkpoint: v.string(),
  history: v.array(EpochRecordSchema),
});

/** What one epoch gave. */
export type EpochRecord = Readonly<v.InferOutput<typeof EpochRecordSchema>>;

/** What is known of a fit so far. */
export type FitProgress = Readonly<v.InferOutput<typeof FitProgressSchema>>;

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
  const progress: FitProgress = { runHash, checkpoint, history: [...history] };
  await writeFileAtomic(join(folder, PROGRESS), `${JSON.stringify(progress, null, 2)}\n`);
  const names = await readdir(folder);
  // Also what a kill in the middle of a write left behind.
  const old = names.filter((name) => /^epoch-\d+\.bin(\.\d+\.tmp)?$/.test(name) && name !== checkpoint);
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Reads the last checkpoint of a fit.
 *
 * @returns null when the folder holds none
 * @throws CommandError `other-run` when it belongs to another configuration, data set or split, `damaged-run` when
 *   its files can't be read
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
  const progress = parseProgress(folder, text);
  if (progress.runHash !== runHash) {
    throw new CommandError(
      'other-run',
      `${folder} holds a run with another configuration, data set or split. Choose another --out, or remove it.`,
    );
  }
  try {
    const bytes = await readFile(join(folder, progress.checkpoint));
    return { progress, state: decodeTrainerState(new Uint8Array(bytes)) };
  } catch (error) {
    throw damagedRun(folder, error);
  }
}

/**
 * Makes sure that a folder holds a fit that ran to its end, before it is used as one.
 *
 * @throws CommandError `no-run` when it doesn't; `damaged-run`
 */
export async function requireFinishedFit(folder: string, epochs: number): Promise<void> {
  const path = join(folder, PROGRESS);
  const done = existsSync(path) ? parseProgress(folder, await readFile(path, 'utf8')).history.length : 0;
  if (done !== epochs) {
    throw new CommandError(
      'no-run',
      `${folder} holds ${done} of ${epochs} epochs. Run "npm run release -- --data DIR" first, or go on with its --resume.`,
    );
  }
}

function parseProgress(folder: string, text: string): FitProgress {
  try {
    return v.parse(FitProgressSchema, JSON.parse(text));
  } catch (error) {
    throw damagedRun(folder, error);
  }
}

function damagedRun(folder: string, error: unknown): CommandError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CommandError(
    'damaged-run',
    `The checkpoint in ${folder} is damaged (${reason}). Remove that folder; its fit then starts over, the others are kept.`,
  );
}
