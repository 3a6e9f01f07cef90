/**
 * `npm run fuzz`: damages valid films, seeded, and fails when one of them crashes, hangs or leaks, or is read though its format
 * tells that it is damaged. What is what: fuzz/README.md.
 */
import { explainNodeVersion } from './lib/node-version.mjs';

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read it.
  const { fuzz } = await import('./lib/fuzz-all.mjs');
  process.exitCode = await fuzz(process.argv.slice(2));
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
