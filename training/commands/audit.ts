/**
 * `npm run audit`: how the recipe behaves when something that should not decide is changed. Each
 * development image is read, before and after, by the fold model that never saw its patient; the locked tenth and
 * `test/` stay closed. Needs a finished run of `release` or `train`.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import { auroc } from '../../src/model/metrics/ranking.ts';
import { standardize } from '../../src/model/preprocess.ts';
import { mixSeed } from '../../src/model/random.ts';
import { PERTURBATIONS, type Perturbation } from '../audit/perturbations.ts';
import { selectFold } from '../data/split.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { createLog } from '../run/log.ts';
import { InterruptedError, runCommand } from '../run/run-command.ts';
import {
  FINISHED_RUN_FLAGS,
  findDataFolder,
  REPORT_FOLDER,
  RUNS_FOLDER,
  readConfig,
} from '../run/run-options.ts';
import { requireFinishedFit } from '../train/checkpoint.ts';
import { createFitListener } from '../train/cross-validate.ts';
import { fitClassifier } from '../train/fit.ts';
import { predictAll } from '../train/predict.ts';
import { type PreparedData, prepareData } from '../train/prepare.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** The untouched film, read the same way: the ground of every comparison. */
const UNTOUCHED: Perturbation = { name: 'untouched', apply: (image) => image };

/** One line of the report. */
interface AuditRow {
  readonly name: string;
  readonly images: number;
  readonly accuracy: number;
  readonly auroc: number;
  /** Share of images whose call at 0.5 changed. */
  readonly flips: number;
  /** Mean change of the calibrated logit, by class. */
  readonly meanShift: { readonly normal: number; readonly pneumonia: number };
}

await runCommand(async (interrupt) => {
  const args = parseArguments('audit', FLAGS, process.argv.slice(2));
  const config = readConfig(args);
  const runFolder = args.text('out') ?? join(RUNS_FOLDER, 'release');
  const log = createLog(null);
  const data = await prepareData(findDataFolder(args, runFolder), config, log);
  const all = [UNTOUCHED, ...PERTURBATIONS];
  const logits = all.map(() => new Float32Array(data.development.length));
  const labels = new Uint8Array(data.development.length);
  let row = 0;
  for (let fold = 0; fold < data.split.folds.length; fold += 1) {
    const folder = join(runFolder, `fold-${fold + 1}`);
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
    const bar = log.startBar(`audit fold ${fold + 1}`, all.length);
    for (const [index, perturbation] of all.entries()) {
      if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
      const { rawLogits } = predictAll(model, perturbAll(data, validation, perturbation), data.cache.sizePx);
      logits[index].set(rawLogits, row);
      bar.update(index + 1, perturbation.name);
    }
    bar.stop();
    for (const index of validation) {
      labels[row] = data.cache.images[index].label;
      row += 1;
    }
    model.dispose();
  }
  const rows = summarize(all, logits, labels);
  const reports = args.text('reports') ?? REPORT_FOLDER;
  const summary = { runHash: data.runHash, dataSha256: data.cache.sha256, rows };
  await writeFileAtomic(join(reports, 'audit.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'audit.md'), formatAudit(rows));
  log.say(formatAudit(rows));
});

/** The images of a fold, changed and standardised. */
function perturbAll(
  data: PreparedData,
  indices: readonly number[],
  perturbation: Perturbation,
): Float32Array {
  const { sizePx, pixels } = data.cache;
  const stride = sizePx * sizePx;
  const inputs = new Float32Array(indices.length * stride);
  for (const [row, index] of indices.entries()) {
    const image = Float32Array.from(
      pixels.subarray(index * stride, (index + 1) * stride),
      (value) => value / 255,
    );
    inputs.set(standardize(perturbation.apply(image, sizePx)), row * stride);
  }
  return inputs;
}

/** Compares each perturbation with the untouched films, worst AUROC first; one calibration, fitted on the untouched. */
function summarize(
  all: readonly Perturbation[],
  raw: readonly Float32Array[],
  labels: Uint8Array,
): AuditRow[] {
  const { scale, offset } = fitPlatt(raw[0], Array.from(labels));
  const logits = raw.map((values) => values.map((value) => scale * value + offset));
  const [untouched] = logits;
  const meanOver = (values: Float32Array, label: number) => {
    const rows = [...values.keys()].filter((row) => labels[row] === label);
    return rows.reduce((sum, row) => sum + values[row] - untouched[row], 0) / rows.length;
  };
  const rows = all.map(({ name }, index) => {
    const values = logits[index];
    const share = (isCounted: (row: number) => boolean) =>
      [...values.keys()].filter(isCounted).length / values.length;
    return {
      name,
      images: values.length,
      accuracy: share((row) => values[row] >= 0 === (labels[row] === 1)),
      auroc: auroc(values, Array.from(labels)),
      flips: share((row) => values[row] >= 0 !== untouched[row] >= 0),
      meanShift: { normal: meanOver(values, 0), pneumonia: meanOver(values, 1) },
    };
  });
  return rows.sort((a, b) => a.auroc - b.auroc);
}

function formatAudit(rows: readonly AuditRow[]): string {
  return [
    '## Audit: development images changed, each read by the fold model that never saw its patient',
    '',
    `n = ${rows[0]?.images ?? 0} radiographs; worst AUROC first; calls at a probability of 0.5; shift of the calibrated logit.`,
    '',
    '| Change | AUROC | Accuracy | Calls changed | Mean shift, normal | Mean shift, pneumonia |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${row.auroc.toFixed(4)} | ${(100 * row.accuracy).toFixed(1)} % | ${(100 * row.flips).toFixed(1)} % | ${row.meanShift.normal.toFixed(2)} | ${row.meanShift.pneumonia.toFixed(2)} |`,
    ),
    '',
  ].join('\n');
}
