/**
 * Where the engine stands, in a small store of its own: the page, the runner and <html data-engine> follow it.
 */
import type { ModelCard } from '../model/model-card.ts';
import type { LockCode } from '../study/codes.ts';
import type { MedianMs } from './engine-memory.ts';
import type { EngineName } from './engine-name.ts';

/** Why this engine and no other. */
export interface EngineSelection {
  /**
   * Found the fastest now, or at an earlier start; or neither: the first that came up, where there was nothing to compare or the
   * fastest has given way.
   */
  readonly basis: 'measured' | 'remembered' | 'preferred';
  /** What the speed test found, of this engine or others; empty where there was nothing to compare. */
  readonly medianMs: MedianMs;
}

/** `loading` until the model is verified and warm (and again while a lost engine is re-verified). */
export type EngineState =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly engine: EngineName;
      readonly card: ModelCard;
      /** Absent where nobody had a choice: a forced engine, or a start without a memory. */
      readonly selection?: EngineSelection;
    }
  | {
      readonly kind: 'locked';
      readonly reason: LockCode;
      /** In words, for the screen. */
      readonly detail: string;
    };

/** A read-only view of the engine's state. */
export interface EngineStateSource {
  /** The current state; the same object until it changes. */
  readonly getState: () => EngineState;
  /**
   * Calls `listener` after each change.
   *
   * @returns unsubscribes
   */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The store behind `EngineStateSource`. */
export interface EngineStateStore extends EngineStateSource {
  readonly setState: (state: EngineState) => void;
}

/** A store that starts `loading`. */
export function createEngineStateStore(): EngineStateStore {
  let state: EngineState = { kind: 'loading' };
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    setState(next) {
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The word of `<html data-engine>`. */
export function engineWordOf(state: EngineState): 'loading' | 'locked' | EngineName {
  return state.kind === 'ready' ? state.engine : state.kind;
}

/** Whether the engine in use was found the fastest at an earlier start. */
export function isRemembered(state: EngineState): boolean {
  return state.kind === 'ready' && state.selection?.basis === 'remembered';
}

/**
 * Whether WebGL computes rightly here: it is in use, or passed its self-test when WebGPU, which is in use, was found to be the faster, in
 * this browser on this graphics processor.
 */
export function isWebGlProven(state: EngineState): boolean {
  if (state.kind !== 'ready') return false;
  if (state.engine !== 'webgpu') return state.engine === 'webgl';
  // `preferred`: it took over, perhaps from a WebGL that failed since.
  const { basis = 'preferred', medianMs = {} } = state.selection ?? {};
  return basis !== 'preferred' && medianMs.webgl !== undefined;
}
