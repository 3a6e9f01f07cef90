/**
 * WebAssembly, one thread: for computers without a graphics processor. Threads would need cross-origin isolation and
 * blob workers, which a plain static host and a strict policy don't give.
 */

import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import { locateFile } from '../../delivery/hosted/files.ts';
import { activateBackend, type BackendDriver, BackendUnavailableError, NEVER_LOST } from './backend.ts';

let hasPaths = false;

async function prepare(): Promise<void> {
  if (typeof WebAssembly === 'undefined')
    throw new BackendUnavailableError('This browser has no WebAssembly.');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const [plain, simd] = await Promise.all([plainUrl, simdUrl].map(locateFile));
  // tfjs refuses new paths once its engine runs.
  if (!hasPaths) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      // tfjs insists on an entry for the threaded binary, which the flag above keeps it from using.
      'tfjs-backend-wasm-threaded-simd.wasm': simd,
    });
  }
  hasPaths = true;
}

/** Driver of tfjs' `wasm` backend; its binaries come from the build itself. */
export const wasmDriver: BackendDriver = {
  name: 'wasm',
  prepare,
  async start() {
    await prepare();
    await activateBackend('wasm');
    return { name: 'wasm', precision: 'float32', ...NEVER_LOST, stop: () => {} };
  },
};
