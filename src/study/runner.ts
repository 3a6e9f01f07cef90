/**
 * Runs the studies: decodes a few files at once in workers, hands them on to be computed on the main thread (`passes`), and tells the
 * store of every step. Owns the files.
 * Invariants: files are decoded before the engine is verified, though no number comes; one study's fault never touches another; at most
 * `LOOK_AHEAD` decoded inputs wait for the engine, whatever the length of the list; every started run ends.
 */
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { ViewableFilm } from '../image/film-values.ts';
import type { DecodeOptions, DecodePool } from '../image/pool.ts';
import type { PreviewImage } from '../image/preview.ts';
import type { Correction } from '../model/orientation.ts';
import type { Engine } from '../runtime/classifier.ts';
import { yieldToPage } from '../runtime/yield-to-page.ts';
import type { FailureCode } from './codes.ts';
import { createPasses, type Run } from './passes.ts';
import { createPreviews, type PreviewsOptions } from './previews.ts';
import type { AppEvent } from './reducer.ts';
import { type Source, sourceOfFrame } from './source.ts';
import type { Store } from './store.ts';
import type { Stage } from './study.ts';

/** What the runner works with; the functions stand in for the browser's in tests. */
export interface RunnerOptions extends Pick<PreviewsOptions, 'maxPreviews' | 'createUrl' | 'revokeUrl'> {
  readonly store: Store;
  readonly engine: Omit<Engine, 'score'>;
  readonly pool: DecodePool;
  /** Milliseconds of any clock that never runs back. */
  readonly now?: () => number;
  /** Lets the page draw and answer between two studies. */
  readonly yieldToPage?: () => Promise<void>;
}

/** Runs studies until stopped. */
export interface Runner {
  /**
   * Appends sources to the list and starts their work.
   *
   * @param skippedFiles rubbish that was left out
   */
  addSources(sources: readonly Source[], skippedFiles: number): void;
  /** Runs a failed study once more; does nothing to any other. */
  retry(id: number): void;
  /** Runs every failed study once more, in the order of the list. */
  retryFailed(): void;
  /** Starts nothing new until `resume`; what was started ends. */
  pause(): void;
  resume(): void;
  /** Gives up every study that waits (`cancelled`, to be retried one by one); what was started ends. */
  cancel(): void;
  /**
   * Appends one frame of a study that was rejected for having several, and starts its work.
   *
   * @param frame from 1
   * @returns the index of the new study; null where the study has no such frame to offer
   */
  addFrame(id: number, frame: number): number | null;
  /** Reads a finished study once more: corrected as suggested, or as it is in its file again. */
  reread(id: number, as: 'suggested' | 'stored'): void;
  /**
   * Makes a decoded study's preview where it has none yet or none any more; for rows that come into view. Selected studies have
   * it by itself.
   */
  requestPreview(id: number): void;
  /**
   * Decodes a study's file once more for its network input, which is not kept; waits its turn among the files.
   *
   * @returns a new array of sizePx * sizePx standardised values
   * @throws DecodeError, DecodeFailure
   */
  readInput(id: number): Promise<Float32Array>;
  /**
   * Decodes a study's file once more at its full depth, lying as it was read; comes before the files that wait.
   *
   * @param watch how it is watched and ended
   * @throws DecodeError, DecodeFailure, or the signal's reason
   */
  readFilm(id: number, watch: Pick<DecodeOptions, 'signal' | 'onStart'>): Promise<ViewableFilm>;
  /** As `readInput`, for the picture as it is drawn on screen. */
  readPreview(id: number): Promise<PreviewImage>;
  /** What a study is read from, for an export that needs the file itself; undefined for unknown ids. */
  getSource(id: number): Source | undefined;
  /** Ends all work and revokes every URL; the list stays as it is. */
  stop(): void;
}

/** Decoded inputs that may wait for the engine, and files that are being decoded: a pass of four and two workers, so that it hardly waits. */
const LOOK_AHEAD = 6;

/** A runner at work. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, engine, pool } = options;
  const now = options.now ?? (() => performance.now());
  const sources: Source[] = [];
  const queue: Run[] = [];
  let queueHead = 0;
  const aborter = new AbortController();
  let decoding = 0;

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

  /** Without an engine nothing that waits can ever be read. */
  const failAll = (): void => {
    passes.failWaiting();
    for (let next = takeNext(); next !== undefined; next = takeNext())
      fail(next, 'predicting', 'engine-locked');
  };

  /** Starts as much as there is room for. */
  const pump = (): void => {
    if (isStopped() || store.getState().isPaused) return;
    if (engine.getState().kind === 'locked') {
      failAll();
      return;
    }
    while (decoding < pool.size && decoding + passes.countWaiting() < LOOK_AHEAD) {
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
      const { open, frame } = sources[id];
      const needsPreview = previews.isMadeEarly(id);
      const decoded = await pool.decode(await open(), {
        frame,
        signal: aborter.signal,
        ...correctionOf(id),
        needsPreview,
        onStart: () => {
          startMs = now();
          advance('decoding');
        },
        onChecking: () => advance('checking'),
      });
      if (needsPreview) previews.take(id, run, decoded.preview);
      passes.add({ id, run, decoded, startMs });
      void passes.computeAll();
    } catch (error) {
      if (isStopped()) return;
      if (error instanceof DecodeError) {
        const { code: reason, frames } = error;
        store.dispatch({ type: 'rejected', id, run, reason, frames });
      } else fail({ id, run }, stage, error instanceof DecodeFailure ? error.code : 'decode-failed');
    } finally {
      decoding -= 1;
    }
    pump();
  };

  const passes = createPasses({
    store,
    engine,
    now,
    yieldToPage: options.yieldToPage ?? yieldToPage,
    isStopped,
    fail,
    onTaken: pump,
    onLocked: failAll,
  });

  /** How a finished study's film is decoded once more, as it was read. */
  const sameAgain = (id: number): DecodeOptions => {
    return { frame: sources[id].frame, signal: aborter.signal, ...correctionOf(id) };
  };

  const readPreview = async (id: number): Promise<PreviewImage> =>
    pool.decodePreview(await sources[id].open(), sameAgain(id));

  const previews = createPreviews({ ...options, read: readPreview });

  const addSources: Runner['addSources'] = (added, skippedFiles) => {
    if (isStopped()) return;
    const first = store.getState().studies.length;
    for (const source of added) sources.push(source);
    const files = added.map(({ name, path, sizeBytes }) => ({ name, path, sizeBytes }));
    store.dispatch({ type: 'added', files, skippedFiles });
    for (let index = 0; index < added.length; index += 1) queue.push({ id: first + index, run: 0 });
    pump();
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
    if (selectedId !== null) previews.request(selectedId);
  };

  const followEngine = (): void => {
    pump();
    void passes.computeAll();
  };

  const unsubscribes = [engine.subscribe(followEngine), store.subscribe(followSelection)];

  return {
    addSources,
    addFrame(id, frame) {
      const { studies } = store.getState();
      const state = studies[id]?.state;
      const isOffered =
        state?.kind === 'rejected' && state.frames !== null && frame >= 1 && frame <= state.frames;
      if (!isOffered || !Number.isInteger(frame)) return null;
      addSources([sourceOfFrame(sources[id], frame)], 0);
      return studies.length;
    },
    retry(id) {
      runAgain(id, { type: 'retried', id });
    },
    retryFailed() {
      for (const { id, state } of store.getState().studies) {
        if (state.kind === 'failed') runAgain(id, { type: 'retried', id });
      }
    },
    pause() {
      store.dispatch({ type: 'pause-set', isPaused: true });
    },
    resume() {
      store.dispatch({ type: 'pause-set', isPaused: false });
      pump();
    },
    cancel() {
      queue.length = 0;
      queueHead = 0;
      store.dispatch({ type: 'cancelled' });
    },
    reread(id, as) {
      runAgain(id, { type: 'reread', id, as });
    },
    requestPreview: (id) => previews.request(id),
    readInput: async (id) => (await pool.decode(await sources[id].open(), sameAgain(id))).input,
    async readFilm(id, watch) {
      return pool.decodeViewable(await sources[id].open(), { ...sameAgain(id), ...watch });
    },
    readPreview,
    getSource: (id) => sources[id],
    stop() {
      aborter.abort();
      for (const unsubscribe of unsubscribes) unsubscribe();
      pool.dispose();
      previews.stop();
    },
  };
}
