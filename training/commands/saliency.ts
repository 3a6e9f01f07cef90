/**
 * `npm run saliency`: whether the class activation map can be believed. Development images, one a patient, are read by
 * the fold model that never saw the patient; the locked tenth and `test/` stay closed. Tunes nothing. Needs a finished
 * run of `release` or `train`, or `--shipped`: the exported model on the locked tenth, with the card's calibration, into
 * `saliency-locked.*` beside the other report.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import { createRandom, shuffle } from '../../src/model/random.ts';
import { readInputs } from '../data/cache.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import type { Log } from '../run/log.ts';
import { type Interrupt, InterruptedError, runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';
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
import { formatSaliency, LOCKED_FILMS, type SubjectRow, summarize } from '../saliency/report.ts';
import type { TrainingConfig } from '../train/config.ts';
import { type FinishedRun, type FoldModel, loadFoldModel, openFinishedRun } from '../train/finished-run.ts';
import { predictAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  images: { kind: 'count', help: 'images to look at, half of each class (default 200)' },
  shipped: { kind: 'switch', help: 'the exported model on the locked tenth: needs no run' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** The issue asks for 100; below that the intervals say nothing. */
const MIN_IMAGES = 100;

await runCommand(async (interrupt) => {
  const args = parseArguments('saliency', FLAGS, process.argv.slice(2));
  const images = args.count('images') ?? 200;
  if (images < MIN_IMAGES) throw new CommandError('usage', `--images takes ${MIN_IMAGES} or more.`);
  const run = await openFinishedRun(args, interrupt);
  const isShipped = args.has('shipped');
  const { rows, grid } = isShipped
    ? await measureShipped(run, args.text('model') ?? MODEL_FOLDER, images)
    : await measureFolds(run, images);
  const { data, log } = run;
  const report = summarize(rows, {
    runHash: data.runHash,
    dataSha256: data.cache.sha256,
    ...(isShipped ? { films: LOCKED_FILMS } : {}),
    gridColumns: grid.columns,
    gridRows: grid.rows,
  });
  const reports = args.text('reports') ?? REPORT_FOLDER;
  const name = isShipped ? 'saliency-locked' : 'saliency';
  await writeFileAtomic(join(reports, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, `${name}.md`), formatSaliency(report));
  log.say(formatSaliency(report));
});

/** What a set of films gave. */
interface Measured {
  readonly rows: SubjectRow[];
  readonly grid: { readonly columns: number; readonly rows: number };
}

/** Development films, each by the fold model that never saw its patient. */
async function measureFolds(run: FinishedRun, images: number): Promise<Measured> {
  const { data, config, log, interrupt } = run;
  const folds: FoldModel[] = [];
  for (let fold = 0; fold < config.folds; fold += 1) {
    folds.push(await loadFoldModel(run, fold));
  }
  const calibration = calibrate(data, folds);
  const perClass = Math.ceil(images / 2 / folds.length);
  const rows: SubjectRow[] = [];
  let grid = { columns: 0, rows: 0 };
  for (const [number, { model, validation }] of folds.entries()) {
    const sample = pickImages(data, validation, perClass, config.seed);
    const frame = { log, interrupt, name: `saliency fold ${number + 1}` };
    const measured = await measureSample(data, model, sample, config, calibration, frame);
    rows.push(...measured.rows);
    grid = measured.grid;
    model.dispose();
  }
  return { rows, grid };
}

/** The locked tenth by the exported model. */
async function measureShipped(run: FinishedRun, folder: string, images: number): Promise<Measured> {
  const { data, config, log, interrupt } = run;
  const { model, card } = await loadShippedModel(folder);
  if (card.data.sha256 !== data.cache.sha256) {
    throw new CommandError('other-data', 'The exported model was made from another set than this one.');
  }
  const sample = pickImages(data, data.split.calibration, Math.ceil(images / 2), config.seed);
  const frame = { log, interrupt, name: 'saliency locked tenth' };
  const measured = await measureSample(data, model, sample, config, card.calibration, frame);
  model.dispose();
  return measured;
}

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

async function measureSample(
  { cache }: PreparedData,
  model: LayersModel,
  sample: readonly number[],
  config: TrainingConfig,
  calibration: Calibration,
  { log, interrupt, name }: Frame,
): Promise<Measured> {
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
