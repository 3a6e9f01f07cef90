/** What the bench found, worked out from what was measured: rows, ratios, goals. How it is told is `report`'s. */
import { judge, ratioOf, slopeOf, spreadOf } from './statistics.mjs';

/** @typedef {{ cpu: string, cores: number, memoryGb: number, browser: string, node: string, loadAtStart: number, date: string }} Machine */
/** @typedef {import('./statistics.mjs').Spread} Spread */
/** @typedef {import('./first-answer.mjs').FirstAnswer} FirstAnswer */
/** @typedef {import('./measure.mjs').BatchTimes} BatchTimes */
/** @typedef {{ batches: BatchTimes[], logits: Record<string, number[]>, memoryMb: number }} Engines */
/** @typedef {{ files: number, seconds: number, cpuSeconds: number, memoryMb: number }} Drop */
/**
 * @typedef {object} Measured
 * @property {Machine} machine
 * @property {number} onnxBytes
 * @property {{ cold: FirstAnswer[], warm: FirstAnswer[] }} first
 * @property {{ flops: number, parameters: number, peakFlops: number }} peak
 * @property {Engines} engines
 * @property {Engines} threads
 * @property {readonly Engines[]} graphics those on a software rasteriser, each alone
 * @property {import('./native.mjs').Native} native
 * @property {Record<string, { ms: number, bytes: number, memoryMb: number }[]>} cold
 * @property {Record<string, import('./page/stages.ts').StageTimes[]>} stages
 * @property {readonly { megapixels: number, runs: import('./page/stages.ts').StageTimes[] }[]} growth films of growing size
 * @property {{ full: Drop[], small: Drop[] }} drops
 */

/**
 * Every native engine's times beside this app's, by batch.
 *
 * @param {Measured} measured
 */
export function listNative({ native }) {
  return native.batches.flatMap(({ batch, times }) =>
    Object.keys(times).map((name) => describeEngine(name, batch, times[name], times['app-wasm'])),
  );
}

/**
 * How long the page takes beside each native engine, and its name.
 *
 * @param {Measured} measured
 */
function compareNative({ native }) {
  const [first] = native.batches;
  if (first === undefined) return [];
  return Object.keys(native.versions).map((name) => ({
    name,
    ratio: ratioOf(first.times['app-wasm'], first.times[name]),
  }));
}

/**
 * Every engine's times in the browser, by batch, beside this app's on wasm.
 *
 * @param {Measured} measured
 */
export function listEngines({ engines, threads, graphics }) {
  const rows = [];
  for (const [at, { batch, times }] of engines.batches.entries()) {
    const base = times['app-wasm'];
    for (const name of Object.keys(times)) {
      rows.push(describeEngine(name, batch, times[name], base));
    }
    const second = threads.batches[at].times;
    rows.push(describeEngine('ort-2', batch, second['ort-2'], second['app-wasm']));
    const alone = graphics.flatMap(({ batches }) => batches).filter((row) => row.batch === batch);
    for (const row of alone) {
      for (const name of Object.keys(row.times))
        rows.push(describeEngine(name, batch, row.times[name], null));
    }
  }
  return rows;
}

/**
 * @param {string} name
 * @param {number} batch
 * @param {readonly number[]} times
 * @param {readonly number[] | null} base null where it ran alone
 */
function describeEngine(name, batch, times, base) {
  const ms = spreadOf(times);
  return {
    name,
    batch,
    msPerImage: spreadOf(times.map((time) => time / batch)),
    imagesPerSecond: (1000 * batch) / ms.median,
    ratio: base === null || name === 'app-wasm' ? null : ratioOf(times, base),
  };
}

/**
 * Medians and quartiles of a kind of visit.
 *
 * @param {string} name
 * @param {readonly FirstAnswer[]} visits
 */
export function describeVisits(name, visits) {
  const pick = (/** @type {Exclude<keyof FirstAnswer, 'missedClicks'>} */ key) =>
    spreadOf(visits.map((visit) => visit[key]));
  return {
    name,
    answer: pick('answerMs'),
    engine: pick('engineMs'),
    lcp: pick('lcpMs'),
    inp: pick('inpMs'),
    cls: pick('cls'),
    bytes: pick('bytes'),
    bytesWithChart: pick('bytesWithChart'),
    missedClicks: visits.flatMap(({ missedClicks }) => missedClicks),
  };
}

/**
 * Median milliseconds of each stage by file, and their sum.
 *
 * @param {Measured} measured
 */
export function describeStages({ stages, engines }) {
  const infer = spreadOf(engines.batches[0].times['app-wasm']).median;
  return Object.entries(stages).map(([file, runs]) => {
    const of = (/** @type {keyof typeof runs[0]} */ key) => spreadOf(runs.map((run) => run[key])).median;
    const parts = {
      read: of('read'),
      decode: of('decode'),
      check: of('check'),
      resize: of('resize'),
      infer,
      draw: of('preview'),
    };
    return { file, parts, total: Object.values(parts).reduce((sum, ms) => sum + ms, 0) };
  });
}

const GROWING = /** @type {const} */ (['decode', 'check', 'resize', 'preview']);

/**
 * Medians by part and size, and the power of the pixels with which the whole grows: the slope of a straight line through the logarithms.
 *
 * @param {Measured} measured
 */
export function describeGrowth({ growth }) {
  const rows = growth.map(({ megapixels, runs }) => {
    const parts = GROWING.map((key) => spreadOf(runs.map((run) => run[key])).median);
    return { megapixels, parts, total: parts.reduce((sum, ms) => sum + ms, 0) };
  });
  return {
    rows,
    power: slopeOf(rows.map(({ megapixels, total }) => [Math.log(megapixels), Math.log(total)])),
  };
}

/**
 * Every goal with what was measured, and whether it is met.
 *
 * @param {Measured} measured
 */
export function judgeGoals(measured) {
  const { first, engines, threads, drops } = measured;
  const [{ times }] = engines.batches;
  const cold = describeVisits('cold', first.cold);
  const warm = describeVisits('warm', first.warm);
  const full = drops.full[drops.full.length - 1];
  /** @type {readonly (readonly [what: string, value: Spread | number, limit: number, isMost: boolean])[]} */
  const goals = [
    ['first answer, cold, ms', cold.answer.median, 1500, true],
    ['first answer, warm, ms', warm.answer.median, 700, true],
    ['bytes until the first answer, MB', cold.bytes.median / 1e6, 2.5, true],
    ['largest contentful paint, ms', cold.lcp.median, 1000, true],
    ['interaction to next paint, ms', Math.max(cold.inp.median, warm.inp.median), 100, true],
    ['cumulative layout shift', cold.cls.median, 0, true],
    ['time beside onnxruntime-web at one thread', ratioOf(times['app-wasm'], times['ort-1']), 1, true],
    [
      'time beside onnxruntime-web at two threads',
      ratioOf(threads.batches[0].times['app-wasm'], threads.batches[0].times['ort-2']),
      1,
      true,
    ],
    ...compareNative(measured).map(
      ({ name, ratio }) =>
        /** @type {const} */ ([`time beside native ${name} at one thread`, ratio, 1.6, true]),
    ),
    ['with heatmap beside without', ratioOf(times['app-wasm'], times['plain-wasm']), 1.2, true],
    ['full-size radiographs a second over a drop', full.files / full.seconds, 40, false],
    ['memory over a drop, MB', full.memoryMb, 400, true],
    [
      'DICOM JPEG 2000 of 10 MP, ms',
      describeStages(measured).find(({ file }) => file.endsWith('.dcm'))?.total ?? 0,
      1000,
      true,
    ],
  ];
  return goals.map(([what, value, limit, isMost]) => ({
    what,
    value,
    limit,
    verdict: judge(value, limit, isMost),
    isMost,
  }));
}
