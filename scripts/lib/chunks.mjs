/**
 * How the built site's code is cut into files. What the page starts with is one file beside its entry: left to itself the bundler
 * makes a file of every set of modules that late parts share with the start, some twenty of them, each with a head of its own on
 * the wire and a turn of the service worker at every visit.
 * Invariants: the entry stays a file of its own, and what the start is made of imports nothing of it. Late parts import what they
 * share with the start, and the entry is still waiting for them at its end: an import of it would never be answered.
 */
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const ENTRY = join(ROOT, 'src', 'main.tsx');
/** The bundler's own helpers. */
const RUNTIME = '\0rolldown/runtime.js';

/**
 * What the start's modules import and use nothing of: dropped from it anyway, and left to the late parts that do. Only a larger
 * file comes of a name that is missing here.
 */
const NOT_AT_THE_START =
  /\/node_modules\/(?:d3-color|d3-interpolate|long)\/|\/tfjs-core\/dist\/hash_util\.js$/;

/** What the wasm engine, which every start asks for at once, shares with the cpu engine: less than the head of a file of its own. */
const WITH_THE_START =
  /\/node_modules\/@tensorflow\/tfjs-backend-cpu\/dist\/(?:cpu_util|kernels\/Slice)\.js$/;

/** @typedef {{ getModuleInfo: (id: string) => { importedIds: string[] } | null }} Modules */

/**
 * Everything that the page's entry imports, but not what it asks for later.
 *
 * @param {Modules} modules
 * @returns {Set<string>}
 */
function listStart(modules) {
  const found = new Set([ENTRY]);
  for (const id of found) {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
      if (!NOT_AT_THE_START.test(imported)) found.add(imported);
    }
  }
  found.delete(ENTRY);
  return found;
}

/** @returns {import('vite').Rolldown.CodeSplittingOptions} */
export function cutForTheStart() {
  /** @type {Set<string> | null} */
  let start = null;
  return {
    // Else what a module of the group imports would come with it.
    includeDependenciesRecursively: false,
    groups: [
      {
        name(id, modules) {
          start ??= listStart(modules);
          return start.has(id) || id === RUNTIME || WITH_THE_START.test(id) ? 'start' : null;
        },
      },
    ],
  };
}
