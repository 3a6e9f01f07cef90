/** The work of `npm start`; see ../start.mjs. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { DIST, ROOT } from './paths.mjs';
import { runQuietly } from './run-command.mjs';

/**
 * Builds the site from the sources as they are now. Always: it takes seconds, and a copy that only seems fresh would be
 * a wrong one.
 *
 * @throws {import('./run-command.mjs').CommandError} with what the build printed
 */
export async function buildSite() {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  await runQuietly('The build', process.execPath, [vite, 'build', '--logLevel', 'warn']);
}

/** @param {string} message */
function tell(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * Installs, builds, serves; prints the address on stdout, everything else on stderr.
 *
 * @param {NodeJS.ProcessEnv} env `PORT` is read from it
 * @throws {Error} with a message for the user
 */
export async function startSite(env) {
  await ensureInstalled(tell);
  // Imported late: it needs what was just installed.
  const { createSiteHandler, listen, parsePort } = await import('./server.mjs');
  const wanted = parsePort(env.PORT);
  tell('Building …');
  await buildSite();
  const { compressSite } = await import('./compress-site.mjs');
  await compressSite(DIST);
  const server = await listen(createSiteHandler(DIST), wanted);
  process.stdout.write(`Lungfield is running at ${server.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
  }
}
