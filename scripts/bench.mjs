/**
 * `npm run bench [-- --out DIR] [--python PATH]`: one run, one real Chromium, this computer: the app by engine beside onnxruntime-web with the same
 * weights and a network of MobileNetV2's size; first answers of the built page; where the time goes for a film; drops of many. Writes
 * docs/bench/ (bench.md, bench.json, and the plots bench.svg, pixels.svg, files.svg). What is compared is timed in turns and given as a ratio: the figures themselves
 * are of this computer, as busy as it was. Native engines are timed where they are: those of training/ where it is set up, PyTorch by
 * `--python`, the path of a Python that has it.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explainNodeVersion } from './lib/node-version.mjs';

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
const STAGE_FILES = ['small-1.jpg', 'full-1.jpg', 'full.png', 'jpeg-2000.dcm'];
const DROPS = [1, 10, 104, 624];

/** @param {string} message */
function tell(message) {
  process.stderr.write(`${message}\n`);
}

/** @returns {import('./bench/report.mjs').Machine} */
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
/** @typedef {Awaited<ReturnType<typeof import('./bench/serve.mjs').serveCounted>>} Served */

/**
 * Two kinds of browser. `plain` is what a machine without a graphics processor has: it draws the page on the processor. `gl`
 * has a software WebGL for the engines that are compared; through it every frame of the page would take a tenth of a second.
 *
 * @typedef {{ plain: Launch, gl: Launch }} Browsers
 */

/** @returns {Promise<Browsers>} */
async function prepareBrowsers() {
  const { chromium } = await import('playwright');
  const { ensureBrowser } = await import('./lib/browser.mjs');
  const executablePath = await ensureBrowser(tell);
  const args = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
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
  const { compressSite } = await import('./lib/compress-site.mjs');
  const { DIST } = await import('./lib/paths.mjs');
  const { buildSite } = await import('./lib/start-site.mjs');
  const { buildBenchPage } = await import('./bench/build-page.mjs');
  const { makeFilms, makeNativeFiles } = await import('./bench/make-files.mjs');
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
  const measure = await import('./bench/measure.mjs');
  tell('Engines …');
  const peak = await measure.measurePeak(launch, page);
  const names = ['app-wasm', 'plain-wasm', 'ort-1', 'mobilenet-wasm'];
  const engines = await measure.measureEngines(launch, page, names, PLAN);
  const threads = await measure.measureEngines(launch, page, ['app-wasm', 'ort-2'], PLAN);
  const webgl = await measure.measureEngines(launch, page, ['app-webgl'], SLOW_PLAN);
  tell('Cold starts …');
  /** @type {Record<string, Awaited<ReturnType<typeof measure.measureCold>>>} */
  const cold = {};
  for (const name of ['app-wasm', 'ort-1', 'mobilenet-wasm', 'app-webgl']) {
    cold[name] = await measure.measureCold(launch, page, name, COLD_RUNS);
  }
  return { peak, engines, threads, webgl, cold };
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
  const { measureFirstAnswers } = await import('./bench/first-answer.mjs');
  const { measureDrops, measureStages } = await import('./bench/measure.mjs');
  const { measureNative } = await import('./bench/native.mjs');
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
  const { writeReport } = await import('./bench/report.mjs');
  const { serveCounted } = await import('./bench/serve.mjs');
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

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read them, and most of them need what is installed here.
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled(tell);
  const { ROOT } = await import('./lib/paths.mjs');
  const { values } = parseArgs({ options: { out: { type: 'string' }, python: { type: 'string' } } });
  await run(resolve(values.out ?? join(ROOT, 'docs', 'bench')), values.python ?? null);
}

main().catch((error) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
