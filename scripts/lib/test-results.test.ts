import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTally, tallyNodeTests, tallyPlaywright, tallyVitest } from './test-results.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lungfield-tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the last line of npm test can be trusted', () => {
  const unit = {
    numPassedTests: 3,
    numFailedTests: 1,
    success: false,
    testResults: [{ assertionResults: [{ status: 'skipped', fullName: 'later' }] }],
  };

  it('counts what vitest ran and names what it skipped', () => {
    expect(tallyVitest(unit)).toEqual({ passed: 3, failed: 1, skipped: ['later'] });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(tallyVitest({ ...unit, numFailedTests: 0 }).failed).toBe(1);
  });

  it('counts a flaky end-to-end test and an error outside of tests as failures, and gives the reason of a skip', () => {
    const test = {
      projectName: 'wasm',
      status: 'skipped',
      annotations: [{ type: 'skip', description: 'no data' }],
    };
    const report = {
      stats: { expected: 5, unexpected: 1, flaky: 1 },
      errors: [{}],
      suites: [{ title: 'file', suites: [{ title: 'group', specs: [{ title: 'parity', tests: [test] }] }] }],
    };
    expect(tallyPlaywright(report)).toEqual({ passed: 5, failed: 3, skipped: ['[wasm] parity (no data)'] });
  });

  it('counts a missing, a broken and an empty report as one failure each', () => {
    const empty = write('empty.json', { ...unit, numPassedTests: 0, numFailedTests: 0, success: true });
    expect(readTally(join(folder, 'none.json'), tallyVitest).failed).toBe(1);
    expect(readTally(write('broken.json', '{'), tallyVitest).failed).toBe(1);
    expect(readTally(empty, tallyVitest)).toEqual({ passed: 0, failed: 1, skipped: ['later'] });
  });

  it.each(['ℹ', '#'])('counts Node’s own test runner by its closing lines (%s)', (mark) => {
    const lines = ['tests 7', 'suites 0', 'pass 5', 'fail 1', 'cancelled 1', 'skipped 2', 'todo 0'];
    const output = lines.map((line) => `${mark} ${line}`).join('\n');
    expect(tallyNodeTests(output)).toEqual({ passed: 5, failed: 2, skipped: ['2 (see above)'] });
    expect(tallyNodeTests('it crashed').failed).toBe(1);
  });
});
