import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineLostError } from '../classifier.ts';
import { BackendUnavailableError } from './backend.ts';

const here = vi.hoisted(() => ({
  graphicsProcessor: 'A graphics card' as string | null,
  /** What tfjs' backend computes on. */
  device: undefined as unknown,
  activated: [] as string[],
  isSilent: false,
  takenAway: [] as string[],
}));
vi.mock('@tensorflow/tfjs-backend-webgpu', () => ({}));
vi.mock('@tensorflow/tfjs-core', () => ({
  backend: () => ({ device: here.device }),
  findBackendFactory: () => undefined,
  removeBackend: (name: string) => here.takenAway.push(name),
}));
vi.mock('./activate.ts', () => ({
  activateBackend: (name: string) => {
    here.activated.push(name);
    return here.isSilent ? new Promise(() => undefined) : Promise.resolve();
  },
}));
vi.mock('../renderer.ts', async (load) => ({
  ...(await load<typeof import('../renderer.ts')>()),
  findGraphicsProcessor: () => here.graphicsProcessor,
}));

const { webgpuDriver } = await import('./webgpu.ts');

const HARDWARE = { vendor: 'nvidia', architecture: 'ampere', description: '', isFallbackAdapter: false };
const SWIFTSHADER = {
  vendor: 'google',
  architecture: 'swiftshader',
  description: '',
  isFallbackAdapter: true,
};

/** A browser with this adapter; `asked` counts the looks for one. */
function stubBrowser(info: object | null | undefined) {
  const requestAdapter = vi.fn(async () => (info === null ? null : { info }));
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  return requestAdapter;
}

/** A device whose scopes hand out these errors, and whose loss the test decides. */
function makeDevice(errors: readonly (string | null)[] = []) {
  let lose: (() => void) | null = null;
  const left = [...errors];
  let open = 0;
  const target = new EventTarget();
  return Object.assign(target, {
    lost: new Promise<void>((resolve) => {
      lose = resolve;
    }),
    lose: () => lose?.(),
    pushErrorScope: () => {
      open += 1;
    },
    popErrorScope: async () => {
      open -= 1;
      const message = left.shift() ?? null;
      return message === null ? null : { message };
    },
    countOpenScopes: () => open,
    destroy: vi.fn(),
  });
}

async function start(device = makeDevice()) {
  stubBrowser(HARDWARE);
  here.device = device;
  return { device, backend: await webgpuDriver.start(false) };
}

beforeEach(() => {
  here.graphicsProcessor = 'A graphics card';
  here.activated = [];
  here.isSilent = false;
  here.takenAway = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the look for WebGPU', () => {
  test('takes a graphics processor', async () => {
    stubBrowser(HARDWARE);
    await expect(webgpuDriver.prepare?.(false)).resolves.toBeUndefined();
  });

  test('says that a browser has none', async () => {
    vi.stubGlobal('navigator', {});
    await expect(webgpuDriver.prepare?.(true)).rejects.toThrow(BackendUnavailableError);
  });

  test('says that a browser gives no adapter', async () => {
    stubBrowser(null);
    await expect(webgpuDriver.prepare?.(true)).rejects.toThrow(BackendUnavailableError);
  });

  test.each([
    SWIFTSHADER,
    { ...HARDWARE, isFallbackAdapter: true },
    { ...HARDWARE, vendor: 'mesa', architecture: 'llvmpipe' },
    { ...HARDWARE, description: 'Microsoft Basic Render Driver' },
    undefined,
  ])('takes no software, unless it is forced: %o', async (info) => {
    stubBrowser(info);
    await expect(webgpuDriver.prepare?.(false)).rejects.toThrow(BackendUnavailableError);
    await expect(webgpuDriver.start(false)).rejects.toThrow(BackendUnavailableError);
    expect(here.activated).toEqual([]);
    await expect(webgpuDriver.prepare?.(true)).resolves.toBeUndefined();
  });

  test('is not made where WebGL has no graphics processor, unless it is forced', async () => {
    here.graphicsProcessor = null;
    const asked = stubBrowser(HARDWARE);
    await expect(webgpuDriver.prepare?.(false)).rejects.toThrow(BackendUnavailableError);
    expect(asked).not.toHaveBeenCalled();
    await expect(webgpuDriver.prepare?.(true)).resolves.toBeUndefined();
  });

  test('ends where the driver never answers, and decides nothing for the next start', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => new Promise(() => undefined) } });
    const asked = webgpuDriver.prepare?.(false);
    const outcome = expect(asked).rejects.toSatisfy((error) => !(error instanceof BackendUnavailableError));
    await vi.advanceTimersByTimeAsync(10_000);
    await outcome;
  });
});

test('a start that never ends is given up, and its late answer can make nothing the active engine', async () => {
  vi.useFakeTimers();
  here.isSilent = true;
  stubBrowser(HARDWARE);
  const outcome = expect(webgpuDriver.start(false)).rejects.toThrow('does not answer');
  await vi.advanceTimersByTimeAsync(10_000);
  await outcome;
  expect(here.activated).toEqual(['webgpu']);
  expect(here.takenAway).toEqual(['webgpu']);
});

describe('a WebGPU device', () => {
  test('computes under watch, and every scope that was opened is closed', async () => {
    const { device, backend } = await start();
    await expect(backend.underWatch(async () => device.countOpenScopes())).resolves.toBe(3);
    expect(device.countOpenScopes()).toBe(0);
    expect(backend.isLost()).toBe(false);
  });

  test.each([0, 1, 2])('gives no number where an error is noted on the side, of kind %i', async (kind) => {
    const errors = [0, 1, 2].map((at) => (at === kind ? 'No memory.' : null));
    const { backend } = await start(makeDevice(errors));
    await expect(backend.underWatch(async () => 1)).rejects.toThrow(EngineLostError);
    // The next one has none.
    await expect(backend.underWatch(async () => 1)).resolves.toBe(1);
  });

  test('that breaks off a reading is taken for lost, though it tells of that later or never', async () => {
    const { device, backend } = await start();
    const broken = new DOMException('Buffer was unmapped before mapping was resolved.', 'AbortError');
    await expect(backend.underWatch(() => Promise.reject(broken))).rejects.toThrow(EngineLostError);
    expect(device.countOpenScopes()).toBe(0);
  });

  test('hands on what fails otherwise', async () => {
    const { device, backend } = await start();
    const failing = backend.underWatch(() => Promise.reject(new TypeError('A bug.')));
    await expect(failing).rejects.toThrow(TypeError);
    expect(device.countOpenScopes()).toBe(0);
  });

  test('tells its loss once, and an error outside of any computation as one', async () => {
    for (const happen of [
      (device: ReturnType<typeof makeDevice>) => device.lose(),
      (device: ReturnType<typeof makeDevice>) => device.dispatchEvent(new Event('uncapturederror')),
    ]) {
      const { device, backend } = await start();
      const told = vi.fn();
      backend.onLost(told);
      happen(device);
      await Promise.resolve();
      device.lose();
      await Promise.resolve();
      expect(told).toHaveBeenCalledTimes(1);
      expect(backend.isLost()).toBe(true);
    }
  });

  test('is given back when it is stopped, and nobody is told', async () => {
    const { device, backend } = await start();
    const told = vi.fn();
    backend.onLost(told);
    backend.stop();
    device.lose();
    await Promise.resolve();
    expect(here.takenAway).toEqual(['webgpu']);
    expect(device.destroy).toHaveBeenCalledTimes(1);
    expect(told).not.toHaveBeenCalled();
    expect(backend.isLost()).toBe(true);
  });
});
