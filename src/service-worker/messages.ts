/**
 * What page and service worker say to each other; each request carries a port for its one reply.
 */

/**
 * From the page. `check`: is everything held, and is it of the page's own build, which `scripts` tells (addresses of the
 * page's scripts, which have a content hash)? `take-over`: the reader asked for the waiting version.
 */
export type WorkerRequest =
  | { readonly kind: 'check'; readonly scripts: readonly string[] }
  | { readonly kind: 'take-over' };

/** From the worker. `missing`: number of files of its build that it doesn't hold. */
export type WorkerReply =
  | { readonly kind: 'checked'; readonly missing: number }
  /** The page is of another build than what is held. */
  | { readonly kind: 'other-version' }
  | { readonly kind: 'taking-over' }
  | { readonly kind: 'other-tabs-open' };
