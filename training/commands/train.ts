/** `npm run train -- --data DIR`: k-fold cross-validation by patient, with the locked tenth set aside first. */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { parseArguments } from '../run/arguments.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { noteDataFolder, openRunFolder, RUN_FLAGS, readConfig } from '../run/run-options.ts';
import { prepareData } from '../train/prepare.ts';
import { runCrossValidation } from '../train/run-development.ts';

await runCommand(async (interrupt) => {
  const args = parseArguments('train', RUN_FLAGS, process.argv.slice(2));
  const config = readConfig(args);
  const runFolder = openRunFolder(args, 'train');
  const log = createLog(join(runFolder, 'log.jsonl'));
  const dataFolder = args.requireText('data');
  const data = await prepareData(dataFolder, config, log);
  await noteDataFolder(runFolder, dataFolder);
  const places = { runFolder, reportFolder: join(runFolder, 'reports') };
  await runCrossValidation(data, config, places, log, interrupt);
  log.say(`Reports: ${places.reportFolder}`);
});
