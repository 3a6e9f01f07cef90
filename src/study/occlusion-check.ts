/**
 * The occlusion check of the selected study, on demand: greys one patch after another and asks the engine what the score
 * is worth without it. A store of its own, beside the studies': the check is of one study, is dropped when another is
 * selected, and never touches a result.
 * Invariants: state names the study that it belongs to; a few patches at a time, so that the page stays quick and the
 * queue gets its turn on the engine between any two batches; a check that was stopped says nothing more; no tensor and
 * no input is held when it is over.
 */
import { assembleOcclusion, type OcclusionPlan, occlude, planOcclusion } from '../model/occlusion.ts';
import type { Grid } from '../model/saliency.ts';
import type { Engine } from '../runtime/classifier.ts';
import { isBesideThePage } from '../runtime/engine-name.ts';
import type { EngineState } from '../runtime/engine-state.ts';
import { yieldToPage } from '../runtime/yield-to-page.ts';
import type { FailureCode } from './codes.ts';
import { failureOf } from './failure-of.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';

/** Where the check stands. */
export type OcclusionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: OcclusionResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: FailureCode };

/** What the check found. */
export interface OcclusionResult {
  /** Logit lost with each place, for pneumonia; as many cells as the input has pixels. */
  readonly grid: Grid;
  readonly plan: OcclusionPlan;
}

/** The check. */
export interface OcclusionCheck {
  readonly getState: () => OcclusionState;
  /**
   * Calls `listener` after changes.
   *
   * @returns unsubscribes
   */
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts on the selected study; does nothing for any other, or where it runs already. */
  start(id: number): void;
  /** Stops and forgets. */
  stop(): void;
}

/** What the check works with. */
export interface OcclusionOptions {
  readonly store: Store;
  readonly engine: Pick<Engine, 'score' | 'getState'>;
  readonly runner: Pick<Runner, 'readInput'>;
  /** Lets the page draw and answer between two batches; a test's stands in for it. */
  readonly yieldToPage?: () => Promise<void>;
}

/**
 * Patches in one pass. A graphics processor computes beside the page and is mostly waited for; the other engines compute
 * on the page's own thread, which several patches in a row would hold up.
 */
function batchSizeOf(engine: EngineState): number {
  return engine.kind === 'ready' && isBesideThePage(engine.engine) ? 4 : 1;
}

const IDLE: OcclusionState = { kind: 'idle' };

/** A check at rest. */
export function createOcclusionCheck(options: OcclusionOptions): OcclusionCheck {
  const { store, engine, runner } = options;
  const yieldBetween = options.yieldToPage ?? yieldToPage;
  let state: OcclusionState = IDLE;
  /** The check under way; another object, or null, means that it was stopped. */
  let current: object | null = null;
  const listeners = new Set<() => void>();

  const setState = (next: OcclusionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  /** The page shows the first film while none is selected. */
  const shownId = (): number => store.getState().selectedId ?? 0;

  const stop = (): void => {
    current = null;
    if (state.kind !== 'idle') setState(IDLE);
  };

  const run = async (id: number, ticket: object): Promise<void> => {
    const isStopped = (): boolean => current !== ticket;
    try {
      const input = await runner.readInput(id);
      if (isStopped()) return;
      const plan = planOcclusion(Math.sqrt(input.length));
      const total = plan.corners.length;
      // The untouched film is scored here too: by the same engine, at the same time, from the same decoded pixels.
      const [logit] = await engine.score([input]);
      const logits: number[] = [];
      while (logits.length < total) {
        if (isStopped()) return;
        setState({ kind: 'running', id, done: logits.length, total });
        await yieldBetween();
        const first = logits.length;
        const count = Math.min(batchSizeOf(engine.getState()), total - first);
        const inputs = Array.from({ length: count }, (_, index) => occlude(input, plan, first + index));
        logits.push(...(await engine.score(inputs)));
      }
      if (isStopped()) return;
      setState({ kind: 'done', id, result: { grid: assembleOcclusion(plan, logit, logits), plan } });
    } catch (error) {
      if (!isStopped()) setState({ kind: 'failed', id, error: failureOf(error) });
    }
  };

  // Lives as long as the page: a check of a film that is no longer looked at is work for nobody.
  store.subscribe(() => {
    if (state.kind !== 'idle' && state.id !== shownId()) stop();
  });

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(id) {
      const { studies } = store.getState();
      const isUnderWay = state.kind === 'running' && state.id === id;
      if (id !== shownId() || studies[id]?.state.kind !== 'predicted' || isUnderWay) return;
      const ticket = {};
      current = ticket;
      setState({ kind: 'running', id, done: 0, total: 0 });
      void run(id, ticket);
    },
    stop,
  };
}
