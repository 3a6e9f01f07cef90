/**
 * Never a number from a model or an engine that is not the released one: faults planted under the built page, each found,
 * said, and followed by the next engine or by none. Kernels one by one, and the batch of several, are in
 * src/runtime/planted-faults.test.ts; damaged files in static-host.spec.ts.
 */
import { readFile } from 'node:fs/promises';
import { LOCKS, WARNINGS } from '../src/study/codes.ts';
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import {
  CANVAS_NOISE,
  countContexts,
  countPlantedShaders,
  holdContexts,
  passForHardware,
  plantInDecodeWorker,
  plantShaderFault,
} from './support/planted.ts';
import { distPath, startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const film = makeFilmFile({ kind: 'normal', seed: 71 }).file;
const jpeg = makeFilmFile({ kind: 'pneumonia', seed: 72 }, { format: 'jpeg', colour: 'rgb' }).file;

test.describe('a graphics processor that is off by one per cent', () => {
  test('locks the page where it was forced, and no film gets a number', async ({ app }) => {
    await plantShaderFault(app.page);
    await app.open('webgl');
    expect(await app.waitEngine()).toBe('locked');
    expect(await countPlantedShaders(app.page)).toBeGreaterThan(0);
    await expect(app.page.getByText(LOCKS['self-test-failed'].problem).first()).toBeVisible();
    await app.give(film);
    await app.waitDone(1);
    const [row] = await app.readCsv({ includeWithheld: true });
    expect(row).toMatchObject({ status: 'failed', reason: 'engine-locked', logit: '' });
  });

  test('gives way to the next engine where it was not, and leaves nothing behind', async ({ app }) => {
    await passForHardware(app.page);
    await holdContexts(app.page);
    await plantShaderFault(app.page);
    await app.open(null);
    expect(await app.waitEngine()).toBe('wasm');
    expect(await countPlantedShaders(app.page)).toBeGreaterThan(0);
    // Its context is given back, with all of its textures.
    expect(await countContexts(app.page)).toBe(0);
    await app.give(film);
    await app.waitDone(1);
    const [row] = await app.readCsv({ includeWithheld: true });
    expect(row.backend).toBe('wasm');
    expect(row.logit).not.toBe('');
  });
});

test('forced to textures of half precision, WebGL is held to 1e-2 and gives the same answer, or none', async ({
  page,
  site,
}) => {
  const app = new AppPage(page, site.url);
  await app.open(null, '?backend=webgl&tfjsflags=WEBGL_FORCE_F16_TEXTURES:true');
  if ((await app.waitEngine()) === 'locked') {
    // Further off than may be, and says so; what a locked page does with films is another test's.
    await expect(page.getByText(LOCKS['self-test-failed'].problem).first()).toBeVisible();
    await expect(page.getByText(/webgl is off by 0\.\d+; 0\.01 is allowed/).first()).toBeAttached();
    return;
  }
  await app.give(film);
  await app.waitDone(1);
  const [half] = await app.readCsv({ includeWithheld: true });
  await app.open(null, '?backend=wasm');
  await app.waitEngine();
  await app.give(film);
  await app.waitDone(1);
  const [whole] = await app.readCsv({ includeWithheld: true });
  // Half precision is not whole precision: that it was in use shows.
  expect(half.probability_pneumonia).not.toBe(whole.probability_pneumonia);
  const difference = Number(half.probability_pneumonia) - Number(whole.probability_pneumonia);
  expect(Math.abs(difference)).toBeLessThanOrEqual(0.005);
});

test.describe('a card that is not of its model', () => {
  type Card = { model: { sha256: string; files: { sha256: string }[] }; calibration: { offset: number } };
  const alterCard = async (alter: (card: Card) => void): Promise<Record<string, Uint8Array>> => {
    const card = JSON.parse(await readFile(distPath('model', 'model-card.json'), 'utf8')) as Card;
    alter(card);
    return { 'model/model-card.json': Buffer.from(JSON.stringify(card)) };
  };

  test('is refused when it names the hash of another model', async ({ page, backend, watch }) => {
    watch.allow(/service ?worker|integrity/i);
    const altered = await alterCard((card) => {
      card.model.sha256 = `${card.model.sha256.slice(1)}0`;
    });
    const host = await startHost({ altered });
    const app = new AppPage(page, host.url);
    await app.open(backend);
    expect(await app.waitEngine()).toBe('locked');
    await expect(page.getByText(LOCKS['card-invalid'].problem).first()).toBeVisible();
    await page.close();
    await host.close();
  });

  test('is refused when it is the card of another release', async ({ page, backend, watch }) => {
    watch.allow(/service ?worker|integrity/i);
    const altered = await alterCard((card) => {
      card.model.files[1].sha256 = card.model.sha256;
    });
    const host = await startHost({ altered });
    const app = new AppPage(page, host.url);
    await app.open(backend);
    expect(await app.waitEngine()).toBe('locked');
    await expect(page.getByText(LOCKS['asset-corrupt'].problem).first()).toBeVisible();
    await app.give(film);
    await app.waitDone(1);
    await expect(app.study(0)).toHaveAttribute('data-status', 'failed');
    await page.close();
    await host.close();
  });
});

test('a browser that alters canvas pixels is found out and said; a PNG is read past its canvas', async ({
  page,
  site,
  backend,
  watch,
}, info) => {
  watch.allow(/service ?worker|integrity/i);
  const folder = info.outputPath('site');
  await plantInDecodeWorker(folder, CANVAS_NOISE);
  const host = await startHost({ folder, isLive: true });
  const noisy = new AppPage(page, host.url);
  await noisy.start(backend);
  await noisy.give(jpeg, film);
  await noisy.waitDone(2);
  const rows = await noisy.readCsv({ includeWithheld: true });
  expect(rows[0].warnings.split(';')).toContain('canvas-noise');
  expect(rows[1].warnings.split(';')).not.toContain('canvas-noise');
  await noisy.study(0).click();
  await expect(page.getByText(WARNINGS['canvas-noise'].problem).first()).toBeVisible();

  const quietPage = await page.context().newPage();
  const quiet = new AppPage(quietPage, site.url);
  await quiet.start(backend);
  await quiet.give(jpeg, film);
  await quiet.waitDone(2);
  const clean = await quiet.readCsv({ includeWithheld: true });
  expect(rows[1].logit).toBe(clean[1].logit);
  const [altered, honest] = [rows[0], clean[0]].map((row) => Number(row.probability_pneumonia));
  expect(Math.abs(altered - honest)).toBeLessThanOrEqual(0.02);
  await page.close();
  await host.close();
});
