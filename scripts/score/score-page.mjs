/**
 * The page itself as the scorer: a headless Chromium over the built site, driven through what the README promises. Same
 * decoders, same checks, same model, and so the same answers.
 */
import { readFile } from 'node:fs/promises';

/** For the page's own words once it is locked. */
const LOCKED_TIMEOUT_MS = 10_000;

/** The page has no engine that may compute. */
export class LockedError extends Error {
  /** @override */
  name = 'LockedError';
}

/** @typedef {import('playwright').Browser} Browser */
/** @typedef {import('playwright').Page} Page */
/** @typedef {{ readonly backend: string | null, readonly hasWithheld: boolean, readonly timeoutMs: number, readonly flags?: string }} PageOptions `flags`: of tfjs, as `NAME:value` */

/**
 * Opens the page and waits until an engine is verified.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {PageOptions} options `backend` null: the page chooses
 * @returns {Promise<Page>} owned by the caller
 * @throws {LockedError} where no engine passed its self-test, with what the page says of it
 */
export async function openPage(browser, url, { backend, timeoutMs, flags }) {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(timeoutMs);
  const query = new URLSearchParams();
  if (backend !== null) query.set('backend', backend);
  if (flags !== undefined) query.set('tfjsflags', flags);
  await page.goto(query.size === 0 ? url : `${url}?${query}`);
  await page.waitForSelector('html:not([data-engine=loading])');
  if ((await page.getAttribute('html', 'data-engine')) === 'locked') {
    const reason = await page.getByRole('alert').first().textContent({ timeout: LOCKED_TIMEOUT_MS });
    await page.close();
    throw new LockedError(reason ?? 'No engine passed its self-test.');
  }
  return page;
}

/**
 * Which app and which model a site is, as the page itself says once it has verified the model.
 *
 * @param {Browser} browser
 * @param {string} url ends in a slash
 * @param {PageOptions} options
 * @returns {Promise<{ version: string, model: string }>} `model`: the short hash, as in the CSV
 */
export async function identifySite(browser, url, options) {
  const page = await openPage(browser, url, options);
  try {
    const name = await page.getByText(/^Lungfield \d/).textContent();
    const card = await (await page.request.get(`${url}model/model-card.json`)).json();
    return { version: (name ?? '').replace('Lungfield ', ''), model: card.model.sha256.slice(0, 12) };
  } finally {
    await page.close();
  }
}

/**
 * Gives files to a fresh page, waits for the last, and exports.
 *
 * @param {Page} page nothing was given to it yet
 * @param {readonly string[]} paths
 * @param {PageOptions} options
 * @returns {Promise<string | null>} the CSV as the page saves it, with file names; null where everything was left out, such as an archive
 *   of system files alone
 */
export async function scoreFiles(page, paths, { hasWithheld }) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...paths]);
  // Idle with files left out is an end too: a list without a row never becomes "done".
  await page.waitForSelector(
    '[role=status][data-state=done], [role=status][data-state=idle]:not([data-skipped="0"])',
    { state: 'attached' },
  );
  if ((await page.getAttribute('[role=status][data-state]', 'data-state')) === 'idle') return null;
  await page.getByLabel('Include file names').setChecked(true);
  await page.getByLabel('Include withheld scores').setChecked(hasWithheld);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  return readFile(await (await saved).path(), 'utf8');
}
