/**
 * Fits the aggregate statistics of both classes on the training images. Runs under tfjs-node only.
 * Invariants: one image a patient, none of the locked tenth, none of `test/`.
 */
import { readFile } from 'node:fs/promises';
import { resizeAntialiased } from '../../src/model/preprocess.ts';
import { createRandom, shuffle } from '../../src/model/random.ts';
import { decodeGrey } from '../data/decode.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import type { Log } from '../run/log.ts';
import {
  type ClassGaussian,
  fitGaussian,
  measureNearestTwo,
  measureTypicalNearest,
} from '../synth/gaussian.ts';
import type { SampleEntry } from '../synth/sample-manifest.ts';
import { drawAggregate } from '../synth/sample-recipes.ts';
import { TRAINING } from '../train/config.ts';
import { type PreparedData, prepareData } from '../train/prepare.ts';

/** Side of the square that the statistics are of, and the number of components. */
const SIDE_PX = 160;
const COMPONENTS = 60;

/** Patients whose nearest neighbour is looked up to learn what "near" is. */
const TYPICAL_COUNT = 60;

/** A class' statistics and the images behind them. */
export interface AggregateStatistics {
  readonly gaussian: ClassGaussian;
  /** Greys of the images, one after the other; for measuring distances only. */
  readonly pixels: Float32Array;
}

/**
 * Fits normal and pneumonia, in class order.
 *
 * @param folder the data set as published
 * @throws DatasetError, SplitError
 */
export async function fitAggregates(folder: string, log: Log): Promise<readonly AggregateStatistics[]> {
  const data = await prepareData(folder, TRAINING, log);
  const statistics: AggregateStatistics[] = [];
  for (const label of [0, 1] as const) {
    const pixels = await readOneImageAPatient(data, label);
    const gaussian = fitGaussian(pixels, SIDE_PX, COMPONENTS, createRandom(label, 0xf17));
    log.say(
      `${label === 0 ? 'normal' : 'pneumonia'}: ${gaussian.components.length} components of ${gaussian.images} patients hold ` +
        `${(100 * gaussian.explainedShare).toFixed(1)} % of the variance`,
    );
    statistics.push({ gaussian, pixels });
  }
  return statistics;
}

async function readOneImageAPatient(data: PreparedData, label: 0 | 1): Promise<Float32Array> {
  const seen = new Set<string>();
  const chosen = shuffle(data.development, createRandom(label, 0x0e))
    .map((index) => data.cache.images[index])
    .filter((image) => {
      const isNew = image.label === label && !seen.has(image.group);
      if (isNew) seen.add(image.group);
      return isNew;
    });
  const area = SIDE_PX * SIDE_PX;
  const pixels = new Float32Array(chosen.length * area);
  for (const [index, image] of chosen.entries()) {
    const grey = decodeGrey(new Uint8Array(await readFile(image.absolutePath)), nativeDecoder);
    pixels.set(resizeAntialiased(grey, SIDE_PX, SIDE_PX), index * area);
  }
  return pixels;
}

/** How far the draw of a seed is from every image behind it, for `samples.json`. */
export function describeDraw(
  { gaussian, pixels }: AggregateStatistics,
  seed: number,
): NonNullable<SampleEntry['aggregate']> {
  const draw = drawAggregate(gaussian, seed);
  const [nearest, second] = measureNearestTwo(draw, pixels);
  return {
    images: gaussian.images,
    components: gaussian.components.length,
    explainedShare: gaussian.explainedShare,
    nearestImageDistance: nearest,
    typicalNearestDistance: measureTypicalNearest(pixels, draw.length, TYPICAL_COUNT),
    nearestRatio: nearest / second,
  };
}
