import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_EXTENSIONS } from './limits.ts';
import type { DecodeAnswer, DecodedFilm, DecodeRequest } from './messages.ts';
import { createDecodePool, type WorkerLike } from './pool.ts';
import type { DecodeStep } from './steps.ts';

type Listener = (event: never) => void;

/** A worker that answers when the test says so. */
class FakeWorker implements WorkerLike {
  readonly requests: DecodeRequest[] = [];
  readonly transfers: Transferable[][] = [];
  isTerminated = false;
  private readonly listeners = new Map<string, Listener[]>();

  postMessage(message: DecodeRequest, transfer: Transferable[]): void {
    this.requests.push(message);
    this.transfers.push(transfer);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  emit(type: string, event: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event as never);
  }

  answer(
    answer: Omit<DecodeAnswer, 'ticket'> & Record<string, unknown>,
    ticket = this.requests.at(-1)?.ticket,
  ): void {
    this.emit('message', { data: { ...answer, ticket } });
  }
}

const FILM = { warnings: [] } as unknown as DecodedFilm;
const DECODED = { type: 'decoded', decoded: FILM } as const;
const PREVIEW = { blob: new Blob(), widthPx: 4, heightPx: 3 };
const file = new Blob(['x']);

function makePool(
  size = 1,
  limitMs: (step: DecodeStep) => number = () => 1000,
  isBusy: () => boolean = () => false,
) {
  const workers: FakeWorker[] = [];
  const pool = createDecodePool({
    size,
    limitMs,
    isBusy,
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  return { pool, workers };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the decoding pool', () => {
  it('starts its workers before the first file when it is warmed, and uses them', async () => {
    const { pool, workers } = makePool(2);
    pool.warm();
    expect(workers).toHaveLength(2);
    const film = pool.decode(file);
    workers[0].answer(DECODED);
    expect(await film).toEqual(FILM);
    expect(workers).toHaveLength(2);
  });

  it('hands the bytes of a member over without a copy, a file by itself, and says which frame', async () => {
    const { pool, workers } = makePool(2);
    const bytes = Uint8Array.of(1, 2, 3);
    void pool.decode(bytes, { frame: 3 });
    void pool.decode(file);
    expect(workers.map(({ transfers }) => transfers[0])).toEqual([[bytes.buffer], []]);
    expect(workers.map(({ requests }) => requests[0].frame)).toEqual([3, null]);
  });

  it('decodes as many at once as it has workers, in the order asked', async () => {
    const { pool, workers } = makePool(1);
    const films = [pool.decode(file), pool.decode(file)];
    expect(workers[0].requests).toHaveLength(1);
    workers[0].answer(DECODED);
    await films[0];
    expect(workers[0].requests).toHaveLength(2);
    workers[0].answer({ type: 'rejected', code: 'truncated', frames: null });
    await expect(films[1]).rejects.toMatchObject({ code: 'truncated' });
  });

  it('kills a worker that takes too long; that file alone fails, the next one gets a new worker', async () => {
    vi.useFakeTimers();
    const { pool, workers } = makePool(1);
    const slow = pool.decode(file);
    const next = pool.decode(file);
    const outcome = expect(slow).rejects.toMatchObject({ code: 'decode-timeout' });
    await vi.advanceTimersByTimeAsync(1000);
    await outcome;
    expect(workers[0].isTerminated).toBe(true);
    workers[1].answer(DECODED);
    expect(await next).toEqual(FILM);
  });

  it('gives every step its own time: a large film may take longer than a small bad file is looked at', async () => {
    vi.useFakeTimers();
    const { pool, workers } = makePool(1, (step) => (step.kind === 'decoding' ? 5000 : 1000));
    const onChecking = vi.fn();
    const film = pool.decode(file, { onChecking });
    await vi.advanceTimersByTimeAsync(900);
    workers[0].answer({ type: 'step', step: { kind: 'decoding', pixels: 1, isSlow: true } });
    await vi.advanceTimersByTimeAsync(4900);
    workers[0].answer({ type: 'step', step: { kind: 'checking', pixels: 1 } });
    expect(onChecking).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(900);
    workers[0].answer(DECODED);
    expect(await film).toEqual(FILM);
    expect(workers[0].isTerminated).toBe(false);
  });

  it('gives a film its time again while the machine is busy with other things', async () => {
    vi.useFakeTimers();
    const isBusy = vi.fn(() => true);
    const { pool, workers } = makePool(1, () => 1000, isBusy);
    const film = pool.decode(file);
    await vi.advanceTimersByTimeAsync(9900);
    expect(isBusy).toHaveBeenCalledTimes(19);
    workers[0].answer(DECODED);
    expect(await film).toEqual(FILM);
    expect(workers[0].isTerminated).toBe(false);
  });

  it('gives it no more once the machine is idle', async () => {
    vi.useFakeTimers();
    const isBusy = vi.fn(() => false).mockReturnValueOnce(true);
    const { pool } = makePool(1, () => 1000, isBusy);
    const outcome = expect(pool.decode(file)).rejects.toMatchObject({ code: 'decode-timeout' });
    await vi.advanceTimersByTimeAsync(1500);
    await outcome;
  });

  it('does not take one idle moment of a busy machine for an idle machine', async () => {
    vi.useFakeTimers();
    let looks = 0;
    const { pool, workers } = makePool(
      1,
      () => 1000,
      () => {
        looks += 1;
        return looks % 2 === 0;
      },
    );
    const film = pool.decode(file);
    await vi.advanceTimersByTimeAsync(5200);
    expect(looks).toBe(10);
    workers[0].answer(DECODED);
    expect(await film).toEqual(FILM);
  });

  it('ends a hang on a busy machine too', async () => {
    vi.useFakeTimers();
    const { pool, workers } = makePool(
      1,
      () => 1000,
      () => true,
    );
    const outcome = expect(pool.decode(file)).rejects.toMatchObject({ code: 'decode-timeout' });
    await vi.advanceTimersByTimeAsync(1000 * (MAX_EXTENSIONS + 1));
    await outcome;
    expect(workers[0].isTerminated).toBe(true);
  });

  it('takes the answer that came while the page stood still or the computer slept', async () => {
    vi.useFakeTimers();
    const { pool, workers } = makePool(1);
    const film = pool.decode(file);
    // The clock moves on, the timers don't.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    await vi.advanceTimersByTimeAsync(1000);
    workers[0].answer(DECODED);
    expect(await film).toEqual(FILM);
  });

  it('says to the worker what the reader asked to have done to the film', () => {
    const { pool, workers } = makePool(1);
    const correction = { quarterTurns: 1, isInverted: true } as const;
    pool.decode(file, { correction }).catch(() => undefined);
    expect(workers[0].requests[0].correction).toEqual(correction);
  });

  it('hands a film over with its preview, where one was asked for', async () => {
    const { pool, workers } = makePool(1);
    const film = pool.decode(file, { needsPreview: true });
    expect(workers[0].requests[0]).toMatchObject({ purpose: 'reading', needsPreview: true });
    workers[0].answer({ type: 'decoded', decoded: { ...FILM, preview: PREVIEW } });
    expect((await film).preview).toBe(PREVIEW);
    void pool.decode(file);
    expect(workers[0].requests[1]).toMatchObject({ purpose: 'reading', needsPreview: false });
  });

  it('decodes a file for its preview alone', async () => {
    const { pool, workers } = makePool(1);
    const picture = pool.decodePreview(file);
    expect(workers[0].requests[0].purpose).toBe('preview');
    workers[0].answer({ type: 'previewed', preview: PREVIEW });
    expect(await picture).toBe(PREVIEW);
    const refused = pool.decodePreview(file);
    workers[0].answer({ type: 'rejected', code: 'truncated', frames: null });
    await expect(refused).rejects.toMatchObject({ code: 'truncated' });
  });

  it('takes no late answer of a killed worker for another file’s', async () => {
    const { pool, workers } = makePool(1);
    const crashed = pool.decode(file);
    const next = pool.decode(file);
    const late = workers[0].requests[0].ticket;
    workers[0].emit('error', { preventDefault: () => undefined });
    await expect(crashed).rejects.toMatchObject({ code: 'decoder-crashed' });
    workers[0].answer({ type: 'rejected', code: 'corrupt', frames: null }, late);
    workers[1].answer(DECODED);
    expect(await next).toEqual(FILM);
  });

  it('keeps what a crash says to itself: it may quote the file', () => {
    const { pool, workers } = makePool(1);
    pool.decode(file).catch(() => undefined);
    const preventDefault = vi.fn();
    workers[0].emit('error', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('drops a waiting file and ends a running one when they are aborted', async () => {
    const { pool, workers } = makePool(1);
    const running = new AbortController();
    const waiting = new AbortController();
    const films = [
      pool.decode(file, { signal: running.signal }),
      pool.decode(file, { signal: waiting.signal }),
    ];
    const outcomes = Promise.allSettled(films);
    waiting.abort(new Error('stop'));
    running.abort(new Error('stop'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(workers).toHaveLength(1);
    expect(workers[0].isTerminated).toBe(true);
  });

  it('leaves no worker alive when it is disposed', async () => {
    const { pool, workers } = makePool(2);
    const films = Promise.allSettled([pool.decode(file), pool.decode(file), pool.decode(file)]);
    pool.dispose();
    expect((await films).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
    await expect(pool.decode(file)).rejects.toMatchObject({ code: 'decode-failed' });
  });
});
