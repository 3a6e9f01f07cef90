// The unit tests of one part of the page's sources, for mutation testing.
import { defineConfig } from 'vitest/config';
import { readRun, SLOW_TESTS, TESTS_LEFT_OUT } from './scripts/lib/mutation/parts.mjs';
import base from './vitest.config.ts';

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: readRun(process.env).tests,
    testNamePattern: new RegExp(`^(?!.*(?:${SLOW_TESTS.map(({ pattern }) => pattern).join('|')}))`),
    exclude: [...(base.test?.exclude ?? []), ...TESTS_LEFT_OUT.map(({ pattern }) => pattern)],
  },
});
