/**
 * Small networks that are trained to see only a part of the film: how much of the label lies there? The recipe's own
 * architecture and optimiser at half the side and fewer epochs, on one fold, with nothing else painted over.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { mixSeed } from '../../src/model/random.ts';
import { readInputs } from '../data/cache.ts';
import { selectFold } from '../data/split.ts';
import type { Log } from '../run/log.ts';
import type { Interrupt } from '../run/run-command.ts';
import type { TrainingConfig } from '../train/config.ts';
import { createFitListener } from '../train/cross-validate.ts';
import { fitClassifier } from '../train/fit.ts';
import { predictAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';
import type { Perturbation } from './perturbations.ts';
import { shrinkAndView } from './shrink-and-view.ts';

/** How a probe is trained. */
export interface ProbeOptions {
  /** From 0. */
  readonly fold: number;
  readonly epochs: number;
  /** Folder of the checkpoints; a stopped probe goes on. */
  readonly folder: string;
  readonly log: Log;
  readonly interrupt: Interrupt;
}

/**
 * Trains on all folds but one with a view applied to every film, and reads that one through the same view.
 *
 * @param view what is left of a film
 * @returns one raw logit a film of the fold, in the fold's order
 * @throws InterruptedError, CommandError as `fitClassifier`
 */
export async function trainProbe(
  data: PreparedData,
  config: TrainingConfig,
  view: Perturbation,
  options: ProbeOptions,
): Promise<Float32Array> {
  const cache = shrinkAndView(data.cache, view);
  const probe: TrainingConfig = {
    ...config,
    epochs: options.epochs,
    architecture: { ...config.architecture, inputSizePx: cache.sizePx },
    augmentation: { ...config.augmentation, eraseChance: 0, frameChance: 0, cornerChance: 0 },
  };
  const { training, validation } = selectFold(data.split, options.fold);
  const runHash = createHash('sha256')
    .update(JSON.stringify([data.runHash, view.name, probe, options.fold]))
    .digest('hex');
  const { model } = await fitClassifier({
    cache,
    training,
    validation: [],
    config: probe,
    seed: mixSeed(config.seed, options.fold + 1),
    folder: join(options.folder, runHash.slice(0, 12)),
    runHash,
    listener: createFitListener(options.log, view.name, probe, Math.ceil(training.length / probe.batchSize)),
    interrupt: options.interrupt,
  });
  const { rawLogits } = predictAll(model, readInputs(cache, validation), cache.sizePx);
  model.dispose();
  return rawLogits;
}
