/**
 * The graphics processor by WebGPU. A device can be lost at any moment, as a WebGL context can; and what it refuses (a buffer for which
 * there is no memory, a program that its driver won't take) is told on the side while the computation goes on with zeros, so that
 * every computation runs under watch, and one with an error gives no number.
 * Where WebGL has no graphics processor WebGPU is not looked for: looking alone takes up to half a second there.
 */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend } from '@tensorflow/tfjs-core';
import { EngineLostError } from '../classifier.ts';
import { findGraphicsProcessor, isSoftwareName } from '../renderer.ts';
import { activateBackend } from './activate.ts';
import { type Backend, type BackendDriver, BackendUnavailableError } from './backend.ts';
import { createLossSignal, takeAway } from './loss.ts';

/** What a computation is watched for. Only one kind is caught by each scope. */
const ERRORS: readonly GPUErrorFilter[] = ['out-of-memory', 'validation', 'internal'];

/** After which a driver that says nothing is gone without; a good one answers in some milliseconds. */
const ANSWER_MS = 3000;

/**
 * Looks whether an adapter can be had, before tfjs' code is fetched for it.
 *
 * @throws BackendUnavailableError where there is none that is fast enough, Error where no answer comes
 */
async function probeAdapter(acceptsSoftware: boolean): Promise<void> {
  const { gpu } = navigator as { readonly gpu?: GPU };
  if (gpu === undefined) throw new BackendUnavailableError('This browser has no WebGPU.');
  if (!acceptsSoftware && findGraphicsProcessor() === null)
    throw new BackendUnavailableError('No graphics processor draws here.');
  const adapter = await answerInTime(gpu.requestAdapter({ powerPreference: 'high-performance' }));
  if (adapter === null) throw new BackendUnavailableError('This browser gives no WebGPU adapter.');
  const { info } = adapter as { readonly info?: GPUAdapterInfo };
  if (!acceptsSoftware && (info === undefined || isSoftware(info)))
    throw new BackendUnavailableError('WebGPU runs in software here, or does not say on what.');
}

function isSoftware({ isFallbackAdapter, vendor, architecture, description }: GPUAdapterInfo): boolean {
  return isFallbackAdapter || [vendor, architecture, description].some(isSoftwareName);
}

/** @throws Error when it takes longer than any driver that works */
async function answerInTime<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The graphics driver does not answer.')), ANSWER_MS);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function watchDevice(device: GPUDevice): Pick<Backend, 'isLost' | 'onLost' | 'underWatch' | 'stop'> {
  const signal = createLossSignal();
  void device.lost.then(signal.tell);
  // Not of a computation under watch: of freeing, or of the driver itself. What it holds can't be relied on.
  device.addEventListener('uncapturederror', signal.tell);
  return {
    isLost: signal.isLost,
    onLost: signal.onLost,
    underWatch: (compute) => computeInScopes(device, compute),
    stop: () => {
      signal.end();
      takeAway('webgpu');
      device.destroy();
    },
  };
}

async function computeInScopes<T>(device: GPUDevice, compute: () => Promise<T>): Promise<T> {
  for (const kind of ERRORS) device.pushErrorScope(kind);
  const outcome = await compute().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  // A lost device has no errors left to be read.
  const noted = await Promise.all(ERRORS.map(() => device.popErrorScope().catch(() => null)));
  if ('error' in outcome) {
    const { error } = outcome;
    // A reading that the browser breaks off, mostly by a loss that it tells of later.
    if (!(error instanceof DOMException)) throw error;
    throw new EngineLostError('The engine was lost in the computation.', { cause: error });
  }
  const [refusal] = noted.filter((error) => error !== null);
  if (refusal !== undefined)
    throw new EngineLostError(`The graphics processor refused a part: ${refusal.message}`);
  return outcome.value;
}

async function prepare(acceptsSoftware: boolean): Promise<void> {
  await probeAdapter(acceptsSoftware);
  await import('@tensorflow/tfjs-backend-webgpu');
}

/** Driver of tfjs' `webgpu` backend: hardware alone, unless the reader forces it. */
export const webgpuDriver: BackendDriver = {
  name: 'webgpu',
  prepare,
  hold: () => prepare(false),
  async start(isForced) {
    await prepare(isForced);
    try {
      // Its factory asks for an adapter and a device of its own.
      await answerInTime(activateBackend('webgpu'));
    } catch (error) {
      // Else a late answer would make it the active one, unverified, under whichever has taken over.
      takeAway('webgpu');
      throw error;
    }
    const { device } = backend() as WebGPUBackend;
    return { name: 'webgpu', precision: 'float32', compilesPasses: true, ...watchDevice(device) };
  },
};
