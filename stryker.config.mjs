/**
 * Mutation testing, started for one part at a time by `npm run mutation` (scripts/mutation.mjs): the code is changed in one place
 * after another, and a unit test has to notice. What it leaves lies in test-results/mutation/PART.
 */
import { readRun } from './scripts/lib/mutation/parts.mjs';

const { part, files } = readRun(process.env);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
const config = {
  // Ours; why: scripts/lib/mutation/stryker-runner.mjs.
  testRunner: 'kept-vitest',
  plugins: ['./scripts/lib/mutation/stryker-runner.mjs'],
  mutate: files,
  ignorePatterns: [
    'data',
    'deploy',
    'dist',
    'dist-single',
    'docs',
    'e2e',
    'release',
    'test-results',
    'training/runs',
    'training/reports',
    'training/node_modules',
  ],
  // TypeScript 7 has no API to rewrite its configuration with; the sandbox has the same layout, so nothing has to be.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // Constants of a module are set before any test runs: each would cost a run of everything.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: `test-results/mutation/${part}/incremental.json`,
  tempDirName: 'test-results/mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: `test-results/mutation/${part}/report.json` },
  htmlReporter: { fileName: `test-results/mutation/${part}/report.html` },
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: null },
  concurrency: 1,
  // By the clock only as a last resort: the runner judges by processor time.
  timeoutMS: 3_600_000,
  allowEmpty: false,
};

export default config;
