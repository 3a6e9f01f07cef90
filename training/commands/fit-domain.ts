/**
 * `npm run fit-domain -- --data DIR`: makes the domain check of the exported model anew, without the run that it came from:
 * statistics of the films trained on, cut-offs from the locked tenth, self-test and card. The network stays, bit for bit.
 */
import '@tensorflow/tfjs-node';
import { refitDomain } from '../export/refit-domain.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { createLog } from '../run/log.ts';
import { replaceInFolder } from '../run/replace-in-folder.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, RUN_FLAGS } from '../run/run-options.ts';
import { TRAINING } from '../train/config.ts';
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
  const shipped = await loadShippedModel(folder);
  const data = await prepareData(args.requireText('data'), TRAINING, log);
  const files = await refitDomain(shipped, data);
  shipped.model.dispose();
  const out = args.text('out') ?? folder;
  await replaceInFolder(out, files);
  log.say(`Written: ${[...files.keys()].join(', ')} in ${out}`);
});
