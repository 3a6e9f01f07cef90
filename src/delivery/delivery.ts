/**
 * The port by which the page gets at its own build: kept by `hosted/` and `single-file/` alike.
 */
import type { WorkerLike } from '../image/pool.ts';
import type { Offline, OfflineOptions } from '../runtime/offline.ts';

/** A build as the page sees it. */
export interface Delivery {
  /** What goes before the path of a file of the build, such as `model/model-card.json`. */
  readonly baseUrl: string;
  /** Reads a file of the build. Rejects, or answers with another status than 200, where it can't be had. */
  readonly readFile: (url: string) => Promise<Response>;
  /** As `readFile`, from what is held: for files that are asked for after "offline ready". */
  readonly readHeldFile: (url: string) => Promise<Response>;
  /** Starts `image/decode.worker.ts`. */
  readonly createDecodeWorker: () => WorkerLike;
  /** Call once. */
  readonly startOffline: (options: OfflineOptions) => Offline;
}
