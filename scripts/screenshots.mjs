/**
 * `npm run screenshots [-- NAME ...]`: pictures of every state of the page as it is now (or of those named), wide and narrow, dark
 * and light, in .cache/screenshots/; the good ones also in docs/screenshots/, for the README and the guide. To be looked at.
 * Installs and builds what is missing, so that a fresh clone needs no more than Node. No patient's film is ever on them: nothing
 * but the site's own samples is opened.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainNodeVersion } from './lib/node-version.mjs';
import { readGiven, STATES } from './screenshots/states.mjs';

const SIZES = /** @type {const} */ ([
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
]);
const THEMES = /** @type {const} */ (['dark', 'light']);
/** Of JPEG: a film's noise makes PNGs three times as large, and letters still stand clear. */
const QUALITY = 82;
/** Above this a picture is too large to be kept in the repository. */
const MAX_BYTES = 300_000;
const TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Shot
 * @property {string} url address of the served site
 * @property {(typeof SIZES)[number]} size
 * @property {(typeof THEMES)[number]} theme
 * @property {import('./screenshots/states.mjs').State} state
 * @property {string} samples folder of the site's samples
 */

/**
 * Has the samples read, and waits until all of it is drawn.
 *
 * @param {import('playwright').Page} page
 * @param {Shot} shot
 */
async function giveFiles(page, { state, samples }) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await readGiven(state, samples));
  if (state.isUnfinished) {
    await page.waitForSelector('[data-study="0"][data-status=predicted]');
    return;
  }
  await page.waitForSelector('[role=status][data-state=done]');
  if (state.query !== undefined) return;
  await page.locator('[data-study="0"] button').first().click();
  // The film at its full depth, not its preview.
  await page.waitForSelector('[data-surface] canvas');
}

/**
 * Opens the page, leads it to the state and takes the picture.
 *
 * @param {import('playwright').Browser} browser
 * @param {Shot} shot
 * @returns {Promise<Buffer>} JPEG
 */
async function shoot(browser, shot) {
  const { url, size, theme, state } = shot;
  const { width, height } = size;
  const locale = state.language ?? 'en';
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript((name) => localStorage.setItem('lungfield-theme', name), theme);
  await page.goto(`${url}${state.query ?? '?backend=wasm'}`);
  await page.waitForSelector('html:is([data-engine=wasm], [data-engine=locked])[data-offline=ready]');
  if (state.given.length > 0) await giveFiles(page, shot);
  await state.reach?.(page);
  await page.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode())));
  // Bars come by a lazy chunk, late pictures by a worker.
  await page.waitForLoadState('networkidle');
  await page.mouse.move(width - 1, height - 1);
  const picture = await page.screenshot({ type: 'jpeg', quality: QUALITY });
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
  const all = join(ROOT, '.cache', 'screenshots');
  const kept = join(ROOT, 'docs', 'screenshots');
  await mkdir(all, { recursive: true });
  await mkdir(kept, { recursive: true });
  const asked = process.argv.slice(2);
  const states = STATES.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  const browser = await chromium.launch({ executablePath });
  try {
    for (const state of states) {
      for (const size of SIZES) {
        for (const theme of THEMES) {
          const samples = join(DIST, 'samples');
          const picture = await shoot(browser, { url: server.url, size, theme, state, samples });
          const place = `${size.name}-${theme}`;
          const name = `${state.name}-${place}.jpg`;
          await writeFile(join(all, name), picture);
          if (state.kept?.includes(place)) {
            if (picture.length > MAX_BYTES) throw new Error(`${name} would have ${picture.length} bytes.`);
            await writeFile(join(kept, name), picture);
          }
          process.stdout.write(`${name} ${picture.length}\n`);
        }
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
