/**
 * `npm run quality -- --data DIR`: fits the judge of how a film lies on the development images, compares it with the shipped
 * one, and measures it and the other quality checks: out of fold, on the locked tenth (never fitted on), and on any further
 * folders given. Writes `quality.md` and `quality.json`; with `--ship`, the weights too. `test/` stays closed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-node';
import { ORIENTATION_MODEL } from '../../src/image/orientation-check.ts';
import { judgeOrientation } from '../../src/model/orientation.ts';
import { ORIENTATION_WEIGHTS } from '../../src/model/orientation-weights.ts';
import type { GreyImage } from '../../src/model/preprocess.ts';
import { decodeGrey } from '../data/decode.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { ALTERATIONS, type Alteration, alter } from '../quality/alter.ts';
import {
  fitOrientation,
  type OrientationData,
  shrinkAll,
  toOrientationModel,
} from '../quality/fit-orientation.ts';
import { formatQuality, formatWeights, type QualityReport } from '../quality/format-quality.ts';
import { createFilmMeter, type FilmSetReport } from '../quality/measure-films.ts';
import { chooseMinEvidence } from '../quality/measure-orientation.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { InterruptedError, runCommand } from '../run/run-command.ts';
import { REPORT_FOLDER } from '../run/run-options.ts';
import { TRAINING } from '../train/config.ts';
import { type PreparedData, prepareData } from '../train/prepare.ts';

const FLAGS = {
  data: { kind: 'text', help: 'folder with train/ and val/', isRequired: true },
  also: { kind: 'text', help: 'further folders of films to measure on, separated by commas' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
  ship: { kind: 'switch', help: 'write the fitted weights to src/model' },
} as const;

const WEIGHTS_FILE = fileURLToPath(new URL('../../src/model/orientation-weights.ts', import.meta.url));

/** Images of the cache as squares in [0, 1], altered or not. */
function* readSquares(
  { cache }: PreparedData,
  indices: readonly number[],
  alteration: Alteration | null,
): Iterable<Float32Array> {
  const area = cache.sizePx ** 2;
  for (const index of indices) {
    const bytes = cache.pixels.subarray(index * area, (index + 1) * area);
    // A plain loop: iterators are many times as slow, and there are thousands of images.
    const image = new Float32Array(area);
    for (let at = 0; at < area; at += 1) image[at] = bytes[at] / 255;
    yield alteration === null ? image : alter(image, cache.sizePx, alteration, index);
  }
}

function joinData(parts: readonly OrientationData[]): OrientationData {
  const small = new Float32Array(parts.reduce((sum, part) => sum + part.small.length, 0));
  let at = 0;
  for (const part of parts) {
    small.set(part.small, at);
    at += part.small.length;
  }
  return { sidePx: parts[0].sidePx, small };
}

await runCommand(async (interrupt) => {
  const args = parseArguments('quality', FLAGS, process.argv.slice(2));
  const log = createLog(null);
  const data = await prepareData(args.requireText('data'), TRAINING, log);
  const { sizePx } = data.cache;
  const kinds = [null, ...ALTERATIONS];
  const shrunk = data.split.folds.map((fold, index) => {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; nothing was written.');
    log.say(`fold ${index + 1}: ${fold.length} films, each also altered in ${ALTERATIONS.length} ways`);
    return kinds.map((kind) => shrinkAll(readSquares(data, fold, kind), fold.length, sizePx));
  });

  // Out of fold: each film judged by weights that never saw its patient.
  const judgements = kinds.map(() => [] as { evidence: number; isRight: boolean }[]);
  for (let fold = 0; fold < shrunk.length; fold += 1) {
    if (interrupt.isRequested) throw new InterruptedError('Stopped; nothing was written.');
    const others = shrunk.filter((_, index) => index !== fold).flat();
    const model = toOrientationModel(fitOrientation(joinData(others)), Number.POSITIVE_INFINITY);
    for (const [kind, { small, sidePx }] of shrunk[fold].entries()) {
      const area = sidePx ** 2;
      for (let start = 0; start < small.length; start += area) {
        // The small copy stands for the film: shrinking it by 1 leaves it as it is.
        const judged = judgeOrientation(small.slice(start, start + area), sidePx, model);
        judgements[kind].push({ evidence: judged.evidence, isRight: judged.evidence === 0 });
      }
    }
    log.say(`fold ${fold + 1} judged`);
  }
  const minEvidence = chooseMinEvidence(judgements[0].map(({ evidence }) => evidence));
  const weights = fitOrientation(joinData(shrunk.flat()));
  const text = formatWeights(weights, minEvidence, data.cache.sha256);
  if (args.has('ship')) await writeFileAtomic(WEIGHTS_FILE, text);
  const model = args.has('ship') ? toOrientationModel(weights, minEvidence) : ORIENTATION_MODEL;
  const drift = Math.max(...weights.map((weight, k) => Math.abs(weight - model.weights[k])));
  if (!args.has('ship') && (drift > 1e-3 || Math.abs(minEvidence - ORIENTATION_MODEL.minEvidence) > 1e-2)) {
    throw new CommandError(
      'other-weights',
      `The shipped weights (version ${ORIENTATION_WEIGHTS.version}) are not those of this fit: they differ by up to ${drift}. Run with --ship to replace them.`,
    );
  }

  const outOfFold = kinds.map((kind, index) => ({
    name: kind === null ? 'as they are' : kind.name,
    films: judgements[index].length,
    flagged: judgements[index].filter(({ evidence }) => evidence >= minEvidence).length,
  }));
  const sets: FilmSetReport[] = [];
  const locked = data.split.calibration.map((index) => data.cache.images[index].absolutePath);
  sets.push(await measureSet('locked tenth', locked));
  for (const folder of (args.text('also') ?? '').split(',').filter((entry) => entry !== '')) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    sets.push(await measureSet(basename(folder), paths.sort()));
  }

  async function measureSet(name: string, paths: readonly string[]): Promise<FilmSetReport> {
    const meter = createFilmMeter(model);
    const bar = log.startBar(name, paths.length);
    for (const [index, path] of paths.entries()) {
      if (interrupt.isRequested) throw new InterruptedError('Stopped; nothing was written.');
      let image: GreyImage | null = null;
      try {
        image = decodeGrey(new Uint8Array(await readFile(path)), nativeDecoder);
      } catch {
        // Tables of labels and the like lie beside the films.
      }
      if (image !== null) meter.add(image);
      bar.update(index + 1);
    }
    bar.stop();
    return { name, ...meter.measure() };
  }

  const report: QualityReport = {
    dataSha256: data.cache.sha256,
    minEvidence,
    outOfFold,
    sets,
  };
  const reports = args.text('reports') ?? REPORT_FOLDER;
  await writeFileAtomic(join(reports, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'quality.md'), formatQuality(report));
  log.say(formatQuality(report));
});
