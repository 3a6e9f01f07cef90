/** From navigation to the first answer in the real page, as a reader has it, and what came over the wire until then. */

/** @typedef {import('playwright').Browser} Browser */
/** @typedef {import('playwright').BrowserContext} Context */
/** @typedef {import('playwright').Page} Page */
/** @typedef {{ answerMs: number, engineMs: number, lcpMs: number, cls: number, inpMs: number, bytes: number, bytesWithChart: number, missedClicks: readonly string[] }} FirstAnswer `bytes`: until the sentence stands there; `bytesWithChart`: until its bar is drawn too; `missedClicks`: what could not be clicked, so that `inpMs` lacks it */
/** @typedef {{ page: Page, answer: FirstAnswer }} Visit `page` is the caller's to close */

/** Runs in the page before its scripts. */
function watchPage() {
  const seen = { engineMs: 0, answerMs: 0, lcpMs: 0, cls: 0, inpMs: 0 };
  Object.assign(window, { lungfieldSeen: seen });
  const look = () => {
    const engine = document.documentElement?.dataset.engine;
    if (seen.engineMs === 0 && engine !== undefined && engine !== 'loading')
      seen.engineMs = performance.now();
    const status = document.querySelector('[data-study="0"]')?.getAttribute('data-status') ?? '';
    if (seen.answerMs === 0 && /predicted|withheld|rejected|failed/.test(status))
      seen.answerMs = performance.now();
  };
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
  // What is painted after the answer is the film itself, which no page can paint before it is given.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (seen.answerMs === 0) seen.lcpMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = /** @type {PerformanceEntry & { hadRecentInput: boolean, value: number }} */ (entry);
      if (!shift.hadRecentInput) seen.cls += shift.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    // What belongs to no interaction (a pointer that passes over something) has the number 0.
    for (const entry of list.getEntries()) {
      const { interactionId, duration } = /** @type {PerformanceEntry & { interactionId: number }} */ (entry);
      if (interactionId > 0) seen.inpMs = Math.max(seen.inpMs, duration);
    }
  }).observe(/** @type {PerformanceObserverInit} */ ({ type: 'event', durationThreshold: 16 }));
}

/**
 * One visit: the file is given as soon as there is an input for it.
 *
 * @param {Context} context
 * @param {{ url: string, readBytes: () => number }} site
 * @param {string} file
 * @returns {Promise<Visit>}
 */
async function visit(context, site, file) {
  const before = site.readBytes();
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.waitForFunction(() => Reflect.get(window, 'lungfieldSeen').answerMs > 0, null, { polling: 20 });
  const bytes = site.readBytes() - before;
  const missedClicks = await clickAround(page);
  await page.waitForTimeout(300);
  await page.locator('[data-chart="split"] svg').first().waitFor({ state: 'attached' });
  const bytesWithChart = site.readBytes() - before;
  const seen = await page.evaluate(() => Reflect.get(window, 'lungfieldSeen'));
  return { page, answer: { ...seen, bytes, bytesWithChart, missedClicks } };
}

/**
 * Interactions that a reader makes at once: select, heatmap, theme.
 *
 * @param {Page} page
 * @returns {Promise<string[]>} which of them could not be made
 */
async function clickAround(page) {
  const controls = {
    select: page.locator('[data-study="0"]'),
    heatmap: page.getByRole('slider'),
    theme: page.getByRole('button', { name: /theme|light|dark/i }),
  };
  const missed = [];
  for (const [name, control] of Object.entries(controls)) {
    const isClicked = await control
      .first()
      .click({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    if (!isClicked) missed.push(name);
  }
  return missed;
}

/**
 * @param {() => Promise<Browser>} launch
 * @param {{ url: string, readBytes: () => number }} site
 * @param {string} file
 * @param {number} runs
 * @returns {Promise<{ cold: FirstAnswer[], warm: FirstAnswer[] }>} cold: a new browser; warm: the next visit, from the offline copy
 */
export async function measureFirstAnswers(launch, site, file, runs) {
  /** @type {FirstAnswer[]} */
  const cold = [];
  /** @type {FirstAnswer[]} */
  const warm = [];
  for (let run = 0; run < runs; run += 1) {
    const browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, answer } = await visit(context, site, file);
    cold.push(answer);
    await page.waitForSelector('html[data-offline]', { state: 'attached', timeout: 60_000 });
    await page.close();
    const again = await visit(context, site, file);
    warm.push(again.answer);
    await again.page.close();
    await browser.close();
  }
  return { cold, warm };
}
