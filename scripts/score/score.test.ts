import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listFiles, parseShard, ScoreError, takeShard } from './list-files.mjs';
import { nameByPath, runShard } from './run-shard.mjs';
import { mergeTables, parseTable } from './shard-file.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lungfield-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the page would export of some files. */
const scoreAll = async (files: readonly { path: string }[]): Promise<string> =>
  `\uFEFFindex,file,logit,model\r\n${files
    .map(({ path }, index) => {
      const name = path.split('/').at(-1) ?? '';
      return `${index},"${name.replaceAll('"', '""')}",${path.length},abc\r\n`;
    })
    .join('')}`;

const FILES = ['a/1.png', 'a/2.png', 'b/"q",.png', 'c.png', 'd.png'].map((path) => ({ path, bytes: 1 }));
const quiet = (): void => undefined;

describe('a folder', () => {
  it('is listed whole, in one order, by relative path', async () => {
    const data = join(folder, 'data');
    mkdirSync(join(data, 'b'), { recursive: true });
    for (const name of ['b/2.png', 'b/10.png', 'Z.png', 'a.png']) writeFileSync(join(data, name), 'xy');
    const listed = await listFiles(data);
    expect(listed.map(({ path }) => path)).toEqual(['Z.png', 'a.png', 'b/10.png', 'b/2.png']);
    expect(await listFiles(`${data}/`)).toEqual(listed);
  });

  it('is refused where it is missing or empty', async () => {
    await expect(listFiles(join(folder, 'none'))).rejects.toBeInstanceOf(ScoreError);
  });

  it('falls into shards that are the whole, once and in order, however many there are', () => {
    for (const of of [1, 2, 3, 5, 8]) {
      const parts = Array.from({ length: of }, (_, at) => takeShard(FILES, { number: at + 1, of }));
      expect(parts.flat()).toEqual(FILES);
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(
        Math.ceil(FILES.length / of),
      );
    }
  });

  it.each(['0/4', '5/4', '1', '1/0', 'a/b', '1/4/2'])('has no shard %s', (text) => {
    expect(() => parseShard(text)).toThrow(ScoreError);
  });
});

describe('a shard', () => {
  it('that was killed goes on where it was, and gives the same file', async () => {
    const whole = join(folder, 'whole.csv');
    await runShard(FILES, { out: whole, step: 2, tell: quiet, score: scoreAll });
    const out = join(folder, 'killed.csv');
    let calls = 0;
    const die = async (files: readonly { path: string }[]): Promise<string> => {
      calls += 1;
      if (calls === 2) throw new Error('killed');
      return scoreAll(files);
    };
    await expect(runShard(FILES, { out, step: 2, tell: quiet, score: die })).rejects.toThrow('killed');
    // Half a row that was never noted as done.
    writeFileSync(out, '2,half of a r', { flag: 'a' });
    const asked: string[] = [];
    const end = await runShard(FILES, {
      out,
      step: 2,
      tell: quiet,
      score: async (files) => {
        asked.push(...files.map(({ path }) => path));
        return scoreAll(files);
      },
    });
    expect(asked).toEqual(FILES.slice(2).map(({ path }) => path));
    expect(end).toEqual({ scored: 3, rows: 5 });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(whole, 'utf8'));
  });

  it('names files by their path and counts its rows', async () => {
    const { rows } = parseTable(readFileSync(join(folder, 'whole.csv'), 'utf8'));
    expect(rows.map(({ index, file }) => [index, file])).toEqual(
      FILES.map(({ path }, at) => [String(at), path]),
    );
  });

  it('lets no name be a formula, and keeps out of names that were not asked for', () => {
    const fields = ['index', 'file'];
    const name = (file: string, path: string) =>
      nameByPath({ fields, rows: [{ index: '0', file }] }, [{ path, bytes: 1 }]).rows[0].file;
    expect(name("'=1.png", '=1.png')).toBe("'=1.png");
    expect(name("'=1.png", 'a/=1.png')).toBe('a/=1.png');
    expect(name('1.png', '@a/1.png')).toBe("'@a/1.png");
    expect(name('', 'a/1.png')).toBe('');
  });

  it('does not go on with other files', async () => {
    const out = join(folder, 'whole.csv');
    const run = runShard(FILES.slice(1), { out, step: 2, tell: quiet, score: scoreAll });
    await expect(run).rejects.toBeInstanceOf(ScoreError);
  });
});

describe('shards', () => {
  it('put together are what one run gives', async () => {
    const texts: string[] = [];
    for (const number of [1, 2, 3]) {
      const out = join(folder, `part-${number}.csv`);
      await runShard(takeShard(FILES, { number, of: 3 }), { out, step: 1, tell: quiet, score: scoreAll });
      texts.push(readFileSync(out, 'utf8'));
    }
    expect(mergeTables(texts)).toBe(readFileSync(join(folder, 'whole.csv'), 'utf8'));
  });

  it('of different models are refused', () => {
    const head = 'index,file,logit,model\r\n';
    expect(() => mergeTables([`${head}0,a,1,abc\r\n`, `${head}0,b,1,def\r\n`])).toThrow('different models');
  });
});
