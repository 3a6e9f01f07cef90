/**
 * `npm run bench [-- --out DIR]`: one run, one real Chromium, this computer: the app by engine beside onnxruntime-web with the same
 * weights and a network of MobileNetV2's size; first answers of the built page; where the time goes for a film; drops of many. Writes
 * docs/bench/ (bench.md, bench.json, bench.svg). What is compared is timed in turns and given as a ratio: the figures themselves
 * are of this computer, as busy as it was.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explainNodeVersion } from './lib/node-version.mjs';

const COLD_RUNS = 3;
const FIRST_RUNS = 5;
const STAGE_ROUNDS = 7;
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
const DROPS = [1, 10, 104];

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

/** @param {string} out */
async function run(out) {
  const { chromium } = await import('playwright');
  const { ensureBrowser } = await import('./lib/browser.mjs');
  const { compressSite } = await import('./lib/compress-site.mjs');
  const { DIST } = await import('./lib/paths.mjs');
  const { buildSite } = await import('./lib/start-site.mjs');
  const { buildBenchPage } = await import('./bench/build-page.mjs');
  const { measureFirstAnswers } = await import('./bench/first-answer.mjs');
  const { makeFilms } = await import('./bench/make-files.mjs');
  const measure = await import('./bench/measure.mjs');
  const { writeReport } = await import('./bench/report.mjs');
  const { serveCounted } = await import('./bench/serve.mjs');

  const executablePath = await ensureBrowser(tell);
  const launch = () =>
    chromium.launch({
      executablePath,
      args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    });
  const probe = await launch();
  const machine = describeMachine(`Chromium ${probe.version()}`);
  await probe.close();
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-bench-'));
  tell('Building …');
  await buildSite();
  await compressSite(DIST);
  const pageFolder = join(folder, 'page');
  const { onnxBytes } = await buildBenchPage(pageFolder);
  const films = join(folder, 'films');
  const { drop, small } = await makeFilms(films);
  await cp(films, join(pageFolder, 'films'), { recursive: true });
  const app = await serveCounted(DIST, { isStrict: true });
  const page = await serveCounted(pageFolder, { isStrict: false });
  try {
    tell('First answers …');
    const first = await measureFirstAnswers(launch, app, join(films, 'small-1.jpg'), FIRST_RUNS);
    tell('Engines …');
    const peak = await measure.measurePeak(launch, page);
    const engines = await measure.measureEngines(
      launch,
      page,
      ['app-wasm', 'plain-wasm', 'ort-1', 'mobilenet-wasm'],
      PLAN,
    );
    const threads = await measure.measureEngines(launch, page, ['app-wasm', 'ort-2'], PLAN);
    const webgl = await measure.measureEngines(launch, page, ['app-webgl'], SLOW_PLAN);
    tell('Cold starts …');
    /** @type {Record<string, Awaited<ReturnType<typeof measure.measureCold>>>} */
    const cold = {};
    for (const name of ['app-wasm', 'ort-1', 'mobilenet-wasm', 'app-webgl']) {
      cold[name] = await measure.measureCold(launch, page, name, COLD_RUNS);
    }
    tell('Files …');
    const stages = await measure.measureStages(launch, page, STAGE_FILES, STAGE_ROUNDS);
    const drops = {
      full: await measure.measureDrops(launch, app, { folder: films, names: drop, counts: DROPS }),
      small: await measure.measureDrops(launch, app, { folder: films, names: small, counts: [624] }),
    };
    await writeReport(out, { machine, onnxBytes, first, peak, engines, threads, webgl, cold, stages, drops });
    tell(`Written: ${out}`);
  } finally {
    await app.close();
    await page.close();
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
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  await run(resolve(values.out ?? join(ROOT, 'docs', 'bench')));
}

main().catch((error) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
