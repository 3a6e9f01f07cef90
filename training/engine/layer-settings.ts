/** Purpose: reads a layer's configuration with checks, since tfjs types it as a loose dictionary. */
import { type ModelLayer, UnsupportedLayerError } from './layer-walk.ts';

/** Checked access to one layer's settings; every reader throws UnsupportedLayerError when the setting is not so. */
export interface LayerSettings {
  has(name: string): boolean;
  number(name: string): number;
  text(name: string, fallback: string): string;
  /** A pair of integers; one number stands for both. */
  pair(name: string): [number, number];
  oneOf<T extends string>(name: string, allowed: readonly T[]): T;
  /** Like `oneOf`, but an absent setting is fine. */
  expect(name: string, allowed: readonly string[]): void;
}

/** Opens a layer's configuration for checked reading. */
export function readSettings(layer: ModelLayer): LayerSettings {
  const config = layer.getConfig();
  const refuse = (name: string): never => {
    throw new UnsupportedLayerError(
      `${layer.name}: ${name} = ${JSON.stringify(config[name])} is not known here.`,
    );
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T =>
    allowed.find((value) => value === config[name]) ?? refuse(name);
  return {
    has: (name) => config[name] !== undefined && config[name] !== null,
    number: (name) => {
      const value = config[name];
      return typeof value === 'number' ? value : refuse(name);
    },
    text: (name, fallback) => {
      const value = config[name] ?? fallback;
      return typeof value === 'string' ? value : refuse(name);
    },
    pair: (name) => {
      const value = config[name];
      const [first, second] = Array.isArray(value) ? value : [value, value];
      return typeof first === 'number' && typeof second === 'number' ? [first, second] : refuse(name);
    },
    oneOf,
    expect: (name, allowed) => {
      if (config[name] !== undefined && config[name] !== null) oneOf(name, allowed);
    },
  };
}
