/** The work of `npm run score`; see ../score.mjs. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { ensureBrowser } from '../lib/browser.mjs';
import { DIST } from '../lib/paths.mjs';
import { measureTree } from '../lib/process-tree.mjs';
import { createSiteHandler, listen } from '../lib/server.mjs';
import { tell } from '../lib/start-command.mjs';
import { buildSite } from '../lib/start-site.mjs';
import {
  fingerprintOfPaths,
  listPaths,
  measureFiles,
  parseShard,
  ScoreError,
  takeShard,
} from './list-files.mjs';
import { runShard } from './run-shard.mjs';
import { identifySite, openPage, scoreFiles } from './score-page.mjs';
import { checkShards, mergeTables } from './shard-file.mjs';

/** For one step's files: what takes longer has died. */
const STEP_TIMEOUT_MS = 3_600_000;
/** Exit status of a shard that is done, but has files without a row: to run it again changes nothing. */
const EXIT_MISSING = 2;
const FLAGS = /** @type {const} */ ({
  data: { type: 'string' },
  shard: { type: 'string', default: '1/1' },
  out: { type: 'string' },
  step: { type: 'string', default: '200' },
  backend: { type: 'string', default: 'wasm' },
  'no-names': { type: 'boolean', default: false },
  withheld: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  merge: { type: 'boolean', default: false },
  partial: { type: 'boolean', default: false },
});

/** @typedef {ReturnType<typeof readFlags>} Flags */

/** @param {string[]} args */
function readFlags(args) {
  return parseArgs({ args, options: FLAGS, allowPositionals: true });
}

/** @param {Flags} flags */
async function merge({ values, positionals }) {
  if (values.out === undefined) throw new ScoreError('--merge needs --out FILE.');
  if (!values.partial) await checkShards(positionals);
  const texts = await Promise.all(positionals.map((path) => readFile(path, 'utf8')));
  await writeFile(values.out, mergeTables(texts));
  tell(`${values.out}: ${positionals.length} shards`);
}

/** @param {Flags} flags */
async function readOrder({ values }) {
  if (values.data === undefined) throw new ScoreError('--data DIR is missing.');
  const step = Number(values.step);
  if (!Number.isInteger(step) || step < 1)
    throw new ScoreError(`--step is "${values.step}"; it must be 1 or more.`);
  const shard = parseShard(values.shard);
  const folder = resolve(values.data);
  const paths = await listPaths(folder);
  const files = await measureFiles(folder, takeShard(paths, shard));
  const out = resolve(values.out ?? `scores-${shard.number}-of-${shard.of}.csv`);
  return { folder, files, out, step, shard, archive: fingerprintOfPaths(paths) };
}

/**
 * Serves the built site to a browser, both closed at the end.
 *
 * @template T
 * @param {{ hasBuild: boolean }} options
 * @param {(browser: import('playwright').Browser, url: string) => Promise<T>} work
 */
async function withSite({ hasBuild }, work) {
  if (hasBuild) {
    tell('Building …');
    await buildSite();
  } else {
    await access(join(DIST, 'index.html')).catch(() => {
      throw new ScoreError(`--no-build: ${DIST} has no built page. Run npm run build.`);
    });
  }
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  try {
    const browser = await chromium.launch({ executablePath: await ensureBrowser(tell) });
    try {
      return await work(browser, server.url);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/** @param {Flags} flags */
async function score(flags) {
  const { values } = flags;
  const order = await readOrder(flags);
  await mkdir(dirname(order.out), { recursive: true });
  await withSite({ hasBuild: !values['no-build'] }, async (browser, url) => {
    const { backend, withheld } = values;
    const options = {
      backend: backend === 'auto' ? null : backend,
      hasWithheld: withheld,
      timeoutMs: STEP_TIMEOUT_MS,
    };
    const site = await identifySite(browser, url, options);
    tell(`Lungfield ${site.version}, model ${site.model}`);
    await scoreShard(order, {
      settings: { backend, withheld, names: !values['no-names'], ...site },
      score: (paths) => scoreOnNewPage(browser, url, paths, options),
    });
  });
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {readonly string[]} paths
 * @param {import('./score-page.mjs').PageOptions} options
 */
async function scoreOnNewPage(browser, url, paths, options) {
  const page = await openPage(browser, url, options);
  try {
    return await scoreFiles(page, paths, options);
  } finally {
    await page.close();
  }
}

/**
 * @param {Awaited<ReturnType<typeof readOrder>>} order
 * @param {{ settings: import('./shard-file.mjs').Settings, score: (paths: readonly string[]) => Promise<string | null> }} options
 */
async function scoreShard({ folder, files, out, step, shard, archive }, { settings, score: scorePaths }) {
  const startMs = performance.now();
  const { scored, rows, missing } = await runShard(files, {
    out,
    step,
    settings,
    shard,
    archive,
    tell: (done, total) => tell(`${done} of ${total}`),
    score: (some) => scorePaths(some.map(({ path }) => join(folder, path))),
  });
  const seconds = (performance.now() - startMs) / 1000;
  const usage = await measureTree();
  const perCoreHour = usage === null ? '' : `, ${Math.round((3600 * scored) / usage.cpuSeconds)} a core-hour`;
  tell(
    `${out}: shard ${shard.number}/${shard.of}, ${rows} rows; ${scored} files in ${seconds.toFixed(1)} s${perCoreHour}`,
  );
  for (const path of missing) tell(`No row: ${path}`);
  if (missing.length > 0) process.exitCode = EXIT_MISSING;
}

/**
 * Scores a shard, or merges shards.
 *
 * @param {string[]} args of the command line
 * @throws {Error} with a message for the user
 */
export async function runScore(args) {
  const flags = readFlags(args);
  await (flags.values.merge ? merge(flags) : score(flags));
}
