import '@tensorflow/tfjs-node';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { splitByGroup } from '../data/split.ts';
import { createLog, type Log } from '../run/log.ts';
import { RELEASE_2 } from '../screen/release-2.ts';
import type { TrainingConfig } from './config.ts';
import { parseFits } from './parse-fits.ts';
import type { PreparedData } from './prepare.ts';
import { runCrossValidation, runFinalFit, runFits } from './run-development.ts';
import { makeTinyCache, TINY_NETWORK } from './test-kit.ts';

const CONFIG: TrainingConfig = {
  ...RELEASE_2,
  architecture: TINY_NETWORK,
  folds: 2,
  epochs: 2,
  batchSize: 8,
};
const GO_ON = { isRequested: false };

function makeData(): PreparedData {
  const cache = makeTinyCache(80);
  const split = splitByGroup(cache.images, { seed: 1, folds: CONFIG.folds });
  return { cache, split, development: split.folds.flat().sort((a, b) => a - b), runHash: 'hash' };
}

/** Keeps which fits computed an epoch, in order. */
function listen(): { readonly log: Log; readonly epochs: unknown[] } {
  const epochs: unknown[] = [];
  const silent = createLog(null);
  const event: Log['event'] = (record) => {
    if (record.event === 'epoch') epochs.push(record.fit);
  };
  return { log: { ...silent, say: () => {}, event }, epochs };
}

void describe('a release', () => {
  const data = makeData();
  let root = '';
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'lungfield-release-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const fitApart = async (name: string, fits: string, log: Log) =>
    runFits(parseFits(fits, CONFIG), data, CONFIG, join(root, name), log, GO_ON);

  /** Cross-validation and final fit, as the command does them. */
  async function goWhole(name: string) {
    const { log, epochs } = listen();
    const places = { runFolder: join(root, name), reportFolder: join(root, `${name}-reports`) };
    const { rows, metrics } = await runCrossValidation(data, CONFIG, places, log, GO_ON);
    const model = await runFinalFit(data, CONFIG, rows, places, log, GO_ON);
    const weights = model.getWeights().map((weight) => weight.dataSync());
    model.dispose();
    return { made: { rows, metrics, weights }, epochs };
  }

  void it('finds the fits that were done apart finished, and ends as without them', async () => {
    const whole = await goWhole('whole');
    assert.deepEqual(whole.epochs, ['fold 1/2', 'fold 1/2', 'fold 2/2', 'fold 2/2', 'final', 'final']);

    const held = tf.memory().numTensors;
    const first = listen();
    await fitApart('apart', 'fold-1', first.log);
    assert.deepEqual(first.epochs, ['fold 1/2', 'fold 1/2']);
    const second = listen();
    await fitApart('apart', 'final', second.log);
    assert.deepEqual(second.epochs, ['final', 'final']);
    assert.equal(tf.memory().numTensors, held);

    const rest = await goWhole('apart');
    assert.deepEqual(rest.epochs, ['fold 2/2', 'fold 2/2']);
    assert.deepEqual(rest.made, whole.made);
  });

  void it('ends at a fit that does not exist, before it reads data or leaves a run behind', () => {
    const out = join(root, 'unknown');
    const flags = ['--data', join(root, 'no-data'), '--out', out, '--fits', 'fold-1,fold-9', '--folds', '2'];
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', './register.mjs', 'commands/release.ts', ...flags],
      { cwd: fileURLToPath(new URL('../', import.meta.url)), encoding: 'utf8' },
    );
    assert.notEqual(status, 0);
    assert.match(stderr, /There is no fit "fold-9"\. Known: fold-1, fold-2, final\./);
    assert.equal(existsSync(out), false);
  });
});
