/**
 * `npm run screenshots`: pictures of the built page for the README and for looking at, in docs/screenshots/. Synthetic
 * samples only, wide and narrow, dark and light. Build first (`npm run build`).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser } from './lib/browser.mjs';
import { DIST, ROOT } from './lib/paths.mjs';
import { createSiteHandler, listen } from './lib/server.mjs';

const OUT = join(ROOT, 'docs', 'screenshots');
const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
];
const SAMPLES = ['synthetic-pneumonia.png', 'synthetic-normal.png', 'synthetic-unlike.png'];

/**
 * Opens the page, takes the empty state and the state with all samples read.
 *
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {(typeof SIZES)[number]} size
 * @param {'dark' | 'light'} colorScheme
 */
async function shoot(browser, url, size, colorScheme) {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: 1,
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.addInitScript((theme) => localStorage.setItem('lungfield-theme', theme), colorScheme);
  await page.goto(`${url}?backend=wasm`);
  await page.waitForSelector('html[data-engine=wasm][data-offline=ready]', { timeout: 60_000 });
  const save = (/** @type {string} */ state) =>
    page.screenshot({ path: join(OUT, `${state}-${size.name}-${colorScheme}.png`) });
  await save('empty');
  const files = SAMPLES.map((name) => join(DIST, 'samples', name));
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.waitForSelector('[role=status][data-state=done]', { timeout: 60_000 });
  await page.locator('[data-study="0"]').click();
  // The chart comes by a lazy chunk and is drawn a moment later.
  await page.waitForTimeout(1500);
  await save('results');
  await context.close();
}

mkdirSync(OUT, { recursive: true });
const executablePath = await ensureBrowser((message) => process.stderr.write(`${message}\n`));
const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
const browser = await chromium.launch({ executablePath });
for (const size of SIZES) {
  for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
    await shoot(browser, server.url, size, colorScheme);
  }
}
await browser.close();
await server.close();
process.stdout.write(`${OUT}\n`);
