/**
 * The heatmap: off until asked for, on its own film, in numbers that add up, by keyboard, at any width.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findViolations } from './support/accessibility.ts';
import { fileOf, type GivenFile, makeFilmFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

async function readSample(name: string): Promise<GivenFile> {
  return fileOf(name, await readFile(distPath('samples', name)), 'image/png');
}

const switchOf = (page: Page) => page.getByRole('button', { name: 'Show heatmap' });
const heatmapOf = (page: Page) => page.locator('canvas[data-heatmap]');
const panelOf = (page: Page) => page.getByRole('region', { name: 'Heatmap' });

/** Red, green, blue and opacity of each hundredth of the heatmap's pixels, 0 to 255. */
function readColours(page: Page): Promise<number[]> {
  return heatmapOf(page).evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The heatmap is no canvas.');
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from(pixels).filter((_, at) => Math.floor(at / 4) % 100 === 0);
  });
}

/** Mean of the absolute differences of two readings. */
function meanDifference(one: readonly number[], other: readonly number[]): number {
  expect(other).toHaveLength(one.length);
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / one.length;
}

/** The panel takes room from the film, which is fitted anew a moment later. */
async function expectOnFilm(page: Page, name: RegExp): Promise<void> {
  await expect(async () => {
    const picture = await page.getByRole('img', { name }).boundingBox();
    expect(await heatmapOf(page).boundingBox()).toEqual(picture);
  }).toPass({ timeout: 10_000 });
}

test('a reader asks for the heatmap by keyboard, sees it on the film, for either class, and it adds up to the score', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(await readSample('synthetic-pneumonia.png'), await readSample('synthetic-normal.png'));
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
  await expect(heatmapOf(page)).toHaveCount(0);
  await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(switchOf(page)).toHaveAccessibleDescription('Influence on the score, not a lesion.');

  await switchOf(page).focus();
  await page.keyboard.press('Enter');
  await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(heatmapOf(page)).toHaveAccessibleName(
    /^Activation map for pneumonia: strongest .+ of the picture/,
  );
  await expectOnFilm(page, /^Radiograph 1/);
  await expect(panelOf(page)).toContainText('Influence on the score, not a lesion.');
  await expect(panelOf(page)).toContainText(/No finer than \d+ × \d+ cells/);
  await expect(panelOf(page)).toContainText('Logit for pneumonia per 1 % of the film');

  const [row] = await app.readCsv();
  const numbers = (await panelOf(page).textContent())
    ?.match(/adds up to (\S+); with .+ of (\S+) that .+, (\S+)\./)
    ?.slice(1)
    .map((text) => Number(text.replace('−', '-')));
  const [sum = 0, constant = 0, logit = 0] = numbers ?? [];
  expect(logit).toBeCloseTo(Number(row.logit), 2);
  expect(Math.abs(sum + constant - logit)).toBeLessThan(0.02);

  const forPneumonia = await readColours(page);
  await page.getByRole('radio', { name: 'Pneumonia' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(heatmapOf(page)).toHaveAccessibleName(/^Activation map for normal/);
  expect(meanDifference(forPneumonia, await readColours(page))).toBeGreaterThan(1);

  // The next film, and this one again, are the reader's own first.
  for (const index of [1, 0]) {
    await app.study(index).getByRole('button').first().click();
    await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'false');
    await expect(heatmapOf(page)).toHaveCount(0);
  }
});

test('the occlusion check runs on request, can be stopped, and shows what greyed patches cost', async ({
  app,
  backend,
}) => {
  // 82 passes of the network, on a busy computer too.
  test.setTimeout(240_000);
  const { page } = app;
  await app.start(backend);
  await app.give(await readSample('synthetic-pneumonia.png'));
  await app.waitDone(1);
  await switchOf(page).click();
  // Both presses in one turn of the page: on a quick computer the check would be over before a second one came.
  await page.getByRole('radio', { name: 'Occlusion check' }).evaluate((radio) => {
    if (radio instanceof HTMLInputElement) radio.click();
    const buttons = Array.from(document.querySelectorAll('button'));
    buttons.find(({ textContent }) => textContent === 'Stop the check')?.click();
  });
  await expect(page.getByRole('radio', { name: 'Activation map' })).toBeChecked();
  await expect(heatmapOf(page)).toHaveAttribute('data-heatmap', 'activation');

  await page.getByRole('radio', { name: 'Occlusion check' }).check();
  await expect(heatmapOf(page)).toHaveAccessibleName(/^Occlusion check for pneumonia: strongest/, {
    timeout: 180_000,
  });
  await expect(panelOf(page)).toContainText('Patches of 32 × 32 px, every 16 px');
  await expect(panelOf(page)).toContainText('Influence on the score, not a lesion.');
});

test('a withheld film has a heatmap only while its score is shown', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await app.give(await readSample('synthetic-unlike.png'));
  await app.waitDone(1);
  await expect(app.study(0)).toHaveAttribute('data-status', 'withheld');
  await expect(page.getByRole('button', { name: 'Show the score anyway' })).toBeVisible();
  await expect(switchOf(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the score anyway' }).click();
  await switchOf(page).click();
  await expect(heatmapOf(page)).toBeVisible();
  await page.getByRole('button', { name: 'Hide the score again' }).click();
  await expect(heatmapOf(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the score anyway' }).click();
  await expect(switchOf(page)).toHaveAttribute('aria-pressed', 'false');
});

test('a turned photograph of a wide film has its heatmap where the upright one has it, at 390 px too', async ({
  app,
  backend,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  await page.setViewportSize({ width: 390, height: 844 });
  await app.start(backend);
  const film = { kind: 'pneumonia', seed: 31, widthPx: 1200, heightPx: 800 } as const;
  await app.give(
    makeFilmFile(film, { format: 'jpeg' }).file,
    makeFilmFile(film, { format: 'jpeg', orientation: 6 }).file,
  );
  await app.waitDone(2);
  const names: (string | null)[] = [];
  for (const index of [0, 1]) {
    await app.study(index).getByRole('button').first().click();
    if ((await app.study(index).getAttribute('data-status')) === 'withheld') {
      await page.getByRole('button', { name: 'Show the score anyway' }).click();
    }
    await switchOf(page).click();
    names.push(await heatmapOf(page).getAttribute('aria-label'));
    await expectOnFilm(page, /^Radiograph/);
    expect(await heatmapOf(page).evaluate((canvas) => canvas.getAttribute('width'))).toBe('1024');
  }
  expect(names[0]).toMatch(/strongest/);
  expect(names[1]).toBe(names[0]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const small = await panelOf(page)
    .locator('input, button')
    .evaluateAll((controls) =>
      controls
        .map((control) => control.getBoundingClientRect())
        .filter(({ width, height }) => width < 44 || height < 44),
    );
  expect(small).toEqual([]);
  expect(await findViolations(page)).toEqual([]);
});
