import { memory as tfMemory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Assessment, NotANumberError } from '../model/assess.ts';
import { integrate } from '../model/saliency.ts';
import { makeSelfTestInputs } from '../model/self-test.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import type { BackendDriver } from './backends/backend.ts';
import { cpuDriver } from './backends/cpu.ts';
import { type Engine, EngineLockedError, EngineLostError, type EngineReading } from './classifier.ts';
import { createEngine, type PageEngine } from './engine.ts';
import { parseEngineChoice } from './engine-choice.ts';
import type { EngineOptions } from './engine-keeper.ts';
import { absentDriver, fakeDriver, fakeSpeeds, settle, withSelfTest } from './fixtures/fake-engines.ts';
import { makeModel, serveFiles } from './fixtures/make-model.ts';
import { restoreKernels, spoilBatches } from './fixtures/planted-kernels.ts';
import { loadVerifiedModel, type VerifiedModel } from './model-loader.ts';

const [FILM] = makeSelfTestInputs(1, INPUT_SIZE_PX);
let model: VerifiedModel;

beforeAll(async () => {
  await cpuDriver.start(false);
  const { files } = await makeModel();
  model = await loadVerifiedModel('https://host.test/model/', serveFiles(files));
});

afterEach(restoreKernels);

function start(options: Partial<EngineOptions>): PageEngine {
  return createEngine({ drivers: [cpuDriver], choose: () => null, loadModel: async () => model, ...options });
}

/** Assesses a film that has a number. */
async function assessFamiliar(
  engine: Engine,
  film = FILM,
): Promise<EngineReading & { readonly assessment: Assessment }> {
  const [reading] = await engine.assess([film]);
  if (reading.assessment.domain === 'rejected') throw new Error('The film was rejected.');
  return { ...reading, assessment: reading.assessment };
}

describe('the engine', () => {
  test('is ready once verified and assesses with the card’s calibration', async () => {
    const engine = start({});
    expect(engine.getState().kind).toBe('loading');
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'cpu' });
    const { assessment, engine: name } = await assessFamiliar(engine);
    expect(name).toBe('cpu');
    // The first self-test input is this very film: its raw logit is known, 2 x + 0.25 is the test card's calibration.
    expect(assessment.logit).toBeCloseTo(2 * model.selfTest.rawLogits[0] + 0.25, 4);
    expect(assessment.probabilityPneumonia + assessment.probabilityNormal).toBeCloseTo(1, 12);
  });

  test('says where in the film a score comes from: map and constant add up to the logit', async () => {
    const engine = start({});
    await settle(engine);
    const { assessment, saliency } = await assessFamiliar(engine);
    // The test network halves its 160 px four times.
    expect(saliency.density).toMatchObject({ columns: 10, rows: 10 });
    expect(saliency.density.values).toHaveLength(100);
    expect(integrate(saliency.density) + saliency.constant).toBeCloseTo(assessment.logit, 4);
  });

  test.each([
    ['withholds', { withheldResidual: 1e-6 }, 'withheld'],
    ['rejects, without any number,', { rejectedDistance: 1e-6 }, 'rejected'],
  ] as const)('%s what lies beyond the card’s cut-off', async (_, cutoffs, domain) => {
    const { files } = await makeModel(cutoffs);
    const loadModel = () => loadVerifiedModel('https://host.test/model/', serveFiles(files));
    const engine = start({ loadModel });
    await settle(engine);
    const [{ assessment }] = await engine.assess([FILM]);
    expect(assessment.domain).toBe(domain);
    expect('logit' in assessment).toBe(domain === 'withheld');
  });

  test('scores a few films in one pass as it does one by one, in their order', async () => {
    const engine = start({});
    await settle(engine);
    const films = [FILM, FILM.map((value) => -value), FILM.map((value) => value / 2)];
    const logits = await engine.score(films);
    for (const [index, film] of films.entries()) {
      expect(logits[index]).toBeCloseTo((await assessFamiliar(engine, film)).assessment.logit, 4);
    }
    expect(new Set(logits).size).toBe(3);
  });

  test('locks when the numbers of the self-test do not come out, and computes nothing', async () => {
    const wrong = withSelfTest(
      model,
      model.selfTest.rawLogits.map((logit) => logit + 0.01),
    );
    const engine = start({ loadModel: async () => wrong });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'locked', reason: 'self-test-failed' });
    await expect(engine.assess([FILM])).rejects.toBeInstanceOf(EngineLockedError);
  });

  test('goes on to the next engine when the best cannot run here', async () => {
    const engine = start({ drivers: [absentDriver, cpuDriver] });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'cpu' });
  });

  test('locks instead of taking another when a forced one cannot run, and says why', async () => {
    const engine = start({ drivers: [absentDriver, cpuDriver], choose: () => 'webgl' });
    await settle(engine);
    const state = engine.getState();
    expect(state).toMatchObject({ kind: 'locked', reason: 'backend-unavailable' });
    expect(state.kind === 'locked' && state.detail).toContain('no WebGL 2');
  });

  test('locks on an unknown name, naming the allowed ones', async () => {
    const engine = start({ choose: () => parseEngineChoice('?backend=gpu') });
    await settle(engine);
    const state = engine.getState();
    expect(state).toMatchObject({ kind: 'locked', reason: 'backend-unknown' });
    expect(state.kind === 'locked' && state.detail).toContain('webgl, wasm, cpu');
  });

  test('leaves the number of tensors as it was over 20 predictions, alone and several in a pass', async () => {
    const engine = start({});
    await settle(engine);
    await engine.assess([FILM]);
    const before = tfMemory().numTensors;
    for (let i = 0; i < 20; i += 1) await engine.assess(i % 2 === 0 ? [FILM] : [FILM, FILM, FILM]);
    expect(tfMemory().numTensors).toBe(before);
  });

  test('reads several films in a pass as it reads each alone, to the bit, in their order', async () => {
    const engine = start({});
    await settle(engine);
    const films = [FILM, FILM.map((value) => -value), FILM.map((value) => value / 2)];
    const alone: EngineReading[] = [];
    for (const film of films) alone.push(...(await engine.assess([film])));
    expect(await engine.assess(films)).toEqual(alone);
  });

  test('takes as many films in a pass as its self-test proved at once, once it knows that they hold nobody up', async () => {
    const { now, slowDown } = fakeSpeeds({ cpu: 20, webgl: 30 });
    const engine = start({ drivers: [slowDown(cpuDriver)], now });
    expect(engine.getPassSize()).toBe(1);
    await settle(engine);
    expect(engine.getPassSize()).toBe(1);
    await engine.assess([FILM]);
    expect(engine.getPassSize()).toBe(model.selfTest.rawLogits.length);
    const slow = start({ drivers: [slowDown(fakeDriver('webgl'))], now });
    await settle(slow);
    await slow.assess([FILM]);
    expect(slow.getPassSize()).toBe(1);
  });
});

function makeFilmWithoutNumbers(): Float32Array {
  return new Float32Array(INPUT_SIZE_PX ** 2).fill(Number.NaN);
}

describe('an engine that is lost', () => {
  test('is started afresh and verified, and the radiograph under way gets the same answer', async () => {
    // Reads: 3 single self-tests and one batch, the engine's own subscription, then the film: the 6th is lost.
    const driver = fakeDriver('webgl', [6]);
    const engine = start({ drivers: [driver] });
    await settle(engine);
    const words: string[] = [];
    engine.subscribe(() => words.push(engine.getState().kind));
    const { assessment } = await assessFamiliar(engine);
    expect(driver.starts).toBe(2);
    expect(words).toEqual(['loading', 'ready']);
    expect(assessment.logit).toBeCloseTo(2 * model.selfTest.rawLogits[0] + 0.25, 4);
  });

  test('frees the lost network: the tensor count is that of one network', async () => {
    const driver = fakeDriver('webgl', [6]);
    const engine = start({ drivers: [driver] });
    await settle(engine);
    const before = tfMemory().numTensors;
    await engine.assess([FILM]);
    expect(driver.starts).toBe(2);
    expect(tfMemory().numTensors).toBe(before);
  });

  test('gives way to the next engine when it is lost every time', async () => {
    // Verified anew by two readings in place of four.
    const always = [6, 10, 14];
    const engine = start({ drivers: [fakeDriver('webgl', always), fakeDriver('wasm')] });
    await settle(engine);
    await expect(engine.assess([FILM])).rejects.toBeInstanceOf(EngineLostError);
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'wasm' });
    expect((await engine.assess([FILM]))[0].engine).toBe('wasm');
  });

  test('never hands out what is not a number, and is verified anew', async () => {
    const driver = fakeDriver('wasm');
    const engine = start({ drivers: [driver] });
    await settle(engine);
    await expect(engine.assess([makeFilmWithoutNumbers()])).rejects.toBeInstanceOf(NotANumberError);
    expect(driver.starts).toBe(2);
    expect((await assessFamiliar(engine)).assessment.logit).toBeCloseTo(
      2 * model.selfTest.rawLogits[0] + 0.25,
      4,
    );
  });

  test('counts a film without a number once, though it was computed with others and then alone', async () => {
    const engine = start({ drivers: [fakeDriver('webgl'), fakeDriver('wasm')] });
    await settle(engine);
    const read = async (bad: Float32Array): Promise<void> => {
      // As the runner does: after a failed pass, each film of it by itself.
      await expect(engine.assess([FILM, bad])).rejects.toBeInstanceOf(NotANumberError);
      await engine.assess([FILM]);
      await expect(engine.assess([bad])).rejects.toBeInstanceOf(NotANumberError);
    };
    await read(makeFilmWithoutNumbers());
    await read(makeFilmWithoutNumbers());
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'webgl' });
    // The third film is the third fault.
    await read(makeFilmWithoutNumbers());
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'wasm' });
  });
});

/** A driver that tells how often its results were read while something ran. */
function countReads(
  driver: BackendDriver,
): BackendDriver & { readonly during: (work: () => Promise<unknown>) => Promise<number> } {
  let reads = 0;
  return {
    ...driver,
    async start(isForced) {
      const backend = await driver.start(isForced);
      return {
        ...backend,
        onLost(listener) {
          reads += 1;
          return backend.onLost(listener);
        },
      };
    },
    async during(work) {
      const before = reads;
      await work();
      return reads - before;
    },
  };
}

/** Loses the first film; its kernels are spoilt from its second start on, until it is stopped. */
function spoiltDriver(): BackendDriver {
  // Reads as in the tests above: the 6th, of the first film, is lost.
  const driver = fakeDriver('webgl', [6]);
  return {
    ...driver,
    async start(isForced) {
      const backend = await driver.start(isForced);
      if (driver.starts > 1) spoilBatches();
      return { ...backend, stop: restoreKernels };
    },
  };
}

describe('an engine that is back from a loss, and wrong for several films at once', () => {
  const FILMS = makeSelfTestInputs(2, INPUT_SIZE_PX);

  test('reads films one by one; of a pass it gives no number, and the next engine reads them', async () => {
    const engine = start({ drivers: [spoiltDriver(), fakeDriver('wasm')] });
    await settle(engine);
    const alone = [...(await engine.assess([FILMS[0]])), ...(await engine.assess([FILMS[1]]))];
    expect(alone.map((reading) => reading.engine)).toEqual(['webgl', 'webgl']);
    expect(await engine.assess(FILMS)).toEqual(alone.map((reading) => ({ ...reading, engine: 'wasm' })));
  });

  test('locks where it was forced: of the pass no number comes out', async () => {
    const engine = start({ drivers: [spoiltDriver(), fakeDriver('wasm')], choose: () => 'webgl' });
    await settle(engine);
    await engine.assess([FILMS[0]]);
    expect(engine.getState().kind).toBe('ready');
    await expect(engine.score(FILMS)).rejects.toBeInstanceOf(EngineLockedError);
    expect(engine.getState()).toMatchObject({ kind: 'locked', reason: 'self-test-failed' });
  });

  test('proves its passes once, not each of them', async () => {
    const driver = fakeDriver('webgl', [6]);
    const counted = countReads(driver);
    const engine = start({ drivers: [counted] });
    await settle(engine);
    await engine.assess([FILMS[0]]);
    expect(driver.starts).toBe(2);
    expect(await counted.during(() => engine.assess(FILMS))).toBe(2);
    expect(await counted.during(() => engine.assess(FILMS))).toBe(1);
  });
});

describe('an engine on the processor', () => {
  const FILMS = makeSelfTestInputs(2, INPUT_SIZE_PX);

  test('is ready after one radiograph at a time, and proves passes of several when the first one comes', async () => {
    const counted = countReads(fakeDriver('wasm'));
    const engine = start({ drivers: [counted] });
    // The engine's own subscription is counted as well.
    expect(await counted.during(() => settle(engine))).toBe(model.selfTestInputs.length + 1);
    expect(await counted.during(() => engine.assess([FILMS[0]]))).toBe(1);
    expect(await counted.during(() => engine.assess(FILMS))).toBe(2);
    expect(await counted.during(() => engine.assess(FILMS))).toBe(1);
  });

  test('that is wrong for several at once gives way at the first pass, before a number of it', async () => {
    const spoilt: BackendDriver = {
      ...fakeDriver('wasm'),
      async start(isForced) {
        const backend = await fakeDriver('wasm').start(isForced);
        spoilBatches();
        return { ...backend, stop: restoreKernels };
      },
    };
    const engine = start({ drivers: [spoilt, cpuDriver] });
    await settle(engine);
    const alone = [...(await engine.assess([FILMS[0]])), ...(await engine.assess([FILMS[1]]))];
    expect(alone.map((reading) => reading.engine)).toEqual(['wasm', 'wasm']);
    expect(await engine.assess(FILMS)).toEqual(alone.map((reading) => ({ ...reading, engine: 'cpu' })));
  });

  test('reads one film first after another engine has taken its place, however fast that one was', async () => {
    const { now, slowDown } = fakeSpeeds({ webgl: 5, cpu: 50 });
    // Reads as in the tests above, and two films: the engine's last attempts are lost.
    const engine = start({ drivers: [slowDown(fakeDriver('webgl', [7, 11, 15])), slowDown(cpuDriver)], now });
    await settle(engine);
    await engine.assess([FILMS[0]]);
    expect(engine.getPassSize()).toBeGreaterThan(1);
    await expect(engine.assess([FILMS[0]])).rejects.toBeInstanceOf(EngineLostError);
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'cpu' });
    expect(engine.getPassSize()).toBe(1);
  });

  test('goes on taking films together, whatever the proof before the first pass took', async () => {
    const { now, slowDown } = fakeSpeeds({ cpu: 50 });
    const engine = start({ drivers: [slowDown(cpuDriver)], now });
    await settle(engine);
    await engine.assess([FILMS[0]]);
    const size = engine.getPassSize();
    expect(size).toBe(1);
    await engine.assess(FILMS);
    expect(engine.getPassSize()).toBe(model.selfTestInputs.length);
  });
});
