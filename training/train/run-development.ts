/**
 * The two halves of a release, each resumable: cross-validation with its report, and the final fit on every development
 * image with its export. `train` runs the first, `export` the second's end, `release` both.
 */
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import type { MetricReport } from '../../src/model/model-card.ts';
import { mixSeed } from '../../src/model/random.ts';
import { countSteps } from '../data/batches.ts';
import { type ExportedModel, exportModel } from '../export/export-model.ts';
import { formatMetricsText } from '../report/format-metrics.ts';
import { writeHistory, writeMeasuredSet } from '../report/write-reports.ts';
import type { Log } from '../run/log.ts';
import { replaceInFolder } from '../run/replace-in-folder.ts';
import type { Interrupt } from '../run/run-command.ts';
import type { TrainingConfig } from './config.ts';
import { createFitListener, crossValidate, fitFold, type OutOfFoldRow } from './cross-validate.ts';
import { softenLabels } from './distill.ts';
import { type FitResult, fitClassifier } from './fit.ts';
import type { FitChoice } from './parse-fits.ts';
import type { PreparedData } from './prepare.ts';

/** Where a run keeps its state and leaves its reports. */
export interface RunPlaces {
  /** Checkpoints; git-ignored. */
  readonly runFolder: string;
  readonly reportFolder: string;
}

/** Seed of the bootstrap of every report: the same predictions give the same intervals. */
const BOOTSTRAP_SEED = 95;

/** What the first half gives the second. */
export interface OutOfFold {
  /** One row per development image. */
  readonly rows: readonly OutOfFoldRow[];
  readonly metrics: MetricReport;
}

/** Cross-validates (or resumes, or only reloads) and writes the out-of-fold report. */
export async function runCrossValidation(
  data: PreparedData,
  config: TrainingConfig,
  places: RunPlaces,
  log: Log,
  interrupt: Interrupt,
): Promise<OutOfFold> {
  const { rows, histories, foldAurocs } = await crossValidate(data, config, places.runFolder, log, interrupt);
  const images = rows.map((row) => ({ ...data.cache.images[row.index], ...row }));
  const metrics = computeMetrics(
    {
      probabilities: images.map((image) => image.probability),
      labels: images.map((image) => image.label),
      groups: images.map((image) => image.group),
    },
    {
      threshold: 0.5,
      seed: BOOTSTRAP_SEED,
      description:
        'Out-of-fold predictions on the development patients: each scored by a model that never saw the patient, calibrated on the other folds. Used for choosing the recipe.',
    },
  );
  const title = `Cross-validation, ${histories.length} folds`;
  await writeMeasuredSet(places.reportFolder, {
    name: 'cross-validation',
    title,
    metrics,
    images,
    provenance: { dataSha256: data.cache.sha256, runHash: data.runHash, foldAurocs, config, histories },
  });
  for (const [fold, history] of histories.entries()) {
    await writeHistory(places.reportFolder, `fold-${fold + 1}`, `Fold ${fold + 1}`, history);
  }
  log.event({ event: 'cross-validation', foldAurocs, metrics });
  log.say(formatMetricsText(title, metrics));
  log.say(`  AUROC by fold: ${foldAurocs.map((value) => value.toFixed(4)).join(', ')}`);
  return { rows, metrics };
}

/**
 * Fits the shipped model on every development image, or reloads it when it is finished. A recipe that distils takes its
 * targets from the folds: its out-of-fold figures are then those of the models that it was distilled from.
 */
export async function runFinalFit(
  data: PreparedData,
  config: TrainingConfig,
  outOfFold: readonly OutOfFoldRow[],
  places: RunPlaces,
  log: Log,
  interrupt: Interrupt,
): Promise<LayersModel> {
  const { distillation } = config;
  const targets = distillation && softenLabels(outOfFold, data.cache.images, distillation);
  const { model, history } = await fitFinal(data, config, targets, places.runFolder, log, interrupt);
  await writeHistory(places.reportFolder, 'final', 'Shipped model, all development images', history);
  return model;
}

function fitFinal(
  data: PreparedData,
  config: TrainingConfig,
  targets: Float32Array | undefined,
  runFolder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<FitResult> {
  return fitClassifier({
    cache: data.cache,
    training: data.development,
    validation: [],
    config,
    targets,
    seed: mixSeed(config.seed, 0),
    folder: join(runFolder, 'final'),
    runHash: data.runHash,
    listener: createFitListener(log, 'final', config, countSteps(data.development.length, config.batchSize)),
    interrupt,
  });
}

/**
 * Does some of a run's fits and nothing else: several processes share one release, each with fits of its own, and the release
 * then finds them finished. Two processes on one fit would write over each other.
 *
 * @param fits of `parseFits` with the same recipe
 */
export async function runFits(
  fits: readonly FitChoice[],
  data: PreparedData,
  config: TrainingConfig,
  runFolder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<void> {
  for (const fit of fits) {
    const { model } =
      fit === 'final'
        ? await fitFinal(data, config, undefined, runFolder, log, interrupt)
        : await fitFold(data, config, fit, runFolder, log, interrupt);
    model.dispose();
  }
}

/** Exports the fitted model into a folder, all files of it or none, and writes the locked tenth's report. */
export async function runExport(
  model: LayersModel,
  data: PreparedData,
  config: TrainingConfig,
  outOfFold: MetricReport,
  places: RunPlaces & { readonly modelFolder: string },
  log: Log,
): Promise<ExportedModel> {
  const exported = await exportModel(model, data, config, outOfFold);
  await replaceInFolder(places.modelFolder, exported.files);
  const { card, lockedTenth } = exported;
  const title = 'Locked tenth, shipped weights';
  await writeMeasuredSet(places.reportFolder, {
    name: 'locked-tenth',
    title,
    metrics: card.performance.lockedTenth,
    images: lockedTenth,
    provenance: {
      dataSha256: data.cache.sha256,
      modelSha256: card.model.sha256,
      runHash: data.runHash,
      maxLogitDriftOfExport: card.exportDrift.maxAbsoluteLogit,
      labelFlipsOfExport: card.exportDrift.labelFlips,
      zoneLower: card.zones.lower,
      zoneUpper: card.zones.upper,
      indeterminate: lockedTenth.filter(
        ({ probability }) => probability >= card.zones.lower && probability <= card.zones.upper,
      ).length,
    },
  });
  const bytes = [...exported.files.values()].reduce((sum, file) => sum + file.length, 0);
  log.event({
    event: 'export',
    modelSha256: card.model.sha256,
    bytes,
    drift: card.exportDrift,
    zones: card.zones,
  });
  log.say(formatMetricsText(title, card.performance.lockedTenth));
  log.say(
    `Exported ${card.model.sha256.slice(0, 12)}, ${(bytes / 1e6).toFixed(2)} MB; largest logit drift ` +
      `${card.exportDrift.maxAbsoluteLogit.toExponential(1)}, ${card.exportDrift.labelFlips} label flips.`,
  );
  return exported;
}
