/**
 * The operating point: what a threshold buys, and that the page holds one threshold wherever it is set.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { wilson } from '../src/model/metrics/wilson.ts';
import { type ModelCard, parseModelCard } from '../src/model/model-card.ts';
import { DESK_AND_PHONE, findViolations, isCutAtSide } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: /^Operating point/ });
const openerOf = (page: Page): Locator => page.getByRole('button', { name: 'Operating point' });

async function readCard(): Promise<ModelCard> {
  return parseModelCard(JSON.parse(await readFile(distPath('model', 'model-card.json'), 'utf8')));
}

async function giveSample(app: AppPage): Promise<void> {
  const bytes = await readFile(distPath('samples', 'synthetic-pneumonia.png'));
  await app.give(fileOf('film.png', bytes, 'image/png'));
  await app.waitDone(1);
}

/** As the page writes a share with its interval. */
function percentOf(successes: number, n: number): string {
  const { value, lower, upper } = wilson(successes, n);
  const [at, from, to] = [value, lower, upper].map((share) => (100 * share).toFixed(1));
  return `${at} % (${from} to ${to})`;
}

test('a reader sees what one half buys: the very counts of the model card, with their intervals', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  const { normal, pneumonia, confusion } = (await readCard()).performance.lockedTenth;
  await openerOf(app.page).click();
  const dialog = dialogOf(app.page);
  await expect(dialog).toContainText(percentOf(confusion.truePositive, pneumonia));
  await expect(dialog).toContainText(percentOf(confusion.trueNegative, normal));
  await expect(dialog).toContainText('Counted at this very threshold.');
  const cells = dialog.getByRole('table', { name: /^Confusion matrix/ }).getByRole('cell');
  const { truePositive, falseNegative, falsePositive, trueNegative } = confusion;
  const expected = [truePositive, falseNegative, pneumonia, falsePositive, trueNegative, normal].map(String);
  expect((await cells.allTextContents()).filter((text) => text !== '')).toEqual(expected);
  // Both charts are drawn, and say in words what they show.
  await expect(dialog.locator('[data-chart="roc"] svg').first()).toBeVisible();
  await expect(dialog.locator('[data-chart="reliability"] svg').first()).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^ROC curve; at a threshold of 0\.50/ })).toBeVisible();
});

test('one threshold holds everywhere: moved in the dialog by keyboard, it is on result, list and export, and goes back', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await giveSample(app);
  await openerOf(page).focus();
  await page.keyboard.press('Enter');
  const slider = dialogOf(page).getByRole('slider', { name: 'Decision threshold' });
  await slider.focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await expect(
    dialogOf(page).getByRole('img', { name: /^ROC curve; at a threshold of 0\.60/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  await expect(openerOf(page)).toBeFocused();

  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('at a threshold of 0.60');
  await expect(result.getByRole('slider', { name: 'Decision threshold' })).toHaveValue('0.6');
  await expect(app.study(0)).toContainText('at 0.60');
  const [moved] = await app.readCsv();
  expect(moved.threshold).toBe('0.6');

  await result.getByRole('button', { name: 'Back to 0.50' }).click();
  await expect(result).not.toContainText('at a threshold of');
  await expect(app.study(0)).not.toContainText('at 0.50');
  await openerOf(page).click();
  await expect(dialogOf(page).getByRole('slider', { name: 'Decision threshold' })).toHaveValue('0.5');
});

test('predictive values follow the prevalence that the reader sets, the findings do not', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  const { truePositive, falseNegative, trueNegative, falsePositive } = (await readCard()).performance
    .lockedTenth.confusion;
  await openerOf(page).click();
  await dialogOf(page).getByLabel('Prevalence, %, exact value').fill('5');
  const hit = truePositive / (truePositive + falseNegative);
  const alarm = falsePositive / (trueNegative + falsePositive);
  const positive = (0.05 * hit) / (0.05 * hit + 0.95 * alarm);
  const rates = dialogOf(page).getByRole('region', { name: /^At this threshold/ });
  await expect(rates).toContainText(`${(100 * positive).toFixed(1)} % (`);
  await expect(rates.getByText('at 5.0 % prevalence').first()).toBeVisible();
  await expect(dialogOf(page).getByRole('slider', { name: 'Decision threshold' })).toHaveValue('0.5');
});

test('where decimals have a comma, figures are written so and the prevalence is what was set', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await page.getByLabel('Language').selectOption('fr');
  await page.getByRole('button', { name: 'Point de fonctionnement' }).click();
  const dialog = page.getByRole('dialog', { name: /^Point de fonctionnement/ });
  const prevalence = dialog.getByRole('slider', { name: /^Prévalence/ });
  await expect(prevalence).toHaveValue('50');
  await prevalence.press('ArrowRight');
  await expect(prevalence).toHaveValue('50.1');
  await expect(dialog.getByText('50,1').first()).toBeVisible();
  await dialog.locator('summary').first().click();
  await expect(dialog.getByRole('rowheader', { name: '0,25', exact: true })).toBeVisible();
});

for (const [width, height] of DESK_AND_PHONE) {
  test(`the operating point is whole and accessible at ${width} px, in both themes`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    for (const theme of ['first', 'second']) {
      await openerOf(page).click();
      const dialog = dialogOf(page);
      await dialog.getByText('As a table', { exact: true }).click();
      await dialog.getByText('Groups as a table').click();
      await dialog.getByLabel('Enlarge the upper left corner').check();
      expect(await findViolations(page), theme).toEqual([]);
      const isCut = await isCutAtSide(dialog);
      expect(isCut).toBe(false);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Light theme' }).click();
    }
  });
}
