/**
 * What a reader does with a long list: hold it up, give up the rest, look for one film, put the telling ones first; and what
 * the page asks before it is left.
 */
import { readFile } from 'node:fs/promises';
import { STRINGS } from '../src/ui/strings.ts';
import { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile, rename } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const TEXT = STRINGS.worklist;

async function readSample(name: string, as: string) {
  return fileOf(as, await readFile(distPath('samples', `synthetic-${name}.png`)), 'image/png');
}

/** One file of each outcome, in this order: normal, pneumonia, withheld, not read. */
async function makeList() {
  return [
    await readSample('normal', 'b-10.png'),
    await readSample('pneumonia', 'b-9.png'),
    await readSample('unlike', 'c.png'),
    fileOf('a-notes.txt', 'no film'),
  ];
}

/** So many that a list is still being read when it is held up. */
const HELD_FILMS = 40;

test('a batch is paused, goes on, and is read to its end', async ({ app, backend }) => {
  await app.start(backend);
  const { file } = makeFilmFile({ seed: 5 });
  await app.give(...Array.from({ length: HELD_FILMS }, (_, index) => rename(file, `${index}.png`)));
  await app.page.getByRole('button', { name: TEXT.pause }).click();
  // What was started ends; then nothing moves.
  await expect(app.page.locator('[data-status=running]')).toHaveCount(0);
  const held = await app.status.textContent();
  await expect(app.page.getByText(`, ${TEXT.paused}`)).toBeVisible();
  await expect(app.status).toHaveAttribute('data-state', 'running');
  await app.page.waitForTimeout(500);
  expect(await app.status.textContent()).toBe(held);
  await app.page.getByRole('button', { name: TEXT.resume }).click();
  await app.waitDone(HELD_FILMS);
  expect((await app.readCsv()).map((row) => row.status)).toEqual(Array(HELD_FILMS).fill('predicted'));
});

test('the rest of a batch is given up, says so by code, and is read when it is retried', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  const { file } = makeFilmFile({ seed: 5 });
  await app.give(...Array.from({ length: HELD_FILMS }, (_, index) => rename(file, `${index}.png`)));
  await app.page.getByRole('button', { name: TEXT.pause }).click();
  await app.page.getByRole('button', { name: TEXT.cancel }).click();
  await app.waitDone(HELD_FILMS);
  const given = (await app.readCsv()).filter((row) => row.status === 'failed');
  expect(given.length).toBeGreaterThan(1);
  expect(given.every((row) => row.reason === 'cancelled' && row.probability_pneumonia === '')).toBe(true);
  await app.page.getByRole('button', { name: TEXT.retryFailed(given.length) }).click();
  await app.waitDone(HELD_FILMS);
  expect((await app.readCsv()).map((row) => row.status)).toEqual(Array(HELD_FILMS).fill('predicted'));
});

test('the list is searched, filtered and sorted, by keyboard too; the export keeps every file in the order added', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(...(await makeList()));
  await app.waitDone(4);
  const shown = () =>
    app.page.locator('li[data-study]').evaluateAll((rows) => {
      const placed = rows.map((row) => [
        Number(row.getAttribute('aria-posinset')),
        row.getAttribute('data-study'),
      ]);
      return placed.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, study]) => Number(study));
    });
  await expect.poll(shown).toEqual([0, 1, 2, 3]);

  const order = app.page.getByLabel(TEXT.order);
  await order.selectOption({ label: TEXT.orders.highest });
  // The withheld film has no number before it is asked for, whatever it is.
  await expect.poll(shown).toEqual([1, 0, 2, 3]);
  await order.selectOption({ label: TEXT.orders.name });
  await expect.poll(shown).toEqual([3, 1, 0, 2]);

  await app.page.locator('li[data-study="3"] button').first().focus();
  await app.page.keyboard.press('ArrowDown');
  await expect(app.page.locator('li[data-study="1"] button').first()).toBeFocused();
  await app.page.keyboard.press('End');
  await expect(app.page.locator('li[data-study="2"] button').first()).toBeFocused();

  const filter = app.page.getByLabel(TEXT.filter);
  await filter.selectOption({ label: TEXT.filters.rejected(1) });
  await expect.poll(shown).toEqual([3]);
  await filter.selectOption({ label: TEXT.filters.all(4) });
  await app.page.getByLabel(TEXT.search).fill('B-1');
  await expect.poll(shown).toEqual([0]);
  await app.page.getByLabel(TEXT.search).fill('z');
  await expect(app.page.getByText(TEXT.noMatch)).toBeVisible();

  const rows = await app.readCsv();
  expect(rows.map((row) => row.index)).toEqual(['0', '1', '2', '3']);
  await expect(app.status).toHaveText(/^4 of 4 done/);
});

test('on a phone the list is held up, searched, sorted and opened by a finger', async ({
  browser,
  site,
  backend,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const app = new AppPage(await context.newPage(), site.url);
  await app.start(backend);
  const list = await makeList();
  await app.give(...list, ...list, ...list);
  await app.page.getByRole('button', { name: TEXT.pause }).tap();
  await app.page.getByRole('button', { name: TEXT.resume }).tap();
  await app.waitDone(12);
  await app.page.getByRole('button', { name: STRINGS.steps.list }).tap();
  await app.page.getByLabel(TEXT.search).fill('b-');
  await app.page.getByLabel(TEXT.order).selectOption({ label: TEXT.orders.lowest });
  const first = app.page.locator('li[data-study][aria-posinset="1"]');
  await expect(first).toContainText('b-10.png');
  await first.getByRole('button').first().tap();
  const result = app.page.getByRole('region', { name: 'Result' });
  await expect(result.getByText(/This image is/)).toBeInViewport();
  await context.close();
});

test('the distribution of a batch is drawn and said in words, without withheld scores', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(...(await makeList()));
  await app.waitDone(4);
  await app.page.getByText(TEXT.distribution.title).click();
  await expect(app.page.getByText(TEXT.distribution.caption(2, 4, 1, 1))).toBeVisible();
});

test('a reload asks first once there are films, and never before', async ({ app, backend }) => {
  await app.start(backend);
  const asked: string[] = [];
  app.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await app.page.mouse.click(5, 5);
  await app.page.reload();
  expect(asked).toEqual([]);
  await app.waitEngine();
  await app.give(await readSample('normal', 'a.png'));
  await app.waitDone(1);
  await app.study(0).click();
  await app.page.reload();
  expect(asked).toEqual(['beforeunload']);
});
