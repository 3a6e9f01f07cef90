import { expect, test, vi } from 'vitest';
import type { ModelCard } from '../model/model-card.ts';
import { createEngineStateStore, type EngineState } from '../runtime/engine-state.ts';
import { GRACE_MS, waitForFirstAnswer } from './first-answer.ts';
import { createStore } from './store.ts';

const READY: EngineState = { kind: 'ready', engine: 'wasm', card: {} as ModelCard };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const store = createStore();
  const engine = createEngineStateStore();
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const wait = (ms: number): Promise<void> => new Promise((end) => waits.push({ ms, end }));
  const seen = { isOver: false };
  const follow = async (): Promise<void> => {
    await waitForFirstAnswer({ store, engine, wait });
    seen.isOver = true;
  };
  void follow();
  const add = (): void =>
    store.dispatch({ type: 'added', files: [{ name: 'a', path: 'a', sizeBytes: 1 }], skippedFiles: 0 });
  return { store, engine, waits, seen, add };
}

test('with no film, it is over a while after the engine has settled, and not before', async () => {
  const { engine, waits, seen } = setUp();
  await settle();
  expect(waits).toHaveLength(0);
  engine.setState(READY);
  await settle();
  expect(waits.map(({ ms }) => ms)).toEqual([GRACE_MS]);
  expect(seen.isOver).toBe(false);
  waits[0].end();
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('with a film, it waits for its end however long that takes', async () => {
  const { store, engine, waits, seen, add } = setUp();
  add();
  engine.setState(READY);
  await settle();
  waits[0].end();
  await settle();
  expect(seen.isOver).toBe(false);
  store.dispatch({ type: 'rejected', id: 0, run: 0, reason: 'empty-file', frames: null });
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('a film that comes within the grace is waited for', async () => {
  const { store, engine, waits, seen, add } = setUp();
  engine.setState({ kind: 'locked', reason: 'backend-unavailable', detail: '' });
  await settle();
  add();
  waits[0].end();
  await settle();
  expect(seen.isOver).toBe(false);
  store.dispatch({ type: 'failed', id: 0, run: 0, stage: 'predicting', error: 'engine-locked' });
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});
