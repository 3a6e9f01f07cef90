/** `npm run evaluate -- --data DIR --split NAME`: measures the exported model on a named part of a data set. */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { sigmoid } from '../../src/model/assess.ts';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import { preprocessFile } from '../data/cache.ts';
import { type DatasetImage, hashImages, type SplitName, scanDataset } from '../data/dataset.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { splitByGroup } from '../data/split.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { formatMetricsText } from '../report/format-metrics.ts';
import { type ScoredImage, writeMeasuredSet } from '../report/write-reports.ts';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { InterruptedError, runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, RUNS_FOLDER } from '../run/run-options.ts';
import { TRAINING } from '../train/config.ts';
import { predictAll } from '../train/predict.ts';

/** What each split is and how it was used; `test` is opened by this command alone, and only when named. */
const SPLITS: Readonly<Record<string, { folders: readonly SplitName[]; description: string }>> = {
  locked: {
    folders: ['train', 'val'],
    description:
      'The locked tenth: never trained on, never used to choose; the calibration was fitted on it.',
  },
  development: {
    folders: ['train', 'val'],
    description: 'The images that the model was trained on: says nothing about new patients.',
  },
  train: { folders: ['train'], description: 'The folder train/, most of which the model was trained on.' },
  val: { folders: ['val'], description: 'The folder val/, most of which the model was trained on.' },
  test: { folders: ['test'], description: 'The folder test/: never opened in training, release or audit.' },
};

const FLAGS = {
  data: {
    kind: 'text',
    help: 'folder with train/, val/, test/, each with NORMAL/ and PNEUMONIA/',
    isRequired: true,
  },
  split: { kind: 'text', help: `one of ${Object.keys(SPLITS).join(', ')}`, isRequired: true },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  out: { kind: 'text', help: 'folder for the report (default training/runs/evaluate)' },
  threshold: { kind: 'text', help: 'decision threshold on the probability of pneumonia (default 0.5)' },
} as const;

await runCommand(async (interrupt) => {
  const args = parseArguments('evaluate', FLAGS, process.argv.slice(2));
  const name = args.requireText('split');
  const split = SPLITS[name];
  if (split === undefined)
    throw new CommandError('usage', `--split takes one of ${Object.keys(SPLITS).join(', ')}.`);
  const threshold = Number(args.text('threshold') ?? '0.5');
  if (!(threshold > 0 && threshold < 1))
    throw new CommandError('usage', '--threshold takes a number between 0 and 1.');
  const log = createLog(null);
  const { model, card } = await loadShippedModel(args.text('model') ?? MODEL_FOLDER);
  const dataset = await scanDataset(args.requireText('data'), { splits: [...split.folders] });
  if ((name === 'locked' || name === 'development') && hashImages(dataset.images) !== card.data.sha256) {
    // Another set would be split in another way: what is locked there may have been trained on.
    throw new CommandError(
      'other-data',
      `The split "${name}" is only known for the very set that the model was made from (SHA-256 ${card.data.sha256}); this one has ${hashImages(dataset.images)}.`,
    );
  }
  const images = selectImages(name, dataset.images, card.data.splitSeed);

  const scored: ScoredImage[] = [];
  const bar = log.startBar('score', images.length);
  for (const [index, image] of images.entries()) {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; nothing was written.');
    try {
      const input = await preprocessFile(image, nativeDecoder, card.model.inputSizePx);
      const [rawLogit] = predictAll(model, input, card.model.inputSizePx).rawLogits;
      const probability = sigmoid(card.calibration.scale * rawLogit + card.calibration.offset);
      scored.push({ ...image, rawLogit, probability, fold: null });
    } catch (error) {
      log.say(`skipped ${image.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    bar.update(index + 1);
  }
  bar.stop();
  model.dispose();
  for (const file of dataset.skipped) log.say(`skipped ${file.path}: ${file.reason}`);

  const metrics = computeMetrics(
    {
      probabilities: scored.map((image) => image.probability),
      labels: scored.map((image) => image.label),
      groups: scored.map((image) => image.group),
    },
    { threshold, seed: 95, description: split.description },
  );
  const out = args.text('out') ?? join(RUNS_FOLDER, 'evaluate');
  const title = `Evaluation on ${name}`;
  await writeMeasuredSet(out, {
    name,
    title,
    metrics,
    images: scored,
    provenance: {
      modelSha256: card.model.sha256,
      dataSha256: hashImages(images),
      skipped: images.length - scored.length + dataset.skipped.length,
    },
  });
  log.say(formatMetricsText(title, metrics));
  log.say(`Report: ${join(out, `${name}.md`)}`);
});

/** The part's images; the locked tenth is found again from the seed in the model card. */
function selectImages(name: string, images: readonly DatasetImage[], seed: number): readonly DatasetImage[] {
  if (name !== 'locked' && name !== 'development') return images;
  const { calibration, folds } = splitByGroup(images, {
    seed,
    folds: TRAINING.folds,
    calibrationShare: TRAINING.calibrationShare,
  });
  const indices = name === 'locked' ? calibration : folds.flat().sort((a, b) => a - b);
  return indices.map((index) => images[index]);
}
