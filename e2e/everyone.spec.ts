/**
 * The page for everyone: what a screen reader is told, every width from a small phone to 4K, the system's own colours, and no
 * motion where none is wanted.
 */
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { decode } from 'fast-png';
import { findViolations } from './support/accessibility.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

async function giveSamples(app: AppPage, ...kinds: readonly string[]): Promise<void> {
  const files = kinds.map(async (kind) => {
    const name = `synthetic-${kind}.png`;
    return fileOf(name, await readFile(distPath('samples', name)), 'image/png');
  });
  await app.give(...(await Promise.all(files)));
  await app.waitDone(kinds.length);
  await app.study(0).getByRole('button').first().click();
}

/** How many lines its visible elements stand in: those that overlap in height share one. */
function countRows(elements: Locator): Promise<number> {
  return elements.evaluateAll((list) => {
    const boxes = list
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0)
      .sort((a, b) => a.top - b.top);
    let [rows, bottom] = [0, Number.NEGATIVE_INFINITY];
    for (const box of boxes) {
      if (box.top >= bottom - 1) rows += 1;
      bottom = Math.max(bottom, box.bottom);
    }
    return rows;
  });
}

test('a screen reader is told what it says, whether that can be trusted, and where everything is', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await giveSamples(app, 'pneumonia', 'unlike', 'hand');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - heading "Lungfield" [level=1]
      - paragraph: Research use only, not a medical device
      - button "Choose files"
      - button "About this model"
      - combobox "Language"
      - button "Light theme"
    - main:
      - region "Result":
        - heading "Result" [level=2]
        - button "Own read first"
        - figure:
          - img /Bar from 0 to 100 %. pneumonia 9\\d\\.\\d\\d %, normal \\d\\.\\d\\d %; decision threshold at 50 %/
        - paragraph: /This image is 9\\d\\.\\d\\d % pneumonia and \\d\\.\\d\\d % normal\\./
        - slider "Decision threshold"
        - paragraph: Research use only, not a medical device.
        - button "Operating point"
      - region "Film":
        - heading "Film" [level=2]
        - toolbar "Film tools":
          - button "Left button sets the window" [pressed]
          - button "All keys"
        - region "Film viewer":
          - 'img "Radiograph 1: synthetic-pneumonia.png"'
        - button "Show heatmap"
      - region "Worklist":
        - heading "Worklist" [level=2]
        - status: 3 of 3 done
        - list "Films":
          - listitem:
            - button "synthetic-pneumonia.png"
          - listitem:
            - button "synthetic-unlike.png"
          - listitem:
            - button "synthetic-hand.png"
    - contentinfo:
      - paragraph: /Nothing leaves this computer\\./
      - checkbox "Include file names"
      - checkbox "Include withheld scores"
      - button "Export CSV"
  `);
  // A film that gets no number says why where the number would stand, and has none for a screen reader either.
  await app.study(1).getByRole('button').first().click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toMatchAriaSnapshot(`
    - region "Result":
      - heading "Result withheld" [level=3]
      - button "Show the score anyway"
      - button "Your own set"
  `);
  expect(await result.ariaSnapshot()).not.toMatch(/\d\d %/);
});

for (const [width, height] of [
  [360, 740],
  [390, 844],
  [1100, 700],
  [1280, 720],
  [3840, 2160],
] as const) {
  test(`at ${width} × ${height} nothing is cut, lies over another or is out of reach, and axe finds nothing`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeInViewport();
    await giveSamples(app, 'pneumonia', 'unlike');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const header = page.getByRole('banner').locator('h1, p, button, select');
    expect(await countRows(header)).toBeLessThanOrEqual(width < 1100 ? 2 : 1);
    const tools = page.getByRole('toolbar', { name: 'Film tools' }).getByRole('button');
    expect(await countRows(tools)).toBe(width < 1100 ? 2 : 1);
    if (width >= 1100) {
      const windowed = tools.or(page.getByLabel('Width')).or(page.getByLabel('Center'));
      expect(await countRows(windowed)).toBe(1);
    }
    // Each of them is there to be pressed: Playwright's trial click fails where another element lies over it.
    for (const button of await page.getByRole('button').all()) {
      if (await button.isEnabled()) await button.click({ trial: true });
    }
    expect(await findViolations(page)).toEqual([]);
  });
}

/** Colour inside the edge of a control, as it is on screen: forced colours are in no computed style. */
async function groundOf(control: Locator): Promise<number[]> {
  const { data, width, channels } = decode(await control.screenshot());
  const at = channels * (8 * width + 8);
  return Array.from(data.slice(at, at + 3));
}

test('under the system’s own colours every control is outlined, what is pressed shows, and charts keep theirs', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await page.emulateMedia({ forcedColors: 'active' });
  await app.start(backend);
  await giveSamples(app, 'pneumonia');
  const bare = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .filter((button) => button.closest('[data-study]') === null && button.checkVisibility())
      .filter((button) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(button);
        return borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) === 0;
      })
      .map((button) => button.textContent),
  );
  expect(bare).toEqual([]);
  const tools = page.getByRole('toolbar', { name: 'Film tools' });
  await expect(tools.getByRole('button', { pressed: true })).toHaveCount(1);
  const [used, other] = [tools.getByRole('button').nth(0), tools.getByRole('button').nth(1)];
  expect(await groundOf(used)).not.toEqual(await groundOf(other));
  const heatmap = page.getByRole('button', { name: 'Show heatmap' });
  const before = await groundOf(heatmap);
  await heatmap.click();
  expect(await groundOf(heatmap)).not.toEqual(before);
  const panel = page.getByRole('region', { name: 'Heatmap' });
  const [chosen, left] = ['Pneumonia', 'Normal'].map((name) => panel.locator('label', { hasText: name }));
  expect(await groundOf(chosen)).not.toEqual(await groundOf(left));
  const chart = page.getByRole('region', { name: 'Result' }).locator('[data-chart] svg').first();
  const adjust = await chart.evaluate((svg) => getComputedStyle(svg).forcedColorAdjust);
  expect(adjust).toBe('none');
  expect(await findViolations(page)).toEqual([]);
});

test('where less motion is asked for nothing moves', async ({ app, backend }) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.start(backend);
  await app.give(makeFilmFile({ seed: 3 }).file);
  const moving = (): Promise<string[]> =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('body *'))
        .filter((element) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
          const durations = [transitionDuration, animationName === 'none' ? '0s' : animationDuration];
          return durations
            .join(',')
            .split(',')
            .some((duration) => Number.parseFloat(duration) > 0);
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
  expect(await moving()).toEqual([]);
  await app.waitDone(1);
  expect(await moving()).toEqual([]);
});
