/**
 * The shift of score between full-size originals and the small copies that the network learned from: what a reader drops
 * is an original.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { preprocessFile } from '../data/cache.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import type { ShippedModel } from '../export/shipped-model.ts';
import { CommandError } from '../run/command-error.ts';
import { predictAll } from '../train/predict.ts';
import { clusteredMean } from './clustered-mean.ts';

/** One film twice. */
export interface OriginalPair {
  /** Path below the folder of originals, e.g. `NORMAL/IM-0133-0001.jpeg`. */
  readonly path: string;
  readonly group: string;
  /** Calibrated logits. */
  readonly copyLogit: number;
  readonly originalLogit: number;
}

/** The shift over all pairs. */
export interface OriginalShift {
  readonly pairs: number;
  /** Of the calibrated logit, original minus copy. */
  readonly meanShift: Estimate;
  readonly meanAbsoluteShift: Estimate;
  readonly maxAbsoluteShift: number;
  /** Largest change of the probability. */
  readonly maxAbsoluteProbability: number;
  /** Share of calls at 0.5 that differ. */
  readonly flips: Estimate;
}

/** A film of the data set that may have an original. */
interface Copy {
  readonly path: string;
  readonly absolutePath: string;
  readonly group: string;
}

/**
 * Scores every original and its copy, from their files, with the exported model.
 *
 * @param folder with NORMAL/ and PNEUMONIA/, file names as in the data set
 * @param copies of the data set; `path` ends in class folder and file name
 * @throws CommandError `no-copy` when an original has no copy, `no-originals` when there is none
 */
export async function scoreOriginals(
  { model, card }: Pick<ShippedModel, 'model' | 'card'>,
  folder: string,
  copies: readonly Copy[],
): Promise<OriginalPair[]> {
  const byName = new Map(copies.map((copy) => [copy.path.split('/').slice(-2).join('/'), copy]));
  const score = async (absolutePath: string): Promise<number> => {
    const input = await preprocessFile({ absolutePath }, nativeDecoder, card.model.inputSizePx);
    const [rawLogit] = predictAll(model, input, card.model.inputSizePx).rawLogits;
    return card.calibration.scale * rawLogit + card.calibration.offset;
  };
  const pairs: OriginalPair[] = [];
  for (const name of ['NORMAL', 'PNEUMONIA']) {
    for (const file of (await readdir(join(folder, name))).sort()) {
      const path = `${name}/${file}`;
      const copy = byName.get(path);
      if (copy === undefined) throw new CommandError('no-copy', `The data set has no copy of ${path}.`);
      pairs.push({
        path,
        group: copy.group,
        copyLogit: await score(copy.absolutePath),
        originalLogit: await score(join(folder, path)),
      });
    }
  }
  if (pairs.length === 0) throw new CommandError('no-originals', `${folder} holds no originals.`);
  return pairs;
}

/** Sums the pairs up; pure. */
export function summarizeOriginals(
  pairs: readonly OriginalPair[],
  toProbability: (logit: number) => number,
): OriginalShift {
  const shifts = pairs.map((pair) => pair.originalLogit - pair.copyLogit);
  const groups = pairs.map((pair) => pair.group);
  return {
    pairs: pairs.length,
    meanShift: clusteredMean(shifts, groups),
    meanAbsoluteShift: clusteredMean(shifts.map(Math.abs), groups),
    maxAbsoluteShift: Math.max(...shifts.map(Math.abs)),
    maxAbsoluteProbability: Math.max(
      ...pairs.map((pair) => Math.abs(toProbability(pair.originalLogit) - toProbability(pair.copyLogit))),
    ),
    flips: wilson(
      pairs.filter((pair) => pair.originalLogit >= 0 !== pair.copyLogit >= 0).length,
      pairs.length,
    ),
  };
}
