/**
 * What `npm run bench -- --data DIR` runs several of, side by side: an epoch of the first fold of the shipped recipe, as a release fits
 * it. Its last line is an `EpochProcess`, as JSON.
 */
import '@tensorflow/tfjs-node';
import { selectFold } from '../data/split.ts';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { TRAINING } from '../train/config.ts';
import { prepareData } from '../train/prepare.ts';
import { type EpochProcess, measureEpoch } from './epoch.ts';

const FLAGS = {
  data: { kind: 'text', help: 'folder of the data', isRequired: true },
  steps: { kind: 'count', help: 'of the epoch (default: all)' },
} as const;

await runCommand(async () => {
  const args = parseArguments('epoch', FLAGS, process.argv.slice(2));
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS);
  if (!(threads > 0)) throw new CommandError('usage', 'TF_NUM_INTRAOP_THREADS says on how many threads.');
  const { cache, split } = await prepareData(args.requireText('data'), TRAINING, createLog(null));
  const { training, validation } = selectFold(split, 0);
  const steps = args.count('steps') ?? Number.POSITIVE_INFINITY;
  const cost = await measureEpoch({
    cache,
    training,
    validation,
    config: TRAINING,
    steps,
    threads,
    onStep: (done, of) => {
      if (done % 20 === 0) process.stdout.write(`step ${done} of ${of}\n`);
    },
  });
  const { user, system } = process.cpuUsage();
  const found: EpochProcess = { cost, cpuMs: (user + system) / 1000 };
  process.stdout.write(`${JSON.stringify(found)}\n`);
});
