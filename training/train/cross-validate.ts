/**
 * k-fold cross-validation by patient: every development image gets a prediction from a model that never saw its patient.
 * The folds are watched, not used to stop: all run the same number of epochs.
 */
import { join } from 'node:path';
import { sigmoid } from '../../src/model/assess.ts';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import { auroc } from '../../src/model/metrics/ranking.ts';
import { mixSeed } from '../../src/model/random.ts';
import { countSteps } from '../data/batches.ts';
import { type ImageCache, readFormedInputs } from '../data/cache.ts';
import { type Split, selectFold } from '../data/split.ts';
import type { Log } from '../run/log.ts';
import type { Interrupt } from '../run/run-command.ts';
import type { EpochRecord } from './checkpoint.ts';
import type { TrainingConfig } from './config.ts';
import { type FitListener, type FitResult, fitClassifier } from './fit.ts';
import { predictAll } from './predict.ts';

/** One development image's out-of-fold prediction. */
export interface OutOfFoldRow {
  /** Index into `cache.images`. */
  readonly index: number;
  /** From 1. */
  readonly fold: number;
  readonly rawLogit: number;
  /** Calibrated with the other folds' predictions alone. */
  readonly probability: number;
}

/** What cross-validation gave. */
export interface CrossValidation {
  /** By index, ascending; one row per development image. */
  readonly rows: readonly OutOfFoldRow[];
  /** History of each fold, in fold order. */
  readonly histories: readonly (readonly EpochRecord[])[];
  /** AUROC of each fold's own images, in fold order. */
  readonly foldAurocs: readonly number[];
}

/** A listener that shows a bar for a fit and writes an event per epoch. */
export function createFitListener(
  log: Log,
  name: string,
  config: TrainingConfig,
  steps: number,
): FitListener {
  const bar = log.startBar(name, config.epochs * steps);
  return {
    onStep: ({ epoch, step, loss }) => bar.update((epoch - 1) * steps + step, `loss ${loss.toFixed(4)}`),
    onEpoch: (record) => {
      log.event({ event: 'epoch', fit: name, ...record });
      const watched = record.auroc === null ? '' : ` AUROC ${record.auroc.toFixed(4)}`;
      log.say(
        `${name} epoch ${record.epoch}/${config.epochs} loss ${record.trainingLoss.toFixed(4)}${watched} ${record.seconds.toFixed(1)} s`,
      );
      if (record.epoch === config.epochs) bar.stop();
    },
  };
}

/** What is cross-validated; `PreparedData` is one. */
export interface FoldedData {
  readonly cache: ImageCache;
  /** Indices into `cache.images`. */
  readonly split: Pick<Split, 'folds'>;
  /** Names the run that a checkpoint belongs to. */
  readonly runHash: string;
}

/**
 * Runs or resumes every fold under `folder`. The folds learn the labels, whatever the recipe distils: they are what it
 * distils from.
 *
 * @throws InterruptedError, CommandError
 */
export async function crossValidate(
  data: FoldedData,
  config: TrainingConfig,
  folder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<CrossValidation> {
  const { cache, split } = data;
  const raw: { index: number; fold: number; rawLogit: number }[] = [];
  const histories: (readonly EpochRecord[])[] = [];
  const foldAurocs: number[] = [];
  for (let fold = 0; fold < split.folds.length; fold += 1) {
    const { validation } = selectFold(split, fold);
    const { model, history } = await fitFold(data, config, fold, folder, log, interrupt);
    const { rawLogits } = predictAll(
      model,
      readFormedInputs(cache, validation, config.inputForm),
      cache.sizePx,
    );
    model.dispose();
    for (const [row, index] of validation.entries()) {
      raw.push({ index, fold: fold + 1, rawLogit: rawLogits[row] });
    }
    histories.push(history);
    foldAurocs.push(
      auroc(
        rawLogits,
        validation.map((index) => cache.images[index].label),
      ),
    );
  }
  const rows = calibrateAcrossFolds(raw, (index) => cache.images[index].label);
  return { rows: rows.sort((a, b) => a.index - b.index), histories, foldAurocs };
}

/**
 * Fits one fold, or goes on with it, or loads it.
 *
 * @param fold from 0
 * @param folder of the run
 * @returns the model is owned by the caller
 * @throws InterruptedError, CommandError
 */
export async function fitFold(
  { cache, split, runHash }: FoldedData,
  config: TrainingConfig,
  fold: number,
  folder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<FitResult> {
  const { training, validation } = selectFold(split, fold);
  const name = `fold ${fold + 1}/${split.folds.length}`;
  return fitClassifier({
    cache,
    training,
    validation,
    config,
    seed: mixSeed(config.seed, fold + 1),
    folder: join(folder, `fold-${fold + 1}`),
    runHash,
    listener: createFitListener(log, name, config, countSteps(training.length, config.batchSize)),
    interrupt,
  });
}

/** Turns each fold's logits into probabilities by a calibration fitted on the other folds. */
export function calibrateAcrossFolds(
  rows: readonly { index: number; fold: number; rawLogit: number }[],
  labelOf: (index: number) => number,
): OutOfFoldRow[] {
  const folds = [...new Set(rows.map((row) => row.fold))];
  return folds.flatMap((fold) => {
    const others = rows.filter((row) => row.fold !== fold);
    const { scale, offset } = fitPlatt(
      others.map((row) => row.rawLogit),
      others.map((row) => labelOf(row.index)),
    );
    return rows
      .filter((row) => row.fold === fold)
      .map((row) => ({ ...row, probability: sigmoid(scale * row.rawLogit + offset) }));
  });
}
