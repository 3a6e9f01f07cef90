/**
 * Your own set: a reader drops labelled films and sees how the model does on them, here and nowhere else.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { wilson } from '../src/model/metrics/wilson.ts';
import { DESK_AND_PHONE, findViolations, isCutAtSide } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const openerOf = (page: Page): Locator => page.getByRole('button', { name: 'Your own set' }).last();
const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: /^Your own set/ });

/** As the page writes a share with its interval. */
function percentOf(successes: number, n: number): string {
  const { value, lower, upper } = wilson(successes, n);
  const [at, from, to] = [value, lower, upper].map((share) => (100 * share).toFixed(1));
  return `${at} % (${from} to ${to})`;
}

async function readSample(kind: string, name: string): Promise<GivenFile> {
  return fileOf(name, await readFile(distPath('samples', `synthetic-${kind}.png`)), 'image/png');
}

/** Two normal films, one of them called pneumonia; of pneumonia one called so, one withheld, one that is no image. */
async function dropSet(app: AppPage, testInfo: TestInfo): Promise<void> {
  const folder = testInfo.outputPath('set');
  const films = [
    ['NORMAL/a.png', 'normal'],
    ['NORMAL/b.png', 'pneumonia'],
    ['Pneumonia/deep/c.png', 'pneumonia'],
    ['Pneumonia/d.png', 'unlike'],
  ] as const;
  for (const [path, kind] of films) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(distPath('samples', `synthetic-${kind}.png`), join(folder, path));
  }
  await writeFile(join(folder, 'Pneumonia/notes.txt'), 'no image');
  await app.dropFromDisk(folder);
  await app.waitDone(5);
}

test('a reader drops a folder with NORMAL and PNEUMONIA and sees figures, with what is left out', async ({
  app,
  backend,
}, testInfo) => {
  const { page } = app;
  await app.start(backend);
  await dropSet(app, testInfo);
  await openerOf(page).click();
  const dialog = dialogOf(page);
  await expect(dialog).toContainText(
    '5 films with a label: 2 normal, 3 pneumonia. 3 films counted. 1 film withheld, left out. 1 film could not be read, left out.',
  );
  const figures = dialog.getByRole('region', { name: /^Figures/ });
  await expect(figures).toContainText(`Accuracy${percentOf(2, 3)}`);
  await expect(figures).toContainText(`Sensitivity${percentOf(1, 1)}`);
  await expect(figures).toContainText(`Specificity${percentOf(1, 2)}`);
  // Film c stands above a and level with b: one pair and a half of two.
  await expect(figures).toContainText('AUROC0.7500 (');
  const cells = await figures.getByRole('table').getByRole('cell').allTextContents();
  expect(cells.filter((text) => text !== '')).toEqual(['1', '0', '1', '1', '1', '2']);
  await expect(dialog.getByRole('img', { name: /^ROC curve/ })).toBeVisible();
  await expect(dialog).toContainText('Patients are not known');

  await dialog.getByLabel('With withheld films').check();
  await expect(dialog).toContainText(
    '4 films counted. 1 film could not be read, left out. 1 film withheld, counted.',
  );
});

test('an error leads to its film, by keyboard; the figures are saved as CSV and JSON', async ({
  app,
  backend,
}, testInfo) => {
  const { page } = app;
  await app.start(backend);
  await dropSet(app, testInfo);
  await openerOf(page).focus();
  await page.keyboard.press('Enter');
  const dialog = dialogOf(page);

  const csvSaved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = await readFile(await (await csvSaved).path(), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(6);
  expect(csv).not.toContain('.png');

  await dialog.getByLabel('With file names').check();
  const jsonSaved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as JSON' }).click();
  const json = JSON.parse(await readFile(await (await jsonSaved).path(), 'utf8')) as unknown;
  expect(json).toMatchObject({
    confusion: { truePositive: 1, falsePositive: 1, trueNegative: 1, falseNegative: 0 },
    errors: [{ file: 'set/NORMAL/b.png', truth: 'normal' }],
  });

  const errors = dialog.getByRole('region', { name: 'Errors: 1' });
  await errors.getByRole('button', { name: 'b.png' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('img', { name: /^Radiograph \d: b\.png/ })).toBeVisible();
});

test('a table of labels attaches them to the films it names, and its row says so', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(
    await readSample('normal', 'a.png'),
    await readSample('pneumonia', 'b.png'),
    fileOf('truth.csv', 'file,label\na.png,normal\nb,pneumonia\nc.png,COVID\n', 'text/csv'),
  );
  await app.waitDone(3);
  const rows = await app.readCsv();
  expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
    ['predicted', ''],
    ['predicted', ''],
    ['rejected', 'labels-used'],
  ]);
  await openerOf(page).click();
  await expect(dialogOf(page)).toContainText('2 films with a label: 1 normal, 1 pneumonia. 2 films counted.');
  await expect(dialogOf(page)).toContainText('1 row of the labels could not be used');
  await expect(dialogOf(page)).toContainText('No errors');
});

test('a table that can’t be used says why, and labels nothing', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await app.give(
    fileOf('weights.csv', 'date,weight\n2024-01-01,12\n2024-01-02,13\n', 'text/csv'),
    fileOf('own.csv', 'index,file,finding,probability_pneumonia\n0,a.png,normal,0.1\n', 'text/csv'),
  );
  await app.waitDone(2);
  const rows = await app.readCsv();
  expect(rows.map(({ reason }) => reason)).toEqual(['labels-no-columns', 'labels-own-results']);
  await openerOf(page).click();
  await expect(dialogOf(page)).toContainText('No film in the list has a label yet.');
});

test('a withheld result says what that means for films of another hospital, and opens your own set', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(await readSample('unlike', 'elsewhere.png'));
  await app.waitDone(1);
  await expect(app.study(0)).toHaveAttribute('data-status', 'withheld');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText(
    'Films from another hospital or device are often withheld for that alone',
  );
  const opener = result.getByRole('button', { name: 'Your own set' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toContainText('No film in the list has a label yet.');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

for (const [width, height] of DESK_AND_PHONE) {
  test(`your own set is whole and accessible at ${width} px, in both themes`, async ({
    app,
    backend,
  }, testInfo) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    const check = async (state: string): Promise<void> => {
      await openerOf(page).click();
      expect(await findViolations(page), state).toEqual([]);
      const isCut = await isCutAtSide(dialogOf(page));
      expect(isCut, state).toBe(false);
      await page.keyboard.press('Escape');
    };
    await check('empty');
    await dropSet(app, testInfo);
    for (const theme of ['first', 'second']) {
      await check(`${theme} theme`);
      await page.getByRole('button', { name: 'Light theme' }).click();
    }
  });
}
