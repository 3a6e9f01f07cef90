/** The work of `npm run fuzz`; see ../fuzz.mjs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { ROOT } from './paths.mjs';

/** @typedef {import('../fuzz/fuzz-worker.ts').FuzzMessage} FuzzMessage */
/** @typedef {Extract<FuzzMessage, { type: 'end' }>} Ended */
/** @typedef {{ index: number, file: string, kind: string }} Place */

/** Inside the project, so that the bundle finds the packages that it leaves out. */
const OUT = join(ROOT, 'test-results', 'fuzz');
/** No mutation takes a hundredth of this on an idle core: a hang has no end, a busy machine has. */
const HANG_MS = 30_000;
/** Growth that the codecs’ own caches explain; 0.2 MB was measured, on a busy machine too. */
const LEAK_BYTES = 16 * 1024 * 1024;
/** Looks at a thread's memory that say anything of leaks. */
const LEAST_LOOKS = 4;
/** More threads than this only share the memory's bandwidth. */
const MAX_THREADS = 8;

/** The codecs' WebAssembly by address, as Vite gives it to the page: here, of the installed file. */
function giveWasmAddresses() {
  const require = createRequire(import.meta.url);
  const suffix = '?url';
  return {
    name: 'lungfield-wasm-addresses',
    enforce: /** @type {const} */ ('pre'),
    /** @param {string} id */
    resolveId: (id) => (id.endsWith(suffix) ? `\0${id}` : null),
    /** @param {string} id */
    load: (id) => {
      if (!id.startsWith('\0') || !id.endsWith(suffix)) return null;
      const path = require.resolve(id.slice(1, -suffix.length));
      return `export default ${JSON.stringify(pathToFileURL(path).href)};`;
    },
  };
}

/** @returns {Promise<string>} path of the thread's bundle */
async function bundleWorker() {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    plugins: [giveWasmAddresses()],
    build: {
      ssr: join(ROOT, 'scripts', 'fuzz', 'fuzz-worker.ts'),
      outDir: OUT,
      target: 'node20',
      minify: false,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'fuzz-worker.mjs' } },
    },
  });
  return join(OUT, 'fuzz-worker.mjs');
}

/**
 * Runs one share of the mutations, in a new thread after each hang.
 *
 * @param {string} path
 * @param {{ seed: number, first: number, step: number, end: number }} task
 * @param {{ onEnd: (ended: Ended) => void, onHang: (place: Place) => void, onDeath: (place: Place | null, error: unknown) => void, onMemory: (thread: Worker, bytes: number) => void }} events
 * @returns {Promise<void>}
 */
async function runShare(path, task, events) {
  let { first } = task;
  while (first < task.end) {
    const next = await runThread(path, { ...task, first }, events);
    if (next === null) return;
    first = next;
  }
}

/**
 * @param {Parameters<typeof runShare>[0]} path
 * @param {Parameters<typeof runShare>[1]} task
 * @param {Parameters<typeof runShare>[2]} events
 * @returns {Promise<number | null>} where the next thread begins; null when all was done
 */
function runThread(path, task, events) {
  return new Promise((resolve) => {
    const worker = new Worker(path, { workerData: task, stdout: true, stderr: true });
    /** @type {Place | null} */
    let current = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @param {number | null} next */
    const finish = (next) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      // What it still prints as it ends is nobody's concern.
      worker.on('error', () => undefined);
      void worker.terminate();
      resolve(next);
    };
    const goOn = () => (current === null ? null : current.index + task.step);
    worker.on('message', (/** @type {FuzzMessage} */ message) => {
      if (message.type === 'begin') {
        current = message;
        const place = message;
        clearTimeout(timer);
        timer = setTimeout(() => {
          events.onHang(place);
          finish(goOn());
        }, HANG_MS);
      } else if (message.type === 'end') {
        clearTimeout(timer);
        events.onEnd(message);
      } else if (message.type === 'memory') {
        events.onMemory(worker, message.bytes);
      } else if (message.type === 'done') {
        finish(null);
      }
    });
    worker.on('error', (error) => {
      events.onDeath(current, error);
      finish(goOn());
    });
  });
}

/**
 * What leaks is never given back: so the least of the last quarter counts, and one late collection does not.
 *
 * @param {readonly number[]} samples bytes held, in order, `LEAST_LOOKS` or more
 * @returns {number} bytes that are held throughout the last quarter beyond the most of the first
 */
function measureGrowth(samples) {
  const quarter = Math.ceil(samples.length / 4);
  const early = Math.max(...samples.slice(0, quarter));
  return Math.max(0, Math.min(...samples.slice(-quarter)) - early);
}

/**
 * @param {readonly Ended[]} ended
 * @returns {string} a line for each format
 */
function formatTable(ended) {
  const verdicts = /** @type {const} */ (['refused', 'unchanged', 'undetectable', 'detectable', 'crash']);
  const names = [...new Set(ended.map(({ file }) => file))].sort();
  const lines = names.map((name) => {
    const own = ended.filter(({ file }) => file === name);
    const counts = verdicts.map((verdict) =>
      String(own.filter((one) => one.verdict === verdict).length).padStart(verdict.length + 2),
    );
    return `${name.padEnd(20)}${counts.join('')}`;
  });
  return [`${''.padEnd(20)}${verdicts.map((verdict) => `  ${verdict}`).join('')}`, ...lines].join('\n');
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} otherwise
 */
function readCount(name, text, otherwise) {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

/**
 * Gives damaged files to the built page (e2e/fuzz.spec.ts), for the decoders that only a browser has.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {number} exit code
 */
function fuzzInBrowser(count, seed) {
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...process.env, FUZZ_BROWSER: String(count), FUZZ_SEED: String(seed) };
  const args = [cli, 'test', 'e2e/fuzz.spec.ts', '--project=wasm'];
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export async function fuzz(args) {
  const options = /** @type {const} */ ({
    count: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    browser: { type: 'boolean' },
  });
  const { values } = parseArgs({ args: [...args], options });
  const seed = readCount('seed', values.seed, 1);
  if (values.browser) return fuzzInBrowser(readCount('count', values.count, 600), seed);
  const only = values.only === undefined ? null : readCount('only', values.only, 0);
  const end = only === null ? readCount('count', values.count, 2000) : only + 1;
  const start = only ?? 0;
  const threads = Math.max(1, Math.min(MAX_THREADS, availableParallelism(), end - start));
  mkdirSync(OUT, { recursive: true });
  const path = await bundleWorker();

  const startMs = Date.now();
  /** @type {Ended[]} */
  const ended = [];
  /** @type {Place[]} */
  const hangs = [];
  /** @type {{ place: Place | null, error: string }[]} */
  const deaths = [];
  /** A series for each thread: one that takes the place of another begins anew. @type {Map<Worker, number[]>} */
  const memory = new Map();
  await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      runShare(
        path,
        { seed, first: start + thread, step: threads, end },
        {
          onEnd: (one) => ended.push(one),
          onHang: (place) => hangs.push(place),
          onDeath: (place, error) => deaths.push({ place, error: String(error) }),
          onMemory: (worker, bytes) => memory.set(worker, [...(memory.get(worker) ?? []), bytes]),
        },
      ),
    ),
  );

  const bad = ended.filter(({ verdict }) => verdict === 'crash' || verdict === 'detectable');
  const measured = [...memory.values()].filter(({ length }) => length >= LEAST_LOOKS);
  const growth = Math.max(0, ...measured.map(measureGrowth));
  const slowest = ended.reduce((most, one) => Math.max(most, one.durationMs), 0);
  const count = (/** @type {string} */ verdict) => ended.filter((one) => one.verdict === verdict).length;
  const totals = {
    seed,
    mutations: end - start,
    crashes: count('crash') + deaths.length,
    hangs: hangs.length,
    leaks: growth > LEAK_BYTES ? 1 : 0,
    detectableRead: count('detectable'),
    refused: count('refused'),
    unchanged: count('unchanged'),
    undetectable: count('undetectable'),
    slowestMs: Math.round(slowest),
    heldMoreBytes: growth,
    durationS: Math.round((Date.now() - startMs) / 1000),
  };
  writeFileSync(join(OUT, 'fuzz.json'), `${JSON.stringify({ totals, bad, hangs, deaths }, null, 2)}\n`);
  if (only !== null) for (const one of ended) process.stdout.write(`${JSON.stringify(one)}\n`);
  process.stdout.write(`${formatTable(ended)}\n`);
  for (const { index, file, kind, verdict, detail } of bad.slice(0, 20)) {
    process.stdout.write(`${verdict}: ${file}, ${kind}, --seed ${seed} --only ${index}: ${detail}\n`);
  }
  for (const place of hangs) process.stdout.write(`hang: ${JSON.stringify(place)}\n`);
  for (const death of deaths) process.stdout.write(`thread lost: ${JSON.stringify(death)}\n`);
  process.stdout.write(
    `${totals.mutations} mutations of seed ${seed}: ${totals.crashes} crashes, ${totals.hangs} hangs, ${measured.length === 0 ? 'leaks not measured' : `${totals.leaks} leaks`}, ` +
      `${totals.detectableRead} of detectable damage read; ${totals.refused} refused, ${totals.unchanged} read unchanged, ` +
      `${totals.undetectable} of damage that the format can't reveal read; slowest ${totals.slowestMs} ms; ` +
      `${totals.durationS} s in ${threads} threads.\n`,
  );
  const isWhole = ended.length + hangs.length + deaths.length >= end - start;
  const isClean = totals.crashes + totals.hangs + totals.leaks + totals.detectableRead === 0;
  return isWhole && isClean ? 0 : 1;
}
