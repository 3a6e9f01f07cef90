/**
 * What page and service worker say to each other; each request carries a port for its one reply.
 */

/** From the page. `check`: is everything held? `take-over`: the reader asked for the waiting version. */
export type WorkerRequest = { readonly kind: 'check' } | { readonly kind: 'take-over' };

/** From the worker. `missing`: number of files of its build that it doesn't hold. */
export type WorkerReply =
  | { readonly kind: 'checked'; readonly missing: number }
  | { readonly kind: 'taking-over' }
  | { readonly kind: 'other-tabs-open' };
