import { beforeAll, describe, expect, test } from 'vitest';
import { NotANumberError } from '../model/assess.ts';
import { makeSelfTestInputs } from '../model/self-test.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import { type BackendDriver, BackendUnavailableError } from './backends/backend.ts';
import { cpuDriver } from './backends/cpu.ts';
import { EngineLostError } from './classifier.ts';
import { createEngine, type PageEngine } from './engine.ts';
import { parseEngineChoice } from './engine-choice.ts';
import type { EngineOptions } from './engine-keeper.ts';
import type { EngineRecord } from './engine-memory.ts';
import type { EngineName } from './engine-name.ts';
import {
  absentDriver,
  failFirst,
  fakeDriver,
  fakeMemory,
  fakeSpeeds,
  settle,
  withSelfTest,
} from './fixtures/fake-engines.ts';
import { makeModel, serveFiles } from './fixtures/make-model.ts';
import { loadVerifiedModel, type VerifiedModel } from './model-loader.ts';

const [FILM] = makeSelfTestInputs(1, INPUT_SIZE_PX);
let model: VerifiedModel;

beforeAll(async () => {
  await cpuDriver.start(false);
  const { files } = await makeModel();
  model = await loadVerifiedModel('https://host.test/model/', serveFiles(files));
});

function start(options: Partial<EngineOptions>): PageEngine {
  return createEngine({ drivers: [cpuDriver], choose: () => null, loadModel: async () => model, ...options });
}

describe('the fastest engine', () => {
  test.each([
    ['webgl', { webgl: 3, wasm: 9 }, [1, 1]],
    ['wasm', { webgl: 30, wasm: 9 }, [1, 2]],
    ['webgl', { webgl: 9, wasm: 9 }, [1, 1]],
  ] as const)('is %s for %o, found at the first start and remembered', async (winner, speeds, starts) => {
    const { now, slowDown } = fakeSpeeds(speeds);
    const [webgl, wasm] = [fakeDriver('webgl'), fakeDriver('wasm')];
    const memory = fakeMemory();
    const engine = start({ drivers: [slowDown(webgl), slowDown(wasm), cpuDriver], memory, now });
    await settle(engine);
    expect(engine.getState()).toMatchObject({
      kind: 'ready',
      engine: winner,
      selection: { basis: 'measured', medianMs: speeds },
    });
    expect([webgl.starts, wasm.starts]).toEqual(starts);
    expect(memory.record).toMatchObject({
      engine: winner,
      model: model.card.model.sha256,
      medianMs: speeds,
    });
    expect((await engine.assess([FILM]))[0].engine).toBe(winner);
  });

  test('is started alone at the next start, proved anew and not measured', async () => {
    const [webgl, wasm] = [fakeDriver('webgl'), fakeDriver('wasm')];
    const { sha256 } = model.card.model;
    const memory = fakeMemory({
      engine: 'wasm',
      model: sha256,
      medianMs: { wasm: 8 },
      browser: '',
      renderer: '',
    });
    const engine = start({ drivers: [webgl, wasm], memory });
    await settle(engine);
    expect([webgl.starts, wasm.starts]).toEqual([0, 1]);
    expect(engine.getState()).toMatchObject({ engine: 'wasm', selection: { basis: 'remembered' } });
  });

  test('is measured anew for another model', async () => {
    const [webgl, wasm] = [fakeDriver('webgl'), fakeDriver('wasm')];
    const memory = fakeMemory({ engine: 'wasm', model: 'other', medianMs: {}, browser: '', renderer: '' });
    const engine = start({ drivers: [webgl, wasm], memory });
    await settle(engine);
    expect(webgl.starts).toBeGreaterThan(0);
    expect(memory.record?.model).toBe(model.card.model.sha256);
  });

  test('is forgotten where it is not to be had any more, and the next takes its place', async () => {
    const { sha256 } = model.card.model;
    const memory = fakeMemory({ engine: 'webgl', model: sha256, medianMs: {}, browser: '', renderer: '' });
    const engine = start({ drivers: [absentDriver, fakeDriver('wasm')], memory });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'wasm' });
    expect(memory.record).toBeNull();
  });

  test('is never one that fails the self-test, remembered or not', async () => {
    const wrong = withSelfTest(
      model,
      model.selfTest.rawLogits.map((logit) => logit + 0.01),
    );
    const { sha256 } = model.card.model;
    const memory = fakeMemory({ engine: 'wasm', model: sha256, medianMs: {}, browser: '', renderer: '' });
    const drivers = [fakeDriver('webgl'), fakeDriver('wasm')];
    for (const each of [memory, fakeMemory()]) {
      const engine = start({ drivers, memory: each, loadModel: async () => wrong });
      await settle(engine);
      expect(engine.getState()).toMatchObject({ kind: 'locked', reason: 'self-test-failed' });
      expect(each.record).toBeNull();
    }
  });

  test('is neither asked for nor remembered where one is forced', async () => {
    const { sha256 } = model.card.model;
    const memory = fakeMemory({ engine: 'wasm', model: sha256, medianMs: {}, browser: '', renderer: '' });
    const [webgl, wasm] = [fakeDriver('webgl'), fakeDriver('wasm')];
    const engine = start({ drivers: [webgl, wasm], memory, choose: () => 'webgl' });
    await settle(engine);
    expect([webgl.starts, wasm.starts]).toEqual([1, 0]);
    expect(engine.getState()).not.toHaveProperty('selection');
    expect(memory.record?.engine).toBe('wasm');
  });
});

const refuse = () => Promise.reject(new BackendUnavailableError('Not here.'));
/** What a download that broke off looks like. */
const BROKEN = new TypeError('Failed to fetch dynamically imported module');
const record = (engine: EngineName): EngineRecord => ({
  engine,
  model: model.card.model.sha256,
  medianMs: { [engine]: 8 },
  browser: '',
  renderer: '',
});

describe('what is remembered', () => {
  test.each(['prepare', 'start'] as const)(
    'is nothing where another failed for now in its %s',
    async (step) => {
      const webgl = fakeDriver('webgl');
      const broken: BackendDriver =
        step === 'start' ? failFirst(webgl, BROKEN) : { ...webgl, prepare: () => Promise.reject(BROKEN) };
      const memory = fakeMemory();
      const engine = start({ drivers: [broken, fakeDriver('wasm'), cpuDriver], memory });
      await settle(engine);
      expect(engine.getState()).toMatchObject({ kind: 'ready', selection: { basis: 'preferred' } });
      expect(memory.record).toBeNull();
    },
  );

  test('is nothing where a context was lost in the trial', async () => {
    const memory = fakeMemory();
    const drivers = [failFirst(fakeDriver('webgl'), new EngineLostError('lost')), fakeDriver('wasm')];
    const engine = start({ drivers, memory });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'wasm' });
    expect(memory.record).toBeNull();
  });

  test.each(['prepare', 'start'] as const)(
    'is the one that is left where the others can’t run here, by their %s',
    async (step) => {
      const memory = fakeMemory();
      const absent: BackendDriver = step === 'start' ? absentDriver : { ...absentDriver, prepare: refuse };
      const engine = start({ drivers: [absent, fakeDriver('wasm'), cpuDriver], memory });
      await settle(engine);
      expect(engine.getState()).toMatchObject({ engine: 'wasm', selection: { basis: 'preferred' } });
      expect(memory.record?.engine).toBe('wasm');
    },
  );

  test('is nothing where the fastest fails its second start, and the one in use is not called measured', async () => {
    const { now, slowDown } = fakeSpeeds({ webgl: 30, wasm: 9 });
    const wasm = fakeDriver('wasm');
    const once: BackendDriver = {
      ...wasm,
      start: (isForced) => (wasm.starts > 0 ? Promise.reject(BROKEN) : wasm.start(isForced)),
    };
    const memory = fakeMemory();
    const engine = start({ drivers: [slowDown(fakeDriver('webgl')), slowDown(once)], memory, now });
    await settle(engine);
    expect(engine.getState()).toMatchObject({
      engine: 'webgl',
      selection: { basis: 'preferred', medianMs: { webgl: 30, wasm: 9 } },
    });
    expect(memory.record).toBeNull();
  });

  test('is nothing where none but the last resort came up, for now', async () => {
    const memory = fakeMemory();
    const drivers = [absentDriver, failFirst(fakeDriver('wasm'), BROKEN, BROKEN), cpuDriver];
    const engine = start({ drivers, memory });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'cpu' });
    expect(memory.record).toBeNull();
  });

  test('is forgotten where it fails to start, and its place is not called remembered', async () => {
    const memory = fakeMemory(record('webgl'));
    const engine = start({ drivers: [failFirst(fakeDriver('webgl'), BROKEN), fakeDriver('wasm')], memory });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ engine: 'wasm', selection: { basis: 'preferred' } });
    expect(memory.record).toBeNull();
  });

  test.each(['remembered', 'measured'] as const)(
    'is forgotten when the %s engine gives way after three losses',
    async (basis) => {
      const { now, slowDown } = fakeSpeeds({ webgl: 3, wasm: 9 });
      const memory = fakeMemory(basis === 'remembered' ? record('webgl') : null);
      const engine = start({
        drivers: [slowDown(fakeDriver('webgl')), slowDown(fakeDriver('wasm'))],
        memory,
        now,
      });
      await settle(engine);
      const noNumbers = new Float32Array(INPUT_SIZE_PX ** 2).fill(Number.NaN);
      for (const expected of [basis, basis, 'preferred']) {
        expect(memory.record?.engine).toBe('webgl');
        await expect(engine.assess([noNumbers])).rejects.toBeInstanceOf(NotANumberError);
        expect(engine.getState()).toMatchObject({ kind: 'ready', selection: { basis: expected } });
      }
      expect(engine.getState()).toMatchObject({ engine: 'wasm' });
      expect(memory.record).toBeNull();
    },
  );
});

/** A driver that tells `names` when it is held. */
const held = (name: EngineName, names: EngineName[], error?: Error): BackendDriver => ({
  ...fakeDriver(name),
  async hold() {
    names.push(name);
    if (error !== undefined) throw error;
  },
});

describe('what may take over', () => {
  test('is held when asked for, but for the engine in use, and one that can’t be had keeps no other from it', async () => {
    const names: EngineName[] = [];
    const drivers = [held('webgl', names), held('wasm', names, BROKEN), held('cpu', names)];
    const engine = start({ drivers });
    await settle(engine);
    expect(names).toEqual([]);
    await engine.holdFallbacks();
    expect(names).toEqual(['wasm', 'cpu']);
  });

  test('is nothing where an engine is forced', async () => {
    const names: EngineName[] = [];
    const engine = start({ drivers: [held('webgl', names), held('wasm', names)], choose: () => 'wasm' });
    await engine.holdFallbacks();
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'wasm' });
    expect(names).toEqual([]);
  });
});

describe('?backend=', () => {
  test.each([
    ['', null],
    ['?backend=webgl', 'webgl'],
    ['?x=1&backend=wasm', 'wasm'],
    ['?backend=cpu', 'cpu'],
  ])('%s gives %s', (search, expected) => {
    expect(parseEngineChoice(search)).toBe(expected);
  });

  test.each(['?backend=', '?backend=WEBGL', '?backend=opengl'])('%s is refused', (search) => {
    expect(() => parseEngineChoice(search)).toThrow('webgpu, webgl, wasm, cpu');
  });
});
