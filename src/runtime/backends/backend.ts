/**
 * What the app needs of a tfjs backend. Imports nothing of tfjs, whose code comes after the page's first paint.
 */
import type { EngineName } from '../engine-name.ts';

/** An active backend. */
export interface Backend {
  readonly name: EngineName;
  /** Of the numbers that it keeps between two operations. */
  readonly precision: 'float32' | 'float16';
  /** Whether a pass of another size has programs of its own to compile first: then one of several is made at the start, before the first drop. */
  readonly compilesPasses: boolean;
  /** Whether it can't compute any more. */
  isLost(): boolean;
  /**
   * Calls `listener` once when it is lost. Not a promise: a race against one that never ends keeps every result alive.
   *
   * @returns unsubscribes
   */
  onLost(listener: () => void): () => void;
  /**
   * Runs one computation with the reading of its numbers; not two at a time.
   *
   * @throws EngineLostError where the backend noted an error of which no exception tells, and what `compute` throws
   */
  underWatch<T>(compute: () => Promise<T>): Promise<T>;
  /**
   * Frees what it holds that nothing else can (a context, its textures and programs); tensors on it must be disposed of
   * before. Safe on a lost one; calls no `onLost` listener.
   */
  stop(): void;
}

/** Brings one backend up. */
export interface BackendDriver {
  readonly name: EngineName;
  /**
   * Fetches the backend's code, so that it comes beside the model; activates nothing. `start` does the same where it wasn't done.
   *
   * @throws BackendUnavailableError saying why it can't run here
   */
  prepare?(isForced: boolean): Promise<void>;
  /**
   * Loads the backend's code and makes it the active one; one that can be lost is made anew after a loss.
   *
   * @param isForced the reader asked for it by name, so that what is slow is accepted
   * @throws BackendUnavailableError saying why it can't run here
   */
  start(isForced: boolean): Promise<Backend>;
  /**
   * Fetches all that `start` needs, without the reader's force, so that it makes no request. The active backend is the same before and
   * after; nothing may compute meanwhile.
   *
   * @throws BackendUnavailableError saying why it can't run here, or what fetching throws
   */
  hold?(): Promise<void>;
}

/** A backend that can't run here, now or later: not one whose start failed for what may pass, such as a download. */
export class BackendUnavailableError extends Error {
  override readonly name = 'BackendUnavailableError';
}

/** `underWatch` of a backend whose exceptions, and losses, tell all that goes wrong. */
export const computePlainly: Backend['underWatch'] = (compute) => compute();

/** For backends on the processor: they can't be lost, and compute passes of every size by the same code. */
export const ON_PROCESSOR: Pick<Backend, 'compilesPasses' | 'isLost' | 'onLost' | 'underWatch'> = {
  compilesPasses: false,
  isLost: () => false,
  onLost: () => () => {},
  underWatch: computePlainly,
};
