/**
 * `npm run export`: exports the finished run of `release` again, without training: the same checkpoints
 * give the same files.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { parseArguments } from '../run/arguments.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import {
  FINISHED_RUN_FLAGS,
  findDataFolder,
  MODEL_FOLDER,
  REPORT_FOLDER,
  RUNS_FOLDER,
  readConfig,
} from '../run/run-options.ts';
import { requireFinishedFit } from '../train/checkpoint.ts';
import { prepareData } from '../train/prepare.ts';
import { runCrossValidation, runExport, runFinalFit } from '../train/run-development.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  model: { kind: 'text', help: 'folder for the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the reports (default training/reports)' },
} as const;

await runCommand(async (interrupt) => {
  const args = parseArguments('export', FLAGS, process.argv.slice(2));
  const config = readConfig(args);
  const runFolder = args.text('out') ?? join(RUNS_FOLDER, 'release');
  for (const fit of [...Array.from({ length: config.folds }, (_, fold) => `fold-${fold + 1}`), 'final']) {
    await requireFinishedFit(join(runFolder, fit), config.epochs);
  }
  const log = createLog(null);
  const places = {
    runFolder,
    reportFolder: args.text('reports') ?? REPORT_FOLDER,
    modelFolder: args.text('model') ?? MODEL_FOLDER,
  };
  const data = await prepareData(findDataFolder(args, runFolder), config, log);
  const outOfFold = await runCrossValidation(data, config, places, log, interrupt);
  const model = await runFinalFit(data, config, outOfFold.rows, places, log, interrupt);
  await runExport(model, data, config, outOfFold.metrics, places, log);
  model.dispose();
});
