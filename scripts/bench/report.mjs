/** Tells what the bench found: everything as JSON, the tables as Markdown, the largest of it as plots. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawBars, drawLines } from './plot.mjs';
import { spreadOf } from './statistics.mjs';
import {
  describeGrowth,
  describeStages,
  describeVisits,
  judgeGoals,
  listEngines,
  listNative,
} from './summary.mjs';

/** @typedef {import('./statistics.mjs').Spread} Spread */
/** @typedef {import('./summary.mjs').Measured} Measured */

/** @type {Readonly<Record<string, string>>} */
const NAMES = {
  'app-wasm': 'this app, wasm (1 thread)',
  'plain-wasm': 'this app, wasm, without map, profile and embedding',
  'ort-1': 'onnxruntime-web, wasm, 1 thread',
  'ort-2': 'onnxruntime-web, wasm, 2 threads',
  'mobilenet-wasm': 'tfjs wasm, network of MobileNetV2’s size',
  'app-webgl': 'this app, WebGL (here a software rasteriser)',
  'app-webgpu': 'this app, WebGPU (here a software rasteriser)',
  'onnxruntime-node': 'native: onnxruntime-node, 1 thread',
  'tfjs-node': 'native: tfjs-node (TensorFlow), 1 thread',
  pytorch: 'native: PyTorch, 1 thread',
};

/** @param {Spread} spread */
const show = ({ median, low, high }, digits = 1) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {Measured} measured */
function formatNative(measured) {
  const { versions, skipped, cores, peakFlops } = measured.native;
  const lines = [];
  if (measured.native.batches.length > 0) {
    lines.push(
      table(
        ['batch', 'engine', 'ms an image', 'images a second', 'ratio'],
        listNative(measured).map(({ batch, name, msPerImage, imagesPerSecond, ratio }) => [
          String(batch),
          NAMES[name],
          show(msPerImage),
          imagesPerSecond.toFixed(0),
          ratio === null ? '' : show(ratio, 2),
        ]),
      ),
      '',
      `Versions: ${Object.entries(versions)
        .map(([name, version]) => `${name} ${version} (${cores[name].toFixed(2)} cores busy)`)
        .join('; ')}.`,
    );
  }
  for (const { name, reason } of skipped) lines.push('', `Not run: ${NAMES[name]}: ${reason}`);
  const peaks = Object.entries(peakFlops).map(([name, flops]) => `${(flops / 1e9).toFixed(1)} by ${name}`);
  if (peaks.length > 0) {
    lines.push(
      '',
      `The machine's own matrix peak, one thread, the same product of 512 × 512 × 512 natively: GFLOP/s ${peaks.join(', ')}.`,
    );
  }
  return lines.join('\n');
}

/** @param {Measured} measured */
function formatReport(measured) {
  const { machine, onnxBytes, first, peak, engines, cold, drops, threads, graphics, native } = measured;
  const goals = judgeGoals(measured);
  const growth = describeGrowth(measured);
  const visits = [describeVisits('cold', first.cold), describeVisits('warm', first.warm)];
  const perSecond = peak.flops / (spreadOf(engines.batches[0].times['app-wasm']).median / 1000);
  /** @type {Record<string, number[]>} */
  const ofGraphics = Object.assign({}, ...graphics.map((engine) => engine.logits));
  const logits = { ...native.logits, ...ofGraphics, ...threads.logits, ...engines.logits };
  const machinePeak = Math.max(peak.peakFlops, ...Object.values(native.peakFlops));
  const drift = Object.entries(logits)
    .filter(([name]) => name !== 'mobilenet-wasm' && name !== 'app-wasm')
    .map(
      ([name, values]) =>
        `${NAMES[name]}: ${Math.max(...values.map((value, at) => Math.abs(value - logits['app-wasm'][at]))).toExponential(1)}`,
    );
  return `# Bench

Written by \`npm run bench\` on ${machine.date.slice(0, 10)}: ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, ${machine.browser}, Node ${machine.node}, load average ${machine.loadAtStart.toFixed(1)} at the start${machine.loadAtStart > 0.5 ? ': **other work ran beside it**, so that times are too long and ratios alone can be compared' : ''}. Median (quartiles) of one run. Films are generated.

## Goals

A ratio is met or missed only where both its quartiles are; otherwise it is undecided.

${table(
  ['goal', 'measured', 'wanted', ''],
  goals.map(({ what, value, limit, verdict, isMost }) => [
    what,
    typeof value === 'number' ? value.toPrecision(3) : show(value, 2),
    `${isMost ? '≤' : '≥'} ${limit}`,
    verdict === 'missed' ? '**missed**' : verdict,
  ]),
)}

## Engines

Milliseconds for one image; the ratio is round by round against this app on wasm (above 1: slower than it).

${table(
  ['batch', 'engine', 'ms an image', 'images a second', 'ratio'],
  listEngines(measured).map(({ batch, name, msPerImage, imagesPerSecond, ratio }) => [
    String(batch),
    NAMES[name],
    show(msPerImage),
    imagesPerSecond.toFixed(0),
    ratio === null ? '' : show(ratio, 2),
  ]),
)}

The same inputs' raw logits differ from those of this app on wasm by at most ${drift.join('; ')}.

${(peak.flops / 1e9).toFixed(2)} GFLOP a pass (${peak.parameters} parameters); at batch 1 that is ${(perSecond / 1e9).toFixed(1)} GFLOP/s, ${((100 * perSecond) / peak.peakFlops).toFixed(0)} % of the ${(peak.peakFlops / 1e9).toFixed(1)} GFLOP/s that the same engine reaches on a matrix product of 512 × 512 × 512${machinePeak > peak.peakFlops ? `, and ${((100 * perSecond) / machinePeak).toFixed(0)} % of the ${(machinePeak / 1e9).toFixed(1)} GFLOP/s that one thread of this machine reaches natively` : ''}.

## Native engines on one thread

The same weights outside of a browser, in turns with the page; the ratio is again against this app on wasm (below 1: faster than it).

${formatNative(measured)}

## Cold start of the engines alone

A new browser, from navigation to the first numbers, compressed as \`npm start\` does. The ONNX file has ${(onnxBytes / 1e6).toFixed(2)} MB, as float32.

${table(
  ['engine', 'ms', 'MB over the wire', 'memory MB'],
  Object.entries(cold).map(([name, runs]) => [
    NAMES[name],
    show(spreadOf(runs.map(({ ms }) => ms)), 0),
    (spreadOf(runs.map(({ bytes }) => bytes)).median / 1e6).toFixed(2),
    spreadOf(runs.map(({ memoryMb }) => memoryMb)).median.toFixed(0),
  ]),
)}

## First answer of the page

From navigation to the first film's result, the film given as soon as there is an input for it. MB are until the sentence stands there;
its bar follows when the page has time, and with it come the other late parts where more than two seconds have passed since the
engine was ready.

${table(
  [
    'visit',
    'engine ready ms',
    'first answer ms',
    'LCP ms',
    'INP ms',
    'CLS',
    'MB',
    'MB with its bar',
    'clicks missed',
  ],
  visits.map(({ name, engine, answer, lcp, inp, cls, bytes, bytesWithChart, missedClicks }) => {
    return [
      name,
      show(engine, 0),
      show(answer, 0),
      show(lcp, 0),
      show(inp, 0),
      cls.median.toFixed(3),
      (bytes.median / 1e6).toFixed(2),
      (bytesWithChart.median / 1e6).toFixed(2),
      missedClicks.length === 0 ? 'none' : missedClicks.join(', '),
    ];
  }),
)}

## Where the time goes for one radiograph

Milliseconds, one film after the other, nothing beside it. \`draw\` is the preview (resize and JPEG).

${table(
  ['file', 'read', 'decode', 'check', 'resize', 'infer', 'draw', 'total'],
  describeStages(measured).map(({ file, parts, total }) => [
    file,
    ...Object.values(parts).map((ms) => ms.toFixed(1)),
    total.toFixed(0),
  ]),
)}

## How the cost grows with pixels

Square JPEGs, milliseconds (medians); the network's own part is the same for all. Over these sizes the sum grows with the pixels to the power of ${growth.power.toFixed(2)} (1: in proportion). \`pixels.svg\` draws it.

${table(
  ['megapixels', 'decode', 'check', 'resize', 'draw', 'sum'],
  growth.rows.map(({ megapixels, parts, total }) => [
    megapixels.toString(),
    ...parts.map((ms) => ms.toFixed(1)),
    total.toFixed(0),
  ]),
)}

## Drops of many

The real page, offline copy held before; memory is that of all the browser's processes at the end, less those of an empty page: \`full\` 1300 × 1000 JPEG, \`small\` 224 × 224 JPEG. \`files.svg\` draws the seconds over the number of films.

${table(
  ['films', 'number', 'seconds', 'a second', 'core-seconds each', 'memory MB'],
  Object.entries(drops).flatMap(([kind, runs]) =>
    runs.map(({ files, seconds, cpuSeconds, memoryMb }) => [
      kind,
      String(files),
      seconds.toFixed(2),
      (files / seconds).toFixed(1),
      (cpuSeconds / files).toFixed(3),
      memoryMb.toFixed(0),
    ]),
  ),
)}

First answers and drops: a headless Chromium as it comes, which draws the page on the processor. Engines: one with a software WebGL, in which the
drawing of the page itself would take most of the time. Not measured here: other browsers, graphics hardware (WebGL and WebGPU here are software rasterisers, which the page refuses unless they are forced).
`;
}

/**
 * @param {string} folder
 * @param {Measured} measured
 */
export async function writeReport(folder, measured) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(measured, null, 1)}\n`);
  await writeFile(join(folder, 'bench.md'), formatReport(measured));
  const bars = listEngines(measured)
    .filter(({ name }) => name !== 'app-webgl' && name !== 'app-webgpu')
    .map(({ name, batch, msPerImage }) => ({ label: `${NAMES[name]}, batch ${batch}`, ...msPerImage }));
  await writeFile(
    join(folder, 'bench.svg'),
    drawBars('Milliseconds for one image (median, quartiles)', bars),
  );
  const { rows } = describeGrowth(measured);
  const names = ['decode', 'check', 'resize', 'draw'];
  await writeFile(
    join(folder, 'pixels.svg'),
    drawLines('How the cost of one film grows with its pixels', { x: 'megapixels', y: 'milliseconds' }, [
      ...names.map((label, at) => ({
        label,
        points: rows.map(({ megapixels, parts }) => /** @type {const} */ ([megapixels, parts[at]])),
      })),
      {
        label: 'sum',
        points: rows.map(({ megapixels, total }) => /** @type {const} */ ([megapixels, total])),
      },
    ]),
  );
  const { full } = measured.drops;
  await writeFile(
    join(folder, 'files.svg'),
    drawLines('How a drop grows with its films (1300 × 1000 JPEG)', { x: 'films', y: 'seconds' }, [
      { label: 'seconds', points: full.map(({ files, seconds }) => /** @type {const} */ ([files, seconds])) },
      {
        label: 'core-seconds',
        points: full.map(({ files, cpuSeconds }) => /** @type {const} */ ([files, cpuSeconds])),
      },
    ]),
  );
}
