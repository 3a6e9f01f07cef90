/** The work of `npm run screenshots`; see ../screenshots.mjs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser } from '../lib/browser.mjs';
import { DIST, ROOT } from '../lib/paths.mjs';
import { createSiteHandler, listen } from '../lib/server.mjs';
import { tell } from '../lib/start-command.mjs';
import { buildSite } from '../lib/start-site.mjs';
import { readGiven, STATES } from './states.mjs';

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
 * @property {import('./states.mjs').State} state
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

/**
 * Takes the pictures.
 *
 * @param {string[]} asked names of states; none: all of them
 * @throws {Error} with a message for the user
 */
export async function takeScreenshots(asked) {
  const executablePath = await ensureBrowser(tell);
  tell('Building …');
  await buildSite();
  const all = join(ROOT, '.cache', 'screenshots');
  const kept = join(ROOT, 'docs', 'screenshots');
  await mkdir(all, { recursive: true });
  await mkdir(kept, { recursive: true });
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
