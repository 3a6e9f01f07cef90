/**
 * A new version of the site meets a browser that holds an old one: the page is wholly one or wholly the other, and changes
 * only when the reader asks (web-llm issue 308, vite-plugin-pwa issue 479).
 */
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import type { EngineName } from '../src/runtime/engine-name.ts';
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import { distPath, startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const film = makeFilmFile({ kind: 'normal', seed: 91 }).file;

const hashes = (bytes: Uint8Array) => ({
  integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
  revision: createHash('md5').update(bytes).digest('hex'),
});

/**
 * Makes the next version of a built site in place: a changed page and a script of its own, all else under the same names, and
 * a worker that knows them.
 */
async function releaseNextVersion(folder: string, mark: string): Promise<void> {
  const page = join(folder, 'index.html');
  const script = Buffer.from(`document.documentElement.dataset.release = '${mark}';\n`);
  const scriptUrl = `assets/release-${mark}.js`;
  await writeFile(join(folder, scriptUrl), script);
  const before = await readFile(page);
  const head = `<meta name="release" content="${mark}"><script type="module" src="./${scriptUrl}"></script>`;
  const after = Buffer.from(before.toString().replace('</head>', `${head}</head>`));
  await writeFile(page, after);
  const worker = join(folder, 'offline.worker.js');
  const code = await readFile(worker, 'utf8');
  const entry = JSON.stringify({ integrity: hashes(script).integrity, revision: null, url: scriptUrl });
  const changed = code
    .replace(hashes(before).integrity, hashes(after).integrity)
    .replace(hashes(before).revision, hashes(after).revision)
    .replace('[{"integrity"', `[${entry},{"integrity"`);
  expect(changed).not.toBe(code);
  await writeFile(worker, changed);
}

/**
 * Serves a copy of the built site that a test may change, and opens it until it is held offline.
 *
 * @param cuts as `startHost` takes them
 */
async function openHeldCopy(page: Page, backend: EngineName, info: TestInfo, cuts?: Map<string, number>) {
  const folder = info.outputPath('site');
  await cp(distPath(), folder, { recursive: true });
  const host = await startHost({ folder, isLive: true, ...(cuts === undefined ? {} : { cuts }) });
  const app = new AppPage(page, host.url);
  await app.start(backend);
  await app.waitOfflineReady();
  return { folder, host, app };
}

test('a new version waits: reloading keeps the old one whole, asking for it brings the new one whole', async ({
  page,
  backend,
}, info) => {
  const { folder, host, app } = await openHeldCopy(page, backend, info);
  const release = page.locator('meta[name=release]');

  await releaseNextVersion(folder, 'second');
  await page.reload();
  await app.waitOfflineReady();
  await expect(release).toHaveCount(0);
  const update = page.getByRole('button', { name: /new version|update/i });
  await expect(update).toBeVisible();
  await page.reload();
  await app.waitOfflineReady();
  await expect(release).toHaveCount(0);

  await update.click();
  await expect(release).toHaveAttribute('content', 'second');
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  await host.close();
});

test('a deployment done by half is refused as a whole: the version before goes on', async ({
  page,
  backend,
  watch,
}, info) => {
  watch.allow(/integrity|service ?worker/i);
  const { folder, host, app } = await openHeldCopy(page, backend, info);

  const first = await readFile(join(folder, 'index.html'));
  await releaseNextVersion(folder, 'second');
  await writeFile(join(folder, 'index.html'), first);
  await page.reload();
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  await expect(page.getByRole('button', { name: /new version|update/i })).toHaveCount(0);
  await host.close();
});

test('an update in the middle of work waits: films stay, and are told to be saved first', async ({
  page,
  backend,
}, info) => {
  const { folder, host, app } = await openHeldCopy(page, backend, info);
  await releaseNextVersion(folder, 'second');
  await page.reload();
  await app.waitOfflineReady();
  const update = page.getByRole('button', { name: /new version|update/i });
  await expect(update).toBeVisible();

  await app.give(film, film, film);
  await update.click();
  await expect(page.getByText(/films are open/i)).toBeVisible();
  await app.waitDone(3);
  await update.click();
  const rows = await app.readCsv({ includeWithheld: true });
  expect(new Set(rows.map(({ logit }) => logit)).size).toBe(1);
  await expect(page.locator('meta[name=release]')).toHaveCount(0);

  // The old version is still in charge: leaving keeps it whole, and an empty page may go on to the new one.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await app.waitOfflineReady();
  await expect(page.locator('meta[name=release]')).toHaveCount(0);
  await update.click();
  await expect(page.locator('html')).toHaveAttribute('data-release', 'second');
  await app.waitOfflineReady();
  await host.close();
});

test('two tabs of two versions: each is whole, the held copy passes for none but its own, neither ends the other', async ({
  page,
  context,
  backend,
  watch,
}, info) => {
  const { folder, host, app: first } = await openHeldCopy(page, backend, info);
  await releaseNextVersion(folder, 'second');

  // A forced reload goes past the worker: this tab has the new version from the network.
  const newPage = await context.newPage();
  watch.follow(newPage);
  const second = new AppPage(newPage, host.url);
  await second.start(backend);
  const session = await context.newCDPSession(newPage);
  await session.send('Page.reload', { ignoreCache: true });
  await expect(newPage.locator('html')).toHaveAttribute('data-release', 'second');
  expect(await second.waitEngine()).toBe(backend);
  await expect(newPage.locator('html')).toHaveAttribute('data-offline', 'unavailable', { timeout: 60_000 });

  for (const app of [first, second]) {
    await app.give(film);
    await app.waitDone(1);
  }
  const [[old], [young]] = [await first.readCsv(), await second.readCsv()];
  expect(young.logit).toBe(old.logit);
  await expect(page.locator('html')).not.toHaveAttribute('data-release', /./);
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'ready');

  newPage.on('dialog', (dialog) => void dialog.accept());
  await session.send('Page.reload', { ignoreCache: true });
  await expect(newPage.locator('html')).toHaveAttribute('data-release', 'second');
  const update = newPage.getByRole('button', { name: /new version|update/i });
  await expect(update).toBeVisible();
  await update.click();
  await expect(newPage.getByText(/other tabs/i)).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await update.click();
  await expect(newPage.locator('html')).toHaveAttribute('data-offline', 'ready', { timeout: 60_000 });
  await expect(newPage.locator('html')).toHaveAttribute('data-release', 'second');
  await host.close();
});

test('an update that breaks off leaves the version before whole; once it comes through it is offered', async ({
  page,
  backend,
  watch,
}, info) => {
  watch.allow(/net::ERR|service ?worker|integrity/i);
  const cuts = new Map<string, number>();
  const { folder, host, app } = await openHeldCopy(page, backend, info, cuts);
  const update = page.getByRole('button', { name: /new version|update/i });

  await releaseNextVersion(folder, 'second');
  cuts.set('assets/release-second.js', Number.POSITIVE_INFINITY);
  await page.reload();
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  await expect(update).toHaveCount(0);
  await expect(page.locator('html')).not.toHaveAttribute('data-release', /./);

  cuts.clear();
  await page.reload();
  await expect(update).toBeVisible();
  await update.click();
  await expect(page.locator('html')).toHaveAttribute('data-release', 'second');
  await app.waitOfflineReady();
  await host.close();
});

test('the version is on screen, and in each export that has a place for it', async ({
  app,
  page,
  backend,
}) => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  await app.start(backend);
  await expect(page.getByText(`Lungfield ${version}`).first()).toBeVisible();
  await app.give(film);
  await app.waitDone(1);
  // The CSV's columns are fixed by contract: its version is that of the model.
  const [row] = await app.readCsv();
  expect(row.model).toMatch(/^[0-9a-f]{12}$/);
});
