/** The work of `npm start`; see ../start.mjs. */
import { join } from 'node:path';
import { compressSite } from './compress-site.mjs';
import { DIST, ROOT } from './paths.mjs';
import { runQuietly } from './run-command.mjs';
import { createSiteHandler, listen, parsePort } from './server.mjs';
import { tell } from './start-command.mjs';

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

/**
 * Builds, serves; prints the address on stdout, everything else on stderr.
 *
 * @param {NodeJS.ProcessEnv} env `PORT` is read from it
 * @throws {Error} with a message for the user
 */
export async function startSite(env) {
  const wanted = parsePort(env.PORT);
  tell('Building …');
  await buildSite();
  await compressSite(DIST);
  const server = await listen(createSiteHandler(DIST), wanted);
  process.stdout.write(`Lungfield is running at ${server.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
  }
}
