/**
 * The film's viewer: windowed at full depth, enlarged, moved, turned and measured, by mouse, keyboard and fingers, on any
 * screen; and whatever a reader does to the view, the result stays what it was.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { decode } from 'fast-png';
import {
  type DicomElement,
  describeImage,
  pixelData,
  writeDicom,
} from '../src/image/dicom/fixtures/write-dicom.ts';
import { makeFilm } from '../training/synth/film.ts';
import { findViolations } from './support/accessibility.ts';
import { AppPage } from './support/app-page.ts';
import { fileOf, type GivenFile, makeFilmFile } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const SIZE = { widthPx: 900, heightPx: 700 };
const film12 = makeFilm({ kind: 'normal', seed: 71, ...SIZE, bitDepth: 12 });

/** A film of 12 bits that its file shows from 0 to 2000, with pixels of 0.4 mm on the detector. */
function makeDicom(...extra: readonly DicomElement[]): GivenFile {
  const elements: DicomElement[] = [
    ...describeImage({ ...SIZE, bitsStored: 12 }),
    [0x0018_1164, 'DS', '0.4\\0.4'],
    [0x0028_1050, 'DS', '1000'],
    [0x0028_1051, 'DS', '2000'],
    [0x0028_1056, 'CS', 'LINEAR_EXACT'],
    ...extra,
  ];
  return fileOf('IM000001', writeDicom([...elements, pixelData(Array.from(film12.pixels))]));
}

const frameOf = (page: Page): Locator => page.getByRole('region', { name: 'Film viewer', exact: true });
const pictureOf = (page: Page): Locator => page.getByRole('img', { name: /^Radiograph/ });
const tool = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const center = (page: Page): Locator => page.getByLabel('Center');
const width = (page: Page): Locator => page.getByLabel('Width');

/** Waits for the film at its full depth. */
async function waitDrawn(page: Page): Promise<void> {
  await expect(frameOf(page).locator('[data-surface] canvas')).toBeVisible();
  await expect(page.getByText('the full depth is being decoded')).toHaveCount(0);
}

/** The graphics processor draws where it computes as well. */
async function expectSurface(page: Page, backend: string): Promise<void> {
  const surface = backend === 'webgl' ? 'webgl2' : 'canvas';
  await expect(frameOf(page).locator('[data-surface]')).toHaveAttribute('data-surface', surface);
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not there.');
  return box;
}

/** What is seen of the film, as grey values of the screen. */
async function look(page: Page): Promise<{ widthPx: number; greys: Uint8Array }> {
  const shot = decode(await frameOf(page).locator('canvas').first().screenshot());
  const greys = Uint8Array.from(
    { length: shot.width * shot.height },
    (_, at) => shot.data[at * shot.channels],
  );
  return { widthPx: shot.width, greys };
}

async function meanOf(page: Page): Promise<number> {
  const { greys } = await look(page);
  return greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
}

async function drag(
  page: Page,
  by: { x: number; y: number },
  button: 'left' | 'middle' = 'left',
): Promise<void> {
  const box = await boxOf(frameOf(page));
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down({ button });
  await page.mouse.move(x + by.x / 2, y + by.y / 2);
  await page.mouse.move(x + by.x, y + by.y);
  await page.mouse.up({ button });
}

test('a reader windows a 12-bit film by dragging and by numbers, inverts, turns and mirrors it, and the result stays @webgl', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(makeDicom());
  await app.waitDone(1);
  await app.study(0).getByRole('button').first().click();
  await waitDrawn(page);
  await expectSurface(page, backend);
  const before = await app.readCsv({ includeWithheld: true });
  await expect(center(page)).toHaveValue('1000');
  await expect(width(page)).toHaveValue('2000');
  const bright = await meanOf(page);

  // 150 px to the right double the width, 100 px down are a quarter of it.
  await drag(page, { x: 150, y: 100 });
  await expect(width(page)).toHaveValue('4000');
  await expect(center(page)).toHaveValue('1500');
  expect(await meanOf(page)).toBeLessThan(bright - 5);

  // Beyond what the file's own window shows: these greys were cut off when the film was read.
  await center(page).fill('3000');
  await width(page).fill('500');
  const inBright = await look(page);
  expect(new Set(inBright.greys).size).toBeGreaterThan(20);

  await tool(page, 'Invert').click();
  await expect(tool(page, 'Invert')).toHaveAttribute('aria-pressed', 'true');
  const inverted = await look(page);
  const middle = Math.floor(inBright.greys.length / 2);
  expect(inBright.greys[middle] + inverted.greys[middle]).toBeCloseTo(255, -1);
  await tool(page, 'Turn right').click();
  await tool(page, 'Mirror').click();
  await expect(
    page.getByText(
      'Shown turned right by 90°, mirrored, inverted; the result is of the film as it was read.',
    ),
  ).toBeVisible();
  expect(await app.readCsv({ includeWithheld: true })).toEqual(before);

  await tool(page, 'Reset').click();
  await expect(page.getByText(/^Shown /)).toHaveCount(0);
  await expect(width(page)).toHaveValue('2000');
  expect(Math.abs((await meanOf(page)) - bright)).toBeLessThan(0.5);
});

test('the wheel zooms to the cursor, the middle button moves, a double click fits, one to one is one to one', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(makeFilmFile({ seed: 72, ...SIZE }).file);
  await app.waitDone(1);
  await waitDrawn(page);
  const fit = await boxOf(pictureOf(page));
  const at = { x: fit.x + 0.7 * fit.width, y: fit.y + 0.6 * fit.height };
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -800);
  await expect.poll(async () => (await boxOf(pictureOf(page))).width).toBeGreaterThan(3 * fit.width);
  const near = await boxOf(pictureOf(page));
  // 800 px of the wheel are two doublings.
  expect(near.width / fit.width).toBeCloseTo(4, 2);
  expect(Math.abs((at.x - near.x) / near.width - 0.7)).toBeLessThan(0.002);
  expect(Math.abs((at.y - near.y) / near.height - 0.6)).toBeLessThan(0.002);

  await drag(page, { x: 40, y: -30 }, 'middle');
  const moved = await boxOf(pictureOf(page));
  expect(Math.abs(moved.x - near.x - 40)).toBeLessThanOrEqual(1);
  expect(Math.abs(moved.y - near.y + 30)).toBeLessThanOrEqual(1);

  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(() => boxOf(pictureOf(page))).toEqual(fit);

  await tool(page, 'One to one').click();
  const ratio = await page.evaluate(() => devicePixelRatio);
  await expect.poll(async () => (await boxOf(pictureOf(page))).width * ratio).toBeCloseTo(SIZE.widthPx, 3);
  await expect(frameOf(page).getByText('100 %', { exact: true })).toBeVisible();
});

test('everything on the film is done by keyboard alone, and a sheet names all keys', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(makeDicom(), makeFilmFile({ seed: 73, ...SIZE }).file);
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
  await waitDrawn(page);
  const fit = await boxOf(pictureOf(page));
  await frameOf(page).focus();
  const keys = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.keyboard.press(name);
  };

  await keys('+', '+');
  await expect.poll(async () => (await boxOf(pictureOf(page))).width / fit.width).toBeCloseTo(2, 2);
  const before = await boxOf(pictureOf(page));
  await keys('ArrowRight');
  await expect.poll(async () => (await boxOf(pictureOf(page))).x).toBeLessThan(before.x);
  await keys('Shift+ArrowRight', 'Shift+ArrowDown');
  await expect(width(page)).not.toHaveValue('2000');
  await expect(center(page)).not.toHaveValue('1000');
  await keys('i', 'l', 'm', 'p');
  await expect(page.getByText(/^Shown turned left by 90°, mirrored, inverted/)).toBeVisible();
  await expect(tool(page, 'Left button moves the film')).toHaveAttribute('aria-pressed', 'true');
  await keys('0', 'w');
  await expect.poll(() => boxOf(pictureOf(page))).toEqual(fit);

  await keys('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByText('One to one')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await keys('Escape');
  await expect(sheet).toBeHidden();
  await expect(frameOf(page)).toBeFocused();

  // The row of tools is one stop; arrows move along it, and do not move the film.
  await tool(page, 'Left button sets the window').focus();
  await keys('ArrowRight', 'ArrowRight');
  await expect(tool(page, 'Fit')).toBeFocused();
  await keys('End');
  await expect(tool(page, 'All keys')).toBeFocused();

  await keys('PageDown');
  await expect(page.getByRole('img', { name: /^Radiograph 2/ })).toBeVisible();
  await waitDrawn(page);
  await expect(center(page)).toHaveValue('128');
});

test('a film of known pixel size has a scale bar that says where it holds; a plain image has none', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(makeDicom([0x0018_1114, 'DS', '1.25']), makeFilmFile({ seed: 74, ...SIZE }).file);
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
  await waitDrawn(page);
  const bar = page.locator('[data-scale-mm]');
  await expect(bar).toContainText(
    'on the detector; about 4 cm in the patient (magnification 1.25 by the file)',
  );
  await expect(bar).toContainText('5 cm');
  const picture = await boxOf(pictureOf(page));
  const line = await boxOf(bar.locator('span').first());
  // 900 pixels of 0.4 mm are 360 mm wide.
  expect((line.width / picture.width) * 360).toBeCloseTo(50, 0);

  await app.study(1).getByRole('button').first().click();
  await waitDrawn(page);
  await expect(bar).toHaveCount(0);
});

test('the processor draws what the graphics processor draws, turned and enlarged too', async ({
  browser,
  site,
  watch,
}) => {
  test.setTimeout(240_000);
  const pictures: Record<string, Uint8Array[]> = {};
  for (const backend of ['webgl', 'wasm']) {
    const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
    watch.follow(page);
    const app = new AppPage(page, site.url);
    await app.start(backend);
    await app.give(makeDicom());
    await app.waitDone(1);
    await app.study(0).getByRole('button').first().click();
    await waitDrawn(page);
    await expectSurface(page, backend);
    await frameOf(page).focus();
    const seen: Uint8Array[] = [];
    for (const key of ['f', 'r', 'm', '+', 'i', '1']) {
      await page.keyboard.press(key);
      seen.push((await look(page)).greys);
    }
    pictures[backend] = seen;
    await page.close();
  }
  for (const [index, greys] of pictures.webgl.entries()) {
    const others = pictures.wasm[index];
    const differences = greys.map((grey, at) => Math.abs(grey - others[at]));
    expect(greys.length).toBe(others.length);
    // Notes lie over both; a level is the rounding of 8 bits.
    expect(Math.max(...new Set(differences)), `picture ${index}`).toBeLessThanOrEqual(2);
    expect(new Set(greys).size).toBeGreaterThan(50);
  }
});

test('a film whose file is gone keeps its result and its preview, and says so', async ({
  app,
  backend,
}, info) => {
  const { page } = app;
  const path = info.outputPath('film.png');
  await writeFile(path, makeFilmFile({ seed: 75, ...SIZE }).file.buffer);
  await app.start(backend);
  await app.input.setInputFiles(path);
  await app.waitDone(1);
  await waitDrawn(page);
  await app.give(makeFilmFile({ seed: 76, ...SIZE }).file, makeFilmFile({ seed: 77, ...SIZE }).file);
  await app.waitDone(3);
  for (const index of [1, 2]) {
    await app.study(index).getByRole('button').first().click();
    await waitDrawn(page);
  }
  await rm(path);
  await app.study(0).getByRole('button').first().click();
  await expect(page.getByText('Preview only, without a window.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(pictureOf(page)).toBeVisible();
  await expect(center(page)).toBeDisabled();
  await tool(page, 'Zoom in').click();
  await expect(app.study(0)).toHaveAttribute('data-status', /predicted|withheld/);
});

test('on a phone two fingers zoom and one scrolls the page or moves the enlarged film; nothing is out of reach', async ({
  browser,
  site,
  watch,
  backend,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 3,
  });
  const page = await context.newPage();
  watch.follow(page);
  const app = new AppPage(page, site.url);
  await app.start(backend);
  await app.give(makeFilmFile({ seed: 78, ...SIZE }).file);
  await app.waitDone(1);
  await waitDrawn(page);
  await frameOf(page).scrollIntoViewIfNeeded();
  const fit = await boxOf(pictureOf(page));
  await expect(tool(page, 'Left button moves the film')).toHaveAttribute('aria-pressed', 'true');
  await expect(frameOf(page)).toHaveCSS('touch-action', 'pan-y');

  const session = await context.newCDPSession(page);
  const [x, y] = [fit.x + fit.width / 2, fit.y + fit.height / 2];
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...points: readonly (readonly [number, number])[]
  ) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([px, py]) => ({ x: px, y: py })),
    });
  await touch('touchStart', [x - 40, y], [x + 40, y]);
  await touch('touchMove', [x - 60, y], [x + 60, y]);
  await touch('touchMove', [x - 80, y], [x + 80, y]);
  await touch('touchEnd');
  await expect.poll(async () => (await boxOf(pictureOf(page))).width / fit.width).toBeCloseTo(2, 1);
  await expect(frameOf(page)).toHaveCSS('touch-action', 'none');
  const near = await boxOf(pictureOf(page));
  await touch('touchStart', [x, y]);
  await touch('touchMove', [x - 20, y]);
  await touch('touchMove', [x - 50, y]);
  await touch('touchEnd');
  await expect.poll(async () => (await boxOf(pictureOf(page))).x - near.x).toBeCloseTo(-50, 0);

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // Crisp: as many pixels as the screen has.
  const canvas = frameOf(page).locator('canvas').first();
  expect(await canvas.evaluate((element: HTMLCanvasElement) => element.width)).toBe(390 * 3);
  expect(await findViolations(page)).toEqual([]);
  await context.close();
});

test('a wipe between film and heatmap is dragged on the film and set by keyboard', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  const name = 'synthetic-pneumonia.png';
  await app.give(fileOf(name, await readFile(distPath('samples', name)), 'image/png'));
  await app.waitDone(1);
  await waitDrawn(page);
  await frameOf(page).focus();
  await page.keyboard.press('h');
  const slider = page.getByLabel(/^Wipe/);
  await expect(slider).toHaveValue('0');
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveValue('100');
  await page.keyboard.press('Home');

  const picture = await boxOf(pictureOf(page));
  const frame = await boxOf(frameOf(page));
  const left = Math.max(picture.x, frame.x);
  await page.mouse.move(left + 6, picture.y + picture.height / 2);
  await page.mouse.down();
  await page.mouse.move(left + picture.width / 2, picture.y + picture.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByLabel('Wipe 50 %')).toBeVisible();
  // The drag was the wipe's, not the window's.
  await expect(width(page)).toHaveValue('255');
});

test('two films are compared side by side: they are enlarged and moved together, and windowed each on its own', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  // The second has twice the pixels of the first.
  await app.give(makeDicom(), makeFilmFile({ seed: 79, widthPx: 1800, heightPx: 1400 }).file);
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
  await waitDrawn(page);
  await tool(page, 'Compare').click();
  await expect(page.getByText('Choose another film from the worklist')).toBeVisible();
  await app.study(1).getByRole('button').first().click();
  const compared = page.getByRole('region', { name: 'Compared film viewer' });
  await expect(compared.getByText('Compared with IM000001')).toBeVisible();
  await expect(compared.locator('[data-surface] canvas')).toBeVisible();
  await waitDrawn(page);

  const [right, left] = [compared, frameOf(page)].map((frame) =>
    frame.getByRole('img', { name: /^Radiograph/ }),
  );
  const [rightFit, leftFit] = [await boxOf(right), await boxOf(left)];
  expect(rightFit.width).toBeCloseTo(leftFit.width, 0);
  await frameOf(page).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await boxOf(right)).width / rightFit.width).toBeCloseTo(2, 2);
  const [rightNear, leftNear] = [await boxOf(right), await boxOf(left)];
  expect(leftNear.width / leftFit.width).toBeCloseTo(2, 2);
  expect(rightNear.x - rightFit.x).toBeCloseTo(leftNear.x - leftFit.x, -1);
  // The other way about.
  await compared.focus();
  await page.keyboard.press('f');
  await expect.poll(() => boxOf(left)).toEqual(leftFit);

  await page.keyboard.press('Shift+ArrowRight');
  await expect(width(page).nth(1)).not.toHaveValue('2000');
  await expect(width(page).first()).toHaveValue('255');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('c');
  await expect(compared).toHaveCount(0);
});

test('each of two compared films has a heatmap of its own, switched on for that film alone', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  const give = async (kind: string): Promise<void> => {
    const name = `synthetic-${kind}.png`;
    await app.give(fileOf(name, await readFile(distPath('samples', name)), 'image/png'));
  };
  await give('pneumonia');
  await give('normal');
  await app.waitDone(2);
  await app.study(0).getByRole('button').first().click();
  await waitDrawn(page);
  await tool(page, 'Compare').click();
  await app.study(1).getByRole('button').first().click();
  const compared = page.getByRole('region', { name: 'Compared film viewer' });
  await expect(compared.locator('[data-surface] canvas')).toBeVisible();

  await compared.focus();
  await page.keyboard.press('h');
  const own = compared.locator('[data-heatmap]');
  await expect(own).toHaveAccessibleName(/^Activation map for pneumonia/);
  await expect(frameOf(page).locator('[data-heatmap]')).toHaveCount(0);
  const panel = page.getByRole('region', { name: 'Heatmap: synthetic-pneumonia.png' });
  await expect(panel).toContainText('Influence on the score, not a lesion.');

  // The other's is switched by its own button, and shows another class.
  await page.getByRole('button', { name: 'Show heatmap', exact: true }).click();
  const other = page.getByRole('region', { name: 'Heatmap', exact: true });
  await other.getByLabel('Normal').check();
  await expect(frameOf(page).locator('[data-heatmap]')).toHaveAccessibleName(/^Activation map for normal/);
  await expect(own).toHaveAccessibleName(/^Activation map for pneumonia/);
  const [left, right] = [await boxOf(frameOf(page)), await boxOf(compared)];
  expect([left.y, left.width, left.height]).toEqual([right.y, right.width, right.height]);
  expect(await findViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Show heatmap: synthetic-pneumonia.png' }).click();
  await expect(own).toHaveCount(0);
  await expect(frameOf(page).locator('[data-heatmap]')).toHaveCount(1);
});

test('a film that comes back is looked at as it was left: window, place and turn; the heatmap is off again', async ({
  app,
  backend,
}) => {
  const { page } = app;
  await app.start(backend);
  await app.give(makeDicom(), makeFilmFile({ seed: 79 }).file);
  await app.waitDone(2);
  const choose = async (index: number): Promise<void> => {
    await app.study(index).getByRole('button').first().click();
    await waitDrawn(page);
  };
  await choose(0);
  await width(page).fill('1234');
  await frameOf(page).focus();
  await page.keyboard.press('r');
  await page.keyboard.press('+');
  const left = await boxOf(pictureOf(page));

  await choose(1);
  await expect(width(page)).toHaveValue('255');
  await expect(page.getByText('turned right by 90°')).toHaveCount(0);

  await choose(0);
  await expect(width(page)).toHaveValue('1234');
  await expect(page.getByText('turned right by 90°')).toBeVisible();
  expect(await boxOf(pictureOf(page))).toEqual(left);
  await expect(page.locator('[data-heatmap]')).toHaveCount(0);
});
