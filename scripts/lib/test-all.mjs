/** The work of `npm test`; see ../test.mjs. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './paths.mjs';
import { npmCommand, runVisibly } from './run-command.mjs';
import { readTally, tallyPlaywright, tallyVitest } from './test-results.mjs';

/** Reports lie here; ignored by git. */
const REPORTS = join(ROOT, 'test-results', 'reports');

/** @typedef {import('./test-results.mjs').Tally} Tally */
/** @typedef {{ name: string, tally: Tally, isGate: boolean }} Outcome */

/** @param {string} message */
function tell(message) {
  process.stdout.write(`\n── ${message}\n`);
}

/**
 * Runs an npm script that only passes or fails. It adds to the failures, never to the passed tests.
 *
 * @param {string} name
 * @param {string} script
 * @returns {Promise<Outcome>}
 */
async function runGate(name, script) {
  tell(name);
  const [command, args] = npmCommand(['run', '--silent', script]);
  const code = await runVisibly(command, args);
  return { name, isGate: true, tally: { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] } };
}

/**
 * Runs a test suite and reads its report. A bad exit code without a failed test is a failure too.
 *
 * @template Report
 * @param {string} name
 * @param {readonly string[]} command arguments of Node
 * @param {Readonly<Record<string, string>>} env
 * @param {string} report
 * @param {(report: Report) => Tally} count
 * @returns {Promise<Outcome>}
 */
async function runSuite(name, command, env, report, count) {
  tell(name);
  const code = await runVisibly(process.execPath, command, env);
  const tally = readTally(report, count);
  const failed = code === 0 ? tally.failed : Math.max(1, tally.failed);
  return { name, isGate: false, tally: { ...tally, failed } };
}

/** @returns {Promise<Outcome>} */
function runUnitTests() {
  const report = join(REPORTS, 'unit.json');
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return runSuite('Unit tests', args, {}, report, tallyVitest);
}

/**
 * @param {string} browser path of the executable
 * @returns {Promise<Outcome>}
 */
function runEndToEndTests(browser) {
  const report = join(REPORTS, 'e2e.json');
  const args = [join('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'];
  const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return runSuite('End-to-end tests', args, env, report, tallyPlaywright);
}

/**
 * Prints one line for each part, what was skipped and why, and the totals as the last line.
 *
 * @param {readonly Outcome[]} outcomes
 * @returns {number} the exit code
 */
function summarize(outcomes) {
  tell('Summary');
  for (const { name, tally, isGate } of outcomes) {
    const counts = isGate ? '' : ` (${tally.passed} passed, ${tally.failed} failed)`;
    process.stdout.write(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${name}${counts}\n`);
    for (const title of tally.skipped) process.stdout.write(`       skipped: ${title}\n`);
  }
  const passed = outcomes.reduce((sum, { tally }) => sum + tally.passed, 0);
  const failed = outcomes.reduce((sum, { tally }) => sum + tally.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * Installs what is missing and runs lint, format check, type check, unit tests, build and end-to-end tests.
 *
 * @returns {Promise<number>} 0 when all passed, else 1
 * @throws {Error} when the dependencies or a browser can't be had
 */
export async function testAll() {
  await ensureInstalled(tell);
  const browser = await ensureBrowser(tell);
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const outcomes = [
    await runGate('Lint and format', 'lint'),
    await runGate('Types', 'typecheck'),
    await runUnitTests(),
  ];
  const build = await runGate('Build', 'build');
  outcomes.push(build);
  // Without a site there is nothing to open: an older one would give results of other code.
  if (build.tally.failed === 0) outcomes.push(await runEndToEndTests(browser));
  return summarize(outcomes);
}
