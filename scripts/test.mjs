/**
 * `npm test`: everything that a change must pass, from a fresh clone on. Goes on after a failure, so that one run shows
 * them all; a summary and "N passed, N failed" end it.
 */
import { explainNodeVersion } from './lib/node-version.mjs';

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read it.
  const { testAll } = await import('./lib/test-all.mjs');
  process.exitCode = await testAll();
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
});
