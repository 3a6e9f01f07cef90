/**
 * The site in one file, opened from a disk as a reader opens it from a stick: no server, no network, nothing beside it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { DIST_SINGLE } from '../scripts/lib/paths.mjs';
import { MAX_BYTES, SINGLE_FILE } from '../scripts/lib/single-file.mjs';
import {
  encodeFrame,
  encodeJpegLossless,
  type FrameSource,
} from '../src/image/dicom/fixtures/encode-frames.ts';
import { describeImage, writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { parseModelCard, shortModelHash } from '../src/model/model-card.ts';
import { LOCKS } from '../src/study/codes.ts';
import arabic from '../src/ui/languages/ar.ts';
import { STRINGS } from '../src/ui/strings.ts';
import { makeFilm } from '../training/synth/film.ts';
import { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile, makeFilmFile } from './support/films.ts';
import { loadReference } from './support/reference.ts';
import { expect, type PageWatch, test } from './support/test.ts';

const read = (path: string) => readFile(join(DIST_SINGLE, path));

/** A change of what is packed behind a start tag. */
interface Damage {
  readonly tag: RegExp;
  readonly alter: (packed: Buffer) => Buffer;
}

function damageFile(html: string, { tag, alter }: Damage): string {
  const found = tag.exec(html);
  if (found === null) throw new Error(`The page has no ${tag}.`);
  const start = found.index + found[0].length;
  const end = html.indexOf('<', start);
  const altered = alter(Buffer.from(html.slice(start, end), 'base64')).toString('base64');
  return html.slice(0, start) + altered + html.slice(end);
}

/** A folder with the one file in it, and a browser without a network. */
async function openStick(page: Page, watch: PageWatch, folder: string, damage?: Damage) {
  const html = (await read(SINGLE_FILE)).toString();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, SINGLE_FILE), damage ? damageFile(html, damage) : html);
  const root = pathToFileURL(`${folder}/`).href;
  watch.allow(/^foreign request: file:.*lungfield\.html/);
  await page.context().setOffline(true);
  /** What the page and its workers ask for, but what is in their own memory. */
  const requests: string[] = [];
  page.context().on('request', (request) => {
    if (!/^(?:blob|data):/.test(request.url())) requests.push(request.url().split('?')[0]);
  });
  return { app: new AppPage(page, root), url: root + SINGLE_FILE, requests };
}

const SIZE = { widthPx: 420, heightPx: 360 };
const film = makeFilm({ kind: 'normal', seed: 61, ...SIZE, bitDepth: 8 });
const source: FrameSource = { ...SIZE, bits: 8, values: Array.from(film.pixels) };

function encapsulate(name: string, syntax: string, frame: Uint8Array): GivenFile {
  const elements = describeImage({ ...SIZE, bitsAllocated: 8 });
  const options = { syntax: `1.2.840.10008.1.2.4.${syntax}`, fragments: [frame] };
  return fileOf(name, writeDicom(elements, options));
}

async function makeDicoms(): Promise<GivenFile[]> {
  return [
    encapsulate('IM_JPLL', '70', encodeJpegLossless(source)),
    encapsulate('IM_J2K', '90', await encodeFrame('jpeg-2000', source)),
    encapsulate('IM_JLS', '80', await encodeFrame('jpeg-ls', source)),
    encapsulate('IM_HTJ2K', '201', await encodeFrame('htj2k', source)),
    encapsulate('IM_JPEG', '50', await encodeFrame('jpeg', source)),
  ];
}

/** Reports, by the button that saves them, with what shows that they are whole. */
const REPORTS: Readonly<Record<string, (bytes: Buffer) => void>> = {
  JSON: (bytes) => expect(JSON.parse(bytes.toString())).toHaveProperty('schemaVersion'),
  'FHIR R4': (bytes) => expect(JSON.parse(bytes.toString())).toHaveProperty('resourceType', 'Bundle'),
  'DICOM SR': (bytes) => expect(bytes.toString('latin1', 128, 132)).toBe('DICM'),
  'DICOM heatmap': (bytes) => expect(bytes.toString('latin1', 128, 132)).toBe('DICM'),
};

test('is one file of at most 8 MB, with its SHA-256 beside it as sha256sum reads it', async () => {
  const page = await read(SINGLE_FILE);
  expect(page.length).toBeLessThanOrEqual(MAX_BYTES);
  expect(MAX_BYTES).toBeLessThanOrEqual(8_000_000);
  const sha256 = createHash('sha256').update(page).digest('hex');
  expect((await read(`${SINGLE_FILE}.sha256`)).toString()).toBe(`${sha256}  ${SINGLE_FILE}\n`);
  // Of page, worker and font.
  for (const name of [
    'react',
    '@tensorflow/tfjs-core',
    '@cornerstonejs/codec-charls',
    '@fontsource-variable/inter',
  ]) {
    expect(page.toString()).toContain(`\n${name} `);
  }
});

test('its policy allows no script, style or address but its own parts', async () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
    (await read(SINGLE_FILE)).toString(),
  );
  const directives = new Map(
    (policy?.[1] ?? '').split('; ').map((directive) => {
      const [name, ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
  expect(directives.get('default-src')).toBe("'none'");
  expect(directives.get('connect-src')).toBe('blob:');
  expect(directives.get('worker-src')).toBe('blob:');
  expect(directives.get('script-src')).toMatch(/^(?:'sha256-[\w+/=]+' ){2}'wasm-unsafe-eval'$/);
  expect(directives.get('style-src')).toMatch(/^'sha256-[\w+/=]+'$/);
  expect(directives.get('require-trusted-types-for')).toBe("'script'");
});

test('opened from a stick it reads PNG and every kind of DICOM, as the site does, and asks for nothing @webgl', async ({
  page,
  backend,
  watch,
}, info) => {
  const stick = await openStick(page, watch, info.outputPath('Stick für Röntgen #1'));
  const { app, requests } = stick;
  await app.open(backend, SINGLE_FILE);
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  const card = parseModelCard(JSON.parse((await readFile('public/model/model-card.json')).toString()));
  const { version } = JSON.parse((await readFile('package.json')).toString()) as { version: string };
  await expect(page.getByText(STRINGS.header.offlineSingleFile)).toBeVisible();
  await expect(page.getByText(`Lungfield ${version}`)).toBeVisible();
  await expect(page.getByText(STRINGS.exporting.model(card.version, shortModelHash(card)))).toBeVisible();

  const png = makeFilmFile({ kind: 'pneumonia', seed: 42 });
  const files = [png.file, ...(await makeDicoms())];
  await app.give(...files);
  await app.waitDone(files.length);
  const rows = await app.readCsv({ includeNames: true, includeWithheld: true });
  expect(rows.map((row) => row.file)).toEqual(files.map(({ name }) => name));
  for (const row of rows) expect(row.logit, `${row.file}: ${row.reason}`).not.toBe('');
  const reference = await loadReference('public/model');
  const [ofPng, ofFilm] = [reference.predictLogit(png.film), reference.predictLogit(film)];
  for (const { file, logit } of rows) {
    const expected = file === png.file.name ? ofPng : ofFilm;
    expect(Math.abs(Number(logit) - expected), file).toBeLessThanOrEqual(file === 'IM_JPEG' ? 0.3 : 0.05);
  }
  expect(requests).toEqual([stick.url]);
});

test('without a network it shows heatmap, charts, samples and languages, saves reports, and goes on after a cancelled batch', async ({
  page,
  backend,
  watch,
}, info) => {
  const stick = await openStick(page, watch, info.outputPath('stick'));
  const { app, requests } = stick;
  await app.open(backend, SINGLE_FILE);
  expect(await app.waitEngine()).toBe(backend);
  await page.getByRole('button', { name: STRINGS.samples.offer }).first().click();
  await page.getByRole('button', { name: 'Opacities in the lungs' }).first().click();
  await app.waitDone(1);
  await page.getByRole('button', { name: 'Show heatmap' }).click();
  await expect(page.locator('canvas[data-heatmap]')).toBeVisible();
  await expect(page.locator('[data-chart] .recharts-bar-rectangle path').first()).toBeVisible();

  await page.getByRole('button', { name: 'More exports' }).click();
  for (const [format, check] of Object.entries(REPORTS)) {
    const saved = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: format, exact: true }).click();
    check(await readFile(await (await saved).path()));
  }
  await page.keyboard.press('Escape');

  // A cancelled decode's worker is killed: the next one starts from the page's memory again.
  const films = Array.from({ length: 12 }, (_, seed) => makeFilmFile({ seed, widthPx: 1800 }).file);
  await app.give(...films);
  await page.getByRole('button', { name: STRINGS.worklist.cancel }).click();
  await app.waitDone(13);
  expect((await app.readCsv()).some(({ reason }) => reason === 'cancelled')).toBe(true);
  await app.give(encapsulate('IM_J2K', '90', await encodeFrame('jpeg-2000', source)));
  await app.waitDone(14);
  expect((await app.readCsv({ includeWithheld: true }))[13].logit).not.toBe('');

  await page.locator('header select').selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByText(arabic.strings.header.offlineSingleFile)).toBeVisible();
  expect(requests).toEqual([stick.url]);
});

for (const isRepacked of [true, false]) {
  test(`is locked when one bit of the weights is another${isRepacked ? ', in sound packing' : ''}`, async ({
    page,
    backend,
    watch,
  }, info) => {
    const { app } = await openStick(page, watch, info.outputPath('stick'), {
      tag: /data-path="model\/group1-shard[^"]*">/,
      alter: (packed) => {
        const bytes = isRepacked ? gunzipSync(packed) : packed;
        bytes[Math.floor(bytes.length / 2)] ^= 1;
        return isRepacked ? gzipSync(bytes) : bytes;
      },
    });
    await app.open(backend, SINGLE_FILE);
    expect(await app.waitEngine()).toBe('locked');
    await expect(page.getByText(LOCKS['asset-corrupt'].problem).first()).toBeVisible();
  });
}

test('a changed program does not run, and the page says that the file may be damaged', async ({
  page,
  backend,
  watch,
}, info) => {
  watch.allow(/Content Security Policy/);
  const { app } = await openStick(page, watch, info.outputPath('stick'), {
    tag: /data-role="program"[^>]*>/,
    alter: (packed) =>
      gzipSync(Buffer.concat([Buffer.from('document.title="changed";'), gunzipSync(packed)])),
  });
  await app.open(backend, SINGLE_FILE);
  await expect(page.getByText('compare its SHA-256')).toBeVisible();
  await expect(page).toHaveTitle('Lungfield');
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'loading');
});
