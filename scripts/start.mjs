/**
 * `npm start`: installs what is missing, builds, serves on 127.0.0.1 and prints one line with the address.
 * Refuses an unfit Node before anything newer than this file is read.
 */
import { explainNodeVersion } from './lib/node-version.mjs';

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read it.
  const { startSite } = await import('./lib/start-site.mjs');
  await startSite(process.env);
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
