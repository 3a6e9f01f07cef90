/**
 * The engine as the page starts it: this browser's backends, this build's model.
 */
import type { Delivery } from '../delivery/delivery.ts';
import { cpuDriver } from './backends/cpu.ts';
import { wasmDriver } from './backends/wasm.ts';
import { webglDriver } from './backends/webgl.ts';
import { createEngine, type PageEngine } from './engine.ts';
import { parseEngineChoice } from './engine-choice.ts';
import { createEngineMemory, type EngineMemory } from './engine-memory.ts';
import { loadVerifiedModel } from './model-loader.ts';
import { findGraphicsProcessor } from './renderer.ts';

/** What this browser keeps of its engines' speed. */
export function openEngineMemory(): EngineMemory {
  return createEngineMemory({
    openStorage: () => localStorage,
    browser: navigator.userAgent,
    readRenderer: () => findGraphicsProcessor() ?? 'none',
  });
}

/**
 * Starts the engine.
 *
 * @param search the page's query (`location.search`)
 * @param build where the model lies, in `model/`
 * @param memory what was found the fastest here
 * @param goesFirst what the first fetch waits for; never rejects
 */
export function startBrowserEngine(
  search: string,
  build: Pick<Delivery, 'baseUrl' | 'readFile'>,
  memory: EngineMemory,
  goesFirst: Promise<void>,
): PageEngine {
  return createEngine({
    goesFirst,
    memory,
    drivers: [webglDriver, wasmDriver, cpuDriver],
    choose: () => parseEngineChoice(search),
    loadModel: () => loadVerifiedModel(`${build.baseUrl}model/`, build.readFile),
  });
}
