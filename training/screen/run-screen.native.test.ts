import '@tensorflow/tfjs-node';
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { splitByGroup } from '../data/split.ts';
import { createLog } from '../run/log.ts';
import { InterruptedError } from '../run/run-command.ts';
import type { TrainingConfig } from '../train/config.ts';
import type { PreparedData } from '../train/prepare.ts';
import { makeTinyCache, TINY_NETWORK, TINY_SIZE_PX } from '../train/test-kit.ts';
import { readScreeningLog } from './fit-record.ts';
import type { Variant } from './recipe.ts';
import { RELEASE_2 } from './release-2.ts';
import { runScreening, type Screening } from './run-screen.ts';

const COUNT = 160;
const BASE: TrainingConfig = {
  ...RELEASE_2,
  folds: 2,
  batchSize: 8,
  architecture: TINY_NETWORK,
};

/** Each image a patient, the four series in turn. */
function makeData(): PreparedData {
  const cache = makeTinyCache(COUNT);
  const split = splitByGroup(cache.images, { seed: 1, folds: 2 });
  const development = split.folds.flat().sort((a, b) => a - b);
  return { cache, split, development, runHash: 'none' };
}

const data = makeData();
const VARIANTS: readonly Variant[] = [
  { name: 'first', tier: 1, why: 'to compare with', change: {} },
  {
    name: 'diverging',
    tier: 1,
    why: 'fails on purpose',
    change: { training: { peakLearningRate: 1e30 } },
  },
];
let folder = '';

function makeScreening(changes: Partial<Screening> = {}): Screening {
  return {
    base: BASE,
    variants: VARIANTS,
    parts: ['lowest-numbers', 'im-virus'],
    seeds: [1],
    sizePx: TINY_SIZE_PX,
    passes: 3,
    folder,
    known: readScreeningLog(join(folder, 'log.jsonl')),
    prepare: () => Promise.resolve(data),
    ...changes,
  };
}

/** Runs until it is stopped; gives the number of epochs that were trained. */
async function countUntilStopped(screening: Screening, stopAfterEpochs: number): Promise<number> {
  let epochs = 0;
  await assert.rejects(
    run(screening, stopAfterEpochs, () => {
      epochs += 1;
    }),
    InterruptedError,
  );
  return epochs;
}

/** Runs without words; gives the number of epochs that were trained. */
async function run(
  screening: Screening,
  stopAfterEpochs = Number.POSITIVE_INFINITY,
  onEpoch = (): void => undefined,
): Promise<number> {
  const interrupt = { isRequested: false };
  let epochs = 0;
  const log = createLog(join(folder, 'log.jsonl'));
  const counting = {
    ...log,
    say: () => {},
    startBar: () => ({ update: () => {}, stop: () => {} }),
    event: (record: Readonly<Record<string, unknown>>) => {
      log.event(record);
      if (record.event === 'epoch') {
        epochs += 1;
        onEpoch();
      }
      interrupt.isRequested = epochs >= stopAfterEpochs;
    },
  };
  await runScreening(screening, counting, interrupt);
  return epochs;
}

void describe('runScreening', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lungfield-screen-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  void it('stops when asked, goes on at the next epoch, logs every fit once, and keeps no checkpoint', async () => {
    await assert.rejects(run(makeScreening(), 2), InterruptedError);
    assert.equal(readdirSync(join(folder, 'fits')).length, 1);
    await run(makeScreening());
    const { fits, parts } = readScreeningLog(join(folder, 'log.jsonl'));
    assert.deepEqual(
      fits.map(({ variant, part, outcome }) => [variant, part, outcome]),
      [
        ['first', 'lowest-numbers', 'finished'],
        ['first', 'im-virus', 'finished'],
        ['diverging', 'lowest-numbers', 'failed'],
        ['diverging', 'im-virus', 'failed'],
      ],
    );
    for (const fit of fits) {
      if (fit.outcome === 'failed') assert.match(fit.reason, /diverged/);
      else assert.equal(fit.logits.length, parts.get(fit.part)?.labels.length);
    }
    assert.deepEqual(readdirSync(join(folder, 'fits')), []);
    assert.equal(await run(makeScreening()), 0);
    assert.equal(readScreeningLog(join(folder, 'log.jsonl')).fits.length, 4);
  });

  void it('learns what it is shown: the held images are told apart', async () => {
    const [fit] = readScreeningLog(join(folder, 'log.jsonl')).fits;
    assert.ok(fit.outcome === 'finished' && fit.auroc.value > 0.8, JSON.stringify(fit));
  });

  void it('distils from folds of a part, which can be broken off like the rest', async () => {
    const distilled: Variant = {
      name: 'distilled',
      tier: 3,
      why: 'softened labels',
      change: { training: { distillation: { share: 0.5 } } },
    };
    const screening = (): Screening => makeScreening({ variants: [distilled], parts: ['im-virus'] });
    // In the middle of the second of three folds.
    const epochsBefore = await countUntilStopped(screening(), 7);
    const epochsAfter = await run(screening());
    const { fits } = readScreeningLog(join(folder, 'log.jsonl'));
    const fit = fits.find(({ variant }) => variant === 'distilled');
    assert.ok(fit?.outcome === 'finished' && fit.auroc.value > 0.8, JSON.stringify(fit));
    assert.equal(epochsBefore, 7);
    assert.equal(epochsBefore + epochsAfter, 4 * fit.epochs);
    const plain = fits.find(({ variant, part }) => variant === 'first' && part === 'im-virus');
    assert.ok(plain?.outcome === 'finished');
    assert.notDeepEqual(fit.logits, plain.logits);
    assert.deepEqual(readdirSync(join(folder, 'fits')), []);
  });

  void it('runs a row that is added to the table, and a further seed', async () => {
    const added: Variant = {
      name: 'added',
      tier: 1,
      why: 'new',
      change: { training: { labelSmoothing: 0 } },
    };
    const variants = [VARIANTS[0], added];
    await run(makeScreening({ variants, seeds: [1, 2], parts: ['im-virus'] }));
    const { fits } = readScreeningLog(join(folder, 'log.jsonl'));
    assert.deepEqual(
      fits.slice(5).map(({ variant, seed }) => [variant, seed]),
      [
        ['added', 1],
        ['first', 2],
        ['added', 2],
      ],
    );
    assert.ok(existsSync(join(folder, 'log.jsonl')));
  });
});
