/**
 * `npm run bench`: what a training step costs on the plain and on the fast graph, in one process, interleaved; with `--data DIR` also
 * where an epoch of a fold goes, and how busy the cores are, with as many fits side by side as a release does.
 *
 * Options: `--batch 32 --rounds 15 --out reports --data DIR --steps N` (of the epoch; all when not given). Writes `bench.json` and
 * `bench.md`. Interleaving, because a machine's speed drifts by more than the difference that is measured; each round's ratio
 * compares steps that ran side by side.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-node';
import * as v from 'valibot';
import { ARCHITECTURE, buildClassifier } from '../../src/model/architecture.ts';
import { createRandom } from '../../src/model/random.ts';
import { makeDropoutMask } from '../engine/dropout-mask.ts';
import { type Batch, createTrainer, type GraphName, type Trainer } from '../engine/trainer.ts';
import { runCommandProcess } from '../run/command-process.ts';
import { inLanes } from '../run/in-lanes.ts';
import { optimizerOf, TRAINING } from '../train/config.ts';
import { planProcesses } from '../train/plan-processes.ts';
import type { EpochProcess } from './epoch.ts';
import { type EpochsReport, writeReport } from './report.ts';
import { summarise } from './statistics.ts';

const WARM_UP_STEPS = 3;
const LEARNING_RATE = 1e-3;
/** Of the run that the timed steps are taken to be the first of. */
const RUN_STEPS = 10_000;
const countFrom = (minimum: number) =>
  v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(minimum));
const OptionsSchema = v.object({
  batch: countFrom(1),
  rounds: countFrom(3),
  out: v.string(),
  data: v.optional(v.string()),
  steps: v.optional(countFrom(1)),
});

function makeTrainer(graph: GraphName): Trainer {
  return createTrainer({
    model: buildClassifier(ARCHITECTURE, { normalization: 'batch', seed: 1 }),
    graph,
    optimizer: optimizerOf(TRAINING, RUN_STEPS),
    labelSmoothing: TRAINING.labelSmoothing,
  });
}

function makeBatch(size: number, trainer: Trainer): Batch {
  const random = createRandom(1);
  const side = ARCHITECTURE.inputSizePx;
  const pixels = new Float32Array(size * side * side).map(() => random.normal());
  return {
    x: tf.tensor4d(pixels, [size, side, side, 1]),
    y: new Float32Array(size).map((_, i) => i % 2),
    sampleWeight: new Float32Array(size).fill(1),
    dropoutMasks: trainer.dropouts.map(({ rate, units }) =>
      makeDropoutMask(rate, size * units, () => random.uniform()),
    ),
  };
}

function timeStep(trainer: Trainer, batch: Batch): number {
  const startMs = performance.now();
  // A step reads the loss back, so it is finished when it returns.
  trainer.step(batch, LEARNING_RATE);
  return performance.now() - startMs;
}

/** Processor time of everything on this machine since it started, ms. */
function readMachineMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** An epoch of the first fold of the shipped recipe in as many processes as a release has, side by side. */
async function measureEpochs(folder: string, steps: number | undefined): Promise<EpochsReport> {
  const { lanes, threads } = planProcesses(TRAINING);
  const [startMs, machineMs, own] = [performance.now(), readMachineMs(), process.cpuUsage()];
  const found: EpochProcess[] = [];
  const measure = async (lane: number): Promise<void> => {
    let last = '';
    await runCommandProcess({
      script: fileURLToPath(new URL('./epoch-process.ts', import.meta.url)),
      args: ['--data', folder, ...(steps === undefined ? [] : ['--steps', String(steps)])],
      threads,
      interrupt: { isRequested: false },
      onLine: (line) => {
        last = line;
        if (!line.startsWith('{')) process.stdout.write(`${lane}: ${line}\n`);
      },
    });
    found.push(JSON.parse(last) as EpochProcess);
  };
  await inLanes(
    Array.from({ length: lanes }, (_, index) => index + 1),
    lanes,
    measure,
  );
  const { user, system } = process.cpuUsage(own);
  const usedMs = found.reduce((sum, { cpuMs }) => sum + cpuMs, (user + system) / 1000);
  const others = (readMachineMs() - machineMs - usedMs) / (performance.now() - startMs) / cpus().length;
  return { costs: found.map(({ cost }) => cost), others };
}

const { values } = parseArgs({
  options: {
    batch: { type: 'string', default: '32' },
    rounds: { type: 'string', default: '15' },
    out: { type: 'string', default: 'reports' },
    data: { type: 'string' },
    steps: { type: 'string' },
  },
});
const options = v.parse(OptionsSchema, values);
const loadAtStart = loadavg()[0] ?? Number.NaN;
const [plain, fast] = [makeTrainer('plain'), makeTrainer('fast')];
const parameters = plain.readState().weights.length;
const batch = makeBatch(options.batch, fast);
for (let i = 0; i < WARM_UP_STEPS; i += 1) for (const trainer of [plain, fast]) timeStep(trainer, batch);

const rounds: { plainMs: number; fastMs: number }[] = [];
for (let i = 0; i < options.rounds; i += 1) {
  const plainMs = timeStep(plain, batch);
  const fastMs = timeStep(fast, batch);
  rounds.push({ plainMs, fastMs });
  process.stdout.write(
    `\rround ${i + 1} of ${options.rounds}: plain ${plainMs.toFixed(0)} ms, fast ${fastMs.toFixed(0)} ms   `,
  );
}
process.stdout.write('\n');

for (const trainer of [plain, fast]) trainer.dispose();
batch.x.dispose();
const epochs = options.data === undefined ? null : await measureEpochs(options.data, options.steps);

const report = {
  what: `one training step (forward, backward, AdamW, weight average), batch ${options.batch}, ${ARCHITECTURE.inputSizePx} px`,
  parameters,
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    node: process.versions.node,
    loadAtStart,
  },
  plainMs: summarise(rounds.map((round) => round.plainMs)),
  fastMs: summarise(rounds.map((round) => round.fastMs)),
  ratio: summarise(rounds.map(({ plainMs, fastMs }) => fastMs / plainMs)),
  rounds,
  epochs,
};
mkdirSync(options.out, { recursive: true });
writeFileSync(join(options.out, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(options.out, 'bench.md'), writeReport(report));
console.log(writeReport(report));
