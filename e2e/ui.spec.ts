/**
 * How the page stands and moves: nothing that is read jumps, nothing is cut, a narrow screen leads to the result, every
 * control can be reached, and paper holds what was read.
 */
import type { Page } from '@playwright/test';
import { findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile, rename } from './support/films.ts';
import { expect, test } from './support/test.ts';

const normal = makeFilmFile({ kind: 'normal', seed: 13 }).file;
const pneumonia = makeFilmFile({ kind: 'pneumonia', seed: 12 }, { format: 'jpeg' }).file;
const notAnImage = fileOf('notes.txt', 'Not a radiograph, just a line of text.\n', 'text/plain');

const LONG_NAMES = [
  `${'Übersicht_Thorax_ap_'.repeat(10)}0001.png`,
  '胸部X線写真_小児科_二〇二四年三月_正面像_一回目の撮影_右肺下葉.png',
  'صورة_الصدر_بالأشعة_السينية_للطفل_٢٠٢٤_منظر_أمامي.png',
];

/** Top and height of each card. */
function measureCards(app: AppPage): Promise<string[]> {
  return app.page
    .locator('[data-study]')
    .evaluateAll((cards) =>
      cards.map((card) => card.getBoundingClientRect()).map(({ top, height }) => `${top} ${height}`),
    );
}

test('the list stands still while the batch runs, whatever comes of a file', async ({ app, backend }) => {
  // Given before the engine is ready, all of them are seen waiting.
  await app.open(backend);
  await app.give(normal, notAnImage, pneumonia, normal);
  await expect(app.study(3)).toBeVisible();
  await app.page.evaluate(() => document.fonts.ready);
  const waiting = await measureCards(app);
  await app.waitDone(4);
  await expect(app.page.locator('[data-study="3"] [data-chart] svg')).toBeVisible();
  expect(await measureCards(app)).toEqual(waiting);
});

test('long names are cut in the middle, and nothing scrolls sideways at any width', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(...LONG_NAMES.map((name) => rename(normal, name)));
  await app.waitDone(LONG_NAMES.length);
  for (const width of [1440, 390, 320]) {
    await app.page.setViewportSize({ width, height: 844 });
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const [index, name] of LONG_NAMES.entries()) {
      const button = app.study(index).getByRole('button').first();
      // Whole for screen readers; its end, with the number that tells films apart, is in sight.
      await expect(button).toHaveAccessibleName(name);
      await expect(button.getByText(name.slice(-12), { exact: true })).toBeVisible();
    }
  }
});

test('on a phone a film chosen from the list shows its result, and the thumb leads on and back', async ({
  app,
  backend,
}) => {
  await app.page.setViewportSize({ width: 390, height: 844 });
  await app.start(backend);
  await app.give(normal, notAnImage, pneumonia);
  await app.waitDone(3);
  const result = app.page.getByRole('region', { name: 'Result' });

  await app.study(1).getByRole('button').first().click();
  await expect(result.getByText('Not read')).toBeInViewport();
  await app.page.getByRole('button', { name: 'Worklist' }).click();
  await expect(app.study(1)).toBeInViewport();
  await expect(result.getByText('Not read')).not.toBeInViewport();
  await app.page.getByRole('button', { name: 'Next film' }).click();
  await expect(app.page.getByText('3 of 3', { exact: true })).toBeInViewport();
  await expect(app.page.getByRole('button', { name: 'Next film' })).toBeDisabled();
});

test('print holds result, film and notice, and no controls', async ({ app, backend }) => {
  await app.start(backend);
  await app.give(normal);
  await app.waitDone(1);
  await app.page.emulateMedia({ media: 'print' });
  await expect(app.page.getByText('Research use only').first()).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Result' })).toBeVisible();
  await expect(app.page.getByRole('img', { name: /^Radiograph 1/ })).toBeVisible();
  await expect(app.page.getByRole('button').and(app.page.locator(':visible'))).toHaveCount(0);
});

test('every stop of the tab key is a named control, in sight and marked; charts are none, the list is one', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(normal, notAnImage);
  await app.waitDone(2);
  await revealIfWithheld(app, 0);
  await expect(app.page.locator('[data-chart] svg')).toHaveCount(2);
  await app.page.getByRole('button', { name: 'Choose files' }).focus();
  const stops: string[] = [];
  for (let press = 0; press < 40; press += 1) {
    await app.page.keyboard.press('Tab');
    const stop = await describeFocus(app.page);
    if (stop === null) break;
    stops.push(stop);
  }
  expect(
    stops.filter((stop) => !/^(BUTTON|INPUT|SELECT|SUMMARY|SECTION) .*\S.* marked in sight$/.test(stop)),
  ).toEqual([]);
  expect(stops.filter((stop) => stop.includes(normal.name) || stop.includes('notes.txt'))).toHaveLength(1);
  expect(stops.filter((stop) => stop.includes('Export CSV'))).toHaveLength(1);
});

/** The focused element as "TAG name marked in sight"; null when the focus has left the page. */
function describeFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const labels = element instanceof HTMLInputElement ? Array.from(element.labels ?? []) : [];
    const words = [...labels, element].map(({ textContent }) => textContent).join(' ');
    const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
    const isMarked = styles.some(
      ({ outlineStyle, outlineWidth }) => outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
    );
    const { top, bottom } = element.getBoundingClientRect();
    const isInSight = top >= 0 && bottom <= window.innerHeight;
    const name = element.getAttribute('aria-label') ?? words;
    return `${element.tagName} ${name}${isMarked ? ' marked' : ''}${isInSight ? ' in sight' : ''}`;
  });
}

test('on a phone every control is a target of 44 px or more', async ({ app, backend }) => {
  await app.page.setViewportSize({ width: 390, height: 844 });
  await app.start(backend);
  await app.give(normal, notAnImage);
  await app.waitDone(2);
  await revealIfWithheld(app, 0);
  const small = await app.page.evaluate(() =>
    Array.from(document.querySelectorAll('button, summary, input:not([type=checkbox]), label:has(input)'))
      // A card's button spans its card.
      .map((element) => element.closest('[data-study]') ?? element)
      .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ text, box }) => `${text} ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
});

test('axe finds nothing in what was withheld and is shown on request, and where the engine is locked', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.page.getByRole('button', { name: 'Try a synthetic sample' }).click();
  await app.page.getByRole('button', { name: /unlike the training/i }).click();
  await app.waitDone(1);
  await expect(app.study(0)).toHaveAttribute('data-status', 'withheld');
  await revealIfWithheld(app, 0);
  await expect(app.page.locator('[data-chart] svg')).toHaveCount(2);
  expect(await findViolations(app.page)).toEqual([]);

  await app.open('abacus');
  expect(await app.waitEngine()).toBe('locked');
  await app.give(normal);
  await app.waitDone(1);
  expect(await findViolations(app.page)).toEqual([]);
});

/** A film that the model finds unlike its training data keeps its numbers until the reader asks. */
async function revealIfWithheld(app: AppPage, index: number): Promise<void> {
  if ((await app.study(index).getAttribute('data-status')) !== 'withheld') return;
  await app.study(index).getByRole('button').first().click();
  await app.page.getByRole('button', { name: /show the score/i }).click();
}
