/**
 * `npm run audit`: how the recipe behaves when something that should not decide is changed. Each development image is read,
 * before and after, by the fold model that never saw its patient, with a calibration and a zone fitted on the other folds.
 * `--locked` adds the locked tenth as the exported model reads it, with the card's own calibration and zone: once per
 * release, after everything was chosen. `--originals DIR` adds full-size originals beside their small copies. Scores are kept in
 * the run's folder: an audit that was stopped goes on where it was. `test/` stays closed. Needs a finished run of `release` or `train`.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { sigmoid } from '../../src/model/assess.ts';
import { createChanges } from '../audit/changes.ts';
import { scoreOriginals } from '../audit/compare-originals.ts';
import { type AuditedPart, type AuditReport, formatAudit } from '../audit/format-audit.ts';
import { nativeRoundTrip } from '../audit/jpeg-native.ts';
import { fitReaders, measureChanges, type ScoredChange } from '../audit/measure-changes.ts';
import { type OriginalShift, summarizeOriginals } from '../audit/original-shift.ts';
import type { Change } from '../audit/perturbations.ts';
import { recallOrScore } from '../audit/score-changes.ts';
import { loadShippedModel, type ShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { InterruptedError, runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';
import { type FinishedRun, loadFoldModel, openFinishedRun } from '../train/finished-run.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  only: { kind: 'count', help: 'read changed films of the first N folds alone (default all)' },
  locked: { kind: 'switch', help: 'also the locked tenth, with the exported model' },
  originals: { kind: 'text', help: 'folder of full-size originals, with NORMAL/ and PNEUMONIA/' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

const CHANGES = createChanges(nativeRoundTrip);

/** Raised whenever a change of the same name computes something else. */
const CHANGES_VERSION = 1;

/** Coverage that the zones of the folds are cut for, as those of the shipped model. */
const ZONE_COVERAGE = 0.975;

await runCommand(async (interrupt) => {
  const args = parseArguments('audit', FLAGS, process.argv.slice(2));
  const run = await openFinishedRun(args, interrupt);
  const { data, config, log } = run;
  const originalsFolder = args.text('originals');
  const needsShipped = args.has('locked') || originalsFolder !== undefined;
  const shipped = needsShipped ? await loadShippedModel(args.text('model') ?? MODEL_FOLDER) : null;
  if (shipped !== null && shipped.card.data.sha256 !== data.cache.sha256) {
    throw new CommandError('other-data', 'The exported model was made from another set than this one.');
  }
  const parts: AuditedPart[] = [];
  let originals: OriginalShift | null = null;
  if (shipped !== null) {
    if (args.has('locked')) parts.push(await auditLocked(shipped, run));
    if (originalsFolder !== undefined) {
      originals = summarizeOriginals(
        await scoreOriginals(shipped, originalsFolder, data.cache.images),
        sigmoid,
      );
    }
    shipped.model.dispose();
  }
  const folds = Math.min(args.count('only') ?? config.folds, config.folds);
  parts.unshift(await auditFolds(run, folds));
  const report: AuditReport = {
    runHash: data.runHash,
    dataSha256: data.cache.sha256,
    modelSha256: shipped?.card.model.sha256 ?? null,
    parts,
    originals,
  };
  const reports = args.text('reports') ?? REPORT_FOLDER;
  await writeFileAtomic(join(reports, 'audit.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'audit.md'), formatAudit(report));
  log.say(formatAudit(report));
});

/** The locked tenth as the exported model reads it. */
async function auditLocked(
  { model, card }: ShippedModel,
  { data, runFolder, log, interrupt }: FinishedRun,
): Promise<AuditedPart> {
  const { cache, split } = data;
  const images = split.calibration.map((index) => cache.images[index]);
  const { scale, offset } = card.calibration;
  const bar = log.startBar('audit locked tenth', CHANGES.length);
  const key = { folder: join(runFolder, 'audit'), weights: card.model.sha256, version: CHANGES_VERSION };
  const changes: ScoredChange[] = [];
  for (const change of CHANGES) {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
    const rawLogits = await recallOrScore(key, model, cache, split.calibration, change);
    changes.push({ name: change.name, rawLogits });
    bar.update(changes.length, change.name);
  }
  bar.stop();
  const set = {
    labels: images.map((image) => image.label),
    groups: images.map((image) => image.group),
    readers: images.map(() => ({ line: { scale, offset }, zones: card.zones })),
  };
  return {
    title: 'Locked tenth, shipped weights',
    description:
      'Patients never trained on and never used to choose; calibration and zone were fitted on their untouched films. Read from the cache of ' +
      'bytes, so that films at a cut-off can fall on its other side than in `locked-tenth.md`.',
    rows: measureChanges(set, changes),
  };
}

/** What the fold model that never saw a fold's patients said of its films. */
interface FoldScores {
  readonly fold: number;
  /** Indices into `cache.images`. */
  readonly validation: readonly number[];
  /** One array a change, in the changes' order. */
  readonly logits: readonly Float32Array[];
}

/** Reads one fold under some changes. */
async function scoreFold(run: FinishedRun, fold: number, changes: readonly Change[]): Promise<FoldScores> {
  const { data, runFolder, log, interrupt } = run;
  const { model, validation } = await loadFoldModel(run, fold);
  const bar = log.startBar(`audit fold ${fold + 1}`, changes.length);
  const key = {
    folder: join(runFolder, 'audit'),
    weights: `${data.runHash} fold ${fold + 1}`,
    version: CHANGES_VERSION,
  };
  const logits: Float32Array[] = [];
  for (const change of changes) {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; no report was written.');
    logits.push(await recallOrScore(key, model, data.cache, validation, change));
    bar.update(logits.length, change.name);
  }
  bar.stop();
  model.dispose();
  return { fold, validation, logits };
}

/**
 * The development films, each read by the fold model that never saw its patient. Untouched films of all folds are read, since
 * each fold is calibrated on the others; changed ones of the first `foldCount`.
 */
async function auditFolds(run: FinishedRun, foldCount: number): Promise<AuditedPart> {
  const { data, config } = run;
  const scored: FoldScores[] = [];
  for (let fold = 0; fold < config.folds; fold += 1) {
    const changes = fold < foldCount ? CHANGES : CHANGES.slice(0, 1);
    scored.push(await scoreFold(run, fold, changes));
  }
  const rows = scored.flatMap(({ fold, validation }) =>
    validation.map((index) => ({ fold, image: data.cache.images[index] })),
  );
  const readers = fitReaders(
    scored.flatMap(({ logits }) => [...logits[0]]),
    rows.map(({ image }) => image.label),
    rows.map(({ fold }) => fold),
    ZONE_COVERAGE,
  );
  const audited = rows.filter(({ fold }) => fold < foldCount);
  const set = {
    labels: audited.map(({ image }) => image.label),
    groups: audited.map(({ image }) => image.group),
    readers: readers.slice(0, audited.length),
  };
  return {
    title: 'Out of fold',
    description:
      `Development films of ${foldCount} of ${config.folds} folds, each read by the fold model ` +
      'that never saw its patient, calibrated and zoned on the other folds.',
    rows: measureChanges(
      set,
      CHANGES.map((change, index) => ({
        name: change.name,
        rawLogits: scored.slice(0, foldCount).flatMap(({ logits }) => [...logits[index]]),
      })),
    ),
  };
}
