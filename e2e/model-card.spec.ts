/**
 * The model card at the point of use: what the model is for, how well it was measured to do, what it is not known to do, which one
 * it is and how to cite it.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { type ModelCard, parseModelCard } from '../src/model/model-card.ts';
import { DESK_AND_PHONE, findViolations, isCutAtSide } from './support/accessibility.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const openerOf = (page: Page): Locator => page.getByRole('button', { name: 'About this model' });
const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'About this model' });

async function readCard(): Promise<ModelCard> {
  return parseModelCard(JSON.parse(await readFile(distPath('model', 'model-card.json'), 'utf8')));
}

test('a reader finds use, limits, figures with intervals, plots, hashes, licence and how to cite; nothing is fetched for it', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.waitOfflineReady();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await openerOf(page).click();
  const dialog = dialogOf(page);
  const card = await readCard();
  const texts = [card.intendedUse, ...card.limits, card.citation, card.data.citation, card.data.licence];
  for (const text of [...texts, card.model.sha256, card.data.sha256, card.licence]) {
    await expect(dialog).toContainText(text);
  }
  const { outOfFold, lockedTenth } = card.performance;
  for (const { auroc } of [outOfFold, lockedTenth]) {
    const [value, lower, upper] = [auroc.value, auroc.lower, auroc.upper].map((figure) => figure.toFixed(4));
    await expect(dialog).toContainText(`${value} (${lower} to ${upper})`);
  }
  for (const chart of ['roc', 'reliability']) {
    await expect(dialog.locator(`[data-chart="${chart}"] svg`).first()).toBeVisible();
  }
  await expect(dialog.getByRole('heading', { name: 'How to cite' })).toBeVisible();
  const matrix = dialog.getByRole('table', { name: /^Locked tenth\. Confusion matrix/ });
  const { truePositive, falseNegative, falsePositive, trueNegative } = lockedTenth.confusion;
  const cells = (await matrix.getByRole('cell').allTextContents()).filter((text) => text !== '');
  const sums = [lockedTenth.pneumonia, lockedTenth.normal].map(String);
  expect(cells).toEqual([
    ...[truePositive, falseNegative].map(String),
    sums[0],
    ...[falsePositive, trueNegative].map(String),
    sums[1],
  ]);
  expect(requests).toEqual([]);
});

test('its figures are of the card’s own threshold, whatever the reader has set', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await page.getByRole('button', { name: 'Operating point' }).click();
  const point = page.getByRole('dialog', { name: /^Operating point/ });
  await point.getByRole('slider', { name: 'Decision threshold' }).fill('0.9');
  await expect(point.getByRole('img', { name: /threshold of 0\.90/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await openerOf(page).click();
  await expect(
    dialogOf(page).getByRole('img', { name: /^ROC curve; at a threshold of 0\.50/ }),
  ).toBeVisible();
});

for (const [width, height] of DESK_AND_PHONE) {
  test(`the model card is opened and closed by keyboard, whole and accessible at ${width} px, in both themes`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    for (const theme of ['first', 'second']) {
      await openerOf(page).focus();
      await page.keyboard.press('Enter');
      await expect(dialogOf(page).locator('[data-chart="reliability"] svg').first()).toBeVisible();
      expect(await findViolations(page), theme).toEqual([]);
      const isCut = await isCutAtSide(dialogOf(page));
      expect(isCut, theme).toBe(false);
      await page.keyboard.press('Escape');
      await expect(dialogOf(page)).toBeHidden();
      await expect(openerOf(page)).toBeFocused();
      await page.getByRole('button', { name: 'Light theme' }).click();
    }
  });
}
