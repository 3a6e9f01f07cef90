/**
 * `npm run fit-domain -- --data DIR`: makes the domain check of the exported model anew, without the run that it came from:
 * statistics of the films trained on, cut-offs from the locked tenth, self-test and card. The network stays, bit for bit.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { fitDomain, makeSelfTest, readLockedInputs } from '../export/domain-files.ts';
import { encodeCard, replaceDomain } from '../export/replace-domain.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, RUN_FLAGS } from '../run/run-options.ts';
import { TRAINING } from '../train/config.ts';
import { describeAll } from '../train/predict.ts';
import { prepareData } from '../train/prepare.ts';

const FLAGS = {
  data: RUN_FLAGS.data,
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  out: { kind: 'text', help: 'folder for the three files (default: the model’s own)' },
} as const;

await runCommand(async () => {
  const args = parseArguments('fit-domain', FLAGS, process.argv.slice(2));
  const folder = args.text('model') ?? MODEL_FOLDER;
  const log = createLog(null);
  const { model, card } = await loadShippedModel(folder);
  const data = await prepareData(args.requireText('data'), TRAINING, log);
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
  model.dispose();
  const refitted = replaceDomain(card, section, selfTest);
  const out = args.text('out') ?? folder;
  await writeFileAtomic(join(out, section.file.path), bytes);
  await writeFileAtomic(join(out, refitted.selfTest.file.path), selfTest);
  // Last, so that a card never names files that are not there yet.
  await writeFileAtomic(join(out, 'model-card.json'), encodeCard(refitted));
  log.say(
    `Withheld above ${section.withheldResidual.toPrecision(5)} (was ${card.familiarity.withheldResidual.toPrecision(5)}), ` +
      `rejected above ${section.rejectedDistance.toPrecision(5)} (was ${card.familiarity.rejectedDistance.toPrecision(5)}): ${out}`,
  );
});
