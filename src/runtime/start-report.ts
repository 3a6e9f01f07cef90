/**
 * Tells the service worker how the page came up: on screen, and then with which end of its engine. From that it knows whether a new
 * version may stay (`service-worker/releases.ts`).
 * Invariant: what the reader asked for by `?backend=` says nothing of the version.
 */
import type { WorkerReply, WorkerRequest } from '../service-worker/messages.ts';
import type { Start } from '../service-worker/releases.ts';
import type { LockCode } from '../study/codes.ts';
import type { EngineState, EngineStateSource } from './engine-state.ts';

/** How a page comes up. */
export interface PageStart {
  /** Resolves when the page is on screen; never where it can't be drawn. */
  readonly mounted: Promise<void>;
  readonly engine: EngineStateSource;
  /** Whether the address forces an engine. */
  readonly isForced: boolean;
}

/** Locks that a forced engine brings about by itself, whatever the version. */
const OF_THE_ENGINE: ReadonlySet<LockCode> = new Set([
  'backend-unknown',
  'backend-unavailable',
  'self-test-failed',
]);

/** What an engine that has settled says of the version. */
export function startOf(state: Exclude<EngineState, { kind: 'loading' }>, isForced: boolean): Start {
  if (state.kind === 'ready') return 'verified';
  return isForced && OF_THE_ENGINE.has(state.reason) ? 'unknown' : 'locked';
}

/**
 * Tells both, the second as soon as the engine has settled for the first time.
 *
 * @param ask one question to the worker in charge of this page
 * @returns the answer to the second
 * @throws what `ask` throws
 */
export async function reportStart(
  ask: (request: WorkerRequest) => Promise<WorkerReply>,
  { mounted, engine, isForced }: PageStart,
): Promise<WorkerReply> {
  await mounted;
  await ask({ kind: 'mounted' });
  return ask({ kind: 'started', start: startOf(await waitSettled(engine), isForced) });
}

function waitSettled({
  getState,
  subscribe,
}: EngineStateSource): Promise<Exclude<EngineState, { kind: 'loading' }>> {
  return new Promise((resolve) => {
    const look = (): void => {
      const state = getState();
      if (state.kind === 'loading') return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = subscribe(look);
    look();
  });
}
