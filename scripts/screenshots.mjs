/**
 * `npm run screenshots`: the README's pictures, in docs/screenshots/, of the page as it is now, with its four synthetic
 * samples: wide and narrow, dark and light. Installs and builds what is missing, so that a fresh clone needs no
 * more than Node. No patient's film is ever on them: nothing but the site's own samples is opened.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainNodeVersion } from './lib/node-version.mjs';

/** The wide one is as small as three columns allow: a film's noise makes large pictures. */
const SIZES = /** @type {const} */ ([
  { name: 'wide', width: 1200, height: 750 },
  { name: 'narrow', width: 390, height: 844 },
]);
const THEMES = /** @type {const} */ (['dark', 'light']);
const SAMPLES = [
  'synthetic-pneumonia.png',
  'synthetic-normal.png',
  'synthetic-unlike.png',
  'synthetic-hand.png',
];
/** Above this a picture is too large to be kept in the repository. */
const MAX_BYTES = 300_000;
const TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Shot
 * @property {string} url address of the served site
 * @property {(typeof SIZES)[number]} size
 * @property {(typeof THEMES)[number]} theme
 * @property {readonly string[]} files the samples' paths
 */

/**
 * Opens the page, has all samples read and takes the picture.
 *
 * @param {import('playwright').Browser} browser
 * @param {Shot} shot
 * @returns {Promise<Buffer>} PNG
 */
async function shoot(browser, { url, size, theme, files }) {
  const { width, height } = size;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript((name) => localStorage.setItem('lungfield-theme', name), theme);
  await page.goto(`${url}?backend=wasm`);
  await page.waitForSelector('html[data-engine=wasm][data-offline=ready]');
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.waitForSelector('[role=status][data-state=done]');
  await page.locator('[data-study="0"]').click();
  // Card and result have their bars, by a lazy chunk.
  await page.waitForFunction(() => document.querySelectorAll('[data-chart] svg').length > 1);
  // The film at its full depth, not its preview.
  await page.waitForSelector('[data-surface] canvas');
  await page.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode())));
  await page.mouse.move(width - 1, height - 1);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

/** @param {string} message */
function tell(message) {
  process.stderr.write(`${message}\n`);
}

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read them, and most of them need what is installed here.
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled(tell);
  const { chromium } = await import('playwright');
  const { ensureBrowser } = await import('./lib/browser.mjs');
  const { DIST, ROOT } = await import('./lib/paths.mjs');
  const { createSiteHandler, listen } = await import('./lib/server.mjs');
  const { buildSite } = await import('./lib/start-site.mjs');

  const executablePath = await ensureBrowser(tell);
  tell('Building …');
  await buildSite();
  const folder = join(ROOT, 'docs', 'screenshots');
  await mkdir(folder, { recursive: true });
  const files = SAMPLES.map((name) => join(DIST, 'samples', name));
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  const browser = await chromium.launch({ executablePath });
  try {
    for (const size of SIZES) {
      for (const theme of THEMES) {
        const picture = await shoot(browser, { url: server.url, size, theme, files });
        const path = join(folder, `results-${size.name}-${theme}.png`);
        if (picture.length > MAX_BYTES) throw new Error(`${path} would have ${picture.length} bytes.`);
        await writeFile(path, picture);
        process.stdout.write(`${path}\n`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

main().catch((error) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
