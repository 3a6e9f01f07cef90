import { describe, expect, it, vi } from 'vitest';
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { DecodedFilm } from '../image/messages.ts';
import type { DecodePool } from '../image/pool.ts';
import { NotANumberError } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import { type Engine, EngineLostError, type EngineReading } from '../runtime/classifier.ts';
import { createEngineStateStore } from '../runtime/engine-state.ts';
import { createRunner } from './runner.ts';
import { createStore } from './store.ts';
import { statusOf } from './study.ts';

/** Files whose content says what becomes of them; the "logit" comes back as the file's number. */
const makeFile = (name: string, content = 'film'): File => new File([content], name);

function makeFilm(name: string): DecodedFilm {
  return {
    input: Float32Array.of(Number(/\d+/.exec(name)?.[0] ?? 0)),
    preview: { blob: new Blob(), widthPx: 1, heightPx: 1 },
    film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
    warnings: [],
  };
}

async function decodeByContent(file: Blob): Promise<DecodedFilm> {
  const content = await file.text();
  if (content === 'truncated') throw new DecodeError('truncated');
  if (content === 'slow') throw new DecodeFailure('decode-timeout');
  if (content === 'bug') throw new TypeError('a bug');
  return makeFilm(file instanceof File ? file.name : '');
}

interface SetUp {
  readonly assess?: (input: Float32Array) => Promise<EngineReading>;
  readonly decode?: DecodePool['decode'];
  readonly isReady?: boolean;
  readonly maxPreviews?: number;
}

const READ = async (input: Float32Array): Promise<EngineReading> => ({
  engine: 'wasm',
  assessment: {
    logit: input[0],
    probabilityPneumonia: 0.5,
    probabilityNormal: 0.5,
    familiarity: 2,
    isFamiliar: true,
  },
});

const READY = { kind: 'ready', engine: 'wasm', card: {} as ModelCard } as const;

function setUp({ assess = READ, decode = decodeByContent, isReady = true, maxPreviews }: SetUp = {}) {
  const store = createStore();
  const state = createEngineStateStore();
  if (isReady) state.setState(READY);
  const engine: Engine = { getState: state.getState, subscribe: state.subscribe, assess };
  const urls = new Set<string>();
  const dispose = vi.fn();
  let made = 0;
  const runner = createRunner({
    store,
    engine,
    pool: { size: 2, warm: () => undefined, decode, dispose },
    yieldToPage: async () => undefined,
    createUrl: () => {
      made += 1;
      urls.add(`blob:${made}`);
      return `blob:${made}`;
    },
    revokeUrl: (url) => {
      urls.delete(url);
    },
    ...(maxPreviews === undefined ? {} : { maxPreviews }),
  });
  const statuses = () => store.getState().studies.map(statusOf);
  const settle = () =>
    vi.waitFor(() => {
      expect(statuses().every((status) => status !== 'queued' && status !== 'running')).toBe(true);
    });
  return { store, state, runner, urls, dispose, statuses, settle };
}

describe('a list of files', () => {
  it('is read to its end, each number on its own file, whatever the others are', async () => {
    const { store, runner, statuses, settle } = setUp();
    const contents = ['film', 'truncated', 'film', 'slow', 'film', 'bug', 'film'];
    runner.addFiles(
      contents.map((content, n) => makeFile(`${n}.png`, content)),
      0,
    );
    await settle();
    expect(statuses()).toEqual([
      'predicted',
      'rejected',
      'predicted',
      'failed',
      'predicted',
      'failed',
      'predicted',
    ]);
    const logits = store
      .getState()
      .studies.flatMap(({ id, state }) =>
        state.kind === 'predicted' ? [[id, state.result.assessment.logit]] : [],
      );
    expect(logits).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
      [6, 6],
    ]);
    const errors = store.getState().studies.map(({ state }) => (state.kind === 'failed' ? state.error : ''));
    expect(errors.filter(Boolean)).toEqual(['decode-timeout', 'decode-failed']);
  });

  it('takes more files while it runs', async () => {
    const { runner, statuses, settle } = setUp();
    runner.addFiles([makeFile('0.png')], 0);
    runner.addFiles([makeFile('1.png')], 0);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted']);
  });

  it('waits for the engine and is then read', async () => {
    const { state, runner, statuses, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png')], 0);
    await Promise.resolve();
    expect(statuses()).toEqual(['queued']);
    state.setState(READY);
    await settle();
    expect(statuses()).toEqual(['predicted']);
  });

  it('fails at once where the engine is locked: no number, no waiting for ever', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    state.setState({ kind: 'locked', reason: 'backend-unavailable', detail: '' });
    await settle();
    expect(store.getState().studies.map(({ state: { kind } }) => kind)).toEqual(['failed', 'failed']);
  });

  it('never holds more than four decoded films, however long it is and however slow the engine', async () => {
    let decoded = 0;
    let most = 0;
    const { runner, settle } = setUp({
      decode: async (file) => {
        decoded += 1;
        most = Math.max(most, decoded);
        return decodeByContent(file);
      },
      assess: async (input) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
        decoded -= 1;
        return READ(input);
      },
    });
    runner.addFiles(
      Array.from({ length: 30 }, (_, n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    // Four that wait and the one that is computed.
    expect(most).toBeLessThanOrEqual(5);
  });
});

describe('a prediction that goes wrong', () => {
  it.each([
    ['engine-lost', new EngineLostError('lost')],
    ['not-a-number', new NotANumberError('NaN')],
    ['prediction-failed', new Error('anything else')],
  ])('is "%s" on that file alone, and succeeds on a retry', async (code, error) => {
    let isFirst = true;
    const { store, runner, statuses, settle } = setUp({
      assess: async (input) => {
        if (input[0] === 1 && isFirst) {
          isFirst = false;
          throw error;
        }
        return READ(input);
      },
    });
    runner.addFiles(
      [0, 1, 2].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(statuses()).toEqual(['predicted', 'failed', 'predicted']);
    expect(store.getState().studies[1].state).toMatchObject({ kind: 'failed', error: code });
    runner.retry(1);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted', 'predicted']);
  });
});

describe('previews', () => {
  it('are kept for the last ones looked at, and made again for one that is selected', async () => {
    const { store, runner, urls, settle } = setUp({ maxPreviews: 2 });
    runner.addFiles(
      [0, 1, 2, 3].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(urls.size).toBe(2);
    const lost = store.getState().studies.find(({ preview }) => preview === null);
    expect(lost).toBeDefined();
    store.dispatch({ type: 'selected', id: lost?.id ?? -1 });
    await vi.waitFor(() => {
      expect(store.getState().studies[lost?.id ?? -1].preview).not.toBeNull();
    });
    expect(urls.size).toBe(2);
  });
});

describe('stopping', () => {
  it('ends the workers and leaves no blob address', async () => {
    const { runner, urls, dispose, settle } = setUp();
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    runner.stop();
    expect([urls.size, dispose.mock.calls.length]).toEqual([0, 1]);
    runner.addFiles([makeFile('1.png')], 0);
  });
});
