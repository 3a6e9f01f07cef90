/**
 * Faults planted under the shipped model: an engine that is off by a little, in any of its kernels, must not pass, and
 * gives way to the next. The network is run as the built page runs it (`./lean`), on the kernels of tfjs' cpu backend, patched.
 */
import { readFile } from 'node:fs/promises';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { io, type KernelFunc, profile, type TensorInfo, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeSelfTestInputs } from '../model/self-test.ts';
import type { Backend, BackendDriver } from './backends/backend.ts';
import { cpuDriver } from './backends/cpu.ts';
import { EngineLockedError } from './classifier.ts';
import { createEngine } from './engine.ts';
import { patchKernel, restoreKernels, spoilBatches } from './fixtures/planted-kernels.ts';
import { loadClassifier } from './layers-classifier.ts';
import { LockError } from './lock-error.ts';
import { loadVerifiedModel, type VerifiedModel } from './model-loader.ts';
import { verifyClassifier } from './verify.ts';

/** The kernels of the shipped network that compute. */
const COMPUTING = ['Add', 'FusedConv2D', 'FusedDepthwiseConv2D', 'Mean', 'Relu', '_FusedMatMul'];
/** Those that hand on what they were given. */
const MOVING = ['Identity', 'Reshape'];

// As the build does (scripts/lib/lean-tfjs.mjs): the package computes with other kernels.
vi.mock('@tensorflow/tfjs-layers', () => import('./lean/layers.ts'));

const MODEL_FOLDER = new URL('../../public/model/', import.meta.url);

let model: VerifiedModel;
let backend: Backend;

beforeAll(async () => {
  backend = await cpuDriver.start(false);
  model = await loadVerifiedModel(
    MODEL_FOLDER.href,
    async (url) => new Response(await readFile(new URL(url))),
  );
});

afterEach(restoreKernels);

/** Makes a kernel's floating-point results larger by a share. */
function scaleKernel(kernelName: string, factor: number): void {
  patchKernel(kernelName, (original) => (params: Parameters<KernelFunc>[0]) => {
    const result = original(params);
    for (const info of Array.isArray(result) ? result : [result]) scaleValues(params.backend, info, factor);
    return result;
  });
}

function scaleValues(cpu: unknown, { dataId, dtype }: TensorInfo, factor: number): void {
  if (dtype !== 'float32') return;
  const held = (cpu as MathBackendCPU).data.get(dataId);
  // A copy: the values may be those of the kernel's own input.
  held.values = (held.values as Float32Array).map((value) => value * factor);
}

async function verifyOnCpu(precision: Backend['precision']): Promise<void> {
  const classifier = await loadClassifier(model, backend);
  try {
    await verifyClassifier(classifier, model, precision);
  } finally {
    classifier.dispose();
  }
}

describe('the self-test of the shipped model', () => {
  test('passes on an honest engine, within 1e-3 and with a batch of several', async () => {
    expect(model.selfTest.rawLogits.length).toBeGreaterThan(1);
    expect(model.card.selfTest).toMatchObject({ toleranceFloat32: 1e-3, toleranceFloat16: 1e-2 });
    await expect(verifyOnCpu('float32')).resolves.toBeUndefined();
  });

  for (const kernelName of COMPUTING) {
    test(`finds ${kernelName} off by one per cent, on engines of either precision`, async () => {
      scaleKernel(kernelName, 1.01);
      for (const precision of ['float32', 'float16'] as const) {
        await expect(verifyOnCpu(precision)).rejects.toThrow(LockError);
      }
    });
  }

  test('finds a kernel that is right for one image and wrong for the second of a batch', async () => {
    spoilBatches();
    await expect(verifyOnCpu('float16')).rejects.toThrow('off by');
  });
});

async function settle(engine: ReturnType<typeof createEngine>): Promise<void> {
  await vi.waitFor(() => expect(engine.getState().kind).not.toBe('loading'), { timeout: 50_000 });
}

/** An engine under another name that computes with one patched kernel, and puts it right when it is stopped. */
function faultyDriver(): BackendDriver & { readonly stop: ReturnType<typeof vi.fn> } {
  const stop = vi.fn(() => {
    restoreKernels();
  });
  return {
    name: 'webgl',
    stop,
    async start() {
      const honest = await cpuDriver.start(false);
      scaleKernel('FusedConv2D', 1.01);
      return { ...honest, name: 'webgl', stop };
    },
  };
}

describe('an engine that fails', () => {
  test('is stopped, and the next one takes its place', async () => {
    const driver = faultyDriver();
    const engine = createEngine({
      drivers: [driver, cpuDriver],
      choose: () => null,
      loadModel: async () => model,
    });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'ready', engine: 'cpu' });
    expect(driver.stop).toHaveBeenCalledOnce();
  });

  test('locks the app where none is left: no number comes out', async () => {
    const driver = faultyDriver();
    const engine = createEngine({ drivers: [driver], choose: () => null, loadModel: async () => model });
    await settle(engine);
    expect(engine.getState()).toMatchObject({ kind: 'locked', reason: 'self-test-failed' });
    const [input] = makeSelfTestInputs(1, model.card.model.inputSizePx);
    await expect(engine.assess([input])).rejects.toBeInstanceOf(EngineLockedError);
  });
});

test('every computing kernel of the shipped network is among those that are patched', async () => {
  const network = await loadLayersModel(io.fromMemory(model.artifacts));
  const [input] = makeSelfTestInputs(1, model.card.model.inputSizePx);
  const size = model.card.model.inputSizePx;
  const { kernelNames } = await profile(() =>
    tidy(() => {
      network.predict(tensor4d(input, [1, size, size, 1]));
    }),
  );
  network.dispose();
  // "…__op" are the operations around the kernels.
  const kernels = new Set(kernelNames.filter((name) => !name.endsWith('__op')));
  expect([...kernels].sort()).toEqual([...COMPUTING, ...MOVING].sort());
});
