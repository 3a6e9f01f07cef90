/**
 * The engine as the page starts it: this browser's backends, this build's model.
 */
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
 * @param baseUrl the page's folder, ending in a slash: the model lies in `model/` below it
 */
export function startBrowserEngine(search: string, baseUrl: string): Engine {
  return createEngine({
    // A verified WebGPU driver would come first.
    drivers: [webglDriver, wasmDriver, cpuDriver],
    choose: () => parseEngineChoice(search),
    loadModel: () => loadVerifiedModel(new URL('model/', baseUrl).href, (url) => fetch(url)),
  });
}
