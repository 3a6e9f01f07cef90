/** A finished run, as the commands that report on it open it: its data, and its folds' models with what they never saw. */
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { mixSeed } from '../../src/model/random.ts';
import { selectFold } from '../data/split.ts';
import type { Arguments } from '../run/arguments.ts';
import { createLog, type Log } from '../run/log.ts';
import { type Interrupt, InterruptedError } from '../run/run-command.ts';
import { findDataFolder, RUNS_FOLDER, readConfig } from '../run/run-options.ts';
import { requireFinishedFit } from './checkpoint.ts';
import type { TrainingConfig } from './config.ts';
import { createFitListener } from './cross-validate.ts';
import { fitClassifier } from './fit.ts';
import { type PreparedData, prepareData } from './prepare.ts';

/** A finished run of `train` or `release`. */
export interface FinishedRun {
  readonly data: PreparedData;
  readonly config: TrainingConfig;
  readonly runFolder: string;
  readonly log: Log;
  readonly interrupt: Interrupt;
}

/**
 * Opens the run that a command's flags name (`FINISHED_RUN_FLAGS`); no fit is read yet.
 *
 * @throws CommandError `usage`; DatasetError, SplitError as `prepareData`
 */
export async function openFinishedRun(args: Arguments, interrupt: Interrupt): Promise<FinishedRun> {
  const config = readConfig(args);
  const runFolder = args.text('out') ?? join(RUNS_FOLDER, 'release');
  const log = createLog(null);
  const data = await prepareData(findDataFolder(args, runFolder), config, log);
  return { data, config, runFolder, log, interrupt };
}

/** One model and its images, as indices into `cache.images`. */
export interface FoldModel {
  /** From 0. */
  readonly fold: number;
  /** Owned by the caller. */
  readonly model: LayersModel;
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/**
 * Loads one fold's model.
 *
 * @param fold from 0
 * @throws CommandError when the fold is not finished or belongs to another run
 * @throws InterruptedError when the user asked to stop
 */
export async function loadFoldModel(run: FinishedRun, fold: number): Promise<FoldModel> {
  const { data, config, log, interrupt } = run;
  if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
  const folder = join(run.runFolder, `fold-${fold + 1}`);
  await requireFinishedFit(folder, config.epochs);
  const { training, validation } = selectFold(data.split, fold);
  const { model } = await fitClassifier({
    cache: data.cache,
    training,
    validation: [],
    config,
    seed: mixSeed(config.seed, fold + 1),
    folder,
    runHash: data.runHash,
    listener: createFitListener(log, `fold ${fold + 1}`, config, 1),
    interrupt,
  });
  return { fold, model, training, validation };
}
