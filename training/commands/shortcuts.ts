/**
 * `npm run shortcuts`: how much of the label can be read without the lungs? Readers of the histogram or the border alone,
 * the recipe's network with the thorax hidden, and networks trained on films without it. Development films alone, each
 * scored by a reader that never saw its patient; the locked tenth and `test/` stay closed. Needs a finished run, or `--shipped`:
 * then the recipe's network is the exported one, read on the locked tenth, which it never saw either.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { sigmoid } from '../../src/model/assess.ts';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import { shortModelHash } from '../../src/model/model-card.ts';
import { formatShortcuts, type ShortcutReport, type ShortcutRow } from '../audit/format-shortcuts.ts';
import { fitLogistic } from '../audit/logistic.ts';
import { hideRegion, type Perturbation } from '../audit/perturbations.ts';
import { BORDER_SHARE, countGreys, countStandardGreys, readBorderCells } from '../audit/probe-features.ts';
import { trainProbe } from '../audit/probe-networks.ts';
import { isInsideBorder, isThorax } from '../audit/regions.ts';
import { scoreChange } from '../audit/score-changes.ts';
import { selectFold } from '../data/split.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';
import { type FinishedRun, loadFoldModel, openFinishedRun } from '../train/finished-run.ts';
import type { PreparedData } from '../train/prepare.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  shipped: { kind: 'switch', help: 'the exported model on the locked tenth, for fold 1: needs no run' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  'probe-epochs': { kind: 'count', help: 'epochs of the networks trained on a part (default 8)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

const BOOTSTRAP_SEED = 95;
/** The fold that networks are tried on, from 0. */
const PROBE_FOLD = 0;

/** What networks are shown. */
const WHOLE: Perturbation = { name: 'the whole film', apply: (image) => image };
const NO_THORAX = hideRegion('the film without the thorax ellipse', isThorax);
const BORDER = hideRegion('the outer 15 % alone', isInsideBorder(BORDER_SHARE));

await runCommand(async (interrupt) => {
  const args = parseArguments('shortcuts', FLAGS, process.argv.slice(2));
  const run = await openFinishedRun(args, interrupt);
  const { data, config, runFolder, log } = run;
  const rows: ShortcutRow[] = [
    measureLinear(data, 'its histogram (32 bins of grey)', countGreys),
    measureLinear(data, 'the histogram of the standardised film (32 bins)', countStandardGreys),
    measureLinear(data, 'the outer 15 % alone, in cells of 1/20 of the side', (film) =>
      readBorderCells(film, data.cache.sizePx),
    ),
    ...(args.has('shipped')
      ? await measureShippedNetwork(run, args.text('model') ?? MODEL_FOLDER)
      : await measureFoldNetwork(run)),
  ];
  const epochs = args.count('probe-epochs') ?? 8;
  const { validation } = selectFold(data.split, PROBE_FOLD);
  for (const view of [NO_THORAX, BORDER, WHOLE]) {
    const folder = join(runFolder, 'shortcuts');
    const logits = await trainProbe(data, config, view, { fold: PROBE_FOLD, epochs, folder, log, interrupt });
    rows.push({
      sees: view.name,
      reader: `network trained on it, ${data.cache.sizePx / 2} px, ${epochs} epochs`,
      ...measureAuroc(data, validation, logits),
    });
  }
  const report: ShortcutReport = {
    runHash: data.runHash,
    dataSha256: data.cache.sha256,
    folds: config.folds,
    probeFold: PROBE_FOLD + 1,
    rows,
  };
  const reports = args.text('reports') ?? REPORT_FOLDER;
  await writeFileAtomic(join(reports, 'shortcuts.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'shortcuts.md'), formatShortcuts(report));
  log.say(formatShortcuts(report));
});

/** A regression on some features of each film, out of fold over all folds. */
function measureLinear(
  data: PreparedData,
  sees: string,
  extract: (film: Uint8Array) => ArrayLike<number>,
): ShortcutRow {
  const { cache, split } = data;
  const area = cache.sizePx ** 2;
  const featuresOf = (index: number) => extract(cache.pixels.subarray(index * area, (index + 1) * area));
  const features = new Map(data.development.map((index) => [index, featuresOf(index)]));
  const pick = (index: number): ArrayLike<number> => features.get(index) ?? [];
  const scores: number[] = [];
  const indices: number[] = [];
  for (let fold = 0; fold < split.folds.length; fold += 1) {
    const { training, validation } = selectFold(split, fold);
    const model = fitLogistic(
      training.map(pick),
      training.map((index) => cache.images[index].label),
    );
    scores.push(...validation.map((index) => model.score(pick(index))));
    indices.push(...validation);
  }
  return { sees, reader: 'logistic regression, out of fold', ...measureAuroc(data, indices, scores) };
}

/** The recipe's own network, which learned from whole films, shown only a part. */
async function measureFoldNetwork(run: FinishedRun): Promise<ShortcutRow[]> {
  const { model, validation } = await loadFoldModel(run, PROBE_FOLD);
  const rows = await measureNetwork(
    model,
    run.data,
    validation,
    'the recipe’s network, trained on whole films',
  );
  model.dispose();
  return rows;
}

/** The same of the exported network, on the films that it never saw. */
async function measureShippedNetwork({ data }: FinishedRun, folder: string): Promise<ShortcutRow[]> {
  const { model, card } = await loadShippedModel(folder);
  if (card.data.sha256 !== data.cache.sha256) {
    throw new CommandError('other-data', 'The exported model was made from another set than this one.');
  }
  const reader = `the exported network (${shortModelHash(card)}), trained on whole films; locked tenth`;
  const rows = await measureNetwork(model, data, data.split.calibration, reader);
  model.dispose();
  return rows;
}

async function measureNetwork(
  model: LayersModel,
  data: PreparedData,
  films: readonly number[],
  reader: string,
): Promise<ShortcutRow[]> {
  const rows: ShortcutRow[] = [];
  for (const view of [NO_THORAX, BORDER, WHOLE]) {
    const logits = await scoreChange(model, data.cache, films, view);
    rows.push({ sees: view.name, reader, ...measureAuroc(data, films, logits) });
  }
  return rows;
}

function measureAuroc(data: PreparedData, indices: readonly number[], logits: ArrayLike<number>) {
  const images = indices.map((index) => data.cache.images[index]);
  const { auroc, patients } = computeMetrics(
    {
      // AUROC needs an order alone; no calibration is claimed.
      probabilities: Array.from(logits, sigmoid),
      labels: images.map((image) => image.label),
      groups: images.map((image) => image.group),
    },
    { threshold: 0.5, seed: BOOTSTRAP_SEED, description: '' },
  );
  return { images: images.length, patients, auroc };
}
