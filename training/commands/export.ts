/**
 * `npm run export -- --data DIR`: exports the finished run of `release` again, without training: the same checkpoints
 * give the same files.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, REPORT_FOLDER, RUN_FLAGS, RUNS_FOLDER, readConfig } from '../run/run-options.ts';
import { prepareData } from '../train/prepare.ts';
import { runCrossValidation, runExport, runFinalFit } from '../train/run-development.ts';

const { resume: _, ...RUN_FLAGS_WITHOUT_RESUME } = RUN_FLAGS;
const FLAGS = {
  ...RUN_FLAGS_WITHOUT_RESUME,
  model: { kind: 'text', help: 'folder for the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the reports (default training/reports)' },
} as const;

await runCommand(async (interrupt) => {
  const args = parseArguments('export', FLAGS, process.argv.slice(2));
  const config = readConfig(args);
  const runFolder = args.text('out') ?? join(RUNS_FOLDER, 'release');
  if (!existsSync(join(runFolder, 'final', 'progress.json'))) {
    throw new CommandError(
      'no-run',
      `${runFolder} holds no final fit. Run "npm run release -- --data DIR" first.`,
    );
  }
  const log = createLog(null);
  const places = {
    runFolder,
    reportFolder: args.text('reports') ?? REPORT_FOLDER,
    modelFolder: args.text('model') ?? MODEL_FOLDER,
  };
  const data = await prepareData(args.requireText('data'), config, log);
  const outOfFold = await runCrossValidation(data, config, places, log, interrupt);
  const model = await runFinalFit(data, config, places, log, interrupt);
  await runExport(model, data, config, outOfFold, places, log);
  model.dispose();
});
