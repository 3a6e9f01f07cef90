/** The common start of `train`, `release` and `audit`: data set, cache, split, and the proof that the split is clean. */
import { fileURLToPath } from 'node:url';
import { type ImageCache, loadImageCache } from '../data/cache.ts';
import { scanDataset } from '../data/dataset.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { assertDisjoint, type Split, splitByGroup } from '../data/split.ts';
import type { Log } from '../run/log.ts';
import type { TrainingConfig } from './config.ts';
import { hashRun } from './run-hash.ts';

/** Folder of what may be thrown away and made again. */
export const CACHE_FOLDER = fileURLToPath(new URL('../cache/', import.meta.url));

/** Data and split of a run. */
export interface PreparedData {
  readonly cache: ImageCache;
  /** Indices into `cache.images`. */
  readonly split: Split;
  /** All indices but the locked tenth's, ascending. */
  readonly development: readonly number[];
  /** Hash of configuration, data, split and the code's own constants: names the run that a checkpoint belongs to. */
  readonly runHash: string;
}

/**
 * Scans `train/` and `val/` (never `test/`), preprocesses every image once, and splits by patient.
 *
 * @throws DatasetError, SplitError
 */
export async function prepareData(folder: string, config: TrainingConfig, log: Log): Promise<PreparedData> {
  const dataset = await scanDataset(folder, { splits: ['train', 'val'] });
  const bar = log.startBar('preprocess', dataset.images.length);
  const cache = await loadImageCache(dataset, {
    decoder: nativeDecoder,
    cacheFolder: CACHE_FOLDER,
    sizePx: config.architecture.inputSizePx,
    onProgress: (done) => bar.update(done),
  });
  bar.stop();
  if (cache.warning !== null) log.say(cache.warning);
  for (const file of cache.skipped)
    log.say(`skipped ${file.path}: ${file.reason}${file.detail ? `, ${file.detail}` : ''}`);
  const split = splitByGroup(cache.images, {
    seed: config.splitSeed,
    folds: config.folds,
    calibrationShare: config.calibrationShare,
  });
  const pick = (indices: readonly number[]) => indices.map((index) => cache.images[index]);
  assertDisjoint([
    { name: 'locked tenth', images: pick(split.calibration) },
    ...split.folds.map((fold, index) => ({ name: `fold ${index + 1}`, images: pick(fold) })),
  ]);
  const development = split.folds.flat().sort((a, b) => a - b);
  const runHash = hashRun({ config, data: cache.sha256, split });
  log.event({
    event: 'data',
    images: cache.images.length,
    sha256: cache.sha256,
    locked: split.calibration.length,
    runHash,
  });
  log.say(
    `${cache.images.length} images (${cache.skipped.length} skipped), ${split.calibration.length} locked away, ` +
      `${split.folds.length} folds of about ${Math.round(development.length / split.folds.length)}.`,
  );
  return { cache, split, development, runHash };
}
