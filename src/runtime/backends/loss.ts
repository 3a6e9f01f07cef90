/**
 * What both graphics backends need where their context or device can be lost: a signal of the loss, and how tfjs' backend is taken
 * away so that the next start makes another.
 */
import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { EngineName } from '../engine-name.ts';
import type { Backend } from './backend.ts';

/** Whether a backend is lost, for those who watch it and those who find out. */
export interface LossSignal {
  /** As in `Backend`. */
  readonly isLost: () => boolean;
  /** As in `Backend`. */
  readonly onLost: Backend['onLost'];
  /** It is lost. The second time, or after `end`, nobody is told. */
  readonly tell: () => void;
  /** It is stopped: lost from now on, and nobody is told. */
  readonly end: () => void;
}

/** A signal of a backend that is not lost. */
export function createLossSignal(): LossSignal {
  let isLost = false;
  const listeners = new Set<() => void>();
  return {
    isLost: () => isLost,
    onLost: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: () => {
      isLost = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
    end: () => {
      isLost = true;
      listeners.clear();
    },
  };
}

/** Takes tfjs' backend away with all that it holds, and leaves its factory for the next start. */
export function takeAway(name: EngineName): void {
  const factory = findBackendFactory(name);
  removeBackend(name);
  if (factory) registerBackend(name, factory);
}
