/**
 * A ward's LAN: plain http under a host's name, where browsers give neither service workers nor `crypto.subtle` nor the cache.
 */

import { findInstalledBrowser } from '../scripts/lib/browser.mjs';
import { encodeFrame, type FrameSource } from '../src/image/dicom/fixtures/encode-frames.ts';
import { describeImage, writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { STRINGS } from '../src/ui/strings.ts';
import { makeFilm } from '../training/synth/film.ts';
import { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const HOST = 'ward.example';
const executablePath = findInstalledBrowser(process.env);

test.use({
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  },
});

const SIZE = { widthPx: 420, heightPx: 360 };
const film = makeFilm({ kind: 'normal', seed: 61, ...SIZE, bitDepth: 8 });
const source: FrameSource = { ...SIZE, bits: 8, values: Array.from(film.pixels) };

test('over plain http the page verifies its model, reads, exports, and says that it is not held offline', async ({
  page,
  watch,
}) => {
  watch.allow(/^foreign request: http:\/\/ward\.example:/);
  // A header that `npm start` sends, and that browsers don't take over plain http: they say so by themselves.
  watch.allow(/^console: The Cross-Origin-Opener-Policy header has been ignored/);
  const host = await startHost();
  const url = new URL(host.url);
  url.hostname = HOST;
  const app = new AppPage(page, url.href);
  await app.start('wasm');
  const lacks = await page.evaluate(() => ({
    isSecure: isSecureContext,
    hasHashes: 'subtle' in crypto && crypto.subtle !== undefined,
    hasWorkers: 'serviceWorker' in navigator,
    hasCaches: 'caches' in window,
  }));
  expect(lacks).toEqual({ isSecure: false, hasHashes: false, hasWorkers: false, hasCaches: false });
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'unavailable');
  await expect(page.getByText(STRINGS.header.offlineUnavailable)).toBeVisible();

  await page.getByRole('button', { name: STRINGS.samples.offer }).first().click();
  await page.getByRole('button', { name: 'Clear lungs' }).first().click();
  const elements = describeImage({ ...SIZE, bitsAllocated: 8 });
  const frame = await encodeFrame('jpeg-2000', source);
  const dicom = writeDicom(elements, { syntax: '1.2.840.10008.1.2.4.90', fragments: [frame] });
  await app.give(makeFilmFile({ kind: 'pneumonia', seed: 42 }).file, fileOf('IM_J2K', dicom));
  await app.waitDone(3);
  const rows = await app.readCsv({ includeWithheld: true });
  for (const row of rows) expect(row.logit, row.reason).not.toBe('');

  await page.getByRole('button', { name: 'More exports' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'DICOM SR', exact: true }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.dcm$/);
  await page.close();
  await host.close();
});
