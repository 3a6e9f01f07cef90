import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitByGroup } from '../data/split.ts';
import { FIT_CONSTANTS, TRAINING } from './config.ts';
import { hashRun } from './run-hash.ts';

const REPORTS = join(import.meta.dirname, '..', 'reports');
const readReport = (name: string) => readFileSync(join(REPORTS, name), 'utf8');
const RUN = { config: { epochs: 3 }, data: 'abc', split: [1, 2] };

/** Every image of the shipped release's set, as its reports name it; in the order of the scan, that of the paths. */
function readImages() {
  const rows = ['cross-validation.csv', 'locked-tenth.csv'].flatMap((name) =>
    readReport(name).trim().split('\r\n').slice(1),
  );
  return rows
    .map((row) => {
      const [path, label, group, subgroup] = row.split(',');
      return { path, label: label === '1' ? 1 : 0, group, subgroup } as const;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

describe('the name of a run', () => {
  it('is that of the shipped release for its recipe, data and split, as today’s code has them', () => {
    const { runHash, dataSha256 } = JSON.parse(readReport('locked-tenth.json')) as Record<string, string>;
    const images = readImages();
    expect(images).toHaveLength(5232);
    const split = splitByGroup(images, {
      seed: TRAINING.splitSeed,
      folds: TRAINING.folds,
      calibrationShare: TRAINING.calibrationShare,
    });
    expect(hashRun({ config: TRAINING, data: dataSha256, split })).toBe(runHash);
  });

  it('says nothing of constants that are what they were before it named them', () => {
    const plain = createHash('sha256').update(JSON.stringify(RUN)).digest('hex');
    expect(hashRun(RUN)).toBe(plain);
  });

  it.each(Object.keys(FIT_CONSTANTS))('is another where %s is another', (name) => {
    const hashes = [0.5, 0.25].map((value) => hashRun(RUN, { ...FIT_CONSTANTS, [name]: value }));
    expect(new Set([hashRun(RUN), ...hashes]).size).toBe(3);
  });

  it('tells one changed constant from another of the same value', () => {
    const names = Object.keys(FIT_CONSTANTS);
    const hashes = names.map((name) => hashRun(RUN, { ...FIT_CONSTANTS, [name]: 0.5 }));
    expect(new Set(hashes).size).toBe(names.length);
  });
});
