/**
 * `npm run release -- --data DIR`: from data to `public/model` in one command. Cross-validation, the final fit on all
 * but the locked tenth, export, and the reports under `training/reports`. The fits are done side by side, in processes that are this
 * command with `--fits`: it does some of the fits and stops there.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-node';
import { type Arguments, parseArguments } from '../run/arguments.ts';
import { runCommandProcess } from '../run/command-process.ts';
import { inLanes } from '../run/in-lanes.ts';
import { createLog, type Log } from '../run/log.ts';
import { type Interrupt, runCommand } from '../run/run-command.ts';
import {
  MODEL_FOLDER,
  noteDataFolder,
  openRunFolder,
  REPORT_FOLDER,
  RUN_FLAGS,
  readConfig,
} from '../run/run-options.ts';
import type { TrainingConfig } from '../train/config.ts';
import { listFits, parseFits } from '../train/parse-fits.ts';
import { planProcesses } from '../train/plan-processes.ts';
import { prepareData } from '../train/prepare.ts';
import { runCrossValidation, runExport, runFinalFit, runFits } from '../train/run-development.ts';

const FLAGS = {
  ...RUN_FLAGS,
  model: { kind: 'text', help: 'folder for the exported model (default public/model)' },
  reports: { kind: 'text', help: 'folder for the reports (default training/reports)' },
  fits: {
    kind: 'text',
    help: 'only these of fold-1 to fold-K and final, with commas between: several machines can share a release',
  },
  processes: {
    kind: 'count',
    help: 'fits at a time, each in a process of up to 2 GB (default: one a core, where the memory allows)',
  },
} as const;

/** Does the fits side by side; finished ones are only looked at. */
function shareFits(
  args: Arguments,
  config: TrainingConfig,
  runFolder: string,
  log: Log,
  interrupt: Interrupt,
): Promise<void> {
  const { lanes, threads } = planProcesses(config, args.count('processes'));
  const recipe = (['epochs', 'folds', 'seed'] as const).flatMap((name) => {
    const value = args.count(name);
    return value === undefined ? [] : [`--${name}`, String(value)];
  });
  const run = ['--data', args.requireText('data'), '--out', runFolder, '--resume', ...recipe];
  return inLanes(listFits(config), lanes, (fit) =>
    runCommandProcess({
      script: fileURLToPath(import.meta.url),
      args: [...run, '--fits', fit],
      threads,
      interrupt,
      onLine: (line) => {
        // All but what it says of its fit this process has said itself.
        if (/^(?:fold|final) /.test(line)) log.say(line);
      },
    }),
  );
}

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
  await shareFits(args, config, runFolder, log, interrupt);
  const outOfFold = await runCrossValidation(data, config, places, log, interrupt);
  const model = await runFinalFit(data, config, outOfFold.rows, places, log, interrupt);
  await runExport(model, data, config, outOfFold.metrics, places, log);
  model.dispose();
  await copyFile(join(runFolder, 'log.jsonl'), join(places.reportFolder, 'release-log.jsonl'));
  log.say(`Model: ${places.modelFolder}\nReports: ${places.reportFolder}`);
});
