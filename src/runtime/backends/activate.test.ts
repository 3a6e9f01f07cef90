import {
  type DataTypeMap,
  getBackend,
  KernelBackend,
  registerBackend,
  removeBackend,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { activateBackend } from './activate.ts';
import { takeAway } from './loss.ts';

class FakeBackend extends KernelBackend {
  override dispose(): void {
    // Nothing is held.
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override readSync(): DataTypeMap['float32'] {
    return new Float32Array();
  }
}

/** Drivers whose answers a test gives, in the order in which they were asked. */
const answers: { resolve: (backend: KernelBackend) => void; reject: (error: Error) => void }[] = [];
const askSilentDriver = vi.fn(
  () =>
    new Promise<KernelBackend>((resolve, reject) => {
      answers.push({ resolve, reject });
    }),
);
const startWebGl = vi.fn(() => new FakeBackend());

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  answers.length = 0;
  vi.clearAllMocks();
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  // With the priorities of the packages.
  registerBackend('webgpu', askSilentDriver, 3);
  registerBackend('webgl', startWebGl, 2);
  registerBackend('wasm', async () => new FakeBackend(), 1);
});

afterEach(() => {
  for (const name of ['webgpu', 'webgl', 'wasm']) removeBackend(name);
  vi.restoreAllMocks();
});

test('an engine that can’t be had is no reason to bring up another', async () => {
  startWebGl.mockImplementation(() => {
    throw new Error('The context is gone.');
  });
  await expect(activateBackend('webgl')).rejects.toThrow('tfjs gave no reason');
  expect(askSilentDriver).not.toHaveBeenCalled();
});

test.each(['answers', 'fails'])('a driver that was given up and %s late changes nothing', async (end) => {
  const started = activateBackend('webgpu').catch(() => undefined);
  await pause();
  takeAway('webgpu');
  await activateBackend('wasm');
  if (end === 'answers') answers[0].resolve(new FakeBackend());
  else answers[0].reject(new Error('No device.'));
  await started;
  await pause();
  expect(getBackend()).toBe('wasm');
  expect(startWebGl).not.toHaveBeenCalled();
  expect(askSilentDriver).toHaveBeenCalledTimes(1);
});

test('a driver that fails at once can be asked again, and is the active one when it answers', async () => {
  const failed = expect(activateBackend('webgpu')).rejects.toThrow('tfjs gave no reason');
  await pause();
  answers[0].reject(new Error('No device.'));
  await failed;
  takeAway('webgpu');
  const again = activateBackend('webgpu');
  await pause();
  answers[1].resolve(new FakeBackend());
  await again;
  expect(getBackend()).toBe('webgpu');
});
