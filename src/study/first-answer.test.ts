import { expect, test, vi } from 'vitest';
import type { ModelCard } from '../model/model-card.ts';
import { createEngineStateStore, type EngineState } from '../runtime/engine-state.ts';
import { GRACE_MS, MAX_ENGINE_MS, waitForFirstAnswer } from './first-answer.ts';
import { createStore } from './store.ts';

const READY: EngineState = { kind: 'ready', engine: 'wasm', card: {} as ModelCard };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const store = createStore();
  const engine = createEngineStateStore();
  const waits = new Map<number, () => void>();
  const wait = (ms: number): Promise<void> => new Promise((end) => waits.set(ms, end));
  const endWait = (ms: number): void => {
    const end = waits.get(ms);
    if (end === undefined) throw new Error(`Nothing waits for ${ms} ms.`);
    end();
  };
  const seen = { isOver: false };
  const follow = async (): Promise<void> => {
    await waitForFirstAnswer({ store, engine, wait });
    seen.isOver = true;
  };
  void follow();
  const add = (): void =>
    store.dispatch({ type: 'added', files: [{ name: 'a', path: 'a', sizeBytes: 1 }], skippedFiles: 0 });
  return { store, engine, waits, endWait, seen, add };
}

test('with no film, it is over a while after the engine has settled, and not before', async () => {
  const { engine, waits, endWait, seen } = setUp();
  await settle();
  expect(waits.has(GRACE_MS)).toBe(false);
  engine.setState(READY);
  await settle();
  expect(seen.isOver).toBe(false);
  endWait(GRACE_MS);
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('with a film, it waits for its end however long that takes', async () => {
  const { store, engine, endWait, seen, add } = setUp();
  add();
  engine.setState(READY);
  await settle();
  endWait(GRACE_MS);
  await settle();
  expect(seen.isOver).toBe(false);
  store.dispatch({ type: 'rejected', id: 0, run: 0, reason: 'empty-file', frames: null });
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('a film that comes within the grace is waited for', async () => {
  const { store, engine, endWait, seen, add } = setUp();
  engine.setState({ kind: 'locked', reason: 'backend-unavailable', detail: '' });
  await settle();
  add();
  endWait(GRACE_MS);
  await settle();
  expect(seen.isOver).toBe(false);
  store.dispatch({ type: 'failed', id: 0, run: 0, stage: 'predicting', error: 'engine-locked' });
  // The store tells of what wasn't done by hand a moment later.
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('a reader who pauses before any film has ended holds nothing back', async () => {
  const { store, engine, endWait, seen, add } = setUp();
  add();
  engine.setState(READY);
  await settle();
  endWait(GRACE_MS);
  await settle();
  expect(seen.isOver).toBe(false);
  store.dispatch({ type: 'pause-set', isPaused: true });
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
});

test('an engine that never settles is not waited for without end, films or none', async () => {
  const { waits, endWait, seen, add } = setUp();
  add();
  await settle();
  expect(seen.isOver).toBe(false);
  endWait(MAX_ENGINE_MS);
  await vi.waitFor(() => expect(seen.isOver).toBe(true));
  expect(waits.has(GRACE_MS)).toBe(false);
});
