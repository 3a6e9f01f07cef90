/** Specs that a command runs by itself, outside of `npm test`: they measure, and write reports. */
import { ensureBrowser } from './browser.mjs';
import { runVisibly } from './run-command.mjs';
import { tell } from './start-command.mjs';
import { buildSite } from './start-site.mjs';

/**
 * Builds the site and runs specs on it in a Chromium, with their output on the terminal.
 *
 * @param {readonly string[]} args of Playwright's `test`
 * @param {Readonly<Record<string, string>>} env what the specs are told, beside this process' own
 * @returns {Promise<number>} the exit code
 */
export async function runSpecs(args, env) {
  const browser = await ensureBrowser(tell);
  await buildSite();
  const cli = 'node_modules/@playwright/test/cli.js';
  return runVisibly(process.execPath, [cli, 'test', ...args], { CHROMIUM_PATH: browser, ...env });
}
