/**
 * The built site on hosts as they are: a sub-path, a fallback that sends a page for a lost file, a damaged file, a server
 * that is gone.
 */
import { readdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { LOCKS } from '../src/study/codes.ts';
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import { distPath, startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const film = makeFilmFile({ kind: 'normal', seed: 51 }).file;

/** Name of the first weight file of the built model. */
async function findShard(): Promise<string> {
  const shard = (await readdir(distPath('model'))).find((name) => name.startsWith('group1-shard'));
  if (!shard) throw new Error('The built model has no shard.');
  return shard;
}

test('works from a sub-path, and asks nothing outside of it', async ({ page, backend }) => {
  const host = await startHost({ basePath: '/x/y/' });
  const app = new AppPage(page, host.url);
  await app.start(backend);
  await app.waitOfflineReady();
  await app.give(film);
  await app.waitDone(1);
  expect(host.requests.filter(({ target }) => !target.startsWith('/x/y/'))).toEqual([]);
  await host.close();
});

test('on a first visit the page is drawn before engine and weights are asked for', async ({
  page,
  backend,
}) => {
  const host = await startHost();
  const app = new AppPage(page, host.url);
  await app.start(backend);
  const { paintMs, large } = await page.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    large: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/model\/|\.wasm$|\/assets\/(?:engine|wasm)-[^/]*\.js$/.test(name))
      .map(({ name, startTime }) => ({ name, startTime })),
  }));
  expect(large.length).toBeGreaterThan(4);
  expect(large.some(({ name }) => name.includes('/assets/engine-'))).toBe(true);
  // Where a busy machine takes longer to draw, they are not kept waiting for more than two seconds.
  expect(large.filter(({ startTime }) => startTime < Math.min(paintMs, 2000))).toEqual([]);
  await host.close();
});

test('names the lost shard when the host sends its page in place of it', async ({ page, backend, watch }) => {
  watch.allow(/404|service ?worker/i);
  const shard = await findShard();
  const host = await startHost({ hasSpaFallback: true, missing: [`model/${shard}`] });
  const app = new AppPage(page, host.url);
  await app.open(backend);
  expect(await app.waitEngine()).toBe('locked');
  await expect(page.getByText(LOCKS['asset-is-html'].problem).first()).toBeVisible();
  await expect(page.getByText(shard).first()).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-offline', 'ready');
  await page.close();
  await host.close();
});

test('names the lost shard when the host says 404', async ({ page, backend, watch }) => {
  watch.allow(/404|service ?worker/i);
  const shard = await findShard();
  const host = await startHost({ missing: [`model/${shard}`] });
  const app = new AppPage(page, host.url);
  await app.open(backend);
  expect(await app.waitEngine()).toBe('locked');
  await expect(page.getByText(LOCKS['asset-missing'].problem).first()).toBeVisible();
  await expect(page.getByText(shard).first()).toBeVisible();
  await page.close();
  await host.close();
});

test('says that the engines’ code is what can’t be fetched, where the host has lost it', async ({
  page,
  backend,
  watch,
}) => {
  watch.allow(/404|service ?worker|dynamically imported/i);
  const names = (await readdir(distPath('assets'))).filter((name) => /^engine-.*\.js$/.test(name));
  const host = await startHost({ missing: names.map((name) => `assets/${name}`) });
  const app = new AppPage(page, host.url);
  await app.open(backend);
  expect(await app.waitEngine()).toBe('locked');
  await expect(page.getByText(LOCKS['asset-unreachable'].problem).first()).toBeVisible();
  await page.close();
  await host.close();
});

for (const name of ['shard', 'familiarity.bin', 'model.json'] as const) {
  test(`is locked when one bit of the ${name} is another`, async ({ page, backend, watch }) => {
    watch.allow(/service ?worker|integrity/i);
    const path = `model/${name === 'shard' ? await findShard() : name}`;
    const bytes = await readFile(distPath(path));
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    const host = await startHost({ altered: { [path]: bytes } });
    const app = new AppPage(page, host.url);
    await app.open(backend);
    expect(await app.waitEngine()).toBe('locked');
    await expect(page.getByText(LOCKS['asset-corrupt'].problem).first()).toBeVisible();
    await app.give(film);
    await app.waitDone(1);
    await expect(app.study(0)).toHaveAttribute('data-status', 'failed');
    // The offline copy would hold the damaged file: it is refused as a whole.
    await expect(page.locator('html')).not.toHaveAttribute('data-offline', 'ready');
    await page.close();
    await host.close();
  });
}

test('reloads and reads with the server gone, once it said "offline ready"', async ({ page, backend }) => {
  const host = await startHost();
  const app = new AppPage(page, host.url);
  await app.start(backend);
  await app.waitOfflineReady();
  await host.close();
  await page.reload();
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  const deep = makeFilmFile(
    { kind: 'pneumonia', seed: 42, bitDepth: 16 },
    { format: 'png', bitDepth: 16 },
  ).file;
  await app.give(film, deep);
  await app.waitDone(2);
  const rows = await app.readCsv({ includeWithheld: true });
  for (const row of rows) expect(row.logit).not.toBe('');
});

test('opened as a file, the page says in words to open lungfield.html in place of it', async ({
  page,
  watch,
}) => {
  watch.allow(/./);
  await page.goto(pathToFileURL(distPath('index.html')).href);
  await expect(page.getByText(/open lungfield\.html in place of it/).first()).toBeVisible();
  await expect(page.getByText(/npm start/).first()).toBeVisible();
});
