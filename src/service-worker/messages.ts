/**
 * What page and service worker say to each other; each request carries a port for its one reply.
 */
import type { Start } from './releases.ts';

/**
 * From the page. `check`: is everything held, and is it of the page's own build, which `scripts` tells (addresses of the
 * page's scripts, which have a content hash)? `take-over`: the reader asked for the waiting version. `mounted`: the page is on
 * screen, its engine still to come. `started`: the engine has settled.
 */
export type WorkerRequest =
  | { readonly kind: 'check'; readonly scripts: readonly string[] }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'mounted' }
  | { readonly kind: 'started'; readonly start: Start };

/** From the worker. `missing`: number of files of its build that it doesn't hold. */
export type WorkerReply =
  | { readonly kind: 'checked'; readonly missing: number; readonly rollback: Rollback | null }
  /** The page is of another build than what is held. */
  | { readonly kind: 'other-version' }
  | { readonly kind: 'taking-over' }
  | { readonly kind: 'other-tabs-open' }
  | { readonly kind: 'noted' }
  /** The page that asks did not come up as it must: the next load gets the release before, or, where that does no better, this one again. */
  | { readonly kind: 'gave-way'; readonly rollback: Rollback | null };

/** A release that did not start here, and the one that is served in its place, as a reader may tell them apart. */
export interface Rollback {
  readonly refused: string;
  readonly used: string;
}
