/** The work of `npm run bench:viewer`; see ../bench-viewer.mjs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { chromium } from 'playwright';
import { ensureBrowser } from '../lib/browser.mjs';
import { DIST } from '../lib/paths.mjs';
import { createSiteHandler, listen } from '../lib/server.mjs';
import { tell } from '../lib/start-command.mjs';
import { buildSite } from '../lib/start-site.mjs';

const WIDTH_PX = 3000;
const HEIGHT_PX = 2500;
const SCREEN = { width: 1440, height: 900 };
const SECONDS = 4;
const TIMEOUT_MS = 240_000;
/** @type {readonly (readonly [backend: string, surface: string])[]} */
const WAYS = [
  ['wasm', 'processor (2D canvas)'],
  ['webgl', 'graphics processor (WebGL 2)'],
];

/** 12 bits of a shaded, grainy field in 16: nothing of it is a patient's. */
function makeSamples() {
  const samples = new Uint16Array(WIDTH_PX * HEIGHT_PX);
  let seed = 1;
  for (let at = 0; at < samples.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const shade = 2000 + 1500 * Math.sin((at % WIDTH_PX) / 400) * Math.cos(at / WIDTH_PX / 300);
    samples[at] = shade + (seed >> 23);
  }
  return samples;
}

/** Runs in the page before its scripts: counts what is drawn. */
function countDraws() {
  const counter = { draws: 0 };
  Object.assign(window, { lungfieldDraws: counter });
  const count = (/** @type {object} */ prototype, /** @type {string} */ name) => {
    const draw = Reflect.get(prototype, name);
    /** @this {unknown} @param {unknown[]} args */
    function counted(...args) {
      counter.draws += 1;
      return Reflect.apply(draw, this, args);
    }
    Reflect.set(prototype, name, counted);
  };
  count(CanvasRenderingContext2D.prototype, 'putImageData');
  count(WebGL2RenderingContext.prototype, 'drawArrays');
}

/**
 * Runs in the page, the button already down: moves the pointer once a frame.
 *
 * @param {number} seconds
 * @returns {Promise<number>} draws a second
 */
async function dragInPage(seconds) {
  const film = document.querySelector('section[data-tool]');
  if (film === null) throw new Error('There is no film.');
  const counter = /** @type {{ draws: number }} */ (Reflect.get(window, 'lungfieldDraws'));
  const box = film.getBoundingClientRect();
  const start = performance.now();
  counter.draws = 0;
  for (let step = 0; performance.now() - start < 1000 * seconds; step += 1) {
    const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const swing = 60 * Math.sin(step / 7);
    film.dispatchEvent(
      new PointerEvent('pointermove', {
        bubbles: true,
        pointerId: 1,
        pointerType: 'mouse',
        clientX: at.x + swing,
        clientY: at.y + swing,
      }),
    );
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return (1000 * counter.draws) / (performance.now() - start);
}

/**
 * Runs in the page: redraws ready pixels of the film's frame, once a frame.
 *
 * @param {number} seconds
 * @returns {Promise<number>} redraws a second
 */
async function redrawInPage(seconds) {
  const shown = document.querySelector('[data-surface] canvas');
  if (!(shown instanceof HTMLCanvasElement)) throw new Error('There is no canvas.');
  const canvas = document.createElement('canvas');
  canvas.width = shown.width;
  canvas.height = shown.height;
  canvas.className = shown.className;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('There is no 2D canvas.');
  shown.parentElement?.append(canvas);
  const images = [0, 255].map((grey) => {
    const image = new ImageData(canvas.width, canvas.height);
    new Uint32Array(image.data.buffer).fill(0xff00_0000 | grey);
    return image;
  });
  const start = performance.now();
  let draws = 0;
  for (; performance.now() - start < 1000 * seconds; draws += 1) {
    context.putImageData(images[draws % 2] ?? images[0], 0, 0);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  canvas.remove();
  return (1000 * draws) / (performance.now() - start);
}

/**
 * @param {import('playwright').Page} page
 * @param {string} key of the tool that the left button gets
 */
async function measureDrag(page, key) {
  const film = page.getByRole('region', { name: 'Film viewer' });
  await film.focus();
  await page.keyboard.press(key);
  const box = await film.boundingBox();
  if (box === null) throw new Error('The film is not on screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const rate = await page.evaluate(dragInPage, SECONDS);
  await page.mouse.up();
  return rate;
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {string} file
 * @param {readonly [string, string]} way
 */
async function bench(browser, url, file, [backend, surface]) {
  const page = await browser.newPage({ viewport: SCREEN });
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript(countDraws);
  await page.goto(`${url}?backend=${backend}`);
  await page.waitForSelector(`html[data-engine=${backend}]`);
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.waitForSelector('[role=status][data-state=done]');
  await page.waitForSelector('[data-surface] canvas');
  const windowed = await measureDrag(page, 'w');
  await page.getByRole('region', { name: 'Film viewer' }).focus();
  await page.keyboard.press('1');
  const moved = await measureDrag(page, 'p');
  const plain = await page.evaluate(redrawInPage, SECONDS);
  await page.close();
  const line = (/** @type {string} */ what, /** @type {number} */ rate) =>
    `  ${what.padEnd(24)} ${rate.toFixed(0).padStart(5)} a second, ${(rate / plain).toFixed(2)} of a plain redraw`;
  return [
    surface,
    line('window dragged, fitted', windowed),
    line('film dragged, one to one', moved),
    `  ${'plain redraw'.padEnd(24)} ${plain.toFixed(0).padStart(5)} a second`,
  ].join('\n');
}

/**
 * Measures how often the viewer draws, and prints it.
 *
 * @throws {Error} with a message for the user
 */
export async function benchViewer() {
  const executablePath = await ensureBrowser(tell);
  tell('Building …');
  await buildSite();
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-bench-'));
  const file = join(folder, 'film.png');
  const film = { width: WIDTH_PX, height: HEIGHT_PX, data: makeSamples(), depth: 16, channels: 1 };
  await writeFile(file, encode(/** @type {import('fast-png').ImageData} */ (film)));
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  const args = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    for (const way of WAYS) process.stdout.write(`${await bench(browser, server.url, file, way)}\n`);
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}
