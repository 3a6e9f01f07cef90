/**
 * `npm run score -- --data DIR [--shard 1/1] [--out FILE] [--step 200] [--backend wasm] [--no-names] [--withheld]`: scores every file
 * of a folder in the built page, headless, and writes the contract's CSV; run again, it goes on where it was stopped.
 * `npm run score -- --merge FILE... --out FILE` puts shards together, in the order given. docs/scale.md has more.
 */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explainNodeVersion } from './lib/node-version.mjs';

/** For one step's files: what takes longer has died. */
const STEP_TIMEOUT_MS = 3_600_000;
const FLAGS = /** @type {const} */ ({
  data: { type: 'string' },
  shard: { type: 'string', default: '1/1' },
  out: { type: 'string' },
  step: { type: 'string', default: '200' },
  backend: { type: 'string', default: 'wasm' },
  'no-names': { type: 'boolean', default: false },
  withheld: { type: 'boolean', default: false },
  merge: { type: 'boolean', default: false },
});

/** @typedef {ReturnType<typeof readFlags>} Flags */

function readFlags() {
  return parseArgs({ options: FLAGS, allowPositionals: true });
}

/** @param {string} message */
function tell(message) {
  process.stderr.write(`${message}\n`);
}

/** @param {Flags} flags */
async function merge({ values, positionals }) {
  const { mergeTables } = await import('./score/shard-file.mjs');
  const { ScoreError } = await import('./score/list-files.mjs');
  if (values.out === undefined) throw new ScoreError('--merge needs --out FILE.');
  const texts = await Promise.all(positionals.map((path) => readFile(path, 'utf8')));
  await writeFile(values.out, mergeTables(texts));
  tell(`${values.out}: ${positionals.length} shards`);
}

/** @param {Flags} flags */
async function readOrder({ values }) {
  const { ScoreError, listFiles, parseShard, takeShard } = await import('./score/list-files.mjs');
  if (values.data === undefined) throw new ScoreError('--data DIR is missing.');
  const step = Number(values.step);
  if (!Number.isInteger(step) || step < 1)
    throw new ScoreError(`--step is "${values.step}"; it must be 1 or more.`);
  const shard = parseShard(values.shard);
  const folder = resolve(values.data);
  const files = takeShard(await listFiles(folder), shard);
  const out = resolve(values.out ?? `scores-${shard.number}-of-${shard.of}.csv`);
  return { folder, files, out, step, shard };
}

/** @param {Flags} flags */
async function score(flags) {
  const { folder, files, out, step, shard } = await readOrder(flags);
  const { chromium } = await import('playwright');
  const { ensureBrowser } = await import('./lib/browser.mjs');
  const { DIST } = await import('./lib/paths.mjs');
  const { measureTree } = await import('./lib/process-tree.mjs');
  const { createSiteHandler, listen } = await import('./lib/server.mjs');
  const { buildSite } = await import('./lib/start-site.mjs');
  const { openPage, scoreFiles } = await import('./score/score-page.mjs');
  const { runShard } = await import('./score/run-shard.mjs');

  await mkdir(dirname(out), { recursive: true });
  const isBuilt = await access(join(DIST, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!isBuilt) await buildSite();
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  const browser = await chromium.launch({ executablePath: await ensureBrowser(tell) });
  const options = {
    backend: flags.values.backend === 'auto' ? null : flags.values.backend,
    hasNames: !flags.values['no-names'],
    hasWithheld: flags.values.withheld,
    timeoutMs: STEP_TIMEOUT_MS,
  };
  const startMs = performance.now();
  try {
    const { scored, rows } = await runShard(files, {
      out,
      step,
      tell: (done, total) => tell(`${done} of ${total}`),
      score: async (some) => {
        const page = await openPage(browser, server.url, options);
        try {
          return await scoreFiles(
            page,
            some.map(({ path }) => join(folder, path)),
            options,
          );
        } finally {
          await page.close();
        }
      },
    });
    const seconds = (performance.now() - startMs) / 1000;
    const usage = await measureTree();
    const perCoreHour =
      usage === null ? '' : `, ${Math.round((3600 * scored) / usage.cpuSeconds)} a core-hour`;
    tell(
      `${out}: shard ${shard.number}/${shard.of}, ${rows} rows; ${scored} files in ${seconds.toFixed(1)} s${perCoreHour}`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

async function main() {
  const problem = explainNodeVersion(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported late: an unfit Node may not even read it, and it installs what the rest needs.
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled(tell);
  const flags = readFlags();
  await (flags.values.merge ? merge(flags) : score(flags));
}

main().catch((error) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
