/**
 * What a reader's films leave behind: nothing. Not on the network, in no storage, console, address, title or error text, not on
 * the disk; and in an export what the reader ticked, no more.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from '@playwright/test';
import { findInstalledBrowser } from '../scripts/lib/browser.mjs';
import { AppPage } from './support/app-page.ts';
import { listBuildPaths } from './support/build-files.ts';
import {
  CANARY,
  canaryDicom,
  canaryPng,
  canaryZip,
  damagedCanaries,
  IDENTITY_CANARIES,
  NAME_CANARY,
  SECRET_CANARIES,
  zippedPath,
} from './support/canaries.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { collectSaid, findInDocument, readStorage } from './support/page-traces.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const FILES = [canaryDicom, canaryPng, canaryZip, ...damagedCanaries];
/** As they may stand on screen. */
const NAMES = [...FILES.map(({ name }) => name), zippedPath];
const FORMATS = ['JSON', 'FHIR R4', 'DICOM SR', 'DICOM heatmap'] as const;
type Format = (typeof FORMATS)[number];

const exportsOf = (page: Page): Locator => page.getByRole('dialog', { name: 'More exports' });

async function press(app: AppPage, within: Locator, name: string): Promise<{ name: string; text: string }> {
  const saved = app.page.waitForEvent('download');
  await within.getByRole('button', { name, exact: true }).click();
  const download = await saved;
  return {
    name: download.suggestedFilename(),
    text: (await readFile(await download.path())).toString('latin1'),
  };
}

/** The files of "More exports", which has to be open. */
async function saveAll(app: AppPage): Promise<Record<Format, { name: string; text: string }>> {
  const saved: Partial<Record<Format, { name: string; text: string }>> = {};
  for (const format of FORMATS) saved[format] = await press(app, exportsOf(app.page), format);
  return saved as Record<Format, { name: string; text: string }>;
}

/** Opens and closes what can be opened; the first film is on screen. */
async function lookAround({ page }: AppPage): Promise<void> {
  for (const name of ['About this model', 'Operating point', 'Your own set', 'More exports']) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await expect(page.getByRole('dialog').first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Show heatmap' }).click();
  await expect(page.locator('[data-heatmap]').first()).toBeVisible();
}

async function printSheet({ page }: AppPage): Promise<string> {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const text = (await page.locator('[data-print-sheet]').textContent()) ?? '';
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  return text;
}

test('a whole batch, every dialog and every export: plain GETs of the build until "ready", then not one request', async ({
  app,
  backend,
  site,
}) => {
  const first = site.requests.length;
  await app.start(backend);
  await app.waitOfflineReady();
  const ready = site.requests.length;
  const allowed = new Set(['/', `/?backend=${backend}`, ...listBuildPaths()]);
  const seen = site.requests.slice(first, ready);
  expect(seen.filter(({ method, target }) => method !== 'GET' || !allowed.has(target))).toEqual([]);

  const films = [
    makeFilmFile({ kind: 'normal', seed: 13 }).file,
    makeFilmFile({ kind: 'pneumonia', seed: 12 }, { format: 'jpeg' }).file,
    makeFilmFile({ kind: 'normal', seed: 3, bitDepth: 16 }, { format: 'png', bitDepth: 16 }).file,
    fileOf('unlike.png', await readFile(distPath('samples', 'synthetic-unlike.png')), 'image/png'),
  ];
  await app.give(...films, ...FILES);
  await app.waitDone(films.length + FILES.length);
  await app.page.getByLabel('Include withheld scores').check();
  await app.study(0).getByRole('button').first().click();
  await lookAround(app);
  await app.saveCsv({ includeNames: true, includeWithheld: true });
  await app.page.getByRole('button', { name: 'More exports' }).click();
  await exportsOf(app.page).getByLabel('Patient and identifiers of DICOM films').check();
  await saveAll(app);
  await app.page.keyboard.press('Escape');
  await printSheet(app);
  for (const language of ['fr', 'ar', 'en']) {
    await app.page.getByRole('combobox').first().selectOption(language);
    await expect(app.page.locator('html')).toHaveAttribute('lang', language);
  }
  expect(site.requests.slice(ready)).toEqual([]);
});

test('a canary is in no storage, console, address, title or error text, of whole films and of damaged ones', async ({
  app,
  backend,
  context,
}) => {
  const { page } = app;
  const said = collectSaid(context);
  await app.start(backend);
  await app.waitOfflineReady();
  await app.give(...FILES);
  await app.waitDone(FILES.length);
  const rows = await app.readCsv();
  expect(rows.filter(({ status }) => status === 'predicted' || status === 'withheld')).toHaveLength(3);
  expect(rows.filter(({ status }) => status === 'rejected')).toHaveLength(damagedCanaries.length);

  for (const index of FILES.keys()) {
    await app.study(index).getByRole('button').first().click();
    // On screen a file's name stands by itself, in no sentence; of what is in the file, nothing.
    const { texts, attributes } = await findInDocument(page, CANARY);
    expect(texts).not.toEqual([]);
    for (const text of texts)
      expect(
        NAMES.some((name) => name.includes(text.trim())),
        text,
      ).toBe(true);
    for (const text of attributes) {
      for (const canary of [...IDENTITY_CANARIES, ...SECRET_CANARIES]) expect(text).not.toContain(canary);
    }
    expect(await page.title()).not.toMatch(CANARY);
    expect(page.url()).not.toMatch(CANARY);
  }
  const stored = await readStorage(page);
  expect(Object.keys(stored).filter((place) => place.startsWith('cache'))).not.toEqual([]);
  for (const [place, text] of Object.entries(stored)) expect(CANARY.test(text), place).toBe(false);
  expect(said.filter((text) => CANARY.test(text))).toEqual([]);
});

test('the search of the test above finds a canary wherever one is planted', async ({
  app,
  backend,
  context,
}) => {
  const { page } = app;
  const said = collectSaid(context);
  await app.start(backend);
  await app.waitOfflineReady();
  await context.addCookies([{ name: 'a', value: 'CANARY-cookie', url: page.url() }]);
  await page.evaluate(async () => {
    localStorage.setItem('a', 'CANARY-local');
    sessionStorage.setItem('a', 'CANARY-session');
    const cache = await caches.open('other');
    await cache.put('/other', new Response(new Blob(['CANARY-cache'])));
    const root = await navigator.storage.getDirectory();
    await root.getFileHandle('CANARY-file', { create: true });
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('other');
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore('films').put(new Blob(['CANARY-indexed']), 'a');
      });
      request.addEventListener('success', () => resolve(request.result.close()));
      request.addEventListener('error', () => reject(new Error('IndexedDB')));
    });
    console.debug('CANARY-page');
    document.body.append(
      Object.assign(document.createElement('p'), { title: 'CANARY-title', textContent: 'CANARY-text' }),
    );
  });
  await page.workers()[0].evaluate(() => console.log('CANARY-worker'));
  const stored = Object.values(await readStorage(page)).join(' ');
  for (const place of ['local', 'session', 'cookie', 'cache', 'file', 'indexed']) {
    expect(stored).toContain(`CANARY-${place}`);
  }
  expect(await findInDocument(page, CANARY)).toEqual({
    texts: ['CANARY-text'],
    attributes: ['CANARY-title'],
  });
  await expect
    .poll(() => said.filter((text) => CANARY.test(text)).toSorted((a, b) => a.localeCompare(b)))
    .toEqual(['debug CANARY-page', 'log CANARY-worker']);
});

test('a canary leaves in an export only when the reader ticked it', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await app.give(canaryDicom, ...damagedCanaries);
  await app.waitDone(1 + damagedCanaries.length);
  await app.study(0).getByRole('button').first().click();

  expect(await app.saveCsv({ includeWithheld: true })).not.toMatch(CANARY);
  expect(await printSheet(app)).not.toMatch(CANARY);
  const openExports = () => page.getByRole('button', { name: 'More exports' }).click();
  await openExports();
  for (const { name, text } of Object.values(await saveAll(app))) {
    expect(name).not.toMatch(CANARY);
    expect(CANARY.test(text), name).toBe(false);
  }

  // Ticked: the file's name, and nothing of what is in the file.
  await exportsOf(page).getByLabel('File names').check();
  const named = await saveAll(app);
  for (const format of ['JSON', 'FHIR R4', 'DICOM SR'] as const) {
    expect(named[format].text, format).toContain(canaryDicom.name);
  }
  for (const { name, text } of Object.values(named)) {
    for (const canary of [...IDENTITY_CANARIES, ...SECRET_CANARIES]) expect(text, name).not.toContain(canary);
  }

  // Ticked: the patient, and neither the file's name nor any other tag.
  await exportsOf(page).getByLabel('File names').uncheck();
  await exportsOf(page).getByLabel('Patient and identifiers of DICOM films').check();
  const identified = await saveAll(app);
  for (const format of ['DICOM SR', 'DICOM heatmap'] as const) {
    for (const canary of IDENTITY_CANARIES) expect(identified[format].text, format).toContain(canary);
  }
  for (const { name, text } of Object.values(identified)) {
    for (const canary of [NAME_CANARY, ...SECRET_CANARIES]) expect(text, name).not.toContain(canary);
  }
  await page.keyboard.press('Escape');
  expect(await app.saveCsv({ includeWithheld: true })).not.toMatch(CANARY);
  expect(await printSheet(app)).not.toMatch(CANARY);

  const csv = await app.saveCsv({ includeNames: true, includeWithheld: true });
  for (const { name } of damagedCanaries) expect(csv).toContain(name);
  for (const canary of [...IDENTITY_CANARIES, ...SECRET_CANARIES]) expect(csv).not.toContain(canary);
  expect(await printSheet(app)).toContain(canaryDicom.name);
});

test('nothing of a film is on the disk when the browser has been closed', async ({
  backend,
  site,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  const executablePath = findInstalledBrowser(process.env);
  const options = executablePath === null ? {} : { executablePath };
  const context = await chromium.launchPersistentContext(profile, options);
  const app = new AppPage(await context.newPage(), site.url);
  await app.start(backend);
  await app.waitOfflineReady();
  await app.give(...FILES);
  await app.waitDone(FILES.length);
  await app.saveCsv({ includeNames: true });
  await context.close();

  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let sawBuild = false;
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const bytes = await readFile(path);
    sawBuild ||= bytes.includes('offline.worker.js');
    for (const encoding of ['latin1', 'utf16le'] as const) {
      expect(CANARY.test(bytes.toString(encoding)), `${path} as ${encoding}`).toBe(false);
    }
  }
  // The profile really is the one that was written to.
  expect(sawBuild).toBe(true);
});
