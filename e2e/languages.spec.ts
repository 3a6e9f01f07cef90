/**
 * The page in the reader's language: chosen or the browser's own, remembered, and the same for scripts whatever it is.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import arabic from '../src/ui/languages/ar.ts';
import spanish from '../src/ui/languages/es.ts';
import french from '../src/ui/languages/fr.ts';
import italian from '../src/ui/languages/it.ts';
import portuguese from '../src/ui/languages/pt.ts';
import chinese from '../src/ui/languages/zh.ts';
import { ENGLISH } from '../src/ui/strings.ts';
import { DESK_AND_PHONE, findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

test.use({ locale: 'en-GB' });

const LANGUAGES = [
  { code: 'es', tag: 'es', direction: 'ltr', strings: spanish.strings, mark: ',' },
  { code: 'fr', tag: 'fr', direction: 'ltr', strings: french.strings, mark: ',' },
  { code: 'zh', tag: 'zh-Hans', direction: 'ltr', strings: chinese.strings, mark: '.' },
  { code: 'pt', tag: 'pt', direction: 'ltr', strings: portuguese.strings, mark: ',' },
  { code: 'it', tag: 'it', direction: 'ltr', strings: italian.strings, mark: ',' },
  { code: 'ar', tag: 'ar', direction: 'rtl', strings: arabic.strings, mark: '.' },
] as const;

/** Whatever it is called in the language in use. */
function languageChoice(page: Page): Locator {
  return page.locator('header select');
}

async function choose(page: Page, code: string, tag: string): Promise<void> {
  await languageChoice(page).selectOption(code);
  await expect(page.locator('html')).toHaveAttribute('lang', tag);
}

/** The digits come first in every language. */
async function waitDone(app: AppPage, count: number): Promise<void> {
  await expect(app.status).toHaveAttribute('data-state', 'done');
  await expect(app.status).toHaveText(new RegExp(`^${count} \\D+${count} `));
}

async function readSample(kind: string, name: string): Promise<GivenFile> {
  return fileOf(name, await readFile(distPath('samples', `synthetic-${kind}.png`)), 'image/png');
}

/** One film that is read, one that is withheld, one file that is refused. */
async function giveOneOfEach(app: AppPage): Promise<void> {
  await app.give(
    await readSample('normal', 'normal.png'),
    await readSample('unlike', 'unlike.png'),
    fileOf('notes.txt', 'not an image'),
  );
  await waitDone(app, 3);
}

async function exportCsv(page: Page, label: string): Promise<string> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: label }).click();
  return readFile(await (await saved).path(), 'utf8');
}

/** What scripts read of each study and of the page. */
function readDataAttributes(page: Page): Promise<string[]> {
  return page
    .locator('[data-study], [data-state], [data-finding], html')
    .evaluateAll((elements) =>
      elements.map(({ dataset }) =>
        JSON.stringify(Object.entries(dataset).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ),
    );
}

test('each language changes the whole page and keeps studies, chosen film, focus, export and data attributes', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.waitOfflineReady();
  await giveOneOfEach(app);
  await app.study(0).getByRole('button').first().click();
  const sentence = (await page.locator('[data-sentence]').textContent()) ?? '';
  const figures = sentence.match(/\d+\.\d\d %/g) ?? [];
  expect(figures).toHaveLength(2);
  const csv = await exportCsv(page, ENGLISH.exporting.button);
  const attributes = await readDataAttributes(page);
  expect(attributes.join(' ')).toContain('rejected');

  for (const { code, tag, direction, strings, mark } of LANGUAGES) {
    const [pneumonia, normal] = figures.map((figure) => figure.replace('.', mark));
    await choose(page, code, tag);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(languageChoice(page), code).toBeFocused();
    await waitDone(app, 3);
    await expect(page.locator('[data-sentence]')).toHaveText(strings.result.sentence(pneumonia, normal));
    await expect(app.study(0).locator('[aria-current=true]')).toBeVisible();
    await expect(app.study(1)).toContainText(strings.worklist.withheldTitle);
    await expect(app.study(2)).toContainText(strings.worklist.unread);
    await expect(page.getByText(strings.header.notice, { exact: true })).toBeVisible();
    expect(await readDataAttributes(page), code).toEqual(attributes);
    expect(await exportCsv(page, strings.exporting.button), code).toBe(csv);
  }
});

test('no English is left on the page in another language, film and file names apart', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await giveOneOfEach(app);
  await app.study(0).getByRole('button').first().click();
  await choose(page, 'ar', 'ar');
  await expect(page.locator('[data-sentence]')).toBeVisible();
  const words = await page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!node.parentElement?.closest('[lang="en"], option[lang], script, style')) {
        texts.push(node.textContent ?? '');
      }
    }
    const labels = Array.from(
      document.querySelectorAll('[aria-label]'),
      (element) => element.ariaLabel ?? '',
    );
    return [...texts, ...labels].join(' ').match(/[A-Za-z]{3,}/g) ?? [];
  });
  const known =
    /^(Lungfield|WebAssembly|WebGL|CSV|PNG|JPEG|DICOM|CPU|Shift|Page|Down|Home|End|Enter|normal|unlike|notes|png|txt|[a-f]+)$/;
  expect(words.filter((word) => !known.test(word))).toEqual([]);
});

test('a choice survives a reload', async ({ app, backend }) => {
  const { page } = app;
  await app.start(backend);
  await choose(page, 'zh', 'zh-Hans');
  await page.reload();
  await app.waitEngine();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByText(chinese.strings.empty.title)).toBeVisible();
});

test.describe('where the browser asks for Brazilian Portuguese', () => {
  test.use({ locale: 'pt-BR' });

  test('the page comes in Portuguese, and in English where that is what was chosen', async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await app.start(backend);
    await expect(page.getByText(portuguese.strings.empty.title)).toBeVisible();
    await choose(page, 'en', 'en');
    await page.reload();
    await app.waitEngine();
    await expect(page.getByText(ENGLISH.empty.title)).toBeVisible();
  });

  test('and nothing can be stored, a choice holds until the page is left', async ({ app, backend }) => {
    const { page } = app;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Storage is off.', 'SecurityError');
        },
      });
    });
    await app.start(backend);
    await expect(page.getByText(portuguese.strings.empty.title)).toBeVisible();
    await choose(page, 'ar', 'ar');
    await expect(page.getByText(arabic.strings.empty.title)).toBeVisible();
    await page.reload();
    await app.waitEngine();
    await expect(page.getByText(portuguese.strings.empty.title)).toBeVisible();
  });
});

test.describe('where the browser asks for a language that there is not', () => {
  test.use({ locale: 'fi-FI' });

  test('the page comes in English', async ({ app, backend }) => {
    await app.start(backend);
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(app.page.getByText(ENGLISH.empty.title)).toBeVisible();
  });
});

test('Arabic runs from right to left, columns too, while film, bar and file names keep their sides', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await giveOneOfEach(app);
  await app.study(0).getByRole('button').first().click();
  await expect(page.locator('[data-chart=split] svg').first()).toBeVisible();
  const readBars = () =>
    page
      .locator('[data-study="0"] [data-chart] .recharts-bar-rectangle path')
      .evaluateAll((bars) => bars.map((bar) => Math.round(bar.getBoundingClientRect().width)));
  const bars = await readBars();
  await choose(page, 'ar', 'ar');
  const list = await page.getByRole('list', { name: arabic.strings.worklist.list }).boundingBox();
  const film = await page.getByRole('img', { name: arabic.strings.film.alt(0, 'normal.png') }).boundingBox();
  const result = await page.getByRole('region', { name: arabic.strings.result.title }).boundingBox();
  expect(list?.x).toBeGreaterThan(film?.x ?? Number.POSITIVE_INFINITY);
  expect(film?.x).toBeGreaterThan(result?.x ?? Number.POSITIVE_INFINITY);
  await expect(page.locator('[data-study="0"] [data-chart] svg')).toBeVisible();
  expect(await readBars()).toEqual(bars);
});

for (const [width, height] of DESK_AND_PHONE) {
  test(`nothing is cut at the side in any language, and axe finds nothing in Arabic, at ${width} px`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    await giveOneOfEach(app);
    for (const { code, tag } of LANGUAGES) {
      await choose(page, code, tag);
      for (const index of [0, 1, 2]) {
        await app.study(index).getByRole('button').first().click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), code).toBeLessThanOrEqual(
          width,
        );
        if (code === 'ar') await expectAccessible(page);
      }
    }
    await choose(page, 'ar', 'ar');
    await page.getByRole('button', { name: arabic.strings.header.about }).click();
    await expectAccessible(page);
  });
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
}
