/**
 * `npm test`: everything that a change must pass, from a fresh clone on. Goes on after a failure, so that one run shows
 * them all; a summary and "N passed, N failed" end it.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(
  async () => {
    const { testAll } = await import('./lib/test-all.mjs');
    process.exitCode = await testAll();
  },
  { lastLine: '0 passed, 1 failed' },
);
