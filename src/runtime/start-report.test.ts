import { expect, test } from 'vitest';
import type { ModelCard } from '../model/model-card.ts';
import type { WorkerRequest } from '../service-worker/messages.ts';
import { createEngineStateStore, type EngineState } from './engine-state.ts';
import { reportStart, startOf } from './start-report.ts';

const READY: EngineState = { kind: 'ready', engine: 'wasm', card: {} as ModelCard };

test.each([
  ['self-test-failed', false, 'locked'],
  ['self-test-failed', true, 'unknown'],
  ['backend-unavailable', true, 'unknown'],
  ['backend-unknown', true, 'unknown'],
  ['asset-corrupt', true, 'locked'],
  ['card-invalid', true, 'locked'],
  ['asset-corrupt', false, 'locked'],
] as const)('a page locked by %s, an engine forced: %s, tells "%s"', (reason, isForced, expected) => {
  expect(startOf({ kind: 'locked', reason, detail: '' }, isForced)).toBe(expected);
});

test('a verified engine is a good start, forced or not', () => {
  expect([startOf(READY, false), startOf(READY, true)]).toEqual(['verified', 'verified']);
});

/** Everything that is due has run. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('nothing is told before the page is on screen; then that, and the engine’s first end', async () => {
  const engine = createEngineStateStore();
  const told: WorkerRequest[] = [];
  const mount = new EventTarget();
  const mounted = new Promise<void>((resolve) => {
    mount.addEventListener('done', () => resolve());
  });
  const reply = reportStart(
    async (request) => {
      told.push(request);
      return { kind: 'noted' };
    },
    { mounted, engine, isForced: false },
  );
  await settle();
  expect(told).toEqual([]);
  mount.dispatchEvent(new Event('done'));
  await settle();
  expect(told).toEqual([{ kind: 'mounted' }]);
  engine.setState(READY);
  engine.setState({ kind: 'loading' });
  engine.setState({ kind: 'locked', reason: 'self-test-failed', detail: '' });
  expect(await reply).toEqual({ kind: 'noted' });
  expect(told).toEqual([{ kind: 'mounted' }, { kind: 'started', start: 'verified' }]);
});
