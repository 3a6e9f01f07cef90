/**
 * Reads the JSON reports of vitest and Playwright and adds them up.
 * Invariant: a report that is missing, unreadable or holds no executed test counts as a failure, never as nothing.
 */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Tally */

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {boolean} success
 * @property {ReadonlyArray<{ assertionResults: ReadonlyArray<{ status: string, fullName: string }> }>} testResults
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {ReadonlyArray<{ title: string, tests: readonly PlaywrightTest[] }>} [specs]
 */
/**
 * @typedef {object} PlaywrightTest
 * @property {string} projectName
 * @property {string} status
 * @property {ReadonlyArray<{ type: string, description?: string }>} annotations
 */
/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number }} stats
 * @property {readonly unknown[]} errors
 * @property {readonly PlaywrightSuite[]} suites
 */

/**
 * Counts vitest's report. A file that could not even be loaded counts as one failed test.
 *
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const broken = report.success ? 0 : 1;
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'pending' || test.status === 'skipped' || test.status === 'todo')
      .map((test) => test.fullName),
  );
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, broken),
    skipped,
  };
}

/**
 * Counts Playwright's report. A test that passed only on a second try counts as failed.
 *
 * @param {PlaywrightReport} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  /** @type {string[]} */
  const skipped = [];
  /** @param {PlaywrightSuite} suite */
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status !== 'skipped') continue;
        const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
        skipped.push(`[${test.projectName}] ${spec.title}${reason ? ` (${reason})` : ''}`);
      }
    }
    for (const child of suite.suites ?? []) visit(child);
  };
  for (const suite of report.suites) visit(suite);
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/**
 * Counts by the closing lines of Node's own test runner, in its `spec` and `tap` forms ("ℹ pass 5", "# pass 5").
 *
 * @param {string} output all that the runner printed
 * @returns {Tally} one failure when the lines are missing or nothing was executed
 */
export function tallyNodeTests(output) {
  /** @param {string} word */
  const last = (word) => {
    const lines = [...output.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm'))];
    return Number(lines.at(-1)?.[1] ?? 0);
  };
  const passed = last('pass');
  const failed = last('fail') + last('cancelled');
  const skipped = last('skipped') + last('todo');
  return {
    passed,
    failed: passed + failed > 0 ? failed : 1,
    skipped: skipped > 0 ? [`${skipped} (see above)`] : [],
  };
}

/**
 * Reads one report file.
 *
 * @template Report
 * @param {string} path
 * @param {(report: Report) => Tally} count
 * @returns {Tally} one failure when there is no readable report or nothing in it was executed
 */
export function readTally(path, count) {
  try {
    const tally = count(JSON.parse(readFileSync(path, 'utf8')));
    return tally.passed + tally.failed > 0 ? tally : { ...tally, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}
