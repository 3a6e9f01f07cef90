/**
 * Works through a table of variants: each is fitted on every part, scored on images of a kind it never saw, and logged.
 * Resumable at every epoch of every fit: what is logged is not run again, a fit that was broken off goes on from its
 * checkpoint, which is removed once the fit is logged.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sigmoid } from '../../src/model/assess.ts';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import { CalibrationError, fitPlatt, type PlattLine } from '../../src/model/metrics/platt.ts';
import type { MetricReport } from '../../src/model/model-card.ts';
import { mixSeed } from '../../src/model/random.ts';
import { countSteps } from '../data/batches.ts';
import { type ImageCache, readFormedInputs } from '../data/cache.ts';
import { foldByGroup } from '../data/split.ts';
import { DivergedError } from '../engine/trainer.ts';
import type { Log } from '../run/log.ts';
import type { Interrupt } from '../run/run-command.ts';
import type { TrainingConfig } from '../train/config.ts';
import { createFitListener, crossValidate } from '../train/cross-validate.ts';
import { softenLabels } from '../train/distill.ts';
import { fitClassifier } from '../train/fit.ts';
import { predictAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';
import { hashRun } from '../train/run-hash.ts';
import type { PartRecord, ScreeningLog } from './fit-record.ts';
import { measureShortcuts } from './measure-shortcuts.ts';
import { makePart, type Part, type PartName } from './parts.ts';
import { countEpochs, makeRecipe, type Variant } from './recipe.ts';

/** Looks are measured at one size whatever the input's, so that every variant meets the same groups. */
export const LOOK_SIZE_PX = 128;

/** Everything that one screening needs. */
export interface Screening {
  readonly base: TrainingConfig;
  readonly variants: readonly Variant[];
  readonly parts: readonly PartName[];
  /** Seeds of the fits, each a screening of its own. */
  readonly seeds: readonly number[];
  readonly sizePx: number;
  /** See `countEpochs`. */
  readonly passes: number;
  /** Folder of the checkpoints. */
  readonly folder: string;
  /** What was run before. */
  readonly known: ScreeningLog;
  /** Data at an input size; asked for as often as needed. */
  prepare(sizePx: number): Promise<PreparedData>;
}

/** Intervals here rank recipes; a release's use twice as many. */
const RESAMPLES = 1000;
const BOOTSTRAP_SEED = 95;

/** Folds that a part's training images are distilled from; a release has more of them, which have seen more each. */
const TEACHER_FOLDS = 3;

/**
 * Runs what is not known yet.
 *
 * @throws InterruptedError, CommandError; a fit that diverges or can't be calibrated is logged as failed, not thrown
 */
export async function runScreening(screening: Screening, log: Log, interrupt: Interrupt): Promise<void> {
  const looks = await screening.prepare(LOOK_SIZE_PX);
  const { known } = screening;
  const done = new Set(known.fits.map((fit) => fit.fitHash));
  const parts = screening.parts.map((name) =>
    makePart(looks.cache, looks.split, screening.base.splitSeed, name),
  );
  for (const part of parts) logPart(part, looks.cache, known.parts.get(part.name), log);
  for (const seed of screening.seeds) {
    for (const variant of screening.variants) {
      const sizePx = variant.change.sizePx ?? screening.sizePx;
      const data = sizePx === LOOK_SIZE_PX ? looks : await screening.prepare(sizePx);
      for (const part of parts) {
        const fit = describeFit(screening, variant, part, seed, data);
        if (done.has(fit.fitHash)) continue;
        await runFit(screening, fit, data.cache, log, interrupt);
        done.add(fit.fitHash);
      }
    }
  }
}

function logPart(part: Part, cache: ImageCache, known: PartRecord | undefined, log: Log): void {
  const images = part.held.map((index) => cache.images[index]);
  const record: PartRecord = {
    event: 'part',
    part: part.name,
    trainingImages: part.training.length,
    holdoutImages: part.holdout.length,
    labels: images.map((image) => image.label),
    patients: images.map((image) => image.group),
  };
  if (JSON.stringify(known) !== JSON.stringify(record)) log.event(record);
}

/** A fit that is to be run. */
interface PlannedFit {
  readonly variant: Variant;
  readonly part: Part;
  readonly seed: number;
  readonly recipe: TrainingConfig;
  readonly fitHash: string;
}

function describeFit(
  screening: Screening,
  variant: Variant,
  part: Part,
  seed: number,
  { cache, development }: PreparedData,
): PlannedFit {
  const epochs = countEpochs(screening.passes, development.length, part.training.length);
  const recipe = { ...makeRecipe(screening.base, variant.change, screening.sizePx, epochs), seed };
  const fitHash = hashRun({
    recipe,
    data: cache.sha256,
    part,
    ...(recipe.distillation && { teacherFolds: TEACHER_FOLDS }),
  });
  return { variant, part, seed, recipe, fitHash };
}

async function runFit(
  screening: Screening,
  fit: PlannedFit,
  cache: ImageCache,
  log: Log,
  interrupt: Interrupt,
): Promise<void> {
  const { variant, part, seed, recipe, fitHash } = fit;
  const name = `${variant.name} ${part.name} seed ${seed}`;
  const folder = join(screening.folder, 'fits', fitHash.slice(0, 16));
  const startMs = performance.now();
  const common = {
    event: 'fit',
    variant: variant.name,
    tier: variant.tier,
    part: part.name,
    seed,
    sizePx: recipe.architecture.inputSizePx,
    screenSizePx: screening.sizePx,
    passes: screening.passes,
    epochs: recipe.epochs,
    fitHash,
    change: variant.change,
  };
  try {
    const taught = await teach(fit, cache, folder, log, interrupt);
    const { model, history } = await fitClassifier({
      cache,
      training: part.training,
      validation: [],
      config: recipe,
      targets: taught?.targets,
      // The same seed for every variant: they start from the same weights and see the same order where they can.
      seed: mixSeed(seed, 0x5c),
      folder: join(folder, 'fit'),
      runHash: fitHash,
      listener: createFitListener(log, name, recipe, countSteps(part.training.length, recipe.batchSize)),
      interrupt,
    });
    const logitsOf = (indices: readonly number[]): Float32Array =>
      predictAll(model, readFormedInputs(cache, indices, recipe.inputForm), cache.sizePx).rawLogits;
    const { metrics, logits, line } = score(part, cache, logitsOf(part.holdout), logitsOf(part.held));
    // The audit's changes are made to films as they are; a recipe with another form of the input has to answer for itself.
    const shortcuts =
      recipe.inputForm === undefined
        ? await measureShortcuts(model, cache, part.held, logits, line)
        : undefined;
    model.dispose();
    log.event({
      ...common,
      seconds: history.reduce((sum, epoch) => sum + epoch.seconds, taught?.seconds ?? 0),
      outcome: 'finished',
      ...metrics,
      logits: Array.from(logits, (logit) => Math.round(logit * 1e4) / 1e4),
      ...(shortcuts && { shortcuts }),
    });
    log.say(
      `${name}: AUROC ${metrics.auroc.value.toFixed(4)}, balanced accuracy ${metrics.balancedAccuracy.value.toFixed(4)} ` +
        `(sensitivity ${metrics.sensitivity.value.toFixed(4)}, specificity ${metrics.specificity.value.toFixed(4)})` +
        (shortcuts === undefined ? '' : `, thorax hidden ${shortcuts.hiddenThoraxAuroc.toFixed(3)}`),
    );
  } catch (error) {
    if (!(error instanceof DivergedError || error instanceof CalibrationError)) throw error;
    const seconds = (performance.now() - startMs) / 1000;
    log.event({ ...common, seconds, outcome: 'failed', reason: error.message });
    log.say(`${name} failed: ${error.message}`);
  }
  // Fourteen megabytes each: what is logged is not needed again.
  await rm(folder, { recursive: true, force: true });
}

/**
 * What a recipe that distils learns in a part: folds of the part's own training images say it, which have seen neither the
 * part's holdout nor what it holds out.
 *
 * @returns null for a recipe that learns the labels
 */
async function teach(
  { variant, part, seed, recipe, fitHash }: PlannedFit,
  cache: ImageCache,
  folder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<{ targets: Float32Array; seconds: number } | null> {
  if (recipe.distillation === undefined) return null;
  const places = foldByGroup(
    part.training.map((index) => cache.images[index]),
    { seed: recipe.splitSeed, folds: TEACHER_FOLDS },
  );
  const folds = places.map((fold) => fold.map((place) => part.training[place]));
  log.say(`${variant.name} ${part.name} seed ${seed}: ${TEACHER_FOLDS} folds to distil from`);
  const { rows, histories } = await crossValidate(
    { cache, split: { folds }, runHash: fitHash },
    recipe,
    join(folder, 'teachers'),
    log,
    interrupt,
  );
  return {
    targets: softenLabels(rows, cache.images, recipe.distillation),
    seconds: histories.flat().reduce((sum, epoch) => sum + epoch.seconds, 0),
  };
}

/** Fits the calibration line on the holdout, with each class weighing one half, and carries it to the held images. */
function score(
  part: Part,
  cache: ImageCache,
  holdoutLogits: Float32Array,
  heldLogits: Float32Array,
): {
  metrics: Pick<MetricReport, 'auroc' | 'balancedAccuracy' | 'sensitivity' | 'specificity' | 'brier'>;
  logits: Float64Array;
  line: PlattLine;
} {
  const labelsOf = (indices: readonly number[]) => indices.map((index) => cache.images[index].label);
  const line = fitPlatt(holdoutLogits, labelsOf(part.holdout));
  const logits = Float64Array.from(heldLogits, (logit) => line.scale * logit + line.offset);
  const { auroc, balancedAccuracy, sensitivity, specificity, brier } = computeMetrics(
    {
      probabilities: logits.map(sigmoid),
      labels: labelsOf(part.held),
      groups: part.held.map((index) => cache.images[index].group),
    },
    { threshold: 0.5, seed: BOOTSTRAP_SEED, description: part.name, resamples: RESAMPLES },
  );
  return { metrics: { auroc, balancedAccuracy, sensitivity, specificity, brier }, logits, line };
}
