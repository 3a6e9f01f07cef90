/**
 * `npm run domain`: what the domain check does with films that it should let pass and images that it should not: per kind
 * how many are rejected, withheld and shown, with n and interval. Reads the exported model and the run it came from; fits
 * nothing on what it reports, and the strangers' folders are measured on alone. `--shipped` needs no run: the development films, which
 * take the fold models, are then left out.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import '@tensorflow/tfjs-node';
import { type Domain, judgeDomain } from '../../src/model/familiarity.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import { readInputs } from '../data/cache.ts';
import { decodeGrey } from '../data/decode.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { countKind, formatDomainReport, type KindRow } from '../domain/report.ts';
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
  const rows: KindRow[] = judgeLocked(shipped, data);
  if (!args.has('shipped')) {
    rows.push(
      countKind('development films, each by the fold that never saw its patient', await judgeFolds(run)),
    );
  }

  const originals = args.text('originals');
  if (originals !== undefined) {
    rows.push(...(await judgeFolder(shipped, originals, () => 'films of the set at full size')));
  }
  const adults = args.text('adults');
  if (adults !== undefined)
    rows.push(...(await judgeFolder(shipped, adults, () => "adults' frontal chest films")));
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

function judgeAll({ model, card, familiarity }: ShippedModel, inputs: Float32Array): Domain[] {
  const { embeddings, profiles } = describeAll(model, inputs, card.model.inputSizePx);
  return embeddings.map(
    (embedding, row) => judgeDomain(familiarity, card.familiarity, embedding, profiles[row]).domain,
  );
}

/** The locked tenth by the shipped cut-offs, which come from it, and in parts, each by cut-offs from the others. */
function judgeLocked({ model, card, familiarity }: ShippedModel, { cache, split }: PreparedData): KindRow[] {
  const films = describeAll(model, readInputs(cache, split.calibration), card.model.inputSizePx);
  const shown = films.embeddings.map(
    (embedding, row) => judgeDomain(familiarity, card.familiarity, embedding, films.profiles[row]).domain,
  );
  const groups = split.calibration.map((index) => cache.images[index].group);
  const unseen = crossFitDomain(familiarity, films, groups, { parts: CROSS_FIT_PARTS, seed: CROSS_FIT_SEED });
  return [
    countKind('locked tenth (the cut-offs are from it)', shown),
    countKind(
      `locked tenth in ${CROSS_FIT_PARTS} parts by patient, each by cut-offs from the others`,
      unseen,
    ),
  ];
}

/** Development films, with statistics and cut-offs made for each fold as for the shipped model. */
async function judgeFolds(run: FinishedRun): Promise<Domain[]> {
  const { data, config } = run;
  const unseen: Domain[] = [];
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
      unseen.push(judgeDomain(familiarity, cutoffs, embedding, profiles[row]).domain);
    });
    model.dispose();
  }
  return unseen;
}

/** Every file of a folder that decodes, by kind; the others are counted as not decoded. */
async function judgeFolder(
  shipped: ShippedModel,
  folder: string,
  kindOf: (path: string) => string,
): Promise<KindRow[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const kinds = new Map<string, { domains: Domain[]; undecoded: number }>();
  for (const path of paths) {
    const name = kindOf(relative(folder, path).split(sep).join('/'));
    const kind = kinds.get(name) ?? { domains: [], undecoded: 0 };
    kinds.set(name, kind);
    try {
      const grey = decodeGrey(new Uint8Array(await readFile(path)), nativeDecoder);
      kind.domains.push(...judgeAll(shipped, preprocess(grey, shipped.card.model.inputSizePx)));
    } catch {
      kind.undecoded += 1;
    }
  }
  return [...kinds].map(([name, { domains, undecoded }]) => countKind(name, domains, undecoded));
}

function mergeKinds(name: string, rows: readonly KindRow[]): KindRow {
  const sum = (pick: (row: KindRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    name,
    images: sum((row) => row.images),
    rejected: sum((row) => row.rejected),
    withheld: sum((row) => row.withheld),
    undecoded: sum((row) => row.undecoded),
  };
}
