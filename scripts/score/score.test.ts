import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { escapeFormula as escapeInPage } from '../../src/report/csv.ts';
import {
  fingerprintOfPaths,
  listPaths,
  measureFiles,
  parseShard,
  ScoreError,
  takeShard,
} from './list-files.mjs';
import { escapeFormula, nameByPath, takeStep } from './name-rows.mjs';
import { runShard } from './run-shard.mjs';
import { checkShards, mergeTables, parseTable } from './shard-file.mjs';

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

/** As `scoreAll`; the page has no row for an archive of rubbish. */
const scoreSome = async (files: readonly { path: string }[]) =>
  files[0].path === 'rubbish.zip' ? null : scoreAll(files);

const FILES = ['a/1.png', 'a/2.png', 'b/"q",.png', 'c.png', 'd.png'].map((path) => ({ path, bytes: 1 }));
const SETTINGS = { backend: 'wasm', withheld: false, names: true, model: 'abc', version: '0.1.0' };
const WHOLE = { shard: { number: 1, of: 1 }, archive: fingerprintOfPaths(FILES.map(({ path }) => path)) };
const quiet = (): void => undefined;

describe('a folder', () => {
  it('is listed whole, in one order, by relative path', async () => {
    const data = join(folder, 'data');
    mkdirSync(join(data, 'b'), { recursive: true });
    for (const name of ['b/2.png', 'b/10.png', 'Z.png', 'a.png']) writeFileSync(join(data, name), 'xy');
    const listed = await listPaths(data);
    expect(listed).toEqual(['Z.png', 'a.png', 'b/10.png', 'b/2.png']);
    expect(await listPaths(`${data}/`)).toEqual(listed);
    expect(await measureFiles(data, listed.slice(1, 3))).toEqual([
      { path: 'a.png', bytes: 2 },
      { path: 'b/10.png', bytes: 2 },
    ]);
  });

  it('is refused where it is missing or empty', async () => {
    await expect(listPaths(join(folder, 'none'))).rejects.toBeInstanceOf(ScoreError);
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
    await runShard(FILES, {
      ...WHOLE,
      out: whole,
      step: 2,
      tell: quiet,
      settings: SETTINGS,
      score: scoreAll,
    });
    const out = join(folder, 'killed.csv');
    let calls = 0;
    const die = async (files: readonly { path: string }[]): Promise<string> => {
      calls += 1;
      if (calls === 2) throw new Error('killed');
      return scoreAll(files);
    };
    await expect(
      runShard(FILES, { ...WHOLE, out, step: 2, tell: quiet, settings: SETTINGS, score: die }),
    ).rejects.toThrow('killed');
    // Half a row that was never noted as done.
    writeFileSync(out, '2,half of a r', { flag: 'a' });
    const asked: string[] = [];
    const end = await runShard(FILES, {
      ...WHOLE,
      out,
      step: 2,
      tell: quiet,
      settings: SETTINGS,
      score: async (files) => {
        asked.push(...files.map(({ path }) => path));
        return scoreAll(files);
      },
    });
    expect(asked).toEqual(FILES.slice(2).map(({ path }) => path));
    expect(end).toEqual({ scored: 3, rows: 5, missing: [] });
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
      nameByPath({ fields, rows: [{ index: '0', file }] }, [{ path, bytes: 1 }]).table.rows[0].file;
    expect(name("'=1.png", '=1.png')).toBe("'=1.png");
    expect(name("'=1.png", 'a/=1.png')).toBe('a/=1.png');
    expect(name('1.png', '@a/1.png')).toBe("'@a/1.png");
    expect(name('', 'a/1.png')).toBe('');
  });

  it('does not go on with other files', async () => {
    const out = join(folder, 'whole.csv');
    const run = runShard(FILES.slice(1), {
      ...WHOLE,
      out,
      step: 2,
      tell: quiet,
      settings: SETTINGS,
      score: scoreAll,
    });
    await expect(run).rejects.toBeInstanceOf(ScoreError);
  });
});

/** How many of these files the first of several pages gets, at most four. */
const cut = (...paths: string[]) =>
  takeStep(
    paths.map((path) => ({ path, bytes: 1 })),
    4,
  ).length;

/** Names as rows have them, for files at these paths. */
function nameAll(names: readonly string[], paths: readonly string[]) {
  const rows = names.map((file, index) => ({ index: String(index), file }));
  const files = paths.map((path) => ({ path, bytes: 1 }));
  const { table, missing } = nameByPath({ fields: ['index', 'file'], rows }, files);
  return { names: table.rows.map(({ file }) => file), missing };
}

describe('rows and their files', () => {
  it('a DICOMDIR without a row and a ZIP with two take no path from the films beside them', () => {
    const paths = ['DICOMDIR', 'a/film.png', 'b/ward.zip', 'c/film.png'];
    expect(nameAll(['film.png', 'ward.zip/film.png', 'ward.zip/two/film.png', 'film.png'], paths)).toEqual({
      names: ['a/film.png', 'b/ward.zip/film.png', 'b/ward.zip/two/film.png', 'c/film.png'],
      missing: ['DICOMDIR'],
    });
  });

  it('equal names take the paths in order, and none where one of them has no row', () => {
    const paths = ['a/1.png', 'b/1.png', 'c/2.png'];
    expect(nameAll(['1.png', '1.png', '2.png'], paths)).toEqual({ names: paths, missing: [] });
    expect(nameAll(['1.png', '2.png'], paths)).toEqual({
      names: ['1.png', 'c/2.png'],
      missing: ['a/1.png', 'b/1.png'],
    });
  });

  it('members of archives of one name keep it where nothing tells them apart', () => {
    const found = nameAll(['w/1.png', 'w/2.png', 'z.png'], ['a/w', 'b/w', 'z.png']);
    expect(found).toEqual({ names: ['w/1.png', 'w/2.png', 'z.png'], missing: ['a/w', 'b/w'] });
  });

  it('a damaged archive has a row of its own', () => {
    const paths = ['a/w.zip', 'b/w.zip'];
    expect(nameAll(['w.zip', 'w.zip/1.png'], paths).names).toEqual(['a/w.zip', 'b/w.zip/1.png']);
    expect(nameAll(['w.zip/1.png', 'w.zip'], paths).names).toEqual(['a/w.zip/1.png', 'b/w.zip']);
  });

  it('a name that the page does not know costs itself alone', () => {
    expect(nameAll(['?.png', 'b.png'], ['a/x.png', 'a/b.png'])).toEqual({
      names: ['?.png', 'a/b.png'],
      missing: ['a/x.png'],
    });
  });

  it('archives of one name never share a page; films of one name do', () => {
    expect(cut('a/w.zip', 'a/x.png', 'b/w.zip', 'c')).toBe(2);
    expect(cut('a/w.zip', 'b/v.zip', 'c/1.png', 'd/1.png', 'e')).toBe(4);
    expect(cut('a/w.zip')).toBe(1);
  });

  it('formulas are escaped as the page does', () => {
    for (const text of ['=1', '+1', '-1', '@a', '\ta', '\ra', "'=1", ' =1', 'a=1', '1-2', '', '\n=1']) {
      expect(escapeFormula(text)).toBe(escapeInPage(text));
    }
  });
});

describe('a shard whose files have no row', () => {
  const options = { ...WHOLE, step: 1, tell: quiet, settings: SETTINGS };
  const films = ['1.png', 'rubbish.zip', '2.png'].map((path) => ({ path, bytes: 1 }));

  it('names them, at every run', async () => {
    const out = join(folder, 'missing.csv');
    const first = await runShard(films, { ...options, out, score: scoreSome });
    expect(first).toEqual({ scored: 3, rows: 2, missing: ['rubbish.zip'] });
    const again = await runShard(films, { ...options, out, score: scoreSome });
    expect(again).toEqual({ scored: 0, rows: 2, missing: ['rubbish.zip'] });
    expect(parseTable(readFileSync(out, 'utf8')).rows.map(({ file }) => file)).toEqual(['1.png', '2.png']);
  });

  it('gives an empty file where none has one, which the others can be put together with', async () => {
    const out = join(folder, 'empty.csv');
    await runShard(films.slice(1, 2), { ...options, out, score: scoreSome });
    const whole = readFileSync(join(folder, 'whole.csv'), 'utf8');
    expect(mergeTables([readFileSync(out, 'utf8'), whole])).toBe(whole);
    const again = await runShard(films.slice(1, 2), { ...options, out, score: scoreSome });
    expect(again).toEqual({ scored: 0, rows: 0, missing: ['rubbish.zip'] });
  });

  it('leaves names out where they were not asked for, and still knows what is missing', async () => {
    const out = join(folder, 'unnamed.csv');
    const settings = { ...SETTINGS, names: false };
    const { missing } = await runShard(films, { ...options, settings, out, score: scoreSome });
    expect(missing).toEqual(['rubbish.zip']);
    expect(parseTable(readFileSync(out, 'utf8')).rows.map(({ file }) => file)).toEqual(['', '']);
  });
});

describe('a shard that was begun', () => {
  const options = { ...WHOLE, step: 2, tell: quiet, score: scoreAll };

  it.each([
    [{ backend: 'cpu' }, '--backend cpu'],
    [{ withheld: true }, '--withheld'],
    [{ names: false }, '--no-names'],
    [{ model: 'def' }, 'model def'],
    [{ version: '0.2.0' }, 'version 0.2.0'],
  ])('does not go on with %j, and says so', async (other, words) => {
    const out = join(folder, 'whole.csv');
    const run = runShard(FILES, { ...options, out, settings: { ...SETTINGS, ...other } });
    await expect(run).rejects.toThrow(`this run has ${words}. `);
  });

  it.each([['shorter'], ['gone']])('whose CSV is %s is refused', async (what) => {
    const out = join(folder, `${what}.csv`);
    await runShard(FILES, { ...options, out, settings: SETTINGS });
    if (what === 'gone') rmSync(out);
    else truncateSync(out, 40);
    const run = runShard(FILES, { ...options, out, settings: SETTINGS });
    await expect(run).rejects.toThrow(`${what === 'gone' ? 0 : 40} bytes`);
  });
});

/** Scores one shard of the films into a file of its own. */
async function scorePart(name: string, number: number, of: number, settings = SETTINGS): Promise<string> {
  const out = join(folder, `${name}-${number}-of-${of}.csv`);
  const shard = { number, of };
  const options = { ...WHOLE, shard, step: 1, tell: quiet, settings, score: scoreAll };
  await runShard(takeShard(FILES, shard), { ...options, out });
  return out;
}

describe('shards', () => {
  it('put together are what one run gives', async () => {
    const paths = [
      await scorePart('part', 1, 3),
      await scorePart('part', 2, 3),
      await scorePart('part', 3, 3),
    ];
    await checkShards(paths);
    const texts = paths.map((path) => readFileSync(path, 'utf8'));
    expect(mergeTables(texts)).toBe(readFileSync(join(folder, 'whole.csv'), 'utf8'));
  });

  it('of more machines than films are whole too, and put together', async () => {
    const paths: string[] = [];
    for (let number = 1; number <= 8; number += 1) paths.push(await scorePart('many', number, 8));
    await checkShards(paths);
    const texts = paths.map((path) => readFileSync(path, 'utf8'));
    expect(texts).toContain('');
    expect(mergeTables(texts)).toBe(readFileSync(join(folder, 'whole.csv'), 'utf8'));
  });

  it('are refused where one is missing, twice, out of order, unfinished or of another run', async () => {
    const [one, two] = [await scorePart('pair', 1, 2), await scorePart('pair', 2, 2)];
    await checkShards([one, two]);
    await expect(checkShards([one])).rejects.toThrow('1 of 2 shards');
    await expect(checkShards([one, one])).rejects.toThrow('where 2/2 has to be');
    await expect(checkShards([two, one])).rejects.toThrow('where 1/2 has to be');
    await expect(checkShards([one, await scorePart('other', 2, 3)])).rejects.toThrow('cut in another way');
    const other = await scorePart('cpu', 2, 2, { ...SETTINGS, backend: 'cpu' });
    await expect(checkShards([one, other])).rejects.toThrow('--backend cpu');
    const note = `${two}.progress.json`;
    writeFileSync(note, JSON.stringify({ ...JSON.parse(readFileSync(note, 'utf8')), doneFiles: 1 }));
    await expect(checkShards([one, two])).rejects.toThrow('is not finished: 1 of 3 files');
    rmSync(note);
    await expect(checkShards([one, two])).rejects.toThrow('--partial');
  });

  it('of different models are refused', () => {
    const head = 'index,file,logit,model\r\n';
    expect(() => mergeTables([`${head}0,a,1,abc\r\n`, `${head}0,b,1,def\r\n`])).toThrow('different models');
  });
});
