/**
 * The engine as the page starts it: this browser's backends, this build's model.
 */
import type { Delivery } from '../delivery/delivery.ts';
import { cpuDriver } from './backends/cpu.ts';
import { wasmDriver } from './backends/wasm.ts';
import { webglDriver } from './backends/webgl.ts';
import type { Engine } from './classifier.ts';
import { createEngine, parseEngineChoice } from './engine.ts';
import { loadVerifiedModel } from './model-loader.ts';

/**
 * Starts the engine.
 *
 * @param search the page's query (`location.search`)
 * @param build where the model lies, in `model/`
 */
export function startBrowserEngine(search: string, build: Pick<Delivery, 'baseUrl' | 'readFile'>): Engine {
  return createEngine({
    // A verified WebGPU driver would come first.
    drivers: [webglDriver, wasmDriver, cpuDriver],
    choose: () => parseEngineChoice(search),
    loadModel: () => loadVerifiedModel(`${build.baseUrl}model/`, build.readFile),
  });
}
