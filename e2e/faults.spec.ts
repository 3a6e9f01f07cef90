/**
 * What breaks under a running page: the graphics processor's context, a worker, the network in the middle of the model,
 * storage, memory, and the tab itself, frozen or left and come back to. No result is lost, stale or doubled, and each study
 * ends in exactly one state. LUNGFIELD_CONTEXT_LOSSES sets how often the context is lost (`npm run test:faults`: 100, and how long each
 * recovery took goes to docs/soak.md).
 */
import { readdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { launch } from 'puppeteer-core';
import { findInstalledBrowser } from '../scripts/lib/browser.mjs';
import { LOCKS } from '../src/study/codes.ts';
import { watchMachine, writePart } from './soak/soak-report.ts';
import { AppPage } from './support/app-page.ts';
import type { CsvRow } from './support/csv.ts';
import { type GivenFile, makeFilmFile, rename } from './support/films.ts';
import { countContexts, holdContexts } from './support/planted.ts';
import { distPath, startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const LOSSES = Number(process.env.LUNGFIELD_CONTEXT_LOSSES ?? 4);
/** Folder of the report; none in CI. */
const REPORT = process.env.LUNGFIELD_FAULTS_REPORT;
/** Losses of an idle page: one is enough where nothing is reported. */
const IDLE_LOSSES = REPORT === undefined ? 1 : 20;

/** As in playwright.config.ts: without a path Playwright takes its own download. */
const executablePath = findInstalledBrowser(process.env);
const OWN_BROWSER = executablePath ? { executablePath } : {};

const films = [81, 82, 83, 84].map(
  (seed) =>
    makeFilmFile({ kind: seed % 2 === 0 ? 'pneumonia' : 'normal', seed, widthPx: 500, heightPx: 400 }).file,
);

/** What a row says of its film, without what may differ from run to run. */
const essence = ({ index, status, finding, logit, backend }: CsvRow) => ({
  index,
  status,
  finding,
  logit,
  backend,
});

/** Every row ended, in one state, with a number exactly where its state has one. */
function expectWhole(rows: readonly CsvRow[], count: number): void {
  expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => String(index)));
  for (const row of rows) {
    expect(row.status).toMatch(/^(predicted|withheld|rejected|failed)$/);
    expect(row.logit !== '').toBe(row.status === 'predicted' || row.status === 'withheld');
  }
}

test.describe('the context of the graphics processor', () => {
  const describeMachine = watchMachine();
  let inBatchMs: readonly number[] = [];

  test(`is lost ${LOSSES} times in the middle of a batch: each film still has the number of a clean run`, async ({
    browser,
    site,
    watch,
  }) => {
    test.setTimeout(120_000 + LOSSES * 40_000);
    watch.allow(/webgl|context/i);
    const page = await browser.newPage();
    watch.follow(page);
    await holdContexts(page);
    const app = new AppPage(page, site.url);
    await app.start('webgl');
    await app.give(...films);
    await app.waitDone(films.length);
    const clean = await app.readCsv({ includeWithheld: true });
    expectWhole(clean, films.length);

    const batch = Array.from(
      { length: Math.max(films.length, LOSSES) },
      (_, index) => films[index % films.length],
    );
    await app.give(...batch);
    const recoveriesMs = await loseAgainAndAgain(page, LOSSES, films.length);
    await app.waitDone(films.length + batch.length, 60_000 + LOSSES * 30_000);
    test.info().annotations.push({ type: 'recovery, ms', description: recoveriesMs.join(', ') });

    const rows = await app.readCsv({ includeWithheld: true });
    expectWhole(rows, films.length + batch.length);
    for (const [index, row] of rows.entries()) {
      expect(essence(row)).toEqual({ ...essence(clean[index % films.length]), index: String(index) });
    }
    // One of the engine and one of the viewer: what was lost is not held on to.
    expect(await countContexts(page)).toBeLessThanOrEqual(2);
    await page.close();
    inBatchMs = recoveriesMs;
  });

  test('is lost while nothing runs: the page says so and computes again', { tag: '@webgl' }, async ({
    page,
    site,
    watch,
  }) => {
    test.setTimeout(120_000 + IDLE_LOSSES * 10_000);
    watch.allow(/webgl|context/i);
    await holdContexts(page);
    const app = new AppPage(page, site.url);
    await app.start('webgl');
    const idleMs = await loseAgainAndAgain(page, IDLE_LOSSES, 0);
    expect(Math.min(...idleMs)).toBeGreaterThan(0);
    const words = Array.from({ length: 1 + IDLE_LOSSES }, () => ['loading', 'webgl']);
    expect((await app.readEvidence()).engineWords).toEqual(words.flat());
    await app.give(films[0]);
    await app.waitDone(1);
    expect((await app.readCsv())[0].backend).toBe('webgl');
    if (REPORT === undefined || inBatchMs.length === 0) return;
    await writePart(REPORT, { losses: { backend: 'webgl', inBatchMs, idleMs, ...describeMachine() } });
  });
});

/**
 * Loses every context of the page, again as soon as the engine stands and one more film is being computed.
 *
 * @param doneBefore studies that were done before the batch
 * @returns from each loss to the engine verified anew, ms
 */
function loseAgainAndAgain(page: Page, losses: number, doneBefore: number): Promise<number[]> {
  return page.evaluate(
    async ([count, first]) => {
      const { heldContexts } = window as unknown as { heldContexts: WebGL2RenderingContext[] };
      const { dataset } = document.documentElement;
      const recoveriesMs: number[] = [];
      for (let index = 0; index < count; index += 1) {
        // Not before another film of the batch is done, every other time.
        const due = first === 0 ? 0 : first + Math.floor(index / 2);
        for (;;) {
          const done = Number.parseInt(document.querySelector('[role=status]')?.textContent ?? '0', 10);
          if (dataset.engine === 'webgl' && done >= due) break;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const startMs = performance.now();
        for (const gl of heldContexts) gl.getExtension('WEBGL_lose_context')?.loseContext();
        for (const isBack of [false, true]) {
          while ((dataset.engine === 'webgl') !== isBack)
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        recoveriesMs.push(Math.round(performance.now() - startMs));
      }
      return recoveriesMs;
    },
    [losses, doneBefore] as const,
  );
}

test.describe('a decoding worker that is killed', () => {
  test('costs its own file alone; what is given after it is read', async ({ page, site, backend }) => {
    test.setTimeout(400_000);
    await page.addInitScript(() => {
      const workers: Worker[] = [];
      const Original = Worker;
      Object.assign(window, {
        heldWorkers: workers,
        Worker: class extends Original {
          constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options);
            workers.push(this);
          }
          override postMessage(
            message: unknown,
            transfer?: Transferable[] | StructuredSerializeOptions,
          ): void {
            const { file } = message as { file?: File };
            // Gone without a word in the middle of its work, as when the system is short of memory.
            if (file?.name === 'fatal.png') this.addEventListener('message', () => this.terminate());
            super.postMessage(message, transfer as Transferable[]);
          }
        },
      });
    });
    const app = new AppPage(page, site.url);
    await app.start(backend);
    await app.give(films[0], rename(films[1], 'fatal.png'), films[2], films[3]);
    // On a busy machine the pool gives a silent worker its time again and again.
    await app.waitDone(4, 280_000);
    const rows = await app.readCsv({ includeWithheld: true });
    expectWhole(rows, 4);
    expect(rows.map(({ status }) => status === 'failed')).toEqual([false, true, false, false]);
    expect(rows[1].reason).toBe('decode-timeout');
    await app.give(films[1]);
    await app.waitDone(5);
    expect((await app.readCsv({ includeWithheld: true }))[4].logit).not.toBe('');
  });
});

test.describe('the model’s download', () => {
  const paths = readdir(distPath('model')).then((names) =>
    names.filter((name) => name !== 'README.md').map((name) => `model/${name}`),
  );

  test('is cut once in each of its files and taken up again', async ({ page, backend, watch }) => {
    watch.allow(/net::ERR|service ?worker/i);
    const cuts = new Map((await paths).map((path) => [path, 1]));
    expect(cuts.size).toBeGreaterThanOrEqual(5);
    const host = await startHost({ cuts });
    const app = new AppPage(page, host.url);
    await app.start(backend);
    expect([...cuts.values()].every((left) => left === 0)).toBe(true);
    await app.give(films[0]);
    await app.waitDone(1);
    expect((await app.readCsv({ includeWithheld: true }))[0].logit).not.toBe('');
    await page.close();
    await host.close();
  });

  test('is cut every time, file by file: the file is named; reloaded on a better network, all is well', async ({
    browser,
    backend,
  }) => {
    test.setTimeout(240_000);
    const cuts = new Map<string, number>();
    const host = await startHost({ cuts });
    for (const path of await paths) {
      cuts.set(path, Number.POSITIVE_INFINITY);
      const context = await browser.newContext();
      const page = await context.newPage();
      const app = new AppPage(page, host.url);
      await app.open(backend);
      expect(await app.waitEngine(), path).toBe('locked');
      await expect(page.getByText(LOCKS['asset-unreachable'].problem).first()).toBeVisible();
      await expect(page.getByText(path.slice('model/'.length)).first()).toBeVisible();
      await expect(page.locator('html')).not.toHaveAttribute('data-offline', 'ready');
      cuts.delete(path);
      await page.reload();
      expect(await app.waitEngine(), path).toBe(backend);
      await context.close();
    }
    await host.close();
  });
});

test.describe('storage', () => {
  test('is blocked: the page reads films and says that it is not held offline', async ({
    page,
    site,
    backend,
    watch,
  }) => {
    watch.allow(/service ?worker/i);
    await page.addInitScript(() => {
      const denied = new DOMException('Access is denied for this document.', 'SecurityError');
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(window, name, {
          get() {
            throw denied;
          },
        });
      }
      Object.defineProperty(ServiceWorkerContainer.prototype, 'register', {
        value: () => Promise.reject(denied),
      });
    });
    const app = new AppPage(page, site.url);
    await app.start(backend);
    await expect(page.locator('html')).toHaveAttribute('data-offline', 'unavailable');
    await expect(page.getByText('Not available offline')).toBeVisible();
    await page.getByRole('button', { name: 'Light theme' }).click();
    await app.give(films[0]);
    await app.waitDone(1);
    expect((await app.readCsv({ includeWithheld: true }))[0].logit).not.toBe('');
  });

  test('is full: no half of an offline copy passes for a whole one', async ({ page, backend, watch }) => {
    watch.allow(/service ?worker|quota/i);
    const host = await startHost();
    const session = await page.context().newCDPSession(page);
    const origin = new URL(host.url).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
    const app = new AppPage(page, host.url);
    await app.start(backend);
    await expect(page.locator('html')).toHaveAttribute('data-offline', 'unavailable', { timeout: 60_000 });
    await app.give(films[0]);
    await app.waitDone(1);
    expect((await app.readCsv({ includeWithheld: true }))[0].logit).not.toBe('');
    // With room again it is held after all.
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await app.waitOfflineReady();
    await host.close();
  });
});

test.describe('the tab', () => {
  test('is frozen in the middle of a batch, and goes on where it was', async ({ app, backend, page }) => {
    await app.start(backend);
    await app.give(...films, ...films);
    await expect(app.status).toHaveText(/^[1-7] of 8 done/);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    // Longer than a decoding step may take.
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await app.waitDone(8);
    const rows = await app.readCsv({ includeWithheld: true });
    expectWhole(rows, 8);
    expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
    for (const [index, row] of rows.entries()) expect(row.logit).toBe(rows[index % 4].logit);
  });

  test('is throttled to a tenth, as in the background, and loses nothing', async ({ app, backend, page }) => {
    await app.start(backend);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 10 });
    await app.give(...films);
    await app.waitDone(4);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const rows = await app.readCsv({ includeWithheld: true });
    expectWhole(rows, 4);
    expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  test('comes back from the back-forward cache with its list, and reads on', async ({
    site,
    backend,
  }, info) => {
    // Playwright can't follow a page into that cache.
    const own = await launch({
      executablePath: executablePath ?? chromium.executablePath(),
      args: ['--no-sandbox', '--enable-features=BackForwardCache'],
    });
    const page = await own.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${site.url}?backend=${backend}`);
    await page.waitForSelector(`html[data-engine=${backend}]`, { timeout: 90_000 });
    const give = async (count: number, { name, buffer }: GivenFile): Promise<void> => {
      const path = info.outputPath(name);
      await writeFile(path, buffer);
      await (await page.$('input[type=file]'))?.uploadFile(path);
      await page.waitForFunction(
        (text: string) => document.querySelector('[role=status]')?.textContent?.startsWith(text),
        { timeout: 90_000 },
        `${count} of ${count} done`,
      );
    };
    await give(1, films[0]);
    await page.evaluate(() => {
      window.addEventListener('pageshow', ({ persisted }) => Object.assign(window, { cameBack: persisted }));
    });
    await page.goto('data:text/html,elsewhere');
    await page.goBack();
    await page.waitForFunction('window.cameBack === true');
    await page.waitForSelector(`html[data-engine=${backend}]`);
    await give(2, films[1]);
    for (const index of [0, 1]) {
      const status = await page.$eval(`[data-study="${index}"]`, (row) => row.getAttribute('data-status'));
      expect(status).toMatch(/^(predicted|withheld)$/);
    }
    await own.close();
  });
});

test('with a heap of 64 MB, a film of 24 megapixels and a batch are read', async ({ site, backend }) => {
  const own = await chromium.launch({
    ...OWN_BROWSER,
    args: ['--js-flags=--max-old-space-size=64'],
  });
  const page = await own.newPage();
  const app = new AppPage(page, site.url);
  await app.start(backend);
  const large = makeFilmFile(
    // Hardly any grain: the file itself goes through the heap when a test hands it over.
    { kind: 'normal', seed: 85, widthPx: 6000, heightPx: 4000, response: { quantaPerCm2: 8e6 } },
    { format: 'jpeg' },
  ).file;
  await app.give(large, ...films, ...films, ...films);
  await app.waitDone(13);
  const rows = await app.readCsv({ includeWithheld: true });
  expectWhole(rows, 13);
  expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
  await own.close();
});
