/**
 * How long a batch will still take, from the pace it has kept.
 * Invariant: the same progress gives the same estimate, so that it can be read as often as one likes.
 */
import type { Progress } from '../study/study.ts';

/** Files done before an estimate is worth showing. */
const MINIMUM_DONE = 3;

/** Watches one list. */
export interface PaceMeter {
  /** Estimated time left in ms; null while nothing runs or there is no pace yet. */
  estimateRemaining(progress: Progress): number | null;
}

/**
 * A meter that starts with the batch.
 *
 * @param now a monotonic clock in ms
 */
export function createPaceMeter(now: () => number): PaceMeter {
  let start: { readonly atMs: number; readonly done: number } | null = null;
  let last: { readonly done: number; readonly total: number; readonly remainingMs: number | null } | null =
    null;
  return {
    estimateRemaining({ state, done, total }) {
      if (state !== 'running') {
        start = null;
        last = null;
        return null;
      }
      if (last?.done === done && last.total === total) return last.remainingMs;
      start ??= { atMs: now(), done };
      const finished = done - start.done;
      const remainingMs = finished < MINIMUM_DONE ? null : ((now() - start.atMs) / finished) * (total - done);
      last = { done, total, remainingMs };
      return remainingMs;
    },
  };
}
