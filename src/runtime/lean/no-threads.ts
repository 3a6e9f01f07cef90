/**
 * In the place of tfjs' threaded WebAssembly, which the page never starts (`backends/wasm.ts`): 65 kB of glue, and a worker made
 * of text, which the page's policy forbids.
 */

/** Never called: the flag WASM_HAS_MULTITHREAD_SUPPORT is off. @throws Error always */
export default function startThreads(): never {
  throw new Error('This build has no threaded engine.');
}

/** What the worker would be made of. */
export const wasmWorkerContents = '';
