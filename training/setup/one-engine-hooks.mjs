/**
 * Module resolve hook: every shared library comes from `training/node_modules`, whoever imports it.
 *
 * `src/model` is imported by training straight from the app's tree, where Node would look in the app's own
 * `node_modules` (a second copy of tfjs, hence a second engine without tfjs-node's backend) or find nothing.
 * Invariant: one copy of tfjs in the process, the one that tfjs-node registers its backend in.
 */

/** Any file of the training package serves as the place from which to resolve. */
const fromTraining = new URL('../register.mjs', import.meta.url).href;

const SHARED = /^(@tensorflow\/|valibot($|\/)|@noble\/hashes($|\/))/;

/**
 * Node's resolve hook, https://nodejs.org/api/module.html#resolvespecifier-context-nextresolve.
 *
 * @type {import('node:module').ResolveHook}
 */
export function resolve(specifier, context, nextResolve) {
  return SHARED.test(specifier)
    ? nextResolve(specifier, { ...context, parentURL: fromTraining })
    : nextResolve(specifier, context);
}
