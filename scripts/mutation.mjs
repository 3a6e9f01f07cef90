/**
 * `npm run mutation [-- PART [--group N | FILE...]]`: mutation testing of one part (model, study, image) or of all, or of one group of
 * its files, or of the files that are named; writes docs/mutation.md and docs/mutation.json after each group, file by file. What was
 * tried before and hasn't changed is not tried again (test-results/mutation/PART/GROUP/incremental.json, kept after each group of files): a
 * run that was cut goes on from there. Ends with 1 where a part's score is below 80 %.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { mutate } = await import('./lib/mutation/command.mjs');
  await mutate(args);
});
