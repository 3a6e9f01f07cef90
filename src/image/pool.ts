/**
 * A few decoding workers on the main thread's side. A file that takes too long or crashes its worker costs that worker
 * alone: it is killed and replaced, and only its own file fails. Time counts against a file only while the machine had time
 * for it: a step past its limit on a busy machine gets the limit again, so that no valid film fails for what else runs.
 */
import { CORRECTIONS, type Correction } from '../model/orientation.ts';
import { DecodeError, DecodeFailure } from './decode-error.ts';
import type { ViewableFilm } from './film-values.ts';
import { DECODE_WORKERS, IDLE_LOOKS, LATE_TIMER_MS, MAX_EXTENSIONS } from './limits.ts';
import { isMachineBusy } from './machine-load.ts';
import type { DecodeAnswer, DecodedFilm, DecodeInput, DecodeRequest } from './messages.ts';
import type { PreviewImage } from './preview.ts';
import { type DecodeStep, limitOf } from './steps.ts';

/** The part of `Worker` that the pool uses. */
export interface WorkerLike {
  postMessage(message: DecodeRequest, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DecodeAnswer>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}

/** How a decode is watched and ended. */
export interface DecodeOptions {
  /** Which frame of several, from 1; by default the file must have one. */
  readonly frame?: number | null;
  /** Aborts: a queued file is dropped, a running one's worker killed. */
  readonly signal?: AbortSignal;
  /** What to do to the film before it is read; nothing where not given. */
  readonly correction?: Correction;
  /** Called when a worker takes the file up. */
  readonly onStart?: () => void;
  /** Called when the pixels are there and the checks begin. */
  readonly onChecking?: () => void;
}

/** How `decode` is watched and ended, and what it makes. */
export interface ReadOptions extends DecodeOptions {
  /** Whether the film comes with its preview; not where not given. */
  readonly needsPreview?: boolean;
}

/** Decodes files, a few at a time, in the order asked. */
export interface DecodePool {
  /** How many files are decoded at once. */
  readonly size: number;
  /** Starts the workers before the first file, so that it waits for none and the page asks for no script later. */
  warm(): void;
  /**
   * @param file bytes are transferred: the caller has none left
   * @throws DecodeError (the input's fault), DecodeFailure (`decode-timeout`, `decoder-crashed` ...), or the signal's
   *   reason when aborted
   */
  decode(file: DecodeInput, options?: ReadOptions): Promise<DecodedFilm>;
  /**
   * Decodes a file for its preview alone.
   *
   * @param file as in `decode`
   * @throws as `decode`
   */
  decodePreview(file: DecodeInput, options?: DecodeOptions): Promise<PreviewImage>;
  /**
   * Decodes a film at its full depth, for the screen: before any file that only waits.
   *
   * @param file as in `decode`
   * @throws as `decode`
   */
  decodeViewable(file: DecodeInput, options?: DecodeOptions): Promise<ViewableFilm>;
  /** Kills every worker; what is under way fails. */
  dispose(): void;
}

/** What the pool is made of. */
export interface PoolOptions {
  readonly size?: number;
  /** How long a step may take. */
  readonly limitMs?: (step: DecodeStep) => number;
  /** Whether a step that is past its limit may be so because of what else the machine does. */
  readonly isBusy?: () => boolean;
  /** Starts `decode.worker.ts`. */
  readonly createWorker: () => WorkerLike;
}

interface Job {
  readonly purpose: DecodeRequest['purpose'];
  readonly file: DecodeInput;
  readonly options: ReadOptions;
  /** Takes the answer. */
  readonly take: (answer: JobAnswer) => void;
  /** Takes the end of a job that gets none. */
  readonly reject: (error: unknown) => void;
}

type JobAnswer = Exclude<DecodeAnswer, { type: 'step' }>;

interface Running {
  readonly job: Job;
  readonly ticket: number;
  /** Of the present step. */
  timer: ReturnType<typeof setTimeout>;
  readonly onAbort: () => void;
}

interface Slot {
  /** Started by `warm`, or at its first file; null after it was killed. */
  worker: WorkerLike | null;
  running: Running | null;
}

/** What an answer without a film means. */
function errorOf(answer: DecodeAnswer): DecodeError | DecodeFailure {
  if (answer.type === 'rejected') return new DecodeError(answer.code, { frames: answer.frames });
  return new DecodeFailure(answer.type === 'failed' ? answer.code : 'decode-failed');
}

/** A pool; `dispose()` ends it. */
export function createDecodePool(options: PoolOptions): DecodePool {
  const { createWorker, size = DECODE_WORKERS, limitMs = limitOf, isBusy = isMachineBusy } = options;
  const slots: Slot[] = Array.from({ length: size }, () => ({ worker: null, running: null }));
  const waiting: Job[] = [];
  let nextTicket = 0;
  let isDisposed = false;

  /** Ends what runs in a slot and gives the slot the next job. */
  const finish = (slot: Slot): void => {
    const { running } = slot;
    if (running === null) return;
    slot.running = null;
    clearTimeout(running.timer);
    running.job.options.signal?.removeEventListener('abort', running.onAbort);
    pump();
  };

  const kill = (slot: Slot, error: unknown): void => {
    slot.worker?.terminate();
    slot.worker = null;
    slot.running?.job.reject(error);
    finish(slot);
  };

  /**
   * Ends the slot's file when the step's time is over: when the machine was found idle `IDLE_LOOKS` times in a row, spread over that time,
   * or held up once too often.
   *
   * @param extensions how often the time began anew
   * @param idleLooks how often in a row the machine was idle
   */
  const watch = (slot: Slot, step: DecodeStep, extensions = 0, idleLooks = 0): Running['timer'] => {
    const spanMs = limitMs(step) / IDLE_LOOKS;
    const dueMs = performance.now() + spanMs;
    return setTimeout(() => {
      // Late: the page computed or slept, and an answer that came in time may stand in line behind this.
      const isLate = performance.now() - dueMs > LATE_TIMER_MS;
      const isHeldUp = isLate || isBusy();
      const isOver = isHeldUp ? extensions === MAX_EXTENSIONS : idleLooks + 1 === IDLE_LOOKS;
      if (slot.running === null || isOver) kill(slot, new DecodeFailure('decode-timeout'));
      else if (isHeldUp) slot.running.timer = watch(slot, step, extensions + 1);
      else slot.running.timer = watch(slot, step, extensions, idleLooks + 1);
    }, spanMs);
  };

  const advance = (slot: Slot, running: Running, step: DecodeStep): void => {
    clearTimeout(running.timer);
    running.timer = watch(slot, step);
    if (step.kind === 'checking') running.job.options.onChecking?.();
  };

  const listen = (slot: Slot, worker: WorkerLike): void => {
    // A killed worker's last messages may still arrive: they belong to nobody.
    const isCurrent = (): boolean => slot.worker === worker;
    worker.addEventListener('message', ({ data }) => {
      if (!isCurrent() || slot.running?.ticket !== data.ticket) return;
      if (data.type === 'step') advance(slot, slot.running, data.step);
      else {
        slot.running.job.take(data);
        finish(slot);
      }
    });
    const onError = (event: Event): void => {
      // The event would otherwise be logged with the text of whatever the file provoked.
      event.preventDefault();
      if (isCurrent()) kill(slot, new DecodeFailure('decoder-crashed'));
    };
    worker.addEventListener('error', onError);
    worker.addEventListener('messageerror', onError);
  };

  const workerOf = (slot: Slot): WorkerLike => {
    if (slot.worker === null) {
      slot.worker = createWorker();
      listen(slot, slot.worker);
    }
    return slot.worker;
  };

  const start = (slot: Slot, job: Job): void => {
    const ticket = nextTicket;
    nextTicket += 1;
    const onAbort = (): void => kill(slot, job.options.signal?.reason);
    const timer = watch(slot, { kind: 'loading' });
    slot.running = { job, ticket, timer, onAbort };
    job.options.signal?.addEventListener('abort', onAbort);
    job.options.onStart?.();
    try {
      const { correction = CORRECTIONS[0], frame = null, needsPreview = false } = job.options;
      const { file, purpose } = job;
      const transfer = file instanceof Blob ? [] : [file.buffer];
      workerOf(slot).postMessage({ ticket, purpose, file, frame, correction, needsPreview }, transfer);
    } catch (error) {
      kill(slot, new DecodeFailure('decoder-crashed', { cause: error }));
    }
  };

  const pump = (): void => {
    for (const slot of slots) {
      if (slot.running !== null) continue;
      const job = takeNext();
      if (job === undefined) return;
      start(slot, job);
    }
  };

  const enqueue = (job: Job): void => {
    if (isDisposed) throw new DecodeFailure('decode-failed');
    // The film for the screen is waited for by somebody who looks.
    if (job.purpose === 'viewing') waiting.unshift(job);
    else waiting.push(job);
    pump();
  };

  /** @param pick what was asked for; null where an answer is without it, which says why */
  const ask = <T>(
    purpose: Job['purpose'],
    file: DecodeInput,
    readOptions: ReadOptions,
    pick: (answer: JobAnswer) => T | null,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const take: Job['take'] = (answer) => {
        const picked = pick(answer);
        if (picked === null) reject(errorOf(answer));
        else resolve(picked);
      };
      enqueue({ purpose, file, options: readOptions, take, reject });
    });

  const takeNext = (): Job | undefined => {
    for (;;) {
      const job = waiting.shift();
      if (job === undefined) return undefined;
      if (job.options.signal?.aborted !== true) return job;
      job.reject(job.options.signal.reason);
    }
  };

  return {
    size,
    warm() {
      try {
        for (const slot of slots) workerOf(slot);
      } catch {
        // A worker that can't be started now is tried again, and reported, with its first file.
      }
    },
    decode: (file, readOptions = {}) =>
      ask('reading', file, readOptions, (answer) => (answer.type === 'decoded' ? answer.decoded : null)),
    decodePreview: (file, decodeOptions = {}) =>
      ask('preview', file, decodeOptions, (answer) => (answer.type === 'previewed' ? answer.preview : null)),
    decodeViewable: (file, decodeOptions = {}) =>
      ask('viewing', file, decodeOptions, (answer) => (answer.type === 'viewable' ? answer.viewable : null)),
    dispose() {
      isDisposed = true;
      for (const job of waiting.splice(0)) job.reject(new DecodeFailure('decode-failed'));
      for (const slot of slots) kill(slot, new DecodeFailure('decode-failed'));
    },
  };
}
