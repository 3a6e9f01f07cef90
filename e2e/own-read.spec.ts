/**
 * Own read first: a reader who asks for it sees no result before their own read is recorded, and how often both agree.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { DESK_AND_PHONE, findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const switchOf = (page: Page): Locator => page.getByRole('button', { name: 'Own read first' });
const resultOf = (page: Page): Locator => page.getByRole('region', { name: 'Result' });

async function readSample(kind: 'normal' | 'pneumonia'): Promise<GivenFile> {
  const bytes = await readFile(distPath('samples', `synthetic-${kind}.png`));
  return fileOf(`${kind}.png`, bytes, 'image/png');
}

/** The model calls the first pneumonia, the second normal. */
async function giveTwo(app: AppPage): Promise<void> {
  await app.give(await readSample('pneumonia'), await readSample('normal'));
  await app.waitDone(2);
}

/** No number, call or heatmap on screen, in an attribute or in the accessibility tree. */
async function expectNothingTold(page: Page): Promise<void> {
  await expect(page.getByText(/% pneumonia/)).toHaveCount(0);
  await expect(page.locator('[data-sentence], [data-finding], [data-chart], [data-heatmap]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show heatmap' })).toHaveCount(0);
  expect(await page.locator('body').ariaSnapshot()).not.toMatch(
    /\d\.\d+ ?%|% (pneumonia|normal)|indeterminate zone|This image is/i,
  );
}

test('is off at first: the first result is shown at once', async ({ app, backend }) => {
  await app.start(backend);
  await expect(switchOf(app.page)).toHaveAttribute('aria-pressed', 'false');
  await giveTwo(app);
  await expect(resultOf(app.page)).toContainText(/This image is .+ % pneumonia/);
});

test('a reader records a read by key and by button, then sees the result beside it', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await switchOf(page).click();
  await giveTwo(app);
  // The first predicted film is selected by itself, as ever.
  await expect(app.study(0)).toHaveAttribute('data-status', 'predicted');
  await expect(resultOf(page)).toContainText('Your read first');
  await expectNothingTold(page);

  await app.study(0).getByRole('button').first().click();
  await page.keyboard.press('n');
  await expect(resultOf(page)).toContainText(
    'Your read: normal. The model’s call at 0.50: pneumonia. They differ.',
  );
  await expect(resultOf(page)).toContainText(/This image is .+ % pneumonia/);
  await expect(app.study(0)).toContainText('You: normal');
  await expect(app.study(1)).toContainText('Your read first');
  await expect(app.study(1)).not.toContainText('%');

  await app.study(1).getByRole('button').first().click();
  const button = resultOf(page).getByRole('button', { name: 'Normal' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(resultOf(page)).toContainText('Both agree.');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Both agree.');
});

test('an export says beforehand how many results are in it that the reader has not read yet', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await giveTwo(app);
  const note = page.getByText(/your own read (is|are) included/);
  await expect(note).toHaveCount(0);
  await switchOf(page).click();
  const button = page.getByRole('button', { name: 'Export CSV' });
  await expect(button).toHaveAccessibleDescription('2 results that wait for your own read are included.');
  await app.study(0).getByRole('button').first().click();
  await page.keyboard.press('p');
  await expect(button).toHaveAccessibleDescription('1 result that waits for your own read is included.');
  await page.getByRole('button', { name: 'More exports' }).click();
  await expect(page.getByRole('dialog').getByText('1 result that waits for your own read')).toBeVisible();
  await page.keyboard.press('Escape');
  // As said: a row without scores is rejected, failed or withheld, and nothing else.
  const rows = await app.readCsv();
  expect(rows.map(({ status, finding }) => [status, finding])).toEqual([
    ['predicted', 'pneumonia'],
    ['predicted', 'normal'],
  ]);
  await app.study(1).getByRole('button').first().click();
  await page.keyboard.press('n');
  await expect(note).toHaveCount(0);
});

test('agreement is counted over the list, with kappa and its interval', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await switchOf(page).click();
  await giveTwo(app);
  await app.study(0).getByRole('button').first().click();
  await page.keyboard.press('p');
  await app.study(1).getByRole('button').first().click();
  await page.keyboard.press('n');
  await resultOf(page).getByRole('button', { name: 'Agreement' }).click();
  const dialog = page.getByRole('dialog', { name: /^Agreement/ });
  await expect(dialog).toContainText('2 of 2, 100.0 % (34.2 to 100.0)');
  await expect(dialog).toContainText('1.00, without an interval');
  await expect(dialog).toContainText('With few films');
  const cells = await dialog.getByRole('cell').allTextContents();
  expect(cells.filter((text) => text !== '')).toEqual(['1', '0', '1', '0', '1', '1']);
  // The export keeps its columns and tells nothing of the reads.
  await page.keyboard.press('Escape');
  expect(await app.saveCsv()).not.toMatch(/read|agree/);
});

test('a result that had been on screen is no own read, and is not counted', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await giveTwo(app);
  await switchOf(page).click();
  await expectNothingTold(page);
  await page.keyboard.press('p');
  await expect(resultOf(page)).toContainText('this read is not counted');
  await expect(resultOf(page).getByRole('button', { name: 'Agreement' })).toHaveCount(0);
});

for (const [width, height] of DESK_AND_PHONE) {
  test(`own read first is within reach and accessible at ${width} px, in both themes`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    await switchOf(page).click();
    await giveTwo(app);
    for (const [index, theme] of ['first', 'second'].entries()) {
      await app.study(index).getByRole('button').first().click();
      await expect(resultOf(page).getByRole('button', { name: 'Pneumonia' })).toBeInViewport();
      for (const state of ['before', 'after']) {
        if (state === 'after') await resultOf(page).getByRole('button', { name: 'Pneumonia' }).click();
        expect(await findViolations(page), `${theme} theme, ${state}`).toEqual([]);
      }
      await page.getByRole('button', { name: 'Light theme' }).click();
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
