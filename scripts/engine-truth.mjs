/**
 * `npm run engine-truth -- --data DIR [--reference FILE] [--engines wasm,cpu] [--out DIR] [--no-build]`: reads films of the data set in the built
 * page on each engine, and says in how many the answer differs from float32 under tfjs-node. Writes docs/bench/engines.md and .json.
 *
 * The reference is the locked tenth as training/reports/locked-tenth.csv has it (written by tfjs-node from the exported weights), or with
 * `--reference` the JSON of `npm --prefix training run predict`, whose folder `--data` then is.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { compareEngines } = await import('./truth/command.mjs');
  await compareEngines(args);
});
