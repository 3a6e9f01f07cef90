/**
 * The page itself as the scorer: a headless Chromium over the built site, driven through what the README promises. Same
 * decoders, same checks, same model, and so the same answers.
 */
import { readFile } from 'node:fs/promises';

/** @typedef {import('playwright').Browser} Browser */
/** @typedef {import('playwright').Page} Page */
/** @typedef {{ readonly backend: string | null, readonly hasNames: boolean, readonly hasWithheld: boolean, readonly timeoutMs: number }} PageOptions */

/**
 * Opens the page and waits until an engine is verified.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {PageOptions} options `backend` null: the page chooses
 * @returns {Promise<Page>} owned by the caller
 * @throws {Error} where no engine passed its self-test
 */
export async function openPage(browser, url, { backend, timeoutMs }) {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(timeoutMs);
  await page.goto(backend === null ? url : `${url}?backend=${backend}`);
  await page.waitForSelector('html:not([data-engine=loading])');
  if ((await page.getAttribute('html', 'data-engine')) === 'locked') {
    throw new Error('No engine passed its self-test.');
  }
  return page;
}

/**
 * Gives files to a fresh page, waits for the last, and exports.
 *
 * @param {Page} page nothing was given to it yet
 * @param {readonly string[]} paths
 * @param {PageOptions} options
 * @returns {Promise<string>} the CSV as the page saves it
 */
export async function scoreFiles(page, paths, { hasNames, hasWithheld }) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...paths]);
  await page.waitForSelector('[role=status][data-state=done]');
  await page.getByLabel('Include file names').setChecked(hasNames);
  await page.getByLabel('Include withheld scores').setChecked(hasWithheld);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  return readFile(await (await saved).path(), 'utf8');
}
