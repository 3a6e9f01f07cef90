/**
 * The engine as the page starts it: this browser's backends, this build's model.
 */
import type { Delivery } from '../delivery/delivery.ts';
import type { BackendDriver } from './backends/backend.ts';
import { createEngine, type PageEngine } from './engine.ts';
import { parseEngineChoice } from './engine-choice.ts';
import { createEngineMemory, type EngineMemory } from './engine-memory.ts';
import type { EngineName } from './engine-name.ts';
import { loadEngineParts } from './load-engine-parts.ts';
import { loadVerifiedModel } from './model-loader.ts';
import { findGraphicsProcessor } from './renderer.ts';

/**
 * In order of preference. Their code, and tfjs', is not what the page is drawn with: it comes with the first that is asked of a
 * driver.
 */
const DRIVERS: readonly BackendDriver[] = [
  loadLate('webgpu', async () => (await loadEngineParts()).webgpuDriver),
  loadLate('webgl', async () => (await loadEngineParts()).webglDriver),
  loadLate('wasm', async () => (await loadEngineParts()).wasmDriver),
  loadLate('cpu', async () => (await loadEngineParts()).cpuDriver),
];

/** @param load may be asked more than once */
function loadLate(name: EngineName, load: () => Promise<BackendDriver>): BackendDriver {
  return {
    name,
    prepare: async (isForced) => (await load()).prepare?.(isForced),
    start: async (isForced) => (await load()).start(isForced),
    hold: async () => (await load()).hold?.(),
  };
}

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
    drivers: DRIVERS,
    choose: () => parseEngineChoice(search),
    loadModel: () => loadVerifiedModel(`${build.baseUrl}model/`, build.readFile),
  });
}
