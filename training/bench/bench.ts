/**
 * `npm run bench`: what a training step costs on the plain and on the fast graph, in one process, interleaved.
 *
 * Options: `--batch 32 --rounds 15 --out reports`. Writes `bench.json` and `bench.md`. Interleaving, because a machine's
 * speed drifts by more than the difference that is measured; each round's ratio compares steps that ran side by side.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-node';
import * as v from 'valibot';
import { ARCHITECTURE, buildClassifier } from '../../src/model/architecture.ts';
import { createRandom } from '../../src/model/random.ts';
import { makeDropoutMask } from '../engine/dropout-mask.ts';
import { type Batch, createTrainer, type GraphName, type Trainer } from '../engine/trainer.ts';
import { writeReport } from './report.ts';
import { summarise } from './statistics.ts';

const WARM_UP_STEPS = 3;
const LEARNING_RATE = 1e-3;
const countFrom = (minimum: number) =>
  v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(minimum));
const OptionsSchema = v.object({ batch: countFrom(1), rounds: countFrom(3), out: v.string() });

function makeTrainer(graph: GraphName): Trainer {
  return createTrainer({
    model: buildClassifier(ARCHITECTURE, { normalization: 'batch', seed: 1 }),
    graph,
    optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05, averageDecay: 0.995 },
    labelSmoothing: 0.05,
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

const { values } = parseArgs({
  options: {
    batch: { type: 'string', default: '32' },
    rounds: { type: 'string', default: '15' },
    out: { type: 'string', default: 'reports' },
  },
});
const options = v.parse(OptionsSchema, values);
const [plain, fast] = [makeTrainer('plain'), makeTrainer('fast')];
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

const report = {
  what: `one training step (forward, backward, AdamW, weight average), batch ${options.batch}, ${ARCHITECTURE.inputSizePx} px`,
  parameters: plain.readState().weights.length,
  machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.versions.node },
  plainMs: summarise(rounds.map((round) => round.plainMs)),
  fastMs: summarise(rounds.map((round) => round.fastMs)),
  ratio: summarise(rounds.map(({ plainMs, fastMs }) => fastMs / plainMs)),
  rounds,
};
mkdirSync(options.out, { recursive: true });
writeFileSync(join(options.out, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(options.out, 'bench.md'), writeReport(report));
console.log(writeReport(report));
