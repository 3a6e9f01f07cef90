/**
 * Mutation testing, started for one part at a time by `npm run mutation` (scripts/mutation.mjs): the code is changed in one place
 * after another, and a unit test has to notice. What it leaves lies in test-results/mutation/PART/GROUP.
 */
import { NAMED, readRun } from './scripts/lib/mutation/parts.mjs';

const { part, name, files } = readRun(process.env);
/** Of one group alone: what a report holds of others may be of an earlier commit. */
const out = `test-results/mutation/${part}/${name}`;

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
  incremental: name !== NAMED,
  incrementalFile: `${out}/incremental.json`,
  tempDirName: 'test-results/mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: `${out}/report.json` },
  htmlReporter: { fileName: `${out}/report.html` },
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: null },
  concurrency: 1,
  // By the clock only as a last resort: the runner judges by processor time.
  timeoutMS: 3_600_000,
  allowEmpty: false,
};

export default config;
