import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DecodeFailure } from '../image/decode-error.ts';
import type { ViewableFilm } from '../image/film-values.ts';
import { createFilmShelf } from './film-shelf.ts';
import type { Runner } from './runner.ts';

type Watch = Parameters<Runner['readFilm']>[1];

/** A reader whose films come when the test says so. */
function setUp() {
  const calls: { id: number; watch: Watch; give: (film: ViewableFilm) => void; fail: (e: Error) => void }[] =
    [];
  const readFilm = (id: number, watch: Watch) =>
    new Promise<ViewableFilm>((give, fail) => {
      calls.push({ id, watch, give, fail });
    });
  const shelf = createFilmShelf({ runner: { readFilm } });
  return { shelf, calls };
}

const film = (widthPx: number): ViewableFilm => ({ widthPx }) as ViewableFilm;
const A = { id: 0, run: 0 };
const B = { id: 1, run: 0 };
const C = { id: 2, run: 0 };

/** Past the delay, and all promises settled. */
const pass = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the films on screen', () => {
  it('are loading, then there, and the page is told', async () => {
    const { shelf, calls } = setUp();
    const listener = vi.fn();
    shelf.subscribe(listener);
    shelf.want([A]);
    expect(shelf.getState(A)).toEqual({ kind: 'loading' });
    await pass();
    listener.mockClear();
    calls[0].give(film(1));
    await pass();
    expect(shelf.getState(A)).toEqual({ kind: 'ready', film: { widthPx: 1 } });
    expect(listener).toHaveBeenCalledOnce();
  });

  it('are not decoded when the reader only passes them', async () => {
    const { shelf, calls } = setUp();
    shelf.want([A]);
    shelf.want([B]);
    shelf.want([C]);
    await pass();
    expect(calls.map(({ id }) => id)).toEqual([2]);
  });

  it('are two at most: the one before is at hand, the third is let go', async () => {
    const { shelf, calls } = setUp();
    for (const wanted of [A, B, C]) {
      shelf.want([wanted]);
      await pass();
      calls.at(-1)?.give(film(wanted.id));
      await pass();
    }
    expect([A, B, C].map((wanted) => shelf.getState(wanted).kind)).toEqual(['loading', 'ready', 'ready']);
    shelf.want([B]);
    await pass();
    expect(calls).toHaveLength(3);
  });

  it('may be two of a comparison', async () => {
    const { shelf, calls } = setUp();
    shelf.want([A, B]);
    await pass();
    for (const { id, give } of calls) give(film(id));
    await pass();
    expect([A, B].map((wanted) => shelf.getState(wanted).kind)).toEqual(['ready', 'ready']);
  });

  it('are decoded anew when the study was read anew', async () => {
    const { shelf, calls } = setUp();
    shelf.want([A]);
    await pass();
    calls[0].give(film(1));
    await pass();
    const again = { id: 0, run: 1 };
    shelf.want([again]);
    await pass();
    expect(shelf.getState(A)).toEqual({ kind: 'loading' });
    calls[1].give(film(2));
    await pass();
    expect(shelf.getState(again)).toEqual({ kind: 'ready', film: { widthPx: 2 } });
  });

  it('say why they could not be had, and are tried again when they are wanted again', async () => {
    const { shelf, calls } = setUp();
    shelf.want([A]);
    await pass();
    calls[0].fail(new DecodeFailure('file-not-readable'));
    await pass();
    expect(shelf.getState(A)).toEqual({ kind: 'failed', error: 'file-not-readable' });
    shelf.want([A]);
    await pass();
    calls[1].give(film(1));
    await pass();
    expect(shelf.getState(A).kind).toBe('ready');
  });

  it('end a decode that nobody waits for only before it has begun, which costs no worker', async () => {
    const { shelf, calls } = setUp();
    shelf.want([A]);
    await pass();
    shelf.want([B]);
    expect(calls[0].watch.signal?.aborted).toBe(true);
    await pass();
    calls[1].watch.onStart?.();
    shelf.want([C]);
    expect(calls[1].watch.signal?.aborted).toBe(false);
    calls[1].give(film(1));
    await pass();
    expect(shelf.getState(B)).toEqual({ kind: 'loading' });
  });
});
