/** Gates, test suites and their summary: what `npm test` and `npm run test:training` are made of. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { npmCommand, runVisibly } from './run-command.mjs';
import { readTally, tallyNodeTests, tallyPlaywright, tallyVitest } from './test-results.mjs';

/** Reports lie here; ignored by git. */
const REPORTS = join(ROOT, 'test-results', 'reports');

/** @typedef {import('./test-results.mjs').Tally} Tally */
/** @typedef {{ name: string, tally: Tally, isGate: boolean }} Outcome */

/** @param {string} message */
export function tell(message) {
  process.stdout.write(`\n── ${message}\n`);
}

/** Forgets the reports of the run before, so that none of them can be taken for this one's. */
export function clearReports() {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
}

/**
 * Runs an npm script that only passes or fails. It adds to the failures, never to the passed tests.
 *
 * @param {string} name
 * @param {readonly string[]} args of `npm run`, the script's name among them
 * @returns {Promise<Outcome>}
 */
export async function runGate(name, args) {
  tell(name);
  const [command, commandArgs] = npmCommand(['run', '--silent', ...args]);
  const code = await runVisibly(command, commandArgs);
  return { name, isGate: true, tally: { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] } };
}

/**
 * A bad exit code without a failed test is a failure too.
 *
 * @param {string} name
 * @param {number} code
 * @param {Tally} tally
 * @returns {Outcome}
 */
function judge(name, code, tally) {
  const failed = code === 0 ? tally.failed : Math.max(1, tally.failed);
  return { name, isGate: false, tally: { ...tally, failed } };
}

/** @returns {Promise<Outcome>} */
export async function runUnitTests() {
  tell('Unit tests');
  const report = join(REPORTS, 'unit.json');
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runVisibly(process.execPath, args);
  return judge('Unit tests', code, readTally(report, tallyVitest));
}

/**
 * @param {string} name
 * @param {string} browser path of the executable
 * @param {readonly string[]} [options] of Playwright
 * @param {Readonly<Record<string, string>>} [env] for the tests
 * @returns {Promise<Outcome>}
 */
export async function runEndToEndTests(name, browser, options = [], env = {}) {
  tell(name);
  const report = join(REPORTS, 'e2e.json');
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  const code = await runVisibly(process.execPath, [cli, 'test', '--reporter=list,json', ...options], {
    ...env,
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return judge(name, code, readTally(report, tallyPlaywright));
}

/**
 * Runs tests by Node's own runner behind an npm script, and counts them by its closing lines.
 *
 * @param {string} name
 * @param {readonly string[]} args of `npm run`
 * @returns {Promise<Outcome>}
 */
export async function runNodeTests(name, args) {
  tell(name);
  const [command, commandArgs] = npmCommand(['run', '--silent', ...args]);
  const child = spawn(command, commandArgs, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return judge(name, code, tallyNodeTests(output));
}

/**
 * Prints one line for each part, what was skipped and why, and the totals as the last line.
 *
 * @param {readonly Outcome[]} outcomes
 * @returns {number} the exit code: 0 when nothing failed
 */
export function summarize(outcomes) {
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
