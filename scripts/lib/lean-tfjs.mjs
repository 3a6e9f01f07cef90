/**
 * Puts src/runtime/lean in the place of two packages of tfjs, in the build alone: unit tests and training keep the whole ones.
 */
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const FOLDER = join(ROOT, 'src', 'runtime', 'lean');
const NO_THREADS = join(FOLDER, 'no-threads.ts');

/** By the name that code imports: the page's own, or a package's of its own parts. Other paths stay what they are. */
const LEAN = new Map([
  ['@tensorflow/tfjs-layers', join(FOLDER, 'layers.ts')],
  ['@tensorflow/tfjs-backend-wasm', join(FOLDER, 'wasm.ts')],
  ['../wasm-out/tfjs-backend-wasm-threaded-simd.js', NO_THREADS],
  ['../wasm-out/tfjs-backend-wasm-threaded-simd.worker.js', NO_THREADS],
]);

/**
 * Builds with the parts of tfjs that running an exported network takes.
 *
 * @returns {import('vite').Plugin}
 */
export function leanTfjs() {
  return {
    name: 'lungfield-lean-tfjs',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => LEAN.get(source) ?? null,
  };
}
