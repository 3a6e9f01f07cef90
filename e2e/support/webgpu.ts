/**
 * A page's WebGPU under a test's eyes: what was looked for and computed, and faults planted before the page's own scripts run.
 */
import type { Page } from '@playwright/test';

/** A device that the page asked for. */
interface HeldDevice {
  readonly device: GPUDevice;
  submissions: number;
  isLost: boolean;
  /** What happens to it, and at which submission. */
  fault: { readonly kind: DeviceFault; readonly at: number } | null;
}

/** Gone for good, or something that is refused on the side, of which no exception tells. */
export type DeviceFault = 'lost' | 'refused';

interface WatchedWindow extends Window {
  heldDevices: HeldDevice[];
  adapterLooks: number;
  plantedShaders: number;
}

/** How the browser's WebGPU differs from what it is. */
export interface PlantedWebGpu {
  /** No adapter is given. */
  readonly hasNoAdapter?: boolean;
  /** A software adapter passes for hardware. */
  readonly seemsHardware?: boolean;
  /** Every convolution is one per cent too large, by a change of its shader's text. */
  readonly isOff?: boolean;
}

/** Watches the page's WebGPU, from the next navigation on. */
export async function watchWebGpu(page: Page, planted: PlantedWebGpu = {}): Promise<void> {
  await page.addInitScript(({ hasNoAdapter, seemsHardware, isOff }) => {
    const watched = window as unknown as WatchedWindow;
    Object.assign(watched, { heldDevices: [], adapterLooks: 0, plantedShaders: 0 });

    const gpu = Object.getPrototypeOf(navigator.gpu) as Record<
      'requestAdapter',
      (options?: object) => unknown
    >;
    const { requestAdapter } = gpu;
    gpu.requestAdapter = function patched(this: unknown, options) {
      watched.adapterLooks += 1;
      return hasNoAdapter ? Promise.resolve(null) : requestAdapter.call(this, options);
    };

    const adapter = GPUAdapter.prototype as unknown as Record<'requestDevice', (wanted?: object) => unknown>;
    const { requestDevice } = adapter;
    adapter.requestDevice = async function patched(this: unknown, wanted) {
      const device = (await requestDevice.call(this, wanted)) as GPUDevice;
      const held: HeldDevice = { device, submissions: 0, isLost: false, fault: null };
      const submit = device.queue.submit.bind(device.queue);
      device.queue.submit = (commands) => {
        held.submissions += 1;
        const isDue = held.fault?.at === held.submissions;
        // A buffer of no known use.
        if (isDue && held.fault?.kind === 'refused') device.createBuffer({ size: 4, usage: 0xffff });
        submit(commands);
        if (isDue && held.fault?.kind === 'lost') device.destroy();
      };
      const note = async () => {
        await device.lost;
        held.isLost = true;
      };
      void note();
      watched.heldDevices.push(held);
      return device;
    };
    if (seemsHardware) {
      const info = {
        vendor: 'a maker',
        architecture: '',
        device: '',
        description: '',
        isFallbackAdapter: false,
      };
      Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => info });
    }

    if (!isOff) return;
    const factory = GPUDevice.prototype as unknown as Record<
      'createShaderModule',
      (wanted: GPUShaderModuleDescriptor) => unknown
    >;
    const { createShaderModule } = factory;
    factory.createShaderModule = function patched(this: unknown, wanted) {
      const code = wanted.code.replaceAll('var value = valueIn;', 'var value = valueIn * 1.01;');
      if (code !== wanted.code) watched.plantedShaders += 1;
      return createShaderModule.call(this, { ...wanted, code });
    };
  }, planted);
}

/** What the page asked of WebGPU so far. */
export function readWebGpu(page: Page) {
  return page.evaluate(() => {
    const { heldDevices, adapterLooks, plantedShaders } = window as unknown as WatchedWindow;
    return {
      looks: adapterLooks,
      plantedShaders,
      submissions: heldDevices.reduce((sum, { submissions }) => sum + submissions, 0),
      devices: heldDevices.length,
      lost: heldDevices.filter(({ isLost }) => isLost).length,
    };
  });
}

/** Breaks the device in use at its second submission from now: in the middle of the next radiograph. */
export function breakDevice(page: Page, fault: DeviceFault): Promise<void> {
  return page.evaluate((kind) => {
    const held = (window as unknown as WatchedWindow).heldDevices.at(-1);
    if (held === undefined) throw new Error('The page has no device.');
    held.fault = { kind, at: held.submissions + 2 };
  }, fault);
}
