/** The work of `npm run engine-truth`; see ../engine-truth.mjs. */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { chromium } from 'playwright';
import { ensureBrowser, SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from '../lib/browser.mjs';
import { withModules } from '../lib/load-modules.mjs';
import { DIST, ROOT } from '../lib/paths.mjs';
import { createSiteHandler, listen } from '../lib/server.mjs';
import { tell } from '../lib/start-command.mjs';
import { buildSite } from '../lib/start-site.mjs';
import { nameByPath } from '../score/name-rows.mjs';
import { LockedError, openPage, scoreFiles } from '../score/score-page.mjs';
import { parseTable } from '../score/shard-file.mjs';
import { formatTruth, writeTruth } from './report.mjs';

const STEP_TIMEOUT_MS = 3_600_000;
const REFERENCE_ENGINE = 'cpu';

/** @type {Readonly<Record<string, { label: string, backend: string, flags?: string, args?: readonly string[] }>>} */
const ENGINES = {
  cpu: { label: 'cpu (plain JavaScript)', backend: 'cpu' },
  wasm: { label: 'wasm (SIMD, one thread)', backend: 'wasm' },
  webgl: { label: 'WebGL, float32 textures', backend: 'webgl' },
  'webgl-half': {
    label: 'WebGL, forced to float16 textures',
    backend: 'webgl',
    flags: 'WEBGL_FORCE_F16_TEXTURES:true',
  },
  webgpu: {
    label: 'WebGPU',
    backend: 'webgpu',
    args: SOFTWARE_WEBGPU,
  },
};

/** @typedef {import('./compare.ts').Reading} Reading */
/** @typedef {{ name: string, readings: Reading[] }} Reference */

async function loadCard() {
  const text = await readFile(join(ROOT, 'public', 'model', 'model-card.json'), 'utf8');
  /** @type {import('../../src/model/model-card.ts').ModelCard} */
  const card = JSON.parse(text);
  return card;
}

/**
 * The locked tenth as it was measured under tfjs-node.
 *
 * @param {import('../../src/model/model-card.ts').ModelCard} card
 * @returns {Promise<Reference>}
 */
async function readLockedTenth(card) {
  const folder = join(ROOT, 'training', 'reports');
  const { modelSha256 } = JSON.parse(await readFile(join(folder, 'locked-tenth.json'), 'utf8'));
  if (modelSha256 !== card.model.sha256)
    throw new Error(`${folder}: the locked tenth's report is of another model, ${modelSha256}.`);
  /** @type {import('papaparse').ParseResult<Record<string, string>>} */
  const { data } = Papa.parse(await readFile(join(folder, 'locked-tenth.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const { scale, offset } = card.calibration;
  const readings = data.map(({ path, raw_logit: raw }) => {
    const logit = scale * Number(raw) + offset;
    if (!Number.isFinite(logit)) throw new Error(`locked-tenth.csv: ${path} has no logit.`);
    return { path, logit, status: null };
  });
  return { name: 'the locked tenth', readings };
}

/**
 * @param {string} file of `training`'s predict
 * @param {import('../../src/model/model-card.ts').ModelCard} card
 * @returns {Promise<Reference>}
 */
async function readPredictions(file, card) {
  const { modelSha256, images } = JSON.parse(await readFile(file, 'utf8'));
  if (modelSha256 !== card.model.sha256) throw new Error(`${file} is of another model, ${modelSha256}.`);
  /** @type {Reading[]} */
  const readings = images.map((/** @type {{ path: string, rawLogit: number }} */ { path, rawLogit }) => ({
    path,
    logit: card.calibration.scale * rawLogit + card.calibration.offset,
    status: null,
  }));
  return { name: 'films of the data set, most of them trained on', readings };
}

/**
 * Reads the films on one engine of the page.
 *
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {(typeof ENGINES)[string]} engine
 * @param {{ folder: string, paths: readonly string[] }} films
 * @returns {Promise<Reading[] | string>} or why the engine can't be had
 */
async function readFilms(browser, url, { backend, flags }, { folder, paths }) {
  const options = { backend, hasWithheld: true, timeoutMs: STEP_TIMEOUT_MS, ...(flags ? { flags } : {}) };
  const page = await openPage(browser, url, options).catch((error) => {
    if (error instanceof LockedError) return error.message;
    throw error;
  });
  if (typeof page === 'string') return page;
  try {
    const text = await scoreFiles(
      page,
      paths.map((path) => join(folder, path)),
      options,
    );
    const { table, missing } = nameByPath(
      parseTable(text ?? ''),
      paths.map((path) => ({ path, bytes: 0 })),
    );
    if (missing.length > 0)
      throw new Error(`${missing.length} films have no row; the first is ${missing[0]}.`);
    return table.rows.map(({ file, logit, status, backend: engine }) => {
      // A film without a number names no engine.
      if (logit !== '' && engine !== backend)
        throw new Error(`${file} was read on ${engine}, not on ${backend}.`);
      return { path: file, logit: logit === '' ? null : Number(logit), status };
    });
  } finally {
    await page.close();
  }
}

/**
 * @param {readonly string[]} names of engines
 * @param {{ folder: string, paths: readonly string[] }} films
 */
async function readAll(names, films) {
  const executablePath = await ensureBrowser(tell);
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  /** @type {Map<string, Reading[] | string>} */
  const found = new Map();
  let version = '';
  try {
    for (const name of names) {
      tell(`${ENGINES[name].label} …`);
      const args = [...SOFTWARE_WEBGL, ...(ENGINES[name].args ?? [])];
      const browser = await chromium.launch({ executablePath, args });
      version = `Chromium ${browser.version()}`;
      try {
        found.set(name, await readFilms(browser, server.url, ENGINES[name], films));
      } finally {
        await browser.close();
      }
    }
  } finally {
    await server.close();
  }
  return { found, version };
}

/**
 * @param {readonly string[]} names
 * @param {Map<string, Reading[] | string>} found
 * @param {Reference} reference
 * @param {import('../../src/model/model-card.ts').ModelCard} card
 * @returns {Promise<import('./report.mjs').EngineResult[]>}
 */
async function compareAll(names, found, reference, { zones }) {
  return withModules(async (load) => {
    /** @type {typeof import('./compare.ts')} */
    const { compareReadings } = await load('scripts/truth/compare.ts');
    const plain = found.get(REFERENCE_ENGINE);
    return names.map((name) => {
      const readings = found.get(name);
      const { label } = ENGINES[name];
      if (readings === undefined || typeof readings === 'string')
        return { name, label, refused: readings ?? 'unknown', toReference: null, toPage: null };
      const hasPlain = name !== REFERENCE_ENGINE && Array.isArray(plain);
      return {
        name,
        label,
        refused: null,
        toReference: compareReadings(reference.readings, readings, zones),
        toPage: hasPlain ? compareReadings(plain, readings, zones) : null,
      };
    });
  });
}

/** @param {string[]} args */
function readFlags(args) {
  return parseArgs({
    args,
    options: {
      data: { type: 'string' },
      reference: { type: 'string' },
      engines: { type: 'string', default: Object.keys(ENGINES).join() },
      out: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
    },
  }).values;
}

/**
 * Reads the films on every engine and writes how they differ.
 *
 * @param {string[]} args of the command line
 * @throws {Error} with a message for the user
 */
export async function compareEngines(args) {
  const flags = readFlags(args);
  if (flags.data === undefined)
    throw new Error('--data DIR is missing: the folder that holds train/ and val/.');
  const names = flags.engines.split(',');
  const unknown = names.find((name) => !Object.hasOwn(ENGINES, name));
  if (unknown !== undefined)
    throw new Error(`--engines: "${unknown}" is none of ${Object.keys(ENGINES).join(', ')}.`);
  const card = await loadCard();
  const reference = await (flags.reference === undefined
    ? readLockedTenth(card)
    : readPredictions(flags.reference, card));
  if (!flags['no-build']) {
    tell('Building …');
    await buildSite();
  }
  const paths = reference.readings.map(({ path }) => path);
  const { found, version } = await readAll(names, { folder: resolve(flags.data), paths });
  const engines = await compareAll(names, found, reference, card);
  const { maxAbsoluteLogit, labelFlips, images } = card.exportDrift;
  const truth = {
    date: new Date().toISOString(),
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', browser: version },
    model: card.model.sha256,
    reference: { name: reference.name, films: reference.readings.length },
    exportDrift: { maxLogit: maxAbsoluteLogit, flips: labelFlips, images },
    engines,
  };
  const out = resolve(flags.out ?? join(ROOT, 'docs', 'bench'));
  await writeTruth(out, truth);
  process.stdout.write(formatTruth(truth));
  tell(`Written: ${join(out, 'engines.md')}`);
}
