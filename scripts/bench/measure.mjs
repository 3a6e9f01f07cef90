/** The measurements of `npm run bench`, each in a browser of its own. */
import { join } from 'node:path';
import { measureTree } from '../lib/process-tree.mjs';

/** @typedef {import('playwright').Browser} Browser */
/** @typedef {import('playwright').Page} Page */
/** @typedef {import('./page/bench.ts').Bench} Bench */
/** @typedef {{ url: string, readBytes: () => number }} Site */
/** @typedef {() => Promise<Browser>} Launch */
/** @typedef {{ batch: number, times: Record<string, number[]> }} BatchTimes */

const TIMEOUT_MS = 300_000;

/**
 * @template T
 * @param {Launch} launch
 * @param {string} url
 * @param {(page: Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inPage(launch, url, work) {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(url);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/**
 * Subjects in turns, by batch.
 *
 * @param {Launch} launch
 * @param {Site} site
 * @param {readonly string[]} names
 * @param {readonly (readonly [batch: number, rounds: number])[]} plan
 */
export function measureEngines(launch, site, names, plan) {
  return inPage(launch, site.url, async (page) => {
    const blank = (await measureTree())?.memoryMb ?? 0;
    /** @type {BatchTimes[]} */
    const batches = [];
    for (const [batch, rounds] of plan) {
      const times = await page.evaluate(
        ([list, size, count]) =>
          /** @type {Bench} */ (Reflect.get(window, 'bench')).alternate(list, size, count),
        /** @type {const} */ ([[...names], batch, rounds]),
      );
      batches.push({ batch, times });
    }
    const logits = await page.evaluate(
      async (list) => {
        const bench = /** @type {Bench} */ (Reflect.get(window, 'bench'));
        /** @type {Record<string, number[]>} */
        const found = {};
        for (const name of list) found[name] = await bench.logitsOf(name);
        return found;
      },
      [...names],
    );
    return { batches, logits, memoryMb: ((await measureTree())?.memoryMb ?? 0) - blank };
  });
}

/**
 * From navigation to the first numbers, in a new browser each.
 *
 * @param {Launch} launch
 * @param {Site} site
 * @param {string} name
 * @param {number} runs
 */
export async function measureCold(launch, site, name, runs) {
  /** @type {{ ms: number, bytes: number, memoryMb: number }[]} */
  const found = [];
  for (let run = 0; run < runs; run += 1) {
    const before = site.readBytes();
    found.push(
      await inPage(launch, site.url, async (page) => {
        const blank = (await measureTree())?.memoryMb ?? 0;
        const ms = await page.evaluate(
          (subject) => /** @type {Bench} */ (Reflect.get(window, 'bench')).firstResult(subject),
          name,
        );
        const memoryMb = ((await measureTree())?.memoryMb ?? 0) - blank;
        return { ms, bytes: site.readBytes() - before, memoryMb };
      }),
    );
  }
  return found;
}

/**
 * @param {Launch} launch
 * @param {Site} site
 */
export function measurePeak(launch, site) {
  return inPage(launch, site.url, (page) =>
    page.evaluate(async () => {
      const bench = /** @type {Bench} */ (Reflect.get(window, 'bench'));
      return { ...(await bench.countFlops()), peakFlops: await bench.measurePeak() };
    }),
  );
}

/**
 * Steps of single files.
 *
 * @param {Launch} launch
 * @param {Site} site serves them below `films/`
 * @param {readonly string[]} names
 * @param {number} rounds
 */
export function measureStages(launch, site, names, rounds) {
  return inPage(launch, site.url, async (page) => {
    /** @type {Record<string, import('./page/stages.ts').StageTimes[]>} */
    const found = {};
    for (const name of names) {
      found[name] = await page.evaluate(
        ([url, count]) => /** @type {Bench} */ (Reflect.get(window, 'bench')).stages(url, count),
        /** @type {const} */ ([`films/${name}`, rounds]),
      );
    }
    return found;
  });
}

/**
 * Drops of many files on the real page, each on a fresh page: the clock runs from the input to "done".
 *
 * @param {Launch} launch
 * @param {Site} site
 * @param {{ folder: string, names: readonly string[], counts: readonly number[] }} drop
 */
export async function measureDrops(launch, site, { folder, names, counts }) {
  /** @type {{ files: number, seconds: number, cpuSeconds: number, memoryMb: number }[]} */
  const found = [];
  const blankMb = await inPage(launch, 'about:blank', async () => (await measureTree())?.memoryMb ?? 0);
  for (const files of counts) {
    found.push(
      await inPage(launch, `${site.url}?backend=wasm`, async (page) => {
        await page.waitForSelector('html[data-engine=wasm]', { state: 'attached' });
        // What comes late is there, and computes no more.
        await page.waitForSelector('html[data-offline]', { state: 'attached' });
        const paths = Array.from({ length: files }, (_, at) => join(folder, names[at % names.length]));
        const before = await measureTree();
        const startMs = performance.now();
        await page.locator('input[type=file]').first().setInputFiles(paths);
        await page.waitForSelector('[role=status][data-state=done]', { state: 'attached' });
        const seconds = (performance.now() - startMs) / 1000;
        const after = await measureTree();
        return {
          files,
          seconds,
          cpuSeconds: (after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0),
          memoryMb: (after?.memoryMb ?? 0) - blankMb,
        };
      }),
    );
  }
  return found;
}
