/** Scores full-size originals and the small copies that the network learned from, from their files. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { preprocessFile } from '../data/cache.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import type { ShippedModel } from '../export/shipped-model.ts';
import { CommandError } from '../run/command-error.ts';
import { predictAll } from '../train/predict.ts';
import type { OriginalPair } from './original-shift.ts';

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
