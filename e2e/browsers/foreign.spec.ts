/**
 * The main job in browsers other than Chromium: a film, a DICOM, the heatmap, the export and a reload without a server, with
 * Chromium's finding and a probability within 0.005. A browser that is not installed is skipped, and named.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test } from '@playwright/test';
import { findInstalledBrowser } from '../../scripts/lib/browser.mjs';
import { DIST_SINGLE } from '../../scripts/lib/paths.mjs';
import { SINGLE_FILE } from '../../scripts/lib/single-file.mjs';
import { describeImage, pixelData, writeDicom } from '../../src/image/dicom/fixtures/write-dicom.ts';
import { makeFilm } from '../../training/synth/film.ts';
import { AppPage } from '../support/app-page.ts';
import { type CsvRow, parseCsv } from '../support/csv.ts';
import { fileOf, type GivenFile, makeFilmFile } from '../support/films.ts';
import { type StaticHost, startHost } from '../support/static-host.ts';
import { FIREFOX, type ForeignPage, WEBKIT } from './foreign-page.ts';

const SIZE = { widthPx: 640, heightPx: 520 };

/** A PNG of 8 and one of 16 bits, a grey JPEG, a DICOM and a JPEG in colour: by libraries and our own readers, the last by the browser's canvas. */
function makeFiles(): GivenFile[] {
  const { pixels } = makeFilm({ kind: 'pneumonia', seed: 96, ...SIZE, bitDepth: 8 });
  const elements = describeImage({ ...SIZE, bitsAllocated: 8 });
  return [
    makeFilmFile({ kind: 'normal', seed: 93 }).file,
    makeFilmFile({ kind: 'pneumonia', seed: 94, bitDepth: 16 }, { format: 'png', bitDepth: 16 }).file,
    makeFilmFile({ kind: 'pneumonia', seed: 95 }, { format: 'jpeg' }).file,
    fileOf('IM000001', writeDicom([...elements, pixelData(Array.from(pixels), 8)])),
    makeFilmFile({ kind: 'normal', seed: 97 }, { format: 'jpeg', colour: 'rgb' }).file,
  ];
}

async function writeFiles(folder: string, files: readonly GivenFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths = files.map(({ name }) => join(folder, name));
  await Promise.all(files.map(({ buffer }, index) => writeFile(paths[index], buffer)));
  return paths;
}

/** Waits, in the page, until an expression is true; gives its last value. */
async function until(page: ForeignPage, expression: string, timeoutMs = 120_000): Promise<void> {
  let last: unknown = null;
  await expect
    .poll(
      async () => {
        last = await page.evaluate(`return ${expression}`);
        return Boolean(last);
      },
      { timeout: timeoutMs, message: `${page.browser}: ${expression}` },
    )
    .toBe(true);
}

const STATUS = `document.querySelector('[role=status][data-state]')?.textContent`;
const ENGINE = 'document.documentElement.dataset.engine';

const pressButton = (name: string): string =>
  `const button = [...document.querySelectorAll('button')].find((each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === '${name}'); if (!button) throw new Error('no button ${name}'); button.click();`;

/** Exports by the page's own button, and reads what it hands to the browser to save. */
async function readCsv(page: ForeignPage): Promise<CsvRow[]> {
  const text = await page.evaluate(`
    const box = [...document.querySelectorAll('label')].find((label) => label.textContent.includes('Include withheld scores')).querySelector('input');
    if (!box.checked) box.click();
    const create = URL.createObjectURL;
    const saved = new Promise((resolve) => {
      URL.createObjectURL = (blob) => { resolve(blob); return create.call(URL, blob); };
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    ${pressButton('Export CSV')}
    const blob = await saved;
    URL.createObjectURL = create;
    return await blob.text();
  `);
  return parseCsv(String(text));
}

async function give(page: ForeignPage, paths: readonly string[]): Promise<void> {
  await page.setFiles(paths);
  await until(page, `${STATUS}?.startsWith('${paths.length} of ${paths.length} done')`);
}

let expected: CsvRow[] = [];

test.beforeAll('read in Chromium', async () => {
  test.setTimeout(180_000);
  const executablePath = findInstalledBrowser(process.env);
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  const host = await startHost();
  const app = new AppPage(await browser.newPage(), host.url);
  await app.start('wasm');
  const files = makeFiles();
  await app.give(...files);
  await app.waitDone(files.length);
  expected = await app.readCsv({ includeWithheld: true });
  await browser.close();
  await host.close();
});

/** @param rows of the first files, or of all */
function expectAsInChromium(rows: readonly CsvRow[]): void {
  expect(rows.map(({ status, finding, reason }) => ({ status, finding, reason }))).toEqual(
    expected.slice(0, rows.length).map(({ status, finding, reason }) => ({ status, finding, reason })),
  );
  for (const [index, row] of rows.entries()) {
    const [here, there] = [row, expected[index]].map((each) => Number(each.probability_pneumonia));
    expect(Math.abs(here - there), `file ${index}`).toBeLessThanOrEqual(0.005);
  }
}

/** The last film comes through a canvas alone: it is refused in words, and has no number. */
function expectAllButTheCanvas(rows: readonly CsvRow[]): void {
  expectAsInChromium(rows.slice(0, -1));
  expect(rows.at(-1)).toMatchObject({ status: 'rejected', reason: 'pixels-withheld', logit: '' });
}

for (const browser of [FIREFOX, WEBKIT]) {
  test.describe(browser.name, () => {
    let page: ForeignPage;
    let host: StaticHost;

    test.beforeEach(async () => {
      test.skip(browser.whyNot !== null, browser.whyNot ?? '');
      host = await startHost();
      page = await browser.start();
    });

    test.afterEach(async () => {
      await page?.close();
      await host?.close();
    });

    test('reads films and a DICOM, draws the heatmap, exports, and reloads without a server', async () => {
      const info = test.info();
      test.setTimeout(400_000);
      await page.goto(host.url);
      await until(page, `/^(webgl|wasm|cpu)$/.test(${ENGINE})`);
      const paths = await writeFiles(info.outputPath('films'), makeFiles());
      await give(page, paths);
      const rows = await readCsv(page);
      expectAsInChromium(rows);
      info.annotations.push({ type: page.browser, description: rows.map(({ backend }) => backend).join() });

      await page.evaluate(pressButton('Show heatmap'));
      await until(page, `document.querySelector('canvas[data-heatmap]')?.getBoundingClientRect().width > 50`);

      await until(page, `document.documentElement.dataset.offline === 'ready'`);
      await host.close();
      await page.reload();
      await until(page, `/^(webgl|wasm|cpu)$/.test(${ENGINE})`);
      await give(page, paths);
      expectAsInChromium(await readCsv(page));
    });

    test('opens the one file from a disk and reads there, what it keeps from the page excepted, and named', async () => {
      const info = test.info();
      test.setTimeout(400_000);
      await page.goto(pathToFileURL(join(DIST_SINGLE, SINGLE_FILE)).href);
      await until(page, `/^(webgl|wasm|cpu)$/.test(${ENGINE})`);
      const files = makeFiles();
      await give(page, await writeFiles(info.outputPath('films'), files));
      const rows = await readCsv(page);
      // No worker of a page on file:// may read a blob there.
      if (browser === WEBKIT) expectAllButTheCanvas(rows);
      else expectAsInChromium(rows);
    });
  });
}

test.describe('Firefox that resists fingerprinting', () => {
  test('gives each film’s own number, and none where it puts chance in place of a canvas; on each reload', async () => {
    test.skip(FIREFOX.whyNot !== null, FIREFOX.whyNot ?? '');
    const info = test.info();
    test.setTimeout(400_000);
    const host = await startHost();
    const page = await FIREFOX.start({ resistsFingerprinting: true });
    const files = makeFiles();
    const paths = await writeFiles(info.outputPath('films'), files);
    for (const visit of [0, 1]) {
      if (visit === 0) await page.goto(host.url);
      else await page.reload();
      await until(page, `/^(webgl|wasm|cpu)$/.test(${ENGINE})`);
      await give(page, paths);
      expectAllButTheCanvas(await readCsv(page));
    }
    await page.close();
    await host.close();
  });
});
