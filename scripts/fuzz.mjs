/**
 * `npm run fuzz`: damages valid films, seeded, and fails when one of them crashes, hangs or leaks, or is read though its format
 * tells that it is damaged. What is what: fuzz/README.md.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { fuzz } = await import('./lib/fuzz-all.mjs');
  process.exitCode = await fuzz(args);
});
