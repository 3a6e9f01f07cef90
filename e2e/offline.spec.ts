/**
 * A new version of the site meets a browser that holds an old one: the page is wholly one or wholly the other, and changes
 * only when the reader asks (web-llm issue 308, vite-plugin-pwa issue 479).
 */
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppPage } from './support/app-page.ts';
import { distPath, startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const hashes = (bytes: Uint8Array) => ({
  integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
  revision: createHash('md5').update(bytes).digest('hex'),
});

/** Makes the next version of a built site in place: a changed page, under the same names, and a worker that knows it. */
async function releaseNextVersion(folder: string, mark: string): Promise<void> {
  const page = join(folder, 'index.html');
  const before = await readFile(page);
  const after = Buffer.from(
    before.toString().replace('<head>', `<head><meta name="release" content="${mark}">`),
  );
  await writeFile(page, after);
  const worker = join(folder, 'offline.worker.js');
  const code = await readFile(worker, 'utf8');
  const changed = code
    .replace(hashes(before).integrity, hashes(after).integrity)
    .replace(hashes(before).revision, hashes(after).revision);
  expect(changed).not.toBe(code);
  await writeFile(worker, changed);
}

test('a new version waits: reloading keeps the old one whole, asking for it brings the new one whole', async ({
  page,
  backend,
}, info) => {
  const folder = info.outputPath('site');
  await cp(distPath(), folder, { recursive: true });
  const host = await startHost({ folder, isLive: true });
  const app = new AppPage(page, host.url);
  await app.start(backend);
  await app.waitOfflineReady();
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
  const folder = info.outputPath('site');
  await cp(distPath(), folder, { recursive: true });
  const host = await startHost({ folder, isLive: true });
  const app = new AppPage(page, host.url);
  await app.start(backend);
  await app.waitOfflineReady();

  const first = await readFile(join(folder, 'index.html'));
  await releaseNextVersion(folder, 'second');
  await writeFile(join(folder, 'index.html'), first);
  await page.reload();
  expect(await app.waitEngine()).toBe(backend);
  await app.waitOfflineReady();
  await expect(page.getByRole('button', { name: /new version|update/i })).toHaveCount(0);
  await host.close();
});
