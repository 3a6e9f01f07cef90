/**
 * Puts src/runtime/lean in the place of what the page uses little or nothing of in tfjs, in the build alone: unit tests and training
 * keep the whole packages.
 */
import { join, sep } from 'node:path';
import { ROOT } from './paths.mjs';

/** @param {string} name */
const lean = (name) => join(ROOT, 'src', 'runtime', 'lean', name);

/** Packages, by the name that the page's code imports. Paths within them stay what they are. */
const PACKAGES = new Map([
  ['@tensorflow/tfjs-layers', lean('layers.ts')],
  ['@tensorflow/tfjs-backend-wasm', lean('wasm.ts')],
]);

/** Modules, by their place below node_modules/@tensorflow; what ends with a slash is a folder. */
const MODULES = new Map([
  ['tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js', lean('no-threads.ts')],
  ['tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js', lean('no-threads.ts')],
  ['tfjs-core/dist/io/browser_files.js', lean('no-storage.ts')],
  ['tfjs-core/dist/io/http.js', lean('no-storage.ts')],
  ['tfjs-core/dist/io/indexed_db.js', lean('no-storage.ts')],
  ['tfjs-core/dist/io/local_storage.js', lean('no-storage.ts')],
  ['tfjs-core/dist/io/weights_loader.js', lean('no-storage.ts')],
  ['tfjs-core/dist/ops/image/', lean('no-images.ts')],
  ['tfjs-core/dist/ops/rand_util.js', lean('no-random.ts')],
  ['tfjs-core/dist/optimizers/register_optimizers.js', lean('no-training.ts')],
  ['tfjs-layers/dist/initializers.js', lean('no-initializers.ts')],
]);

const SCOPE = '/node_modules/@tensorflow/';

/**
 * Builds with the parts of tfjs that running an exported network takes.
 *
 * @returns {import('vite').Plugin}
 * @throws {Error} while building, when a module that is to be replaced is never met: tfjs has moved it
 */
export function leanTfjs() {
  /** @type {Set<string>} */
  const met = new Set();
  return {
    name: 'lungfield-lean-tfjs',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const replaced = PACKAGES.get(source);
      if (replaced !== undefined) return replaced;
      if (!source.startsWith('.') || !importer?.split(sep).join('/').includes(SCOPE)) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      const path = resolved?.id.split(sep).join('/').split(SCOPE).at(-1) ?? '';
      const place = MODULES.has(path) ? path : path.slice(0, path.lastIndexOf('/') + 1);
      if (MODULES.has(place)) met.add(place);
      return MODULES.get(place) ?? resolved;
    },
    buildEnd(error) {
      const missing = [...MODULES.keys()].filter((place) => !met.has(place));
      if (error === undefined && missing.length > 0)
        throw new Error(`tfjs has no ${missing.join(', ')} any more.`);
    },
  };
}
