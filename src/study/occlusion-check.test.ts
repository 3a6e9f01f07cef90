import { describe, expect, it, vi } from 'vitest';
import { DecodeFailure } from '../image/decode-error.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { ModelCard } from '../model/model-card.ts';
import { EngineLostError } from '../runtime/classifier.ts';
import type { EngineName } from '../runtime/engine-name.ts';
import { createOcclusionCheck, type OcclusionOptions } from './occlusion-check.ts';
import { createStore } from './store.ts';

const RESULT = {
  assessment: {
    logit: 1,
    probabilityPneumonia: 0.7,
    probabilityNormal: 0.3,
    familiarity: 2,
    domain: 'familiar',
  },
  saliency: EMPTY_MAP,
  warnings: [],
  filmReasons: [],
  engine: 'wasm',
  durationMs: 1,
  film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
} as const;

const CARD = {} as ModelCard;

/** A "network" whose logit is the sum of its input: every grey patch of 2 x 2 ones costs 4. */
const sumUp = async (inputs: readonly Float32Array[]): Promise<number[]> =>
  inputs.map((input) => input.reduce((sum, value) => sum + value, 0));

/** Two predicted films, the first selected; inputs of 10 x 10 ones. */
function setUp(
  options: {
    engine?: EngineName;
    score?: typeof sumUp;
    readInput?: OcclusionOptions['runner']['readInput'];
  } = {},
) {
  const store = createStore();
  const files = ['a.png', 'b.png'].map((name) => ({ name, path: name, sizeBytes: 1 }));
  store.dispatch({ type: 'added', files, skippedFiles: 0 });
  for (const id of [0, 1]) {
    store.dispatch({ type: 'advanced', id, run: 0, stage: 'predicting' });
    store.dispatch({ type: 'predicted', id, run: 0, result: RESULT });
  }
  store.dispatch({ type: 'selected', id: 0 });
  const score = vi.fn(options.score ?? sumUp);
  const yieldToPage = vi.fn(async () => undefined);
  const check = createOcclusionCheck({
    store,
    engine: { score, getState: () => ({ kind: 'ready', engine: options.engine ?? 'wasm', card: CARD }) },
    runner: { readInput: options.readInput ?? (async () => new Float32Array(100).fill(1)) },
    yieldToPage,
  });
  const settle = () =>
    vi.waitFor(() => expect(check.getState().kind).not.toBe('running'), { timeout: 30_000 });
  return { store, check, score, yieldToPage, settle };
}

describe('the occlusion check of the selected film', () => {
  it('tells what each place is worth, and how far it has come', async () => {
    const { check, settle } = setUp();
    const seen: number[] = [];
    check.subscribe(() => {
      const state = check.getState();
      if (state.kind === 'running') seen.push(state.done);
    });
    check.start(0);
    await settle();
    const state = check.getState();
    if (state.kind !== 'done') throw new Error(state.kind);
    expect(state.id).toBe(0);
    expect(state.result.plan.corners).toHaveLength(81);
    expect(state.result.grid.values.every((value) => value === 4)).toBe(true);
    expect(seen.slice(0, 4)).toEqual([0, 0, 1, 2]);
  });

  it.each([
    ['webgl', [1, ...Array<number>(20).fill(4), 1]],
    ['wasm', Array<number>(82).fill(1)],
    ['cpu', Array<number>(82).fill(1)],
  ] as const)('lets the page and the queue in between any two passes on %s', async (engine, passes) => {
    const { check, score, yieldToPage, settle } = setUp({ engine });
    check.start(0);
    await settle();
    // The untouched film, then 81 patches.
    expect(score.mock.calls.map(([inputs]) => inputs.length)).toEqual(passes);
    expect(yieldToPage).toHaveBeenCalledTimes(passes.length - 1);
  });

  it('stops when another film is selected, and says nothing of the first any more', async () => {
    const { store, check, score } = setUp();
    check.start(0);
    await vi.waitFor(() => expect(score.mock.calls.length).toBeGreaterThan(2));
    store.dispatch({ type: 'selected', id: 1 });
    expect(check.getState()).toEqual({ kind: 'idle' });
    const calls = score.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(score.mock.calls.length).toBeLessThanOrEqual(calls + 1);
    expect(check.getState()).toEqual({ kind: 'idle' });
  });

  it('can be stopped and started again', async () => {
    const { check, settle } = setUp();
    check.start(0);
    check.stop();
    expect(check.getState()).toEqual({ kind: 'idle' });
    check.start(0);
    await settle();
    expect(check.getState()).toMatchObject({ kind: 'done', id: 0 });
  });

  it('starts for no other film than the selected one', () => {
    const { check } = setUp();
    check.start(1);
    check.start(7);
    expect(check.getState()).toEqual({ kind: 'idle' });
  });

  it.each([
    ['the engine is lost', { score: () => Promise.reject(new EngineLostError('gone')) }, 'engine-lost'],
    [
      'the file is gone',
      { readInput: () => Promise.reject(new DecodeFailure('file-not-readable')) },
      'file-not-readable',
    ],
  ])('says so when %s, and leaves the result alone', async (_, options, error) => {
    const { store, check, settle } = setUp(options);
    const before = store.getState();
    check.start(0);
    await settle();
    expect(check.getState()).toEqual({ kind: 'failed', id: 0, error });
    expect(store.getState()).toBe(before);
  });
});
