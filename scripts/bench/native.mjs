/**
 * The exported network on native engines with one thread, in processes of their own, timed in turns with the page. They are no part of this
 * package: what is not set up is skipped, with the reason.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../lib/paths.mjs';
import { inPage } from './measure.mjs';

const TRAINING = join(ROOT, 'training');
const START_TIMEOUT_MS = 120_000;
const WARM_RUNS = 3;
/** As the page's own peak. */
const PEAK_SIDE = 512;

/** @typedef {{ name: string, command: string, args: readonly string[], cwd: string }} Start */
/** @typedef {{ version: string, ask: (order: object) => Promise<any>, close: () => void }} Process */
/**
 * @typedef {object} Native what was measured
 * @property {Record<string, string>} versions of those that ran
 * @property {readonly { name: string, reason: string }[]} skipped
 * @property {readonly { batch: number, times: Record<string, number[]> }[]} batches with the page's own `app-wasm`, round by round
 * @property {Record<string, number>} cores processor time over wall time, of each
 * @property {Record<string, number>} peakFlops of one thread's matrix product, operations a second
 * @property {Record<string, number[]>} logits of the same inputs
 */

/**
 * What could run here.
 *
 * @param {{ onnx: string, graph: string, inputs: string }} files as `makeOnnxFile` writes them
 * @param {string | null} python that has PyTorch
 * @returns {{ starts: Start[], skipped: { name: string, reason: string }[] }}
 */
export function listNatives({ onnx, graph, inputs }, python) {
  const script = ['--import', './register.mjs', 'bench/native-engine.ts'];
  const node = (/** @type {string} */ name, /** @type {string} */ binary) => ({
    isThere: existsSync(join(TRAINING, 'node_modules', binary)),
    reason: 'training/ is not set up (npm --prefix training run setup)',
    start: { name, command: process.execPath, args: [...script, name, onnx], cwd: TRAINING },
  });
  const torch = {
    isThere: python !== null,
    reason: 'no Python with PyTorch was named (--python PATH)',
    start: {
      name: 'pytorch',
      command: python ?? '',
      args: [join(ROOT, 'scripts', 'bench', 'native-torch.py'), graph, inputs],
      cwd: ROOT,
    },
  };
  const all = [
    node('onnxruntime-node', 'onnxruntime-node/package.json'),
    node('tfjs-node', '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node'),
    torch,
  ];
  return {
    starts: all.filter(({ isThere }) => isThere).map(({ start }) => start),
    skipped: all.filter(({ isThere }) => !isThere).map(({ start, reason }) => ({ name: start.name, reason })),
  };
}

/**
 * Starts one and waits until it is ready.
 *
 * @param {Start} start
 * @returns {Promise<Process>}
 * @throws {Error} with what it said, where it ends or doesn't answer
 */
function startNative({ name, command, args, cwd }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' },
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said = `${said}${text}`.slice(-2000);
    });
    /** @type {((line: string) => void)[]} */
    const waiting = [];
    /** @type {((error: Error) => void)[]} */
    const failing = [];
    let hasEnded = false;
    const fail = (/** @type {string} */ why) => {
      hasEnded = true;
      for (const refuse of failing.splice(0)) refuse(new Error(`${name}: ${why} ${said}`.trim()));
    };
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}.`));
    // Written to one that has ended: its exit tells.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => {
      failing.shift();
      waiting.shift()?.(line);
    });
    const read = () =>
      new Promise((/** @type {(line: string) => void} */ give, refuse) => {
        waiting.push(give);
        failing.push(refuse);
      });
    const ask = async (/** @type {object} */ order) => {
      if (hasEnded) throw new Error(`${name}: has ended. ${said}`.trim());
      const answer = read();
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return JSON.parse(await answer);
    };
    const close = () => child.stdin.end();
    const timer = setTimeout(() => {
      child.kill();
      fail('did not start in time.');
    }, START_TIMEOUT_MS);
    const ready = read().then((line) => ({ version: JSON.parse(line).version, ask, close }));
    ready.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * The page's wasm and each native engine in turns, one thread each.
 *
 * @param {import('./measure.mjs').Launch} launch
 * @param {import('./measure.mjs').Site} page of the bench
 * @param {{ onnx: string, graph: string, inputs: string, python: string | null }} files
 * @param {readonly (readonly [batch: number, rounds: number])[]} plan
 * @returns {Promise<Native>}
 */
export async function measureNative(launch, page, { python, ...files }, plan) {
  const { starts, skipped } = listNatives(files, python);
  /** @type {Map<string, Process>} */
  const running = new Map();
  try {
    for (const start of starts) {
      try {
        running.set(start.name, await startNative(start));
      } catch (error) {
        skipped.push({ name: start.name, reason: error instanceof Error ? error.message : 'unknown' });
      }
    }
    if (running.size === 0)
      return { versions: {}, skipped, batches: [], cores: {}, peakFlops: {}, logits: {} };
    return { ...(await timeInTurns(launch, page, running, plan)), skipped };
  } finally {
    for (const { close } of running.values()) close();
  }
}

/**
 * @param {import('./measure.mjs').Launch} launch
 * @param {import('./measure.mjs').Site} site
 * @param {ReadonlyMap<string, Process>} running
 * @param {readonly (readonly [batch: number, rounds: number])[]} plan
 */
function timeInTurns(launch, site, running, plan) {
  return inPage(launch, site.url, async (page) => {
    /** @type {Record<string, { ms: number, cpuMs: number }>} */
    const spent = Object.fromEntries([...running.keys()].map((name) => [name, { ms: 0, cpuMs: 0 }]));
    const runPage = (/** @type {number} */ batch) =>
      page.evaluate(
        (size) =>
          /** @type {import('./page/bench.ts').Bench} */ (Reflect.get(window, 'bench')).timeOnce(
            'app-wasm',
            size,
          ),
        batch,
      );
    const runNative = async (
      /** @type {string} */ name,
      /** @type {Process} */ { ask },
      /** @type {number} */ batch,
    ) => {
      const { ms, cpuMs } = await ask({ run: batch });
      spent[name].ms += ms;
      spent[name].cpuMs += cpuMs;
      return ms;
    };
    /** @type {readonly (readonly [name: string, process: Process | null])[]} */
    const turns = [['app-wasm', null], ...running];
    const batches = [];
    for (const [batch, rounds] of plan) {
      /** @type {Record<string, number[]>} */
      const times = Object.fromEntries(turns.map(([name]) => [name, []]));
      for (let round = -WARM_RUNS; round < rounds; round += 1) {
        for (let turn = 0; turn < turns.length; turn += 1) {
          const [name, native] = turns[(round + WARM_RUNS + turn) % turns.length];
          const ms = native === null ? await runPage(batch) : await runNative(name, native, batch);
          if (round >= 0) times[name].push(ms);
        }
      }
      batches.push({ batch, times });
    }
    /** @type {Record<string, string>} */
    const versions = {};
    /** @type {Record<string, number>} */
    const peakFlops = {};
    /** @type {Record<string, number[]>} */
    const logits = {};
    for (const [name, { version, ask }] of running) {
      versions[name] = version;
      logits[name] = (await ask({ logits: 4 })).logits;
      const { ms } = await ask({ peak: PEAK_SIDE });
      if (ms !== null) peakFlops[name] = (2 * PEAK_SIDE ** 3) / (ms / 1000);
    }
    const cores = Object.fromEntries(
      Object.entries(spent).map(([name, { ms, cpuMs }]) => [name, cpuMs / ms]),
    );
    return { versions, batches, cores, peakFlops, logits };
  });
}
