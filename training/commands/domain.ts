/**
 * `npm run domain`: what the domain check does with films that it should let pass and images that it should not: per kind
 * how many are rejected, withheld and shown, with n and interval. Reads the exported model and the run it came from; fits
 * nothing on what it reports, and the strangers' folders are measured on alone. `--shipped` needs no run: the development films, which
 * take the fold models, are then left out.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import '@tensorflow/tfjs-node';
import { ORIENTATION_MODEL } from '../../src/image/orientation-check.ts';
import { confirmCorrection } from '../../src/model/confirm-correction.ts';
import { type DomainReading, judgeDomain } from '../../src/model/familiarity.ts';
import {
  CORRECTIONS,
  type Correction,
  correctInput,
  isIdentity,
  judgeOrientation,
} from '../../src/model/orientation.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import { readInputs } from '../data/cache.ts';
import { decodeGrey } from '../data/decode.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { countKind, formatDomainReport, type Judged, type KindRow } from '../domain/report.ts';
import { crossFitDomain, cutDomain } from '../export/cut-domain.ts';
import { fitFamiliarity } from '../export/fit-familiarity.ts';
import { loadShippedModel, type ShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';
import { type FinishedRun, loadFoldModel, openFinishedRun } from '../train/finished-run.ts';
import { describeAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  strangers: {
    kind: 'text',
    help: 'folder of images that are no frontal chest radiograph, a folder a kind',
  },
  adults: { kind: 'text', help: "folder of adults' frontal chest radiographs" },
  originals: { kind: 'text', help: 'folder of films of the set at full size' },
  shipped: { kind: 'switch', help: 'the exported model alone: needs no run' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** How chests are laid wrong: they should be offered to be laid right. */
const LIES: readonly (readonly [string, Correction])[] = [
  ['on their side', { quarterTurns: 1, isInverted: false }],
  ['upside down', { quarterTurns: 2, isInverted: false }],
  ['inverted', { quarterTurns: 0, isInverted: true }],
];

/** Parts of the locked tenth for cut-offs that the judged films are not in. */
const CROSS_FIT_PARTS = 10;
const CROSS_FIT_SEED = 2018;

await runCommand(async (interrupt) => {
  const args = parseArguments('domain', FLAGS, process.argv.slice(2));
  const run = await openFinishedRun(args, interrupt);
  const { data, log } = run;
  const shipped = await loadShippedModel(args.text('model') ?? MODEL_FOLDER);
  if (shipped.card.data.sha256 !== data.cache.sha256) {
    throw new CommandError('other-data', 'The exported model was made from another set than this one.');
  }
  const rows: KindRow[] = await judgeLocked(shipped, data);
  if (!args.has('shipped')) {
    rows.push(
      countKind('development films, each by the fold that never saw its patient', await judgeFolds(run)),
    );
  }

  const judgeChests = async (folder: string, name: string): Promise<void> => {
    rows.push(...(await judgeFolder(shipped, folder, () => name)));
    for (const [how, lie] of LIES) {
      rows.push(...(await judgeFolder(shipped, folder, () => `${name}, ${how}`, lie)));
    }
  };
  const originals = args.text('originals');
  if (originals !== undefined) await judgeChests(originals, 'films of the set at full size');
  const adults = args.text('adults');
  if (adults !== undefined) await judgeChests(adults, "adults' frontal chest films");
  const strangers = args.text('strangers');
  if (strangers !== undefined) {
    const kinds = await judgeFolder(shipped, strangers, (path) => path.split('/')[0]);
    rows.push(...kinds, mergeKinds('all that are no frontal chest film', kinds));
  }
  shipped.model.dispose();

  const reports = args.text('reports') ?? REPORT_FOLDER;
  const summary = { modelSha256: shipped.card.model.sha256, familiarity: shipped.card.familiarity, rows };
  const text = formatDomainReport(shipped.card, rows);
  await writeFileAtomic(join(reports, 'domain.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'domain.md'), text);
  log.say(text);
});

function readDomain({ model, card, familiarity }: ShippedModel, input: Float32Array): DomainReading {
  const { embeddings, profiles } = describeAll(model, input, card.model.inputSizePx);
  return judgeDomain(familiarity, card.familiarity, embeddings[0], profiles[0]);
}

/** One network input as the page treats it: the domain check, and the offer to turn or invert it. */
async function judgeInput(shipped: ShippedModel, input: Float32Array): Promise<Judged> {
  const sizePx = shipped.card.model.inputSizePx;
  const asRead = readDomain(shipped, input);
  const { isWrong, correction } = judgeOrientation(input, sizePx, ORIENTATION_MODEL);
  const isOffered =
    isWrong &&
    !isIdentity(correction) &&
    (await confirmCorrection(input, sizePx, asRead, correction, async (copy) => readDomain(shipped, copy)));
  return { domain: asRead.domain, isOffered };
}

/** The locked tenth by the shipped cut-offs, which come from it, and in parts, each by cut-offs from the others. */
async function judgeLocked(shipped: ShippedModel, { cache, split }: PreparedData): Promise<KindRow[]> {
  const { model, card, familiarity } = shipped;
  const inputs = readInputs(cache, split.calibration);
  const area = card.model.inputSizePx ** 2;
  const shown: Judged[] = [];
  for (let start = 0; start < inputs.length; start += area) {
    shown.push(await judgeInput(shipped, inputs.slice(start, start + area)));
  }
  const films = describeAll(model, inputs, card.model.inputSizePx);
  const groups = split.calibration.map((index) => cache.images[index].group);
  const unseen = crossFitDomain(familiarity, films, groups, { parts: CROSS_FIT_PARTS, seed: CROSS_FIT_SEED });
  return [
    countKind('locked tenth (the cut-offs are from it)', shown),
    countKind(
      `locked tenth in ${CROSS_FIT_PARTS} parts by patient, each by cut-offs from the others`,
      unseen.map((domain, row) => ({ domain, isOffered: shown[row].isOffered })),
    ),
  ];
}

/** Development films, with statistics and cut-offs made for each fold as for the shipped model. */
async function judgeFolds(run: FinishedRun): Promise<Judged[]> {
  const { data, config } = run;
  const unseen: Judged[] = [];
  for (let fold = 0; fold < config.folds; fold += 1) {
    const { model, training, validation } = await loadFoldModel(run, fold);
    const read = (indices: readonly number[]) =>
      describeAll(model, readInputs(data.cache, indices), data.cache.sizePx);
    const fitted = read(training);
    const labels = training.map((index) => data.cache.images[index].label);
    const familiarity = fitFamiliarity(fitted.embeddings, fitted.profiles, labels);
    const cutoffs = cutDomain(familiarity, read(data.split.calibration));
    const { embeddings, profiles } = read(validation);
    embeddings.forEach((embedding, row) => {
      const { domain } = judgeDomain(familiarity, cutoffs, embedding, profiles[row]);
      // The judge of how a film lies was fitted on these very films.
      unseen.push({ domain, isOffered: false });
    });
    model.dispose();
  }
  return unseen;
}

/**
 * Every file of a folder that decodes, by kind; the others are counted as not decoded.
 *
 * @param lie how each is turned and inverted first
 */
async function judgeFolder(
  shipped: ShippedModel,
  folder: string,
  kindOf: (path: string) => string,
  lie: Correction = CORRECTIONS[0],
): Promise<KindRow[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const kinds = new Map<string, { judged: Judged[]; undecoded: number }>();
  for (const path of paths) {
    const name = kindOf(relative(folder, path).split(sep).join('/'));
    const kind = kinds.get(name) ?? { judged: [], undecoded: 0 };
    kinds.set(name, kind);
    try {
      const grey = decodeGrey(new Uint8Array(await readFile(path)), nativeDecoder);
      const { inputSizePx } = shipped.card.model;
      const upright = new Float32Array(preprocess(grey, inputSizePx));
      kind.judged.push(await judgeInput(shipped, correctInput(upright, inputSizePx, lie)));
    } catch {
      kind.undecoded += 1;
    }
  }
  return [...kinds].map(([name, { judged, undecoded }]) => countKind(name, judged, undecoded));
}

function mergeKinds(name: string, rows: readonly KindRow[]): KindRow {
  const sum = (pick: (row: KindRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    name,
    images: sum((row) => row.images),
    rejected: sum((row) => row.rejected),
    withheld: sum((row) => row.withheld),
    offered: sum((row) => row.offered),
    undecoded: sum((row) => row.undecoded),
  };
}
