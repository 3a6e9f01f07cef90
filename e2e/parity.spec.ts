/**
 * The page and Node see the same numbers: |Δlogit| <= 0.05 on webgl, wasm and cpu. On generated films always; on the full-
 * size originals of the data set where they lie beside the checkout; against tfjs-node too where training is set up.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../scripts/lib/paths.mjs';
import type { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile, makeFilmFile } from './support/films.ts';
import { decodeJpeg, loadReference } from './support/reference.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const MAX_LOGIT_DIFFERENCE = 0.05;
const ENGINES = ['webgl', 'wasm', 'cpu'] as const;
const ORIGINALS = join(ROOT, '..', 'shared', 'data', 'originals');
const NATIVE_ADDON = join(ROOT, 'training/node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');

/** Gives the files to the page and reads their calibrated logits. */
async function readLogits(app: AppPage, engine: string, files: readonly GivenFile[]): Promise<number[]> {
  await app.start(engine);
  await app.give(...files);
  await app.waitDone(files.length, 420_000);
  const rows = await app.readCsv({ includeWithheld: true });
  expect(rows.map(({ backend, logit }) => `${backend} ${logit !== ''}`)).toEqual(
    files.map(() => `${engine} true`),
  );
  return rows.map(({ logit }) => Number(logit));
}

function expectEqual(actual: readonly number[], expected: readonly number[], names: readonly string[]): void {
  const differences = expected.map((logit, index) => Math.abs(logit - actual[index]));
  const worst = differences.indexOf(Math.max(...differences));
  expect(differences[worst], `worst: ${names[worst]}`).toBeLessThanOrEqual(MAX_LOGIT_DIFFERENCE);
}

test.describe('generated films', () => {
  const films = [
    makeFilmFile({ kind: 'normal', seed: 61, widthPx: 1400, heightPx: 1100 }),
    makeFilmFile({ kind: 'pneumonia', seed: 60, bitDepth: 16 }, { format: 'png', bitDepth: 16 }),
    makeFilmFile({ kind: 'pneumonia', seed: 63 }, { format: 'png', colour: 'rgb' }),
    makeFilmFile(
      { kind: 'normal', seed: 64, widthPx: 640, heightPx: 700 },
      { format: 'png', gamma: 0.45455 },
    ),
  ];
  const jpegs = [
    makeFilmFile({ kind: 'normal', seed: 43 }, { format: 'jpeg' }),
    makeFilmFile(
      { kind: 'pneumonia', seed: 66, widthPx: 1200 },
      { format: 'jpeg', colour: 'rgb', quality: 80 },
    ),
  ];

  for (const engine of ENGINES) {
    test(`page (${engine}) = Node, PNG of 8 and 16 bits, grey and RGB, and JPEG`, async ({ app }) => {
      const reference = await loadReference(distPath('model'));
      const expected = [
        ...films.map(({ film }) => reference.predictLogit(film)),
        ...jpegs.map(({ file }) => reference.predictLogit(decodeJpeg(file.buffer))),
      ];
      const files = [...films, ...jpegs].map(({ file }) => file);
      expectEqual(
        await readLogits(app, engine, files),
        expected,
        files.map(({ name }) => name),
      );
    });
  }
});

test.describe('the 48 originals', () => {
  test.skip(!existsSync(ORIGINALS), 'the originals are not beside this checkout (../shared/data/originals)');

  async function listOriginals(): Promise<GivenFile[]> {
    const files: GivenFile[] = [];
    for (const label of ['NORMAL', 'PNEUMONIA']) {
      for (const name of (await readdir(join(ORIGINALS, label))).toSorted((a, b) => a.localeCompare(b))) {
        files.push(fileOf(name, await readFile(join(ORIGINALS, label, name)), 'image/jpeg'));
      }
    }
    return files;
  }

  let expected: number[] = [];
  let files: GivenFile[] = [];
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    const reference = await loadReference(distPath('model'));
    files = await listOriginals();
    expect(files).toHaveLength(48);
    expected = files.map(({ buffer }) => reference.predictLogit(decodeJpeg(buffer)));
  });

  for (const engine of ENGINES) {
    test(`page (${engine}) = Node`, async ({ app }) => {
      test.setTimeout(480_000);
      expectEqual(
        await readLogits(app, engine, files),
        expected,
        files.map(({ name }) => name),
      );
    });
  }

  test('Node (cpu) = tfjs-node', { tag: '@training' }, async ({ backend }, info) => {
    test.skip(!existsSync(NATIVE_ADDON), 'training is not set up (npm --prefix training run setup)');
    expect(backend).toBe('wasm');
    test.setTimeout(300_000);
    const out = info.outputPath('predictions.json');
    const args = [
      '--prefix',
      'training',
      'run',
      '--silent',
      'predict',
      '--',
      '--data',
      ORIGINALS,
      '--out',
      out,
    ];
    await promisify(execFile)('npm', args, { cwd: ROOT });
    const report = JSON.parse(await readFile(out, 'utf8')) as {
      readonly images: ReadonlyArray<{ readonly path: string; readonly logit: number }>;
    };
    const native = new Map(report.images.map(({ path, logit }) => [basename(path), logit]));
    expectEqual(
      files.map(({ name }) => native.get(name) ?? Number.NaN),
      expected,
      files.map(({ name }) => name),
    );
  });
});
