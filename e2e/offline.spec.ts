/**
 * A new version of the site meets a browser that holds an old one: the page is wholly one or wholly the other, and changes
 * only when the reader asks (web-llm issue 308, vite-plugin-pwa issue 479).
 */
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
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

/** How the next version differs, beside its mark. */
interface NextVersion {
  /** Its main script throws at once, and nothing is drawn. */
  readonly isThrowing?: boolean;
  /** One bit of this file of the build is another, and the worker knows it so: the version is whole, and wrong. */
  readonly damaged?: string;
}

/**
 * Makes the next version of a built site in place: a changed page and a script of its own, all else under the same names, and
 * a worker that knows them.
 */
async function releaseNextVersion(folder: string, mark: string, next: NextVersion = {}): Promise<void> {
  const throwing = next.isThrowing === true ? "throw new Error('planted');\n" : '';
  const script = Buffer.from(`document.documentElement.dataset.release = '${mark}';\n${throwing}`);
  const scriptUrl = `assets/release-${mark}.js`;
  await writeFile(join(folder, scriptUrl), script);
  const entry = JSON.stringify({ integrity: hashes(script).integrity, revision: null, url: scriptUrl });
  const worker = join(folder, 'offline.worker.js');
  let code = (await readFile(worker, 'utf8')).replace('[{"integrity"', `[${entry},{"integrity"`);

  const change = async (name: string, turn: (before: Buffer) => Buffer): Promise<void> => {
    const before = await readFile(join(folder, name));
    const after = turn(before);
    await writeFile(join(folder, name), after);
    const changed = code
      .replace(hashes(before).integrity, hashes(after).integrity)
      .replace(hashes(before).revision, hashes(after).revision);
    expect(changed).not.toBe(code);
    code = changed;
  };
  const head = `<meta name="release" content="${mark}"><script type="module" src="./${scriptUrl}"></script>`;
  await change('index.html', (before) => {
    const page = before.toString().replace('</head>', `${head}</head>`);
    const main = /<script type="module"[^>]*src="\.\/assets\/index-[^>]*><\/script>/;
    expect(page).toMatch(main);
    return Buffer.from(next.isThrowing === true ? page.replace(main, '') : page);
  });
  if (next.damaged !== undefined) {
    await change(next.damaged, (before) => {
      const after = Buffer.from(before);
      after[after.length - 1] ^= 1;
      return after;
    });
  }
  await writeFile(worker, code);
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

/** Addresses of what the browser holds, without the worker's own notes. */
function listHeld(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => !name.endsWith('-releases'));
    const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return held.flat().map(({ url }) => url);
  });
}

test.describe('a new version that is whole and does not start', () => {
  const rolledBack = /did not start in this browser; version .+, the one before, is used/;

  test('its main script throws: the version before comes back by itself', async ({
    page,
    context,
    backend,
    watch,
  }, info) => {
    watch.allow(/planted/);
    const { folder, host, app } = await openHeldCopy(page, backend, info);
    const held = await listHeld(page);
    const html = page.locator('html');
    const update = page.getByRole('button', { name: /new version|update/i });
    await releaseNextVersion(folder, 'broken', { isThrowing: true });
    await page.reload();
    await update.click();
    await expect(html).toHaveAttribute('data-release', 'broken');
    await expect(page.getByRole('button')).toHaveCount(0);

    // The second try is in another tab, the third is the reader's own reload; the fourth load, of either tab, is the worker's doing.
    const other = await context.newPage();
    watch.follow(other);
    await other.goto(page.url());
    await expect(other.locator('html')).toHaveAttribute('data-release', 'broken');
    await page.bringToFront();
    await page.reload();
    await expect(html).toHaveAttribute('data-release', 'broken');
    await expect(html).not.toHaveAttribute('data-release', /./, { timeout: 60_000 });
    expect(await app.waitEngine()).toBe(backend);
    await expect(page.getByText(rolledBack)).toBeVisible();
    await app.waitOfflineReady();
    await expect(update).toHaveCount(0);
    await other.close();

    // Neither the next visit nor a lost network changes that; of the broken version nothing is kept.
    await page.reload();
    await app.waitOfflineReady();
    await expect(html).not.toHaveAttribute('data-release', /./);
    await expect(page.getByText(rolledBack)).toBeVisible();
    await expect(update).toHaveCount(0);
    expect((await listHeld(page)).toSorted()).toEqual(held.toSorted());
    await app.give(film);
    await app.waitDone(1);
    await host.close();
  });

  test('its model is not the one of its card: the version before comes back at once, and the next one is offered', async ({
    page,
    backend,
    watch,
  }, info) => {
    watch.allow(/hash|integrity/i);
    const { folder, host, app } = await openHeldCopy(page, backend, info);
    const html = page.locator('html');
    const weights = (await readdir(join(folder, 'model'))).find((name) => /shard.*\.bin$/.test(name));
    const damaged = `model/${weights}`;
    await releaseNextVersion(folder, 'broken', { damaged });
    await page.reload();
    const update = page.getByRole('button', { name: /new version|update/i });
    await update.click();
    await expect(page.getByText(rolledBack)).toBeVisible({ timeout: 60_000 });
    await expect(html).not.toHaveAttribute('data-release', /./);
    expect(await app.waitEngine()).toBe(backend);
    await app.waitOfflineReady();
    await app.give(film);
    await app.waitDone(1);
    expect((await app.readCsv({ includeWithheld: true }))[0].logit).not.toBe('');
    await expect(update).toHaveCount(0);

    // A better one is offered, and ends the matter.
    // The same bit once more.
    await releaseNextVersion(folder, 'mended', { damaged });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await update.click();
    await expect(html).toHaveAttribute('data-release', 'mended');
    expect(await app.waitEngine()).toBe(backend);
    await app.waitOfflineReady();
    await expect(page.getByText(rolledBack)).toHaveCount(0);
    const held = await listHeld(page);
    expect(held.filter((url) => url.includes('/index.html'))).toHaveLength(1);
    expect(held.filter((url) => url.includes(damaged))).toHaveLength(1);
    await host.close();
  });

  test('what both versions meet is not the new one’s fault: it stays, and pages are not loaded for ever', async ({
    page,
    backend,
    watch,
  }, info) => {
    watch.allow(/hash|integrity/i);
    const { folder, host } = await openHeldCopy(page, backend, info);
    const html = page.locator('html');
    await releaseNextVersion(folder, 'second');
    await page.reload();
    const update = page.getByRole('button', { name: /new version|update/i });
    await expect(update).toBeVisible();
    // A file that both versions have is spoiled where it is held.
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const spoiled = (await cache.keys()).find(({ url }) => url.includes('.bin'));
        if (spoiled !== undefined) await cache.put(spoiled, new Response('spoiled'));
      }
    });
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await update.click();
    // Forward, back, and forward again.
    await expect.poll(() => loads, { timeout: 60_000 }).toBe(3);
    await expect(html).toHaveAttribute('data-release', 'second');
    await expect(html).toHaveAttribute('data-engine', 'locked', { timeout: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(loads).toBe(3);
    await expect(page.getByText(rolledBack)).toHaveCount(0);
    await host.close();
  });
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
