/**
 * The page for everybody: no violation that axe knows of, in every state, theme and width; and all of it by keyboard.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const WIDTHS = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
] as const;

const THEME_BUTTON = /theme|dark|light/i;

async function expectAccessible(page: Page, state: string): Promise<void> {
  expect(await findViolations(page), state).toEqual([]);
}

/** One film that is read, one that is withheld, one file that is refused. */
async function giveOneOfEach(app: AppPage): Promise<void> {
  const unlike = await readFile(distPath('samples', 'synthetic-unlike.png'));
  await app.give(
    makeFilmFile({ kind: 'pneumonia', seed: 21 }).file,
    fileOf(`${'a long name of a film '.repeat(9)}.png`, unlike, 'image/png'),
    fileOf('notes.txt', 'not an image'),
  );
  await app.waitDone(3);
}

for (const { name, width, height } of WIDTHS) {
  test(`has no violation in any state, ${name}, dark and light`, async ({ app, backend }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    for (const theme of ['first', 'second']) {
      await expectAccessible(page, `empty, ${theme} theme`);
      await page.getByRole('button', { name: THEME_BUTTON }).click();
    }
    await giveOneOfEach(app);
    for (const theme of ['first', 'second']) {
      for (const [index, state] of ['predicted', 'withheld', 'rejected'].entries()) {
        await app.study(index).getByRole('button').first().click();
        await expect(app.study(index)).toHaveAttribute('data-status', new RegExp(`${state}|withheld`));
        await expectAccessible(page, `${state}, ${theme} theme`);
      }
      await page.getByRole('button', { name: 'About this model' }).click();
      await expectAccessible(page, `model card, ${theme} theme`);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: THEME_BUTTON }).click();
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('is worked by keyboard alone: choose, walk the list, open, read the model card, export', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await page.keyboard.press('Tab');
  const chooser = page.waitForEvent('filechooser');
  for (let step = 0; step < 8; step += 1) {
    if ((await focusedName(page)) === 'Choose files') break;
    await page.keyboard.press('Tab');
  }
  expect(await focusedName(page)).toBe('Choose files');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(
    [1, 2, 3].map((seed) => ({ ...makeFilmFile({ seed }).file, name: `${seed}.png` })),
  );
  await app.waitDone(3);

  await app.study(0).getByRole('button').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3.png').last()).toBeVisible();
  await expect(app.study(2).getByRole('button').first()).toBeFocused();

  const saved = page.waitForEvent('download');
  for (let step = 0; step < 20; step += 1) {
    if ((await focusedName(page)) === 'Export CSV') break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  expect((await saved).suggestedFilename()).toBe('lungfield-results.csv');
});

/** Text of the element with the focus. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}
