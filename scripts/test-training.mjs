/**
 * `npm run test:training`: what needs native code. Sets training up on a fresh clone (some 300 MB), then goes on after a
 * failure like `npm test`, and ends like it.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(
  async () => {
    const { testTraining } = await import('./lib/test-training.mjs');
    process.exitCode = await testTraining();
  },
  { lastLine: '0 passed, 1 failed' },
);
