/**
 * What a reader hands on: JSON, FHIR, a DICOM structured report and capture, a printed page; and who is in it: nobody,
 * unless the reader ticks it.
 */
import { readFile } from 'node:fs/promises';
import { data } from 'dcmjs';
import type { Bundle, DiagnosticReport } from 'fhir/r4';
import * as v from 'valibot';
import {
  type DicomElement,
  describeImage,
  pixelData,
  writeDicom,
} from '../src/image/dicom/fixtures/write-dicom.ts';
import { resultsSchema } from '../src/report/json-schema.ts';
import { makeFilm } from '../training/synth/film.ts';
import { DESK_AND_PHONE, findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const NOTICE = 'Research use only, not for diagnosis';
const SIZE = { widthPx: 420, heightPx: 360 };
const film = makeFilm({ kind: 'normal', seed: 61, ...SIZE, bitDepth: 8 });

/** Canaries that are promised to be in an export when they are ticked. */
const NAMED = ['CANARY^Patient', 'CANARY-ID', '1.2.826.0.1.3680043.8.498.7'];
/** Canaries that nothing ever lets out. */
const NEVER = ['CANARY-PRIVATE', 'CANARY-NESTED', 'CANARY-COMMENT', 'CANARY^Physician'];
const FILE_NAME = 'CANARY-FILE.dcm';
const canaries: DicomElement[] = [
  [0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.1'],
  [0x0008_0018, 'UI', '1.2.826.0.1.3680043.8.498.7'],
  [0x0008_0060, 'CS', 'CR'],
  [0x0008_0090, 'PN', 'CANARY^Physician'],
  [0x0008_1140, 'SQ', [[[0x0010_4000, 'LT', 'CANARY-NESTED']]]],
  [0x0009_0010, 'LO', 'LUNGFIELD TEST'],
  [0x0009_1001, 'LO', 'CANARY-PRIVATE'],
  [0x0010_0010, 'PN', 'CANARY^Patient'],
  [0x0010_0020, 'LO', 'CANARY-ID'],
  [0x0010_4000, 'LT', 'CANARY-COMMENT'],
  [0x0020_000d, 'UI', '1.2.826.0.1.3680043.8.498.5'],
  [0x0020_000e, 'UI', '1.2.826.0.1.3680043.8.498.6'],
];
const dicom = fileOf(
  FILE_NAME,
  writeDicom([
    ...describeImage({ ...SIZE, bitsAllocated: 8 }).filter(
      ([tag]) => !canaries.some(([same]) => same === tag),
    ),
    ...canaries,
    pixelData(Array.from(film.pixels), 8),
  ]),
);

/** The dialog with the exports. */
function dialogOf(app: AppPage) {
  return app.page.getByRole('dialog', { name: 'More exports' });
}

async function openExports(app: AppPage): Promise<void> {
  await app.page.getByRole('button', { name: 'More exports' }).click();
  await expect(dialogOf(app)).toBeVisible();
}

/** Presses a button of the dialog and gives the file that it saves. */
async function save(app: AppPage, button: string): Promise<{ name: string; bytes: Buffer }> {
  const saved = app.page.waitForEvent('download');
  await dialogOf(app).getByRole('button', { name: button, exact: true }).click();
  const download = await saved;
  await expect(dialogOf(app).getByText(`Saved: ${download.suggestedFilename()}`)).toBeVisible();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const FORMATS = ['JSON', 'FHIR R4', 'DICOM SR', 'DICOM heatmap'] as const;

/** Every file of the dialog, by its button. */
async function saveAll(
  app: AppPage,
): Promise<Record<(typeof FORMATS)[number], { name: string; bytes: Buffer }>> {
  const files: [string, { name: string; bytes: Buffer }][] = [];
  for (const format of FORMATS) files.push([format, await save(app, format)]);
  return Object.fromEntries(files) as Awaited<ReturnType<typeof saveAll>>;
}

function readDataset(bytes: Buffer): Record<string, unknown> {
  const { dict } = data.DicomMessage.readFile(new Uint8Array(bytes).buffer);
  return data.DicomMetaDictionary.naturalizeDataset(dict);
}

/** The study of index 0, its score shown, whatever the model thinks of a synthetic film. */
async function startWithFilm(app: AppPage, backend: string): Promise<void> {
  await app.start(backend);
  await app.waitOfflineReady();
  await app.give(dicom, fileOf('notes.txt', 'no image'));
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
}

test('every export says the same of a film as the CSV, and what it is not for; nothing is asked of the network', async ({
  app,
  backend,
  site,
}) => {
  await startWithFilm(app, backend);
  const [row] = await app.readCsv({ includeWithheld: true });
  const before = site.requests.length;
  await openExports(app);
  const files = await saveAll(app);
  expect(Object.values(files).map(({ name }) => name)).toEqual([
    'lungfield-results.json',
    'lungfield-fhir.json',
    'lungfield-study-0-sr.dcm',
    'lungfield-study-0-heatmap.dcm',
  ]);
  expect(site.requests.slice(before)).toEqual([]);

  const results = v.parse(resultsSchema, JSON.parse(files.JSON.bytes.toString()));
  expect(results.notice).toBe(NOTICE);
  expect(results.studies.map(({ status }) => status)).toEqual([row?.status, 'rejected']);
  expect(String(results.studies[0]?.scores?.logit)).toBe(row?.logit);
  expect(results.model?.shortHash).toBe(row?.model);

  const bundle = JSON.parse(files['FHIR R4'].bytes.toString()) as Bundle;
  const reports = (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'DiagnosticReport' ? [resource as DiagnosticReport] : [],
  );
  expect(reports.map(({ status }) => status)).toEqual(['preliminary']);
  expect(reports[0]?.conclusion).toContain(NOTICE);
  expect(files['FHIR R4'].bytes.toString()).toContain(`"value":${row?.probability_pneumonia}`);

  const report = readDataset(files['DICOM SR'].bytes);
  expect(report).toMatchObject({ CompletionFlag: 'PARTIAL', VerificationFlag: 'UNVERIFIED' });
  expect(JSON.stringify(report)).toContain(`"FloatingPointValue":${row?.probability_pneumonia}`);
  expect(JSON.stringify(report)).toContain(NOTICE);

  const capture = readDataset(files['DICOM heatmap'].bytes);
  expect(capture).toMatchObject({ BurnedInAnnotation: 'YES', PhotometricInterpretation: 'RGB' });
  expect(capture.ImageComments).toContain(NOTICE);
  const [pixels] = capture.PixelData as readonly ArrayBuffer[];
  const { Rows: rows, Columns: columns } = capture as { Rows: number; Columns: number };
  // Two films side by side, on the left as grey as it is, and words below.
  expect(new Set(pixels && new Uint8Array(pixels)).size).toBeGreaterThan(50);
  expect(pixels?.byteLength).toBe(3 * rows * columns);
});

test('nobody and no name is in any export; each is in it when it is ticked, and only that', async ({
  app,
  backend,
}) => {
  await startWithFilm(app, backend);
  await app.readCsv({ includeWithheld: true });
  await openExports(app);
  for (const { name, bytes } of Object.values(await saveAll(app))) {
    expect(name).not.toContain('CANARY');
    expect(bytes.toString('latin1'), name).not.toMatch(/CANARY|1\.2\.826\.0\.1\.3680043/);
  }

  await dialogOf(app).getByLabel('File names').check();
  const named = await saveAll(app);
  for (const format of ['JSON', 'FHIR R4', 'DICOM SR'] as const) {
    expect(named[format].bytes.toString('latin1'), format).toContain(FILE_NAME);
  }
  for (const { name, bytes } of Object.values(named)) {
    for (const canary of [...NAMED, ...NEVER]) expect(bytes.toString('latin1'), name).not.toContain(canary);
  }

  await dialogOf(app).getByLabel('File names').uncheck();
  await dialogOf(app).getByLabel('Patient and identifiers of DICOM films').check();
  const identified = await saveAll(app);
  for (const format of ['DICOM SR', 'DICOM heatmap'] as const) {
    for (const canary of NAMED) expect(identified[format].bytes.toString('latin1'), format).toContain(canary);
  }
  const fhir = identified['FHIR R4'].bytes.toString();
  expect(fhir).toContain('"family":"CANARY","given":["Patient"]');
  for (const canary of NAMED.slice(1)) expect(fhir).toContain(canary);
  for (const { name, bytes } of Object.values(identified)) {
    for (const canary of [FILE_NAME, ...NEVER]) expect(bytes.toString('latin1'), name).not.toContain(canary);
  }
  expect(identified.JSON.bytes.toString()).not.toContain('CANARY');

  // Closed and opened again, whose it is has to be asked for once more, and nothing of it was kept.
  await app.page.keyboard.press('Escape');
  await openExports(app);
  await expect(dialogOf(app).getByLabel('Patient and identifiers of DICOM films')).not.toBeChecked();
  const kept = await app.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(kept).not.toMatch(/CANARY|loglevel/);
});

test('a withheld result is reported as withheld, without a number or a heatmap, until it is asked for', async ({
  app,
  backend,
}) => {
  const unlike = await readFile(distPath('samples', 'synthetic-unlike.png'));
  await app.start(backend);
  await app.give(fileOf('unlike.png', unlike, 'image/png'));
  await app.waitDone(1);
  await openExports(app);
  await expect(dialogOf(app).getByRole('button', { name: 'DICOM heatmap' })).toHaveCount(0);
  const closed = v.parse(resultsSchema, JSON.parse((await save(app, 'JSON')).bytes.toString()));
  expect(closed.studies[0]).toMatchObject({ status: 'withheld', scores: null });
  expect((await save(app, 'FHIR R4')).bytes.toString()).not.toContain('valueQuantity');
  expect(JSON.stringify(readDataset((await save(app, 'DICOM SR')).bytes))).not.toContain('NumericValue');

  await dialogOf(app).getByLabel('Withheld scores').check();
  await expect(dialogOf(app).getByRole('button', { name: 'DICOM heatmap' })).toBeVisible();
  const open = v.parse(resultsSchema, JSON.parse((await save(app, 'JSON')).bytes.toString()));
  expect(open.studies[0]?.scores?.logit).toEqual(expect.any(Number));
  // The box beside "Export CSV" is the same one.
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByLabel('Include withheld scores')).toBeChecked();
});

test('a file that is gone when whose it is has to be read is said, and nothing is saved', async ({
  app,
  backend,
}) => {
  await startWithFilm(app, backend);
  await app.page.evaluate(() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  });
  await openExports(app);
  await dialogOf(app).getByLabel('Patient and identifiers of DICOM films').check();
  await dialogOf(app).getByRole('button', { name: 'DICOM SR' }).click();
  await expect(dialogOf(app).getByRole('alert')).toContainText('nothing was saved');
});

test('one study is printed on one page: film, result, hash and notice; its name only if ticked, its heatmap if it is on', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  const given = makeFilmFile({ kind: 'pneumonia', seed: 12 }).file;
  await app.give(given);
  await app.waitDone(1);
  await app.page.getByLabel('Include withheld scores').check();
  const [row] = await app.readCsv({ includeWithheld: true });
  await page.evaluate(() => {
    Object.assign(window, { print: () => Object.assign(window, { wasPrinted: true }) });
  });
  await openExports(app);
  await dialogOf(app).getByRole('button', { name: 'Print or PDF' }).click();
  await expect.poll(() => page.evaluate(() => 'wasPrinted' in window)).toBe(true);
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('[data-print-sheet]');
  await expect(sheet).toBeVisible();
  await expect(page.getByRole('button').and(page.locator(':visible'))).toHaveCount(0);
  await expect(sheet.getByText(NOTICE)).toBeVisible();
  await expect(sheet.getByText(/^This image is .* % pneumonia and .* % normal\.$/)).toBeVisible();
  await expect(sheet.getByRole('img', { name: 'Film', exact: true })).toBeVisible();
  await expect(sheet).toContainText(row?.model ?? 'no model');
  await expect(sheet.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await expect(sheet).not.toContainText(given.name);
  await expect(sheet.locator('canvas')).toHaveCount(0);
  expect(countPages(await page.pdf({ format: 'A4' }))).toBe(1);

  // As the browser's own menu does it, with name and heatmap.
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
  if ((await app.study(0).getAttribute('data-status')) === 'withheld') {
    await page.getByRole('button', { name: /show the score/i }).click();
  }
  await page.getByRole('button', { name: 'Show heatmap' }).click();
  await page.getByLabel('Include file names').check();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toContainText(given.name);
  await expect(sheet.locator('canvas')).toBeVisible();
  await expect(sheet).toContainText('not a lesion');
  expect(countPages(await page.pdf({ format: 'A4' }))).toBe(1);
});

/** Pages of a PDF whose page objects are not compressed away, as Chromium writes it. */
function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const [width, height] of DESK_AND_PHONE) {
  test(`the exports are worked by keyboard and have no violation, ${width} px wide, dark and light`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    await app.give(makeFilmFile({ kind: 'normal', seed: 13 }).file);
    await app.waitDone(1);
    await page.getByRole('button', { name: 'More exports' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialogOf(app)).toBeVisible();
    const saved = page.waitForEvent('download');
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.textContent === 'JSON')) break;
    }
    await page.keyboard.press('Enter');
    expect((await saved).suggestedFilename()).toBe('lungfield-results.json');
    for (const theme of ['dark', 'light']) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      expect(await findViolations(page)).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'More exports' })).toBeFocused();
  });
}
