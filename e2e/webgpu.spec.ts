/**
 * WebGPU, on Chromium's software adapter: it gives the numbers of the other engines or none, whatever happens to its device; it is
 * taken by itself only where there is a graphics processor and it is the fastest.
 */
import { LOCKS } from '../src/study/codes.ts';
import { AppPage } from './support/app-page.ts';
import type { CsvRow } from './support/csv.ts';
import { makeFilmFile } from './support/films.ts';
import { passForHardware } from './support/planted.ts';
import { expect, test } from './support/test.ts';
import { breakDevice, readWebGpu, watchWebGpu } from './support/webgpu.ts';

const films = [
  makeFilmFile({ kind: 'normal', seed: 31 }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 32, widthPx: 900, heightPx: 700 }, { format: 'jpeg' }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 36, bitDepth: 16 }, { format: 'png', bitDepth: 16 }).file,
];

/** What must not differ between two readings of one film. */
const essence = ({ status, finding, logit, backend }: CsvRow) => ({ status, finding, logit, backend });

test.beforeEach(async ({ browser, site }) => {
  const page = await browser.newPage();
  await page.goto(`${site.url}licenses.txt`);
  const hasAdapter = await page.evaluate(async () => {
    const { gpu } = navigator as { readonly gpu?: GPU };
    return ((await gpu?.requestAdapter()) ?? null) !== null;
  });
  await page.close();
  test.skip(!hasAdapter, 'This Chromium comes without the software adapter of WebGPU.');
});

test('forced, it gives the numbers of wasm, also where its device is lost or refuses a part in the middle of a film', async ({
  app,
  site,
  browser,
  backend,
}) => {
  test.setTimeout(400_000);
  await watchWebGpu(app.page);
  await app.start(backend);
  await app.give(...films);
  await app.waitDone(films.length, 200_000);
  const clean = await app.readCsv({ includeWithheld: true });
  expect(clean.map((row) => row.backend)).toEqual(clean.map(() => 'webgpu'));
  expect((await readWebGpu(app.page)).submissions).toBeGreaterThan(films.length);

  const other = new AppPage(await browser.newPage(), site.url);
  await other.start('wasm');
  await other.give(...films);
  await other.waitDone(films.length);
  for (const [index, row] of (await other.readCsv({ includeWithheld: true })).entries()) {
    expect(row.finding).toBe(clean[index].finding);
    expect(Math.abs(Number(row.logit) - Number(clean[index].logit))).toBeLessThanOrEqual(0.02);
  }
  await other.page.close();

  let given = films.length;
  for (const fault of ['lost', 'refused'] as const) {
    await breakDevice(app.page, fault);
    await app.give(...films);
    given += films.length;
    await app.waitDone(given, 200_000);
    const again = (await app.readCsv({ includeWithheld: true })).slice(-films.length);
    expect(again.map(essence), fault).toEqual(clean.map(essence));
  }
  // Each fault was noticed, and its device given back.
  expect(await readWebGpu(app.page)).toMatchObject({ devices: 3, lost: 2 });
});

test('forced and off by one per cent, it locks the page', async ({ app, backend }) => {
  await watchWebGpu(app.page, { isOff: true });
  await app.open(backend);
  expect(await app.waitEngine()).toBe('locked');
  expect((await readWebGpu(app.page)).plantedShaders).toBeGreaterThan(0);
  await expect(app.page.getByText(LOCKS['self-test-failed'].problem).first()).toBeVisible();
});

test('forced where there is no adapter, it locks the page and says why', async ({ app, backend }) => {
  await watchWebGpu(app.page, { hasNoAdapter: true });
  await app.open(backend);
  expect(await app.waitEngine()).toBe('locked');
  await expect(app.page.getByText(LOCKS['backend-unavailable'].problem).first()).toBeVisible();
  await expect(app.page.getByText('This browser gives no WebGPU adapter.').first()).toBeAttached();
});

test('without a graphics processor it is not even looked for', async ({ app }) => {
  await watchWebGpu(app.page);
  await app.open(null);
  expect(await app.waitEngine()).toBe('wasm');
  await app.waitOfflineReady();
  expect((await readWebGpu(app.page)).looks).toBe(0);
});

test('where there is one it is timed beside the others, and where it is the slower it is given back', async ({
  app,
}) => {
  test.setTimeout(300_000);
  await passForHardware(app.page);
  await watchWebGpu(app.page, { seemsHardware: true });
  await app.open(null);
  expect(await app.waitEngine()).toBe('wasm');
  const kept = await app.page.evaluate(() => localStorage.getItem('lungfield-engine'));
  const { engine, medianMs } = JSON.parse(kept ?? '{}') as {
    engine: string;
    medianMs: Record<string, number>;
  };
  expect(engine).toBe('wasm');
  expect(Object.keys(medianMs).sort()).toEqual(['wasm', 'webgl', 'webgpu']);
  expect(await readWebGpu(app.page)).toMatchObject({ devices: 1, lost: 1 });
  await app.give(films[0]);
  await app.waitDone(1);
  expect((await app.readCsv({ includeWithheld: true }))[0]).toMatchObject({ backend: 'wasm' });
});
