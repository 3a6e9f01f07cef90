/**
 * The names of the engines, alone in a file so that everyone may name an engine without loading one.
 */

/** Engines in order of preference; `webgpu` will stand before `webgl` once it is verified. */
export const ENGINE_NAMES = ['webgl', 'wasm', 'cpu'] as const;

/** One tfjs backend that this app may compute on. */
export type EngineName = (typeof ENGINE_NAMES)[number];
