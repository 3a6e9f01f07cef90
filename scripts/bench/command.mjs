/** The work of `npm run bench`; see ../bench.mjs. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { ensureBrowser, SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from '../lib/browser.mjs';
import { compressSite } from '../lib/compress-site.mjs';
import { DIST, ROOT } from '../lib/paths.mjs';
import { tell } from '../lib/start-command.mjs';
import { buildSite } from '../lib/start-site.mjs';
import { buildBenchPage } from './build-page.mjs';
import { measureFirstAnswers } from './first-answer.mjs';
import { makeFilms, makeNativeFiles } from './make-files.mjs';
import { measureCold, measureDrops, measureEngines, measurePeak, measureStages } from './measure.mjs';
import { measureNative } from './native.mjs';
import { writeReport } from './report.mjs';
import { serveCounted } from './serve.mjs';

const COLD_RUNS = 3;
const FIRST_RUNS = 5;
const STAGE_ROUNDS = 7;
const GROWTH_ROUNDS = 5;
/** Batch and rounds. */
const PLAN = /** @type {const} */ ([
  [1, 25],
  [8, 7],
  [32, 3],
]);
/** A software rasteriser takes a hundred times as long. */
const SLOW_PLAN = /** @type {const} */ ([
  [1, 5],
  [8, 2],
  [32, 1],
]);
/** And WebGPU's one five times as long as WebGL's. */
const SLOWEST_PLAN = /** @type {const} */ ([[1, 5]]);
const STAGE_FILES = ['small-1.jpg', 'full-1.jpg', 'full.png', 'jpeg-2000.dcm'];
const DROPS = [1, 10, 104, 624];

/** @returns {import('./summary.mjs').Machine} */
function describeMachine(/** @type {string} */ browser) {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    browser,
    node: process.version,
    // What else ran: above the number of cores, every time here is too long.
    loadAtStart: loadavg()[0],
    date: new Date().toISOString(),
  };
}

/** @typedef {() => Promise<import('playwright').Browser>} Launch */
/** @typedef {Awaited<ReturnType<typeof import('./serve.mjs').serveCounted>>} Served */

/**
 * Two kinds of browser. `plain` is what a machine without a graphics processor has: it draws the page on the processor. `gl`
 * has software WebGL and WebGPU for the engines that are compared; through them every frame of the page would take a tenth of a second.
 *
 * @typedef {{ plain: Launch, gl: Launch }} Browsers
 */

/** @returns {Promise<Browsers>} */
async function prepareBrowsers() {
  const executablePath = await ensureBrowser(tell);
  const args = [...SOFTWARE_WEBGL, ...SOFTWARE_WEBGPU];
  return {
    plain: () => chromium.launch({ executablePath }),
    gl: () => chromium.launch({ executablePath, args }),
  };
}

/**
 * Builds the app and the page of the bench, and makes the films.
 *
 * @param {string} folder for everything but the app
 */
async function prepareFiles(folder) {
  tell('Building …');
  await buildSite();
  await compressSite(DIST);
  const pageFolder = join(folder, 'page');
  const { onnxBytes } = await buildBenchPage(pageFolder);
  const films = join(folder, 'films');
  const names = await makeFilms(films);
  await cp(films, join(pageFolder, 'films'), { recursive: true });
  const native = await makeNativeFiles(join(folder, 'native'));
  return { dist: DIST, pageFolder, onnxBytes, films, native, ...names };
}

/**
 * @param {Launch} launch
 * @param {Served} page of the bench
 */
async function measureSubjects(launch, page) {
  tell('Engines …');
  const peak = await measurePeak(launch, page);
  const names = ['app-wasm', 'plain-wasm', 'ort-1', 'mobilenet-wasm'];
  const engines = await measureEngines(launch, page, names, PLAN);
  const threads = await measureEngines(launch, page, ['app-wasm', 'ort-2'], PLAN);
  // tfjs has one active engine in a page: each in its own.
  const graphics = [
    await measureEngines(launch, page, ['app-webgl'], SLOW_PLAN),
    await measureEngines(launch, page, ['app-webgpu'], SLOWEST_PLAN),
  ];
  tell('Cold starts …');
  /** @type {Record<string, Awaited<ReturnType<typeof measureCold>>>} */
  const cold = {};
  for (const name of ['app-wasm', 'ort-1', 'mobilenet-wasm', 'app-webgl']) {
    cold[name] = await measureCold(launch, page, name, COLD_RUNS);
  }
  return { peak, engines, threads, graphics, cold };
}

/**
 * @param {Browsers} browsers
 * @param {{ app: Served, page: Served }} sites
 * @param {Awaited<ReturnType<typeof prepareFiles>>} files
 * @param {string | null} python
 */
async function measureAll(
  { plain, gl },
  { app, page },
  { films, drop, small, sizes, native: nativeFiles },
  python,
) {
  tell('First answers …');
  const first = await measureFirstAnswers(plain, app, join(films, 'small-1.jpg'), FIRST_RUNS);
  const subjects = await measureSubjects(gl, page);
  tell('Native engines …');
  const native = await measureNative(gl, page, { ...nativeFiles, python }, PLAN);
  tell('Files …');
  const stages = await measureStages(gl, page, STAGE_FILES, STAGE_ROUNDS);
  const grown = await measureStages(
    gl,
    page,
    sizes.map(({ name }) => name),
    GROWTH_ROUNDS,
  );
  const growth = sizes.map(({ name, megapixels }) => ({ megapixels, runs: grown[name] }));
  const drops = {
    full: await measureDrops(plain, app, { folder: films, names: drop, counts: DROPS }),
    small: await measureDrops(plain, app, { folder: films, names: small, counts: [624] }),
  };
  return { first, ...subjects, native, stages, growth, drops };
}

/**
 * @param {string} out
 * @param {string | null} python
 */
async function run(out, python) {
  const browsers = await prepareBrowsers();
  const probe = await browsers.plain();
  const machine = describeMachine(`Chromium ${probe.version()}`);
  await probe.close();
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-bench-'));
  try {
    const files = await prepareFiles(folder);
    const app = await serveCounted(files.dist, { isStrict: true });
    const page = await serveCounted(files.pageFolder, { isStrict: false });
    try {
      const measured = await measureAll(browsers, { app, page }, files, python);
      await writeReport(out, { machine, onnxBytes: files.onnxBytes, ...measured });
    } finally {
      await app.close();
      await page.close();
    }
    tell(`Written: ${out}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Measures all and writes the report.
 *
 * @param {string[]} args of the command line
 * @throws {Error} with a message for the user
 */
export async function bench(args) {
  const { values } = parseArgs({ args, options: { out: { type: 'string' }, python: { type: 'string' } } });
  await run(resolve(values.out ?? join(ROOT, 'docs', 'bench')), values.python ?? null);
}
