/**
 * `npm run release -- --data DIR`: from data to `public/model` in one command. Cross-validation, the final fit on all
 * but the locked tenth, export, and the reports under `training/reports`. With `--fits` it does some of the fits and stops there.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { parseArguments } from '../run/arguments.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import {
  MODEL_FOLDER,
  noteDataFolder,
  openRunFolder,
  REPORT_FOLDER,
  RUN_FLAGS,
  readConfig,
} from '../run/run-options.ts';
import { parseFits } from '../train/parse-fits.ts';
import { prepareData } from '../train/prepare.ts';
import { runCrossValidation, runExport, runFinalFit, runFits } from '../train/run-development.ts';

const FLAGS = {
  ...RUN_FLAGS,
  model: { kind: 'text', help: 'folder for the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the reports (default training/reports)' },
  fits: {
    kind: 'text',
    help: 'only these of fold-1 to fold-K and final, with commas between: several processes can share a release',
  },
} as const;

await runCommand(async (interrupt) => {
  const args = parseArguments('release', FLAGS, process.argv.slice(2));
  const config = readConfig(args);
  const chosen = args.text('fits');
  // Before the data: a wrong name costs no minutes, and leaves no run behind.
  const fits = chosen === undefined ? null : parseFits(chosen, config);
  const runFolder = openRunFolder(args, 'release');
  const log = createLog(join(runFolder, 'log.jsonl'));
  const places = {
    runFolder,
    reportFolder: args.text('reports') ?? REPORT_FOLDER,
    modelFolder: args.text('model') ?? MODEL_FOLDER,
  };
  const dataFolder = args.requireText('data');
  const data = await prepareData(dataFolder, config, log);
  await noteDataFolder(runFolder, dataFolder);
  if (fits !== null) {
    await runFits(fits, data, config, runFolder, log, interrupt);
    log.say(`Finished: ${chosen}. The release goes on from there with --resume.`);
    return;
  }
  const outOfFold = await runCrossValidation(data, config, places, log, interrupt);
  const model = await runFinalFit(data, config, outOfFold.rows, places, log, interrupt);
  await runExport(model, data, config, outOfFold.metrics, places, log);
  model.dispose();
  await copyFile(join(runFolder, 'log.jsonl'), join(places.reportFolder, 'release-log.jsonl'));
  log.say(`Model: ${places.modelFolder}\nReports: ${places.reportFolder}`);
});
