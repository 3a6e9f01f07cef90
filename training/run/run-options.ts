/** Flags that the training commands share, and the folders that they stand for. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TRAINING, type TrainingConfig } from '../train/config.ts';
import type { Arguments, Flag } from './arguments.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { CommandError } from './command-error.ts';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the shipped model lives. */
export const MODEL_FOLDER = root('public/model');
/** Where the reports of the shipped model live. */
export const REPORT_FOLDER = root('training/reports');
/** Where runs keep their checkpoints. */
export const RUNS_FOLDER = root('training/runs');

/** Flags of `train`, `release` and `export`. */
export const RUN_FLAGS = {
  data: {
    kind: 'text',
    help: 'folder with train/ and val/, each with NORMAL/ and PNEUMONIA/',
    isRequired: true,
  },
  epochs: { kind: 'count', help: `passes over the training images (default ${TRAINING.epochs})` },
  folds: { kind: 'count', help: `parts of the cross-validation, from 2 (default ${TRAINING.folds})` },
  seed: { kind: 'count', help: `seed of the run (default ${TRAINING.seed})` },
  out: { kind: 'text', help: 'folder of the run: checkpoints, log, reports' },
  resume: { kind: 'switch', help: 'go on where the run in --out stopped' },
} as const satisfies Record<string, Flag>;

/** The shipped recipe with the flags' changes. */
export function readConfig(args: Arguments): TrainingConfig {
  const folds = args.count('folds') ?? TRAINING.folds;
  if (folds < 2) throw new CommandError('usage', '--folds takes a whole number from 2.');
  return {
    ...TRAINING,
    epochs: args.count('epochs') ?? TRAINING.epochs,
    folds,
    seed: args.count('seed') ?? TRAINING.seed,
  };
}

/** Flags of the commands that only read a finished run: the data's folder is known from it. */
export const FINISHED_RUN_FLAGS = {
  data: { kind: 'text', help: "folder of the data (default: the run's own)" },
  epochs: RUN_FLAGS.epochs,
  folds: RUN_FLAGS.folds,
  seed: RUN_FLAGS.seed,
  out: { kind: 'text', help: 'folder of the run (default training/runs/release)' },
} as const satisfies Record<string, Flag>;

const DATA_NOTE = 'data-folder.txt';

/** Notes in a run's folder where its data lies, for the commands that read the run later. */
export async function noteDataFolder(runFolder: string, dataFolder: string): Promise<void> {
  await writeFileAtomic(join(runFolder, DATA_NOTE), `${resolve(dataFolder)}\n`);
}

/**
 * Where a finished run's data lies: `--data`, else what the run noted.
 *
 * @throws CommandError `usage` when neither says
 */
export function findDataFolder(args: Arguments, runFolder: string): string {
  const note = join(runFolder, DATA_NOTE);
  const folder = args.text('data') ?? (existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined);
  if (folder === undefined) {
    throw new CommandError('usage', `${runFolder} does not say where its data lies: add --data DIR.`);
  }
  return folder;
}

/**
 * The run's folder; a folder with an earlier run is never mixed with a new one.
 *
 * @throws CommandError `run-exists` when there is a run and `--resume` isn't given, `no-run` the other way round
 */
export function openRunFolder(args: Arguments, name: string): string {
  const folder = args.text('out') ?? join(RUNS_FOLDER, name);
  const hasRun = existsSync(join(folder, 'log.jsonl'));
  if (hasRun && !args.has('resume')) {
    throw new CommandError(
      'run-exists',
      `${folder} holds a run. Add --resume to go on with it, or choose another --out.`,
    );
  }
  if (!hasRun && args.has('resume')) {
    throw new CommandError('no-run', `${folder} holds no run to resume. Leave --resume out to start one.`);
  }
  return folder;
}
