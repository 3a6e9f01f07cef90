/**
 * How the built site's code is cut into files. What the page is drawn with is one file beside its entry, and what the wasm engine runs
 * on, which every start asks for once the page is drawn, another: left to itself the bundler makes a file of every set of modules
 * that late parts share with the start, some twenty of them, each with a head of its own on the wire and a turn of the service
 * worker at every visit.
 * Invariants: the entry stays a file of its own, and what the start is made of imports nothing of it. Late parts import what they
 * share with the start, and the entry is still waiting for them at its end: an import of it would never be answered.
 */
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const ENTRY = join(ROOT, 'src', 'main.tsx');
/** What every start asks for once the page is drawn. */
const ENGINE = join(ROOT, 'src', 'runtime', 'engine-parts.ts');
/** The bundler's own helpers. */
const RUNTIME = '\0rolldown/runtime.js';

/**
 * What these modules import and use nothing of: dropped from it anyway, and left to the late parts that do. Only a larger
 * file comes of a name that is missing here.
 */
const NOT_AT_THE_START =
  /\/node_modules\/(?:d3-color|d3-interpolate|long)\/|\/tfjs-core\/dist\/hash_util\.js$/;

/** What the wasm engine shares with the cpu engine: less than the head of a file of its own. */
const WITH_THE_ENGINE =
  /\/node_modules\/@tensorflow\/tfjs-backend-cpu\/dist\/(?:cpu_util|kernels\/Slice)\.js$/;

/** @typedef {{ getModuleInfo: (id: string) => { importedIds: string[] } | null }} Modules */

/**
 * Everything that a module imports, but not what it asks for later.
 *
 * @param {string} root
 * @param {Modules} modules
 * @returns {Set<string>} the module itself among them
 */
function listImports(root, modules) {
  const found = new Set([root]);
  for (const id of found) {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
      if (!NOT_AT_THE_START.test(imported)) found.add(imported);
    }
  }
  return found;
}

/** @returns {import('vite').Rolldown.CodeSplittingOptions} */
export function cutForTheStart() {
  /** @type {Set<string> | null} */
  let start = null;
  /** @type {Set<string> | null} */
  let engine = null;
  return {
    // Else what a module of the group imports would come with it.
    includeDependenciesRecursively: false,
    groups: [
      {
        name(id, modules) {
          start ??= listImports(ENTRY, modules);
          engine ??= listImports(ENGINE, modules);
          if (id === RUNTIME || (id !== ENTRY && start.has(id))) return 'start';
          return engine.has(id) || WITH_THE_ENGINE.test(id) ? 'engine' : null;
        },
      },
    ],
  };
}
