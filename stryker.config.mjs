/**
 * Mutation testing by command (`npm run mutation`, hours on two cores; `npm run mutation -- --mutate 'src/model/zone.ts'` for a
 * part): the code is changed in one place after another, and a unit test has to notice. Reports lie in test-results/mutation.
 */

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
const config = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: [
    'src/model/**/*.ts',
    'src/study/**/*.ts',
    // Of src/image what computes on numbers and bytes alone: no worker, no canvas, no codec.
    'src/image/*-header.ts',
    'src/image/{borders,burned-in-text,colour,correct,dimensions,exif,pack-bits,png-chunks,pyramid}.ts',
    'src/image/{quality,samples-to-pixels,sniff,steps,turn,voi-window}.ts',
    'src/image/{dicom,tiff}/**/*.ts',
    '!src/image/dicom/codecs.ts',
    '!src/**/*.test.ts',
    '!src/**/fixtures/**',
    '!src/**/*.d.ts',
    // A table of learned numbers.
    '!src/model/orientation-weights.ts',
  ],
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
  incrementalFile: 'test-results/mutation/incremental.json',
  tempDirName: 'test-results/mutation/sandbox',
  reporters: ['clear-text', 'json', 'html'],
  jsonReporter: { fileName: 'test-results/mutation/report.json' },
  htmlReporter: { fileName: 'test-results/mutation/report.html' },
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: 80 },
  concurrency: 1,
  timeoutMS: 20_000,
  allowEmpty: false,
};

export default config;
