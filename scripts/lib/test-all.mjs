/** The work of `npm test`; see ../test.mjs. */
import { ensureBrowser } from './browser.mjs';
import { clearReports, runEndToEndTests, runGate, runUnitTests, summarize, tell } from './test-steps.mjs';

/**
 * Runs lint, format check, type check, unit tests, 2,000 damaged files, both builds and end-to-end tests.
 *
 * @returns {Promise<number>} 0 when all passed, else 1
 * @throws {Error} when a browser can't be had
 */
export async function testAll() {
  const browser = await ensureBrowser(tell);
  clearReports();
  const outcomes = [
    await runGate('Lint and format', ['lint']),
    await runGate('Types', ['typecheck']),
    await runUnitTests(),
    await runGate('Fuzz: 2,000 damaged files', ['fuzz']),
  ];
  const builds = [await runGate('Build', ['build']), await runGate('Build of one file', ['build:single'])];
  outcomes.push(...builds);
  // Without a site there is nothing to open: an older one would give results of other code.
  if (builds.every(({ tally }) => tally.failed === 0))
    outcomes.push(await runEndToEndTests('End-to-end tests', browser));
  return summarize(outcomes);
}
