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
  /** Whether the files of the build come from this device, so that fetching them keeps nothing else waiting. */
  readonly isAtHand: () => boolean;
  /** Has the browser fetch what the engine needs, side by side, before it is asked for file by file. Call once, where it is not at hand. */
  readonly fetchAhead: () => void;
  /** Starts `image/decode.worker.ts`. */
  readonly createDecodeWorker: () => WorkerLike;
  /** Call once. */
  readonly startOffline: (options: OfflineOptions) => Offline;
}
