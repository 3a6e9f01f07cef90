import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from './reducer.ts';
import { INITIAL_STATE } from './reducer.ts';
import { createStore, type Store } from './store.ts';

const ADD_TWO: AppEvent = {
  type: 'added',
  files: ['a.png', 'b.png'].map((name) => ({ name, path: name, sizeBytes: 1 })),
  skippedFiles: 0,
};
const DECODING: AppEvent = { type: 'advanced', id: 0, run: 0, stage: 'decoding' };
const CHECKING: AppEvent = { type: 'advanced', id: 0, run: 0, stage: 'checking' };
const FAILED: AppEvent = { type: 'failed', id: 0, run: 0, stage: 'decoding', error: 'decode-failed' };

/** A store with two files in it, and the statuses its listener saw from here on. */
function makeStore(): { store: Store; seen: string[] } {
  const store = createStore();
  store.dispatch(ADD_TWO);
  const seen: string[] = [];
  store.subscribe(() => seen.push(store.getState().studies[0].state.kind));
  return { store, seen };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the store', () => {
  it('starts empty, and two stores share nothing', () => {
    const [one, other] = [createStore(), createStore()];
    one.dispatch(ADD_TWO);
    expect(one.getState().studies).toHaveLength(2);
    expect(other.getState()).toBe(INITIAL_STATE);
  });

  it('has the new state at once, though it tells of it later', () => {
    const { store, seen } = makeStore();
    store.dispatch(DECODING);
    expect(store.getState().studies[0].state.kind).toBe('decoding');
    expect(seen).toEqual([]);
    vi.runAllTimers();
    expect(seen).toEqual(['decoding']);
  });

  it('draws a burst of changes once, with the last state', () => {
    const { store, seen } = makeStore();
    for (const event of [DECODING, CHECKING, FAILED]) store.dispatch(event);
    vi.runAllTimers();
    expect(seen).toEqual(['failed']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells of a film’s progress within two frames, of a long list’s ten times a second once there is a result to read', () => {
    const store = createStore();
    const files = Array.from({ length: 25 }, (_, n) => ({ name: `${n}`, path: `${n}`, sizeBytes: 1 }));
    store.dispatch({ type: 'added', files, skippedFiles: 0 });
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    store.dispatch(DECODING);
    vi.advanceTimersByTime(32);
    expect(told).toBe(1);
    store.dispatch({ type: 'selected', id: 0 });
    store.dispatch(CHECKING);
    vi.advanceTimersByTime(99);
    expect(told).toBe(2);
    vi.advanceTimersByTime(1);
    expect(told).toBe(3);
  });

  it('draws a change that follows an earlier drawing as well', () => {
    const { store, seen } = makeStore();
    store.dispatch(DECODING);
    vi.runAllTimers();
    store.dispatch(CHECKING);
    vi.runAllTimers();
    expect(seen).toEqual(['decoding', 'checking']);
  });

  it.each<readonly [string, AppEvent]>([
    ['more files', ADD_TWO],
    ['a retry', { type: 'retried', id: 0 }],
    ['a selection', { type: 'selected', id: 1 }],
    ['the threshold', { type: 'threshold-set', threshold: 0.7 }],
  ])('shows %s without delay, and what waited with it, once', (_what, event) => {
    const { store, seen } = makeStore();
    store.dispatch(FAILED);
    store.dispatch(event);
    expect(seen).toHaveLength(1);
    vi.runAllTimers();
    expect(seen).toHaveLength(1);
  });

  it('draws nothing for an event that changes nothing', () => {
    const { store, seen } = makeStore();
    const before = store.getState();
    store.dispatch({ type: 'selected', id: 99 });
    store.dispatch({ ...DECODING, run: 3 });
    vi.runAllTimers();
    expect(store.getState()).toBe(before);
    expect(seen).toEqual([]);
  });

  it('tells everyone who listens, and nobody who has stopped, not even of what was waiting', () => {
    const { store, seen } = makeStore();
    const late: string[] = [];
    const unsubscribe = store.subscribe(() => late.push('told'));
    store.dispatch({ type: 'selected', id: 1 });
    expect([seen.length, late.length]).toEqual([1, 1]);
    store.dispatch(DECODING);
    unsubscribe();
    vi.runAllTimers();
    expect([seen.length, late.length]).toEqual([2, 1]);
  });

  it('takes what a listener dispatches while it is being told', () => {
    const store = createStore();
    store.subscribe(() => store.dispatch({ type: 'selected', id: 1 }));
    store.dispatch(ADD_TWO);
    expect(store.getState().selectedId).toBe(1);
  });
});
