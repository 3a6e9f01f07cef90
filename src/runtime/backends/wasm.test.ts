import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeEach, expect, test, vi } from 'vitest';
import { locateFile } from '../../delivery/hosted/files.ts';

vi.mock('../../delivery/hosted/files.ts', () => ({ locateFile: vi.fn(async (url: string) => url) }));
const tf = vi.hoisted(() => ({
  active: 'webgl' as string | undefined,
  isAble: true,
  started: [] as string[],
}));
vi.mock('@tensorflow/tfjs-core', () => ({
  env: () => ({ set: () => undefined }),
  getBackend: () => tf.active,
  setBackend: (name: string) => {
    tf.started.push(name);
    tf.active = name;
    return Promise.resolve(name !== 'wasm' || tf.isAble);
  },
}));
vi.mock('@tensorflow/tfjs-backend-wasm', () => ({ setWasmPaths: vi.fn() }));

const load = async () => (await import('./wasm.ts')).wasmDriver;

beforeEach(() => {
  vi.resetModules();
  vi.mocked(locateFile).mockClear();
  vi.mocked(setWasmPaths).mockClear();
});

test('the two binaries are looked for once, however often the engine is prepared', async () => {
  const driver = await load();
  await Promise.all([driver.prepare?.(false), driver.prepare?.(false)]);
  await driver.prepare?.(true);
  expect(locateFile).toHaveBeenCalledTimes(2);
  expect(setWasmPaths).toHaveBeenCalledTimes(1);
});

test('a look that failed is made anew', async () => {
  const driver = await load();
  vi.mocked(locateFile).mockRejectedValueOnce(new Error('The page does not hold it.'));
  await expect(driver.prepare?.(false)).rejects.toThrow('does not hold');
  expect(setWasmPaths).not.toHaveBeenCalled();
  await driver.prepare?.(false);
  expect(setWasmPaths).toHaveBeenCalledTimes(1);
});

test('what is held leaves the engine in use where it is, whether it can be had or not', async () => {
  const driver = await load();
  for (const isAble of [true, false]) {
    tf.active = 'webgl';
    tf.isAble = isAble;
    const held = driver.hold?.();
    if (isAble) await held;
    else await expect(held).rejects.toThrow();
    expect(tf.started).toContain('wasm');
    expect(tf.active).toBe('webgl');
  }
});

test.each([
  ['is up, its binary is compiled while the model is on its way', undefined, ['wasm']],
  ['is to be replaced, since one is up, nothing is started', 'webgl', []],
])('where no engine %s', async (_, active, started) => {
  const driver = await load();
  tf.active = active;
  tf.isAble = true;
  tf.started = [];
  await driver.prepare?.(false);
  expect(tf.started).toEqual(started);
  await driver.start(false);
  expect(tf.active).toBe('wasm');
});

test('a start ahead that fails is no error before the start itself', async () => {
  const driver = await load();
  tf.active = undefined;
  tf.isAble = false;
  await driver.prepare?.(false);
  await expect(driver.start(false)).rejects.toThrow('tfjs gave no reason');
});
