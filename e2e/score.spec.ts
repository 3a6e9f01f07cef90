/**
 * `npm run score` gives the page's own answers: same statuses and codes, numbers within 1e-3, whole or in shards.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { ROOT } from '../scripts/lib/paths.mjs';
import { writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { parseCsv } from './support/csv.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);

const files = [
  makeFilmFile({ kind: 'normal', seed: 31 }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 32, widthPx: 1300, heightPx: 900 }, { format: 'jpeg' }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 33, bitDepth: 16 }, { format: 'png', bitDepth: 16 }).file,
  fileOf('notes.txt', 'no film at all'),
];

/** The built page as it is: other tests are served from it meanwhile. */
const score = (...args: string[]) =>
  run(process.execPath, [join(ROOT, 'scripts', 'score.mjs'), '--no-build', ...args]);

const NUMBERS = ['probability_pneumonia', 'probability_normal', 'logit', 'familiarity'] as const;
const WORDS = ['status', 'finding', 'reason', 'warnings', 'threshold', 'model', 'backend'] as const;

test('a folder scored from the command line, in two shards, has the answers of the page', async ({
  app,
}, info) => {
  test.setTimeout(300_000);
  const data = info.outputPath('films');
  await mkdir(join(data, 'ward'), { recursive: true });
  // Numbered, so that the folder's order is the order given to the page.
  const names = files.map(({ name }, at) => `${at % 2 === 0 ? '' : 'ward/'}${at}-${name}`).sort();
  const ordered = names.map((path) => ({ path, file: files[Number(/(\d)-/.exec(path)?.[1])] }));
  for (const { path, file } of ordered) await writeFile(join(data, path), file.buffer);

  await app.start('wasm');
  await app.give(...ordered.map(({ file }) => file));
  await app.waitDone(files.length);
  const page = await app.readCsv({ includeWithheld: true });

  const parts = ['1', '2'].map((number) => info.outputPath(`part-${number}.csv`));
  for (const [at, out] of parts.entries()) {
    const { stderr } = await score(
      '--data',
      data,
      '--shard',
      `${at + 1}/2`,
      '--step',
      '2',
      '--out',
      out,
      '--withheld',
    );
    expect(stderr).toContain(`shard ${at + 1}/2`);
    expect(stderr).toMatch(/^Lungfield \d+\.\d+\.\d+, model [0-9a-f]{12}$/m);
    expect(stderr).toContain(`model ${page[0].model}`);
  }
  const merged = info.outputPath('scores.csv');
  await score('--merge', ...parts, '--out', merged);
  const rows = parseCsv(await readFile(merged, 'utf8'));

  expect(rows.map(({ file }) => file)).toEqual(ordered.map(({ path }) => path));
  for (const [at, row] of rows.entries()) {
    for (const word of WORDS) expect(row[word], `${row.file}: ${word}`).toBe(page[at][word]);
    for (const number of NUMBERS) {
      expect(row[number] === '', `${row.file}: ${number}`).toBe(page[at][number] === '');
      expect(Math.abs(Number(row[number]) - Number(page[at][number]))).toBeLessThanOrEqual(1e-3);
    }
  }
  expect(rows.some(({ status }) => status === 'predicted')).toBe(true);
  expect(rows.some(({ status }) => status === 'rejected')).toBe(true);
});

test('archives, a DICOMDIR and films of one name are scored under their own paths; what has no row is named', async () => {
  test.setTimeout(300_000);
  const info = test.info();
  const data = info.outputPath('disc');
  const [film] = files;
  const notes = strToU8('no film at all');
  const contents: Readonly<Record<string, Uint8Array>> = {
    DICOMDIR: writeDicom([], { mediaClass: '1.2.840.10008.1.3.10' }),
    'a/film.png': film.buffer,
    'b/film.png': notes,
    'c/ward.zip': zipSync({ 'film.png': notes, 'two/film.png': notes }),
    // Alone in its step: nothing in it becomes a row.
    'd/rubbish.zip': zipSync({ '.DS_Store': notes }),
  };
  for (const folder of ['a', 'b', 'c', 'd']) await mkdir(join(data, folder), { recursive: true });
  for (const [path, bytes] of Object.entries(contents)) await writeFile(join(data, path), bytes);
  const out = info.outputPath('disc.csv');
  const ended: unknown = await score('--data', data, '--step', '4', '--out', out).catch((error) => error);
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('No row: d/rubbish.zip\n') });
  const rows = parseCsv(await readFile(out, 'utf8'));
  expect(rows.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
    'DICOMDIR format-dicomdir',
    'a/film.png ',
    'b/film.png unknown-format',
    'c/ward.zip/film.png unknown-format',
    'c/ward.zip/two/film.png unknown-format',
  ]);

  const other = score('--data', data, '--step', '4', '--out', out, '--withheld');
  await expect(other).rejects.toThrow('was begun with no withheld scores; this run has --withheld');
});
