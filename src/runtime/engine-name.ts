/**
 * The names of the engines, alone in a file so that everyone may name an engine without loading one.
 */

/** Engines in order of preference. */
export const ENGINE_NAMES = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

/** One tfjs backend that this app may compute on. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Whether an engine computes beside the page, which then waits, and not on the page's own thread. */
export function isBesideThePage(name: EngineName): boolean {
  return name === 'webgpu' || name === 'webgl';
}
