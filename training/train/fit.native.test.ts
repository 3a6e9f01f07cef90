import '@tensorflow/tfjs-node';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { LITE0_BLOCKS } from '../../src/model/inverted-residual.ts';
import { CommandError } from '../run/command-error.ts';
import { InterruptedError } from '../run/run-command.ts';
import { RELEASE_2 } from '../screen/release-2.ts';
import { skipWithoutWheel } from '../start/test-kit.ts';
import { requireFinishedFit } from './checkpoint.ts';
import type { TrainingConfig } from './config.ts';
import { type FitTask, fitClassifier } from './fit.ts';
import { makeTinyCache, TINY_NETWORK, TINY_SIZE_PX } from './test-kit.ts';

const COUNT = 40;
const CONFIG: TrainingConfig = {
  // A recipe of fresh weights: no published ones fit so small a network.
  ...RELEASE_2,
  architecture: TINY_NETWORK,
  epochs: 3,
  batchSize: 8,
};

const cache = makeTinyCache(COUNT);
const indices = Array.from({ length: COUNT }, (_, index) => index);
const SILENT = { onStep: () => {}, onEpoch: () => {} };
let root = '';

function makeTask(name: string, changes: Partial<FitTask> = {}): FitTask {
  return {
    cache,
    training: indices.slice(0, 30),
    validation: indices.slice(30),
    config: CONFIG,
    seed: 3,
    folder: join(root, name),
    runHash: 'hash',
    listener: SILENT,
    interrupt: { isRequested: false },
    ...changes,
  };
}

/** Runs a fit to its end and copies out its weights. */
async function fitWeights(task: FitTask): Promise<number[]> {
  const { model } = await fitClassifier(task);
  const values = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  model.dispose();
  return values;
}

const isDamagedRun = (error: unknown) => error instanceof CommandError && error.code === 'damaged-run';

void describe('fitClassifier', () => {
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'lungfield-fit-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  void it('ends with the same weights when it is stopped in the second epoch and resumed', async () => {
    const straight = await fitWeights(makeTask('straight'));
    const interrupt = { isRequested: false };
    const listener = {
      onStep: ({ epoch, step }: { epoch: number; step: number }) => {
        if (epoch === 2 && step === 2) interrupt.isRequested = true;
      },
      onEpoch: () => {},
    };
    await assert.rejects(fitClassifier(makeTask('stopped', { interrupt, listener })), InterruptedError);
    assert.deepEqual(await fitWeights(makeTask('stopped')), straight);
  });

  void it('does so with each of the options that screening tries, and each changes the result', async () => {
    const shipped = await fitWeights(makeTask('no-options', { config: { ...CONFIG, epochs: 2 } }));
    for (const [name, option] of Object.entries({
      mixup: { mix: { kind: 'mixup', alpha: 0.2, chance: 1 } },
      cutmix: { mix: { kind: 'cutmix', alpha: 1, chance: 1 } },
      balanced: { sampling: 'subgroup-balanced' },
      robust: { robustRate: 0.1 },
      sharpness: { sharpnessRadius: 0.05 },
      exchange: { toneExchange: { chance: 0.5, most: 1 } },
      tail: { tail: { fromShare: 0.5, rateShare: 0.3 } },
      local: { inputForm: 'local-contrast' },
      equalized: { inputForm: 'equalized' },
      tone: {
        augmentation: { ...CONFIG.augmentation, tone: { curve: 0.5, field: 0.3, localContrast: 0.5 } },
      },
    } satisfies Record<string, Partial<TrainingConfig>>)) {
      const config = { ...CONFIG, epochs: 2, ...option };
      const straight = await fitWeights(makeTask(`${name}-straight`, { config }));
      const interrupt = { isRequested: false };
      const listener = { ...SILENT, onEpoch: () => (interrupt.isRequested = true) };
      const stopped = makeTask(`${name}-stopped`, { config, interrupt, listener });
      await assert.rejects(fitClassifier(stopped), InterruptedError);
      assert.deepEqual(await fitWeights(makeTask(`${name}-stopped`, { config })), straight, name);
      assert.notDeepEqual(straight, shipped, name);
    }
  });

  void it(
    'starts from published weights, and goes on from a checkpoint alone',
    skipWithoutWheel,
    async () => {
      const architecture = {
        inputSizePx: TINY_SIZE_PX,
        stemFilters: 32,
        blocks: LITE0_BLOCKS.slice(0, 2),
        mapFilters: 8,
        dropoutRate: 0.3,
      };
      const fresh: TrainingConfig = { ...CONFIG, architecture, epochs: 2 };
      const config: TrainingConfig = { ...fresh, start: 'efficientnet-lite0' };
      const straight = await fitWeights(makeTask('start-straight', { config }));
      const interrupt = { isRequested: false };
      const listener = { ...SILENT, onEpoch: () => (interrupt.isRequested = true) };
      const stopped = makeTask('start-stopped', { config, interrupt, listener });
      await assert.rejects(fitClassifier(stopped), InterruptedError);
      assert.deepEqual(await fitWeights(makeTask('start-stopped', { config })), straight);
      assert.notDeepEqual(await fitWeights(makeTask('start-fresh', { config: fresh })), straight);
    },
  );

  void it(
    'refuses a start that does not fit its network, and names the layer',
    skipWithoutWheel,
    async () => {
      const held = tf.memory().numTensors;
      const config: TrainingConfig = { ...CONFIG, start: 'efficientnet-lite0' };
      await assert.rejects(fitClassifier(makeTask('no-fit', { config })), /stem_conv does not fit/);
      assert.equal(tf.memory().numTensors, held);
    },
  );

  void it('needs no published weights for a fit that is finished', async () => {
    const straight = await fitWeights(makeTask('straight'));
    // They would not fit this network, so that asking for them would end the fit, with the wheel or without.
    const config: TrainingConfig = { ...CONFIG, start: 'efficientnet-lite0' };
    assert.deepEqual(await fitWeights(makeTask('straight', { config })), straight);
  });

  void it('refuses group DRO of mixed images', async () => {
    const config: TrainingConfig = {
      ...CONFIG,
      robustRate: 0.1,
      mix: { kind: 'mixup', alpha: 0.2, chance: 1 },
    };
    await assert.rejects(fitClassifier(makeTask('both', { config })), RangeError);
  });

  void it('keeps an epoch whose last step was done when the stop was asked for', async () => {
    const interrupt = { isRequested: false };
    const epochs: number[] = [];
    const listener = {
      onStep: ({ epoch, step, steps }: { epoch: number; step: number; steps: number }) => {
        if (epoch === 1 && step === steps) interrupt.isRequested = true;
      },
      onEpoch: ({ epoch }: { epoch: number }) => epochs.push(epoch),
    };
    await assert.rejects(fitClassifier(makeTask('last-step', { interrupt, listener })), InterruptedError);
    assert.deepEqual(epochs, [1]);
  });

  void it('is taken for finished only after its last epoch', async () => {
    await fitWeights(makeTask('finished'));
    await requireFinishedFit(join(root, 'finished'), CONFIG.epochs);
    for (const [folder, epochs] of [
      ['finished', CONFIG.epochs + 1],
      ['nowhere', CONFIG.epochs],
    ] as const) {
      const refused = requireFinishedFit(join(root, folder), epochs);
      await assert.rejects(refused, (error) => error instanceof CommandError && error.code === 'no-run');
    }
  });

  void it('learns what tells the two classes apart, and reports it each epoch', async () => {
    const { model, history } = await fitClassifier(makeTask('learns', { config: { ...CONFIG, epochs: 8 } }));
    model.dispose();
    assert.equal(history.length, 8);
    assert.ok(history[7].trainingLoss < history[0].trainingLoss);
    assert.ok((history[7].auroc ?? 0) > 0.9, `AUROC ${history[7].auroc}`);
  });

  void it('only loads a finished run', async () => {
    const straight = await fitWeights(makeTask('straight'));
    let steps = 0;
    const listener = { onStep: () => (steps += 1), onEpoch: () => {} };
    assert.deepEqual(await fitWeights(makeTask('straight', { listener })), straight);
    assert.equal(steps, 0);
  });

  void it('refuses the checkpoint of another configuration, and a damaged one', async () => {
    const refused = fitClassifier(makeTask('straight', { runHash: 'other' }));
    await assert.rejects(refused, (error) => error instanceof CommandError && error.code === 'other-run');
    await fitWeights(makeTask('damaged'));
    await writeFile(join(root, 'damaged', 'epoch-003.bin'), new Uint8Array(100));
    await assert.rejects(fitClassifier(makeTask('damaged')), isDamagedRun);
    await writeFile(join(root, 'damaged', 'progress.json'), '{"half":');
    await assert.rejects(fitClassifier(makeTask('damaged')), isDamagedRun);
  });

  void it('leaves no tensor behind', async () => {
    await fitWeights(makeTask('memory'));
    const held = tf.memory().numTensors;
    await fitWeights(makeTask('memory-again'));
    assert.equal(tf.memory().numTensors, held);
  });
});
