/**
 * `npm run saliency`: whether the class activation map can be believed. Development images, one a patient, are read by
 * the fold model that never saw the patient; the locked tenth and `test/` stay closed. Tunes nothing. Needs a finished
 * run of `release` or `train`.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import { createRandom, shuffle } from '../../src/model/random.ts';
import { readInputs } from '../data/cache.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import type { Log } from '../run/log.ts';
import { type Interrupt, InterruptedError, runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, REPORT_FOLDER } from '../run/run-options.ts';
import {
  type Calibration,
  measureCascade,
  measureErasure,
  measureExactness,
  measureInside,
  measureOcclusion,
  randomOf,
  readSubjects,
  SEEDS,
} from '../saliency/measure.ts';
import { formatSaliency, type SubjectRow, summarize } from '../saliency/report.ts';
import type { TrainingConfig } from '../train/config.ts';
import { type FoldModel, loadFoldModel, openFinishedRun } from '../train/finished-run.ts';
import { predictAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  images: { kind: 'count', help: 'images to look at, half of each class (default 200)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** The issue asks for 100; below that the intervals say nothing. */
const MIN_IMAGES = 100;

await runCommand(async (interrupt) => {
  const args = parseArguments('saliency', FLAGS, process.argv.slice(2));
  const images = args.count('images') ?? 200;
  if (images < MIN_IMAGES) throw new CommandError('usage', `--images takes ${MIN_IMAGES} or more.`);
  const run = await openFinishedRun(args, interrupt);
  const { data, config, log } = run;
  const folds: FoldModel[] = [];
  for (let fold = 0; fold < config.folds; fold += 1) {
    folds.push(await loadFoldModel(run, fold));
  }
  const calibration = calibrate(data, folds);
  const perClass = Math.ceil(images / 2 / folds.length);
  const rows: SubjectRow[] = [];
  let grid = { columns: 0, rows: 0 };
  for (const [number, fold] of folds.entries()) {
    const sample = pickImages(data, fold.validation, perClass, config.seed);
    const measured = await measureFold(data, fold, sample, config, calibration, {
      log,
      interrupt,
      name: `saliency fold ${number + 1}`,
    });
    rows.push(...measured.rows);
    grid = measured.grid;
    fold.model.dispose();
  }
  const report = summarize(rows, {
    runHash: data.runHash,
    dataSha256: data.cache.sha256,
    gridColumns: grid.columns,
    gridRows: grid.rows,
  });
  const reports = args.text('reports') ?? REPORT_FOLDER;
  await writeFileAtomic(join(reports, 'saliency.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'saliency.md'), formatSaliency(report));
  log.say(formatSaliency(report));
});

/** One calibration for all folds, from all out-of-fold logits, as in the audit. */
function calibrate({ cache }: PreparedData, folds: readonly FoldModel[]): Calibration {
  const logits: number[] = [];
  const labels: number[] = [];
  for (const { model, validation } of folds) {
    logits.push(...predictAll(model, readInputs(cache, validation), cache.sizePx).rawLogits);
    labels.push(...validation.map((index) => cache.images[index].label));
  }
  return fitPlatt(logits, labels);
}

/** Images of a fold, at most one a patient, as many of each class. */
function pickImages(
  { cache }: PreparedData,
  validation: readonly number[],
  perClass: number,
  seed: number,
): number[] {
  const seen = new Set<string>();
  const counts = [0, 0];
  return shuffle(validation, createRandom(seed, 0x5a)).filter((index) => {
    const { group, label } = cache.images[index];
    if (seen.has(group) || counts[label] === perClass) return false;
    seen.add(group);
    counts[label] += 1;
    return true;
  });
}

/** Who listens while a fold is measured. */
interface Frame {
  readonly log: Log;
  readonly interrupt: Interrupt;
  readonly name: string;
}

async function measureFold(
  { cache }: PreparedData,
  { model }: FoldModel,
  sample: readonly number[],
  config: TrainingConfig,
  calibration: Calibration,
  { log, interrupt, name }: Frame,
): Promise<{ rows: SubjectRow[]; grid: { columns: number; rows: number } }> {
  const { sizePx } = cache;
  const inputs = sample.map((index) => readInputs(cache, [index]));
  const subjects = await readSubjects(model, inputs, sizePx, calibration);
  const bar = log.startBar(name, SEEDS.length + sample.length);
  let done = 0;
  const advance = (): void => {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
    done += 1;
    bar.update(done);
  };
  const cascade = await measureCascade(model, config.architecture, subjects, sizePx, advance);
  const rows: SubjectRow[] = [];
  for (const [row, subject] of subjects.entries()) {
    const occlusion = await measureOcclusion(model, subject, sizePx, calibration);
    const random = randomOf(sample[row]);
    rows.push({
      label: cache.images[sample[row]].label,
      logit: subject.logit,
      exactness: measureExactness(subject),
      cells: Array.from(subject.map.density.values, (value) => Math.abs(value) / 100),
      inside: measureInside(subject, sizePx),
      erasure: await measureErasure(model, subject, occlusion, calibration, random),
      cascade: Object.fromEntries(Array.from(cascade, ([block, values]) => [block, values[row]])),
      patches: occlusion.patches,
      agreement: occlusion.agreement,
    });
    advance();
  }
  bar.stop();
  return { rows, grid: subjects[0].map.density };
}
