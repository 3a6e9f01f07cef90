/**
 * Runs the studies: decodes a few files at once in workers, computes one after the other on the main thread, and tells
 * the store of every step. Owns the files, the inputs on their way and the previews' URLs.
 * Invariants: nothing starts before the engine is verified; one study's fault never touches another; at most
 * `LOOK_AHEAD` decoded inputs wait for the engine, whatever the length of the list; every started run ends.
 */
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { DecodedFilm } from '../image/messages.ts';
import type { DecodePool } from '../image/pool.ts';
import { NotANumberError } from '../model/assess.ts';
import type { Correction } from '../model/orientation.ts';
import { type Engine, EngineLockedError, EngineLostError } from '../runtime/classifier.ts';
import type { FailureCode } from './codes.ts';
import { isUnreadable, pathOf } from './intake.ts';
import { createPreviewShelf, MAX_PREVIEWS } from './preview-shelf.ts';
import type { AppEvent } from './reducer.ts';
import type { Store } from './store.ts';
import type { Stage } from './study.ts';

/** What the runner works with; the functions stand in for the browser's in tests. */
export interface RunnerOptions {
  readonly store: Store;
  readonly engine: Engine;
  readonly pool: DecodePool;
  readonly maxPreviews?: number;
  /** Milliseconds of any clock that never runs back. */
  readonly now?: () => number;
  readonly createUrl?: (blob: Blob) => string;
  readonly revokeUrl?: (url: string) => void;
  /** Lets the page draw and answer between two studies. */
  readonly yieldToPage?: () => Promise<void>;
}

/** Runs studies until stopped. */
export interface Runner {
  /**
   * Appends files to the list and starts their work.
   *
   * @param skippedFiles rubbish that was left out
   */
  addFiles(files: readonly File[], skippedFiles: number): void;
  /** Runs a failed study once more; does nothing to any other. */
  retry(id: number): void;
  /** Reads a finished study once more: corrected as suggested, or as it is in its file again. */
  reread(id: number, as: 'suggested' | 'stored'): void;
  /** Decodes a study's preview anew where it was dropped; for rows that come into view. Selected studies have it by itself. */
  requestPreview(id: number): void;
  /** Ends all work and revokes every URL; the list stays as it is. */
  stop(): void;
}

/** Decoded inputs that may wait for the engine: enough that it never waits for them. */
const LOOK_AHEAD = 4;

/** One run of one study. */
interface Run {
  readonly id: number;
  readonly run: number;
}

interface DecodedRun extends Run {
  readonly decoded: DecodedFilm;
  readonly startMs: number;
}

/** Lets a macrotask pass. Not a timer: those are throttled to one a second in a hidden tab. */
function yieldByMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

function failureOf(error: unknown): FailureCode {
  if (error instanceof DecodeFailure) return error.code;
  if (error instanceof EngineLockedError) return 'engine-locked';
  if (error instanceof EngineLostError) return 'engine-lost';
  if (error instanceof NotANumberError) return 'not-a-number';
  return 'prediction-failed';
}

/** A runner at work. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, engine, pool } = options;
  const now = options.now ?? (() => performance.now());
  const yieldToPage = options.yieldToPage ?? yieldByMessage;
  const files: File[] = [];
  const queue: Run[] = [];
  let queueHead = 0;
  const decodedRuns: DecodedRun[] = [];
  const aborter = new AbortController();
  const previewRequests = new Set<number>();
  let decoding = 0;
  let isPredicting = false;

  const shelf = createPreviewShelf({
    maxPreviews: options.maxPreviews ?? MAX_PREVIEWS,
    createUrl: options.createUrl ?? ((blob) => URL.createObjectURL(blob)),
    revokeUrl: options.revokeUrl ?? ((url) => URL.revokeObjectURL(url)),
    onDropped: (id) => putPreview(id, null),
  });

  const putPreview = (id: number, image: DecodedFilm['preview'] | null): void => {
    // A picture that comes after the shelf was cleared would never be revoked.
    if (isStopped()) return;
    const { studies, selectedId: shownId } = store.getState();
    const study = studies[id];
    // The film on screen must not go for those that are read after it.
    if (image !== null && shownId !== null) shelf.touch(shownId);
    const preview = image === null ? null : shelf.put(id, image);
    store.dispatch({ type: 'previewed', id, run: study.run, preview });
  };

  const correctionOf = (id: number): { readonly correction?: Correction } => {
    const { correction } = store.getState().studies[id];
    return correction === null ? {} : { correction };
  };

  const isStopped = (): boolean => aborter.signal.aborted;

  const fail = ({ id, run }: Run, stage: Stage, error: FailureCode): void => {
    store.dispatch({ type: 'failed', id, run, stage, error });
  };

  const takeNext = (): Run | undefined => {
    if (queueHead === queue.length) {
      queue.length = 0;
      queueHead = 0;
      return undefined;
    }
    const next = queue[queueHead];
    queueHead += 1;
    return next;
  };

  /** Starts as much as there is room for. */
  const pump = (): void => {
    if (isStopped()) return;
    const { kind } = engine.getState();
    if (kind === 'loading') return;
    if (kind === 'locked') {
      for (let next = takeNext(); next !== undefined; next = takeNext())
        fail(next, 'predicting', 'engine-locked');
      return;
    }
    while (decoding < pool.size && decoding + decodedRuns.length < LOOK_AHEAD) {
      const next = takeNext();
      if (next === undefined) return;
      decoding += 1;
      void decodeRun(next);
    }
  };

  const decodeRun = async ({ id, run }: Run): Promise<void> => {
    let startMs = now();
    let stage: Stage = 'decoding';
    const advance = (to: Stage): void => {
      stage = to;
      store.dispatch({ type: 'advanced', id, run, stage: to });
    };
    try {
      // Awaited, for it ends in `pump`: thousands of these in a row would nest until the stack is full.
      if (isUnreadable(files[id])) await Promise.reject(new DecodeFailure('file-not-readable'));
      const decoded = await pool.decode(files[id], {
        signal: aborter.signal,
        ...correctionOf(id),
        onStart: () => {
          startMs = now();
          advance('decoding');
        },
        onChecking: () => advance('checking'),
      });
      putPreview(id, decoded.preview);
      store.dispatch({ type: 'suggested', id, run, correction: decoded.suggestion });
      decodedRuns.push({ id, run, decoded, startMs });
    } catch (error) {
      if (isStopped()) return;
      if (error instanceof DecodeError) store.dispatch({ type: 'rejected', id, run, reason: error.code });
      else fail({ id, run }, stage, error instanceof DecodeFailure ? error.code : 'decode-failed');
    } finally {
      decoding -= 1;
    }
    void predictAll();
    pump();
  };

  /** Computes what is decoded, one after the other, until nothing is left. */
  const predictAll = async (): Promise<void> => {
    if (isPredicting) return;
    isPredicting = true;
    for (let next = decodedRuns.shift(); next !== undefined && !isStopped(); next = decodedRuns.shift()) {
      pump();
      await predictRun(next);
      await yieldToPage();
    }
    isPredicting = false;
  };

  const predictRun = async ({ id, run, decoded, startMs }: DecodedRun): Promise<void> => {
    store.dispatch({ type: 'advanced', id, run, stage: 'predicting' });
    try {
      const { assessment, engine: engineName } = await engine.assess(decoded.input);
      const { warnings, withholdings: tagReasons, film } = decoded;
      const durationMs = now() - startMs;
      const result = { assessment, warnings, tagReasons, engine: engineName, durationMs, film };
      store.dispatch({ type: 'predicted', id, run, result });
    } catch (error) {
      fail({ id, run }, 'predicting', failureOf(error));
    }
  };

  const requestPreview = (id: number): void => {
    const study = store.getState().studies[id];
    if (study === undefined || isStopped()) return;
    if (study.preview !== null) shelf.touch(id);
    // Only a preview that was there can be had again; a rejected file never had one.
    else if (study.state.kind === 'predicted' && !previewRequests.has(id)) void decodePreview(id);
  };

  const decodePreview = async (id: number): Promise<void> => {
    previewRequests.add(id);
    try {
      const { run } = store.getState().studies[id];
      const { preview } = await pool.decode(files[id], { signal: aborter.signal, ...correctionOf(id) });
      // Of a film that was read anew meanwhile, this is the picture of before.
      if (store.getState().studies[id].run === run) putPreview(id, preview);
    } catch {
      // The result stands without its picture; the next look tries again.
    } finally {
      previewRequests.delete(id);
    }
  };

  /** Queues a study anew, if the event lets it. */
  const runAgain = (id: number, event: AppEvent): void => {
    const before = store.getState().studies[id];
    store.dispatch(event);
    const after = store.getState().studies[id];
    if (after === before || isStopped()) return;
    queue.push({ id, run: after.run });
    pump();
  };

  let selectedId: number | null = null;
  const followSelection = (): void => {
    const state = store.getState();
    if (state.selectedId === selectedId) return;
    selectedId = state.selectedId;
    if (selectedId !== null) requestPreview(selectedId);
  };

  const unsubscribes = [engine.subscribe(pump), store.subscribe(followSelection)];

  return {
    addFiles(added, skippedFiles) {
      if (isStopped()) return;
      const first = store.getState().studies.length;
      for (const file of added) files.push(file);
      const described = added.map((file) => ({ name: file.name, path: pathOf(file), sizeBytes: file.size }));
      store.dispatch({ type: 'added', files: described, skippedFiles });
      for (let index = 0; index < added.length; index += 1) queue.push({ id: first + index, run: 0 });
      pump();
    },
    retry(id) {
      runAgain(id, { type: 'retried', id });
    },
    reread(id, as) {
      runAgain(id, { type: 'reread', id, as });
    },
    requestPreview,
    stop() {
      aborter.abort();
      for (const unsubscribe of unsubscribes) unsubscribe();
      pool.dispose();
      shelf.clear();
    },
  };
}
