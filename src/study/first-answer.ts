/**
 * When the first answer is out of the way: what is not needed for it (late parts, the offline copy) waits for that, so that
 * nothing competes with it for the network and the processor.
 */
import type { EngineStateSource } from '../runtime/engine-state.ts';
import type { Store } from './store.ts';
import { isFinished } from './study.ts';

/** A film that is given this soon after the engine is ready goes before all that can wait. */
export const GRACE_MS = 2_000;
/** An engine that takes longer than this is stuck, or so slow that nothing is won by waiting for it. */
export const MAX_ENGINE_MS = 30_000;

/** What is waited for. */
export interface FirstAnswerOptions {
  readonly store: Pick<Store, 'getState' | 'subscribe'>;
  readonly engine: EngineStateSource;
  /** Stands in for the clock in tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Resolves `GRACE_MS` after the engine has settled, and if a film was given by then, not before a first one has ended, in
 * whatever way, or the reader has paused the work. Resolves `MAX_ENGINE_MS` after the call where no engine has settled.
 */
export async function waitForFirstAnswer({ store, engine, wait = sleep }: FirstAnswerOptions): Promise<void> {
  const hasSettled = await Promise.race([
    until(engine.subscribe, () => engine.getState().kind !== 'loading').then(() => true),
    wait(MAX_ENGINE_MS).then(() => false),
  ]);
  if (!hasSettled) return;
  await wait(GRACE_MS);
  await until(store.subscribe, () => {
    const { studies, openings, isPaused } = store.getState();
    return isPaused || (studies.length === 0 && openings === 0) || studies.some(isFinished);
  });
}

/** Resolves as soon as `isTrue`, which is looked at now and at each call of the listener. */
async function until(subscribe: (listener: () => void) => () => void, isTrue: () => boolean): Promise<void> {
  if (isTrue()) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = subscribe(() => {
      if (!isTrue()) return;
      unsubscribe();
      resolve();
    });
  });
}
