import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFiles, listDifferences } from './reproducible.mjs';

describe('two builds', () => {
  it('differ by a file that is changed, one that is new and one that is gone, and by nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hashes-'));
    for (const build of ['a', 'b']) {
      mkdirSync(join(folder, build, 'assets'), { recursive: true });
      writeFileSync(join(folder, build, 'index.html'), 'same');
      writeFileSync(join(folder, build, 'assets', 'changed.js'), build);
    }
    expect(listDifferences(hashFiles(join(folder, 'a')), hashFiles(join(folder, 'a')))).toEqual([]);
    writeFileSync(join(folder, 'a', 'gone.txt'), '');
    writeFileSync(join(folder, 'b', 'new.txt'), '');
    const differences = listDifferences(hashFiles(join(folder, 'a')), hashFiles(join(folder, 'b')));
    expect(differences).toEqual(['assets/changed.js', 'gone.txt', 'new.txt']);
    rmSync(folder, { recursive: true });
  });
});
