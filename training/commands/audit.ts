/**
 * `npm run audit`: how the recipe behaves when something that should not decide is changed. Each development image is read,
 * before and after, by the fold model that never saw its patient, with a calibration and a zone fitted on the other folds.
 * So are the films whose markers were marked by hand, with their markers erased and swapped, in all folds.
 * `--locked` adds the locked tenth as the exported model reads it, with the card's own calibration and zone: once per
 * release, after everything was chosen. `--originals DIR` adds full-size originals beside their small copies. Scores are kept in
 * the run's folder: an audit that was stopped goes on where it was. `test/` stays closed. Needs a finished run of `release` or `train`,
 * or `--shipped`: the exported model alone on the locked tenth, where the run's checkpoints are gone; the report says what that leaves out.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { sigmoid } from '../../src/model/assess.ts';
import { createChanges } from '../audit/changes.ts';
import { scoreOriginals } from '../audit/compare-originals.ts';
import { type AuditedPart, type AuditReport, formatAudit, OUT_OF_FOLD } from '../audit/format-audit.ts';
import { nativeRoundTrip } from '../audit/jpeg-native.ts';
import { readMarkerBoxes } from '../audit/marker-boxes.ts';
import { createMarkerChanges } from '../audit/marker-changes.ts';
import { fitReaders, measureChanges, type Reader, type ScoredChange } from '../audit/measure-changes.ts';
import { type MarkerRow, measureMarkers } from '../audit/measure-markers.ts';
import { type OriginalShift, summarizeOriginals } from '../audit/original-shift.ts';
import { recallOrScore } from '../audit/score-changes.ts';
import { type FoldScores, scoreFolds } from '../audit/score-folds.ts';
import { loadShippedModel, type ShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { InterruptedError, runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';
import { type FinishedRun, openFinishedRun } from '../train/finished-run.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  only: { kind: 'count', help: 'read changed films of the first N folds alone (default all)' },
  locked: { kind: 'switch', help: 'also the locked tenth, with the exported model' },
  shipped: { kind: 'switch', help: 'the locked tenth with the exported model alone: needs no run' },
  originals: { kind: 'text', help: 'folder of full-size originals, with NORMAL/ and PNEUMONIA/' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

const CHANGES = createChanges(nativeRoundTrip);
const MARKER_BOXES = readMarkerBoxes().films;
const MARKER_CHANGES = createMarkerChanges(MARKER_BOXES);

/** Raised whenever a change of the same name computes something else, or markers are marked anew. */
const CHANGES_VERSION = 1;

/** Coverage that the zones of the folds are cut for, as those of the shipped model. */
const ZONE_COVERAGE = 0.975;

await runCommand(async (interrupt) => {
  const args = parseArguments('audit', FLAGS, process.argv.slice(2));
  const run = await openFinishedRun(args, interrupt);
  const { data, config, log } = run;
  const originalsFolder = args.text('originals');
  const isShippedAlone = args.has('shipped');
  const readsLocked = args.has('locked') || isShippedAlone;
  const needsShipped = readsLocked || originalsFolder !== undefined;
  const shipped = needsShipped ? await loadShippedModel(args.text('model') ?? MODEL_FOLDER) : null;
  if (shipped !== null && shipped.card.data.sha256 !== data.cache.sha256) {
    throw new CommandError('other-data', 'The exported model was made from another set than this one.');
  }
  const parts: AuditedPart[] = [];
  let originals: OriginalShift | null = null;
  if (shipped !== null) {
    if (readsLocked) parts.push(await auditLocked(shipped, run));
    if (originalsFolder !== undefined) {
      originals = summarizeOriginals(
        await scoreOriginals(shipped, originalsFolder, data.cache.images),
        sigmoid,
      );
    }
    shipped.model.dispose();
  }
  const outOfFold = isShippedAlone
    ? null
    : await auditOutOfFold(run, Math.min(args.count('only') ?? config.folds, config.folds));
  const report: AuditReport = {
    runHash: data.runHash,
    dataSha256: data.cache.sha256,
    modelSha256: shipped?.card.model.sha256 ?? null,
    parts: outOfFold === null ? parts : [outOfFold.part, ...parts],
    ...(outOfFold?.markers === undefined ? {} : { markers: outOfFold.markers }),
    originals,
  };
  const reports = args.text('reports') ?? REPORT_FOLDER;
  await writeFileAtomic(join(reports, 'audit.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'audit.md'), formatAudit(report));
  log.say(formatAudit(report));
});

/** What the fold models say: of the films of the first folds, and of the marked films of all. */
async function auditOutOfFold(
  run: FinishedRun,
  folds: number,
): Promise<{ readonly part: AuditedPart; readonly markers: readonly MarkerRow[] | undefined }> {
  const scored = await scoreFolds(run, {
    changes: CHANGES,
    foldCount: folds,
    markerChanges: MARKER_CHANGES,
    isMarked: hasMarkedFilms(run) ? (path) => MARKER_BOXES.has(path) : () => false,
    version: CHANGES_VERSION,
  });
  const findReader = fitFilmReaders(run, scored);
  return {
    part: measureFolds(run, scored.slice(0, folds), findReader),
    markers: measureMarked(run, scored, findReader),
  };
}

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

/** Whether the development films hold all that were marked by hand: a few of them would be another sample. */
function hasMarkedFilms({ data, log }: FinishedRun): boolean {
  const found = data.development.filter((index) => MARKER_BOXES.has(data.cache.images[index].path)).length;
  const isWhole = found === MARKER_BOXES.size;
  if (!isWhole)
    log.say(`Markers left alone: ${found} of the ${MARKER_BOXES.size} marked films are in this set.`);
  return isWhole;
}

/** Finds a development film's calibration and zone, fitted on the other folds, by its index. */
type FindReader = (index: number) => Reader;

/** @throws RangeError, CalibrationError as `fitReaders` */
function fitFilmReaders({ data }: FinishedRun, scored: readonly FoldScores[]): FindReader {
  const rows = scored.flatMap(({ fold, validation }) => validation.map((index) => ({ fold, index })));
  const readers = fitReaders(
    scored.flatMap(({ logits }) => [...logits[0]]),
    rows.map(({ index }) => data.cache.images[index].label),
    rows.map(({ fold }) => fold),
    ZONE_COVERAGE,
  );
  const byIndex = new Map(rows.map(({ index }, row) => [index, readers[row]]));
  return (index) => {
    const reader = byIndex.get(index);
    if (reader === undefined) throw new RangeError(`Film ${index} is in no fold.`);
    return reader;
  };
}

/** The development films of the first folds. */
function measureFolds(
  { data, config }: FinishedRun,
  scored: readonly FoldScores[],
  findReader: FindReader,
): AuditedPart {
  const audited = scored.flatMap(({ validation }) => validation);
  const images = audited.map((index) => data.cache.images[index]);
  const set = {
    labels: images.map((image) => image.label),
    groups: images.map((image) => image.group),
    readers: audited.map(findReader),
  };
  return {
    title: OUT_OF_FOLD,
    description:
      `Development films of ${scored.length} of ${config.folds} folds, each read by the fold model ` +
      'that never saw its patient, calibrated and zoned on the other folds.',
    rows: measureChanges(
      set,
      CHANGES.map((change, index) => ({
        name: change.name,
        rawLogits: scored.flatMap(({ logits }) => [...logits[index]]),
      })),
    ),
  };
}

/** The marked films of all folds; undefined in another set than the published one. */
function measureMarked(
  { data }: FinishedRun,
  scored: readonly FoldScores[],
  findReader: FindReader,
): readonly MarkerRow[] | undefined {
  const films = scored.flatMap(({ validation, logits, marked, markerLogits }) =>
    marked.map((index, row) => {
      const { path, label, group } = data.cache.images[index];
      return {
        path,
        label,
        group,
        reader: findReader(index),
        untouched: logits[0][validation.indexOf(index)],
        changed: markerLogits.map((scores) => scores[row]),
      };
    }),
  );
  return films.length === 0 ? undefined : measureMarkers(films, MARKER_CHANGES);
}
