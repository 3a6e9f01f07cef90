/**
 * `npm run score` gives the page's own answers: same statuses and codes, numbers within 1e-3, whole or in shards.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../scripts/lib/paths.mjs';
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

const score = (...args: string[]) => run(process.execPath, [join(ROOT, 'scripts', 'score.mjs'), ...args]);

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
