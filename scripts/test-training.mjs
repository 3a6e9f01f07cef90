/**
 * `npm run test:training`: what needs native code. Sets training up on a fresh clone (some 300 MB), then goes on after a
 * failure like `npm test`, and ends like it.
 */
import { explainNodeVersion } from './lib/node-version.mjs';

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read it.
  const { testTraining } = await import('./lib/test-training.mjs');
  process.exitCode = await testTraining();
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
});
