/** Makes the domain check of an exported model anew from its files and the data alone: no run is needed. */
import { CommandError } from '../run/command-error.ts';
import { TRAINING } from '../train/config.ts';
import { describeAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';
import { fitDomain, makeSelfTest, readLockedInputs } from './domain-files.ts';
import type { FileSet } from './layers-model.ts';
import { encodeCard, replaceDomain } from './replace-domain.ts';
import type { ShippedModel } from './shipped-model.ts';

/**
 * @param shipped not changed, not disposed
 * @returns familiarity statistics, self-test and card by name
 * @throws CommandError `other-data` when the model was made from another set or split
 */
export async function refitDomain(
  { model, card }: Pick<ShippedModel, 'model' | 'card'>,
  data: PreparedData,
): Promise<FileSet> {
  const { sha256, splitSeed } = card.data;
  if (sha256 !== data.cache.sha256 || splitSeed !== TRAINING.splitSeed) {
    throw new CommandError(
      'other-data',
      'The exported model was made from another set or split than this one.',
    );
  }
  const locked = describeAll(model, await readLockedInputs(data), data.cache.sizePx);
  const { bytes, section } = fitDomain(model, locked, data);
  const selfTest = makeSelfTest(model);
  const refitted = replaceDomain(card, section, selfTest);
  return new Map([
    [section.file.path, bytes],
    [refitted.selfTest.file.path, selfTest],
    ['model-card.json', encodeCard(refitted)],
  ]);
}
