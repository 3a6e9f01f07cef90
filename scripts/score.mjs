/**
 * `npm run score -- --data DIR [--shard 1/1] [--out FILE] [--step 200] [--backend wasm] [--no-names] [--withheld] [--no-build]`: scores every file
 * of a folder in the built page, headless, and writes the contract's CSV; run again, it goes on where it was stopped.
 * `npm run score -- --merge FILE... --out FILE [--partial]` puts shards together, in the order given. docs/scale.md has more.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { runScore } = await import('./score/command.mjs');
  await runScore(args);
});
