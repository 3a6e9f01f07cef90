/**
 * WebAssembly, one thread: for computers without a graphics processor. Threads would need cross-origin isolation and
 * blob workers, which a plain static host and a strict policy don't give.
 */

import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env, getBackend, setBackend } from '@tensorflow/tfjs-core';
import { locateFile } from '../../delivery/hosted/files.ts';
import { activateBackend } from './activate.ts';
import { type BackendDriver, BackendUnavailableError, ON_PROCESSOR } from './backend.ts';

let prepared: Promise<void> | null = null;
/** A start that went ahead; never rejects. */
let ahead: Promise<void> | null = null;

/** Once a page: in the single file each look for the binaries unpacks them. */
function prepare(): Promise<void> {
  prepared ??= fetchCode().catch((error: unknown) => {
    prepared = null;
    throw error;
  });
  return prepared;
}

async function fetchCode(): Promise<void> {
  if (typeof WebAssembly === 'undefined')
    throw new BackendUnavailableError('This browser has no WebAssembly.');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const [plain, simd] = await Promise.all([plainUrl, simdUrl].map(locateFile));
  // Before tfjs' engine runs: it refuses new paths after that.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // tfjs insists on an entry for the threaded binary, which the flag above keeps it from using.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
}

/**
 * Compiles the binary while the model is still on its way, where no engine is up yet: one that is prepared at the start of the
 * page is the first to be tried. What fails here fails again, and is told, in `start`.
 */
function startAhead(): void {
  const active: string | undefined = getBackend();
  if (active === undefined) ahead ??= activateBackend('wasm').catch(() => undefined);
}

/** tfjs keeps an engine that ran once, and has no other way to be given its binary. */
async function hold(): Promise<void> {
  await prepare();
  const before = getBackend();
  try {
    await activateBackend('wasm');
  } finally {
    await setBackend(before);
  }
}

/** Driver of tfjs' `wasm` backend; its binaries come from the build itself. */
export const wasmDriver: BackendDriver = {
  name: 'wasm',
  async prepare() {
    await prepare();
    startAhead();
  },
  hold,
  async start() {
    await prepare();
    // tfjs would compile it once more.
    await ahead;
    await activateBackend('wasm');
    return { name: 'wasm', precision: 'float32', ...ON_PROCESSOR, stop: () => {} };
  },
};
