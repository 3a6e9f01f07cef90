import { describe, expect, it, vi } from 'vitest';
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { DecodedFilm, DecodeInput } from '../image/messages.ts';
import type { DecodeOptions, DecodePool } from '../image/pool.ts';
import { type Assessment, assess as assessRaw, NotANumberError } from '../model/assess.ts';
import type { Domain } from '../model/familiarity.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { ModelCard } from '../model/model-card.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import { EngineLostError, type EngineReading } from '../runtime/classifier.ts';
import { createEngineStateStore } from '../runtime/engine-state.ts';
import { collectFromDrop, type Intake } from './intake.ts';
import { EARLY_PREVIEWS } from './previews.ts';
import { createRunner, type RunnerOptions } from './runner.ts';
import { sourceOf } from './source.ts';
import { createStore } from './store.ts';
import { statusOf } from './study.ts';

/** Files whose content says what becomes of them; the "logit" comes back as the file's number. */
const makeFile = (name: string, content = 'film'): File => new File([content], name);

function makeFilm(name: string, needsPreview = true): DecodedFilm {
  return {
    input: Float32Array.of(Number(/\d+/.exec(name)?.[0] ?? 0)),
    preview: needsPreview ? { blob: new Blob(), widthPx: 1, heightPx: 1 } : null,
    film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
    warnings: [],
    withholdings: [],
    suggestion: null,
  };
}

async function decodeByContent(
  input: DecodeInput,
  { needsPreview }: DecodeOptions = {},
): Promise<DecodedFilm> {
  const file = input instanceof Blob ? input : new Blob([input]);
  const content = await file.text();
  if (content === 'truncated') throw new DecodeError('truncated');
  if (content === 'frames') throw new DecodeError('dicom-multi-frame', { frames: 7 });
  if (content === 'slow') throw new DecodeFailure('decode-timeout');
  if (content === 'bug') throw new TypeError('a bug');
  return makeFilm(file instanceof File ? file.name : '', needsPreview);
}

interface SetUp {
  readonly assess?: (input: Float32Array) => Promise<EngineReading>;
  readonly decode?: DecodePool['decode'];
  readonly isReady?: boolean;
  readonly maxPreviews?: number;
  /** Films in a full pass of the engine. */
  readonly passSize?: number;
}

const READ = async (input: Float32Array): Promise<EngineReading> => ({
  engine: 'wasm',
  saliency: EMPTY_MAP,
  assessment: {
    logit: input[0],
    probabilityPneumonia: 0.5,
    probabilityNormal: 0.5,
    familiarity: 2,
    domain: 'familiar',
  },
});

/** A dropped folder of files that the browser can no longer open. */
function dropUnreadable(count: number): Promise<Intake> {
  const entries = Array.from({ length: count }, (_, n) => ({
    name: `${n}.png`,
    fullPath: `/ward/${n}.png`,
    isDirectory: false,
    file: (_resolve: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
  }));
  const readEntries = (resolve: (some: unknown[]) => void): void => resolve(entries.splice(0, 100));
  const ward = {
    name: 'ward',
    fullPath: '/ward',
    isDirectory: true,
    createReader: () => ({ readEntries }),
  };
  const items = [{ kind: 'file', webkitGetAsEntry: () => ward, getAsFile: () => null }];
  return collectFromDrop({ items, files: [] } as unknown as DataTransfer);
}

const READY = { kind: 'ready', engine: 'wasm', card: {} as ModelCard } as const;

const decodeViewable = () => Promise.reject(new DecodeFailure('decode-failed'));

function setUp({
  assess = READ,
  decode = decodeByContent,
  isReady = true,
  maxPreviews,
  passSize = 3,
}: SetUp = {}) {
  const store = createStore();
  const state = createEngineStateStore();
  if (isReady) state.setState(READY);
  /** Films of each pass. */
  const passes: number[][] = [];
  const engine: RunnerOptions['engine'] = {
    getState: state.getState,
    subscribe: state.subscribe,
    getPassSize: () => passSize,
    assess: (inputs) => {
      passes.push(inputs.map(([n]) => n));
      return Promise.all(inputs.map(assess));
    },
  };
  const urls = new Set<string>();
  const dispose = vi.fn();
  let made = 0;
  const runner = createRunner({
    store,
    engine,
    pool: { size: 2, warm: () => undefined, decode, decodeViewable, dispose },
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
  // Long, so that a busy computer is no failure: nothing waits for its end but what never ends.
  const settle = () =>
    vi.waitFor(
      () => {
        expect(statuses().every((status) => status !== 'queued' && status !== 'running')).toBe(true);
      },
      { timeout: 30_000 },
    );
  const addFiles = (files: readonly File[], skippedFiles: number): void =>
    runner.addSources(files.map(sourceOf), skippedFiles);
  return { store, state, runner: { ...runner, addFiles }, urls, dispose, statuses, settle, passes };
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

  it('stays in the order given, by path, though the first file is decoded last; what was skipped is counted', async () => {
    const finish: (() => void)[] = [];
    const first = new Promise<void>((resolve) => {
      finish.push(resolve);
    });
    const { store, runner, statuses, settle } = setUp({
      decode: async (file) => {
        if ((file as File).name === '0.png') await first;
        return decodeByContent(file);
      },
    });
    runner.addFiles(
      [0, 1, 2].map((n) => makeFile(`${n}.png`)),
      2,
    );
    await vi.waitFor(() => {
      expect(statuses()).toEqual(['queued', 'predicted', 'predicted']);
    });
    finish[0]();
    await settle();
    const { studies, skippedFiles } = store.getState();
    expect(studies.map(({ id, path }) => [id, path])).toEqual([
      [0, '0.png'],
      [1, '1.png'],
      [2, '2.png'],
    ]);
    expect(skippedFiles).toBe(2);
  });

  it('names the stage in which a decoder fails, and carries its warnings and facts to the result', async () => {
    const { store, runner, settle } = setUp({
      decode: async (file, options) => {
        options?.onStart?.();
        options?.onChecking?.();
        if ((file as File).name === '0.png') throw new DecodeFailure('decoder-crashed');
        return { ...makeFilm('1.png'), warnings: ['low-contrast'], withholdings: ['dicom-lateral'] };
      },
    });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await settle();
    const [crashed, read] = store.getState().studies;
    expect(crashed.state).toEqual({ kind: 'failed', stage: 'checking', error: 'decoder-crashed' });
    expect(read.state).toMatchObject({
      kind: 'predicted',
      result: {
        engine: 'wasm',
        warnings: ['low-contrast'],
        filmReasons: ['dicom-lateral'],
        film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
      },
    });
  });

  it('is read anew with the correction that its decoder suggested, and its picture made with it', async () => {
    const TURN = { quarterTurns: 1, isInverted: false } as const;
    const asked: unknown[] = [];
    const { store, runner, settle } = setUp({
      decode: async (file, options) => {
        asked.push(options?.correction);
        const film = await decodeByContent(file);
        const input = new Float32Array(INPUT_SIZE_PX ** 2);
        return { ...film, input, suggestion: options?.correction === undefined ? TURN : null };
      },
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    runner.reread(0, 'suggested');
    await settle();
    expect(asked).toEqual([undefined, TURN]);
    expect(store.getState().studies[0]).toMatchObject({ run: 1, correction: TURN, suggestion: null });
    runner.reread(0, 'stored');
    await settle();
    expect(asked).toEqual([undefined, TURN, undefined]);
    expect(store.getState().studies).toHaveLength(1);
  });

  it('is decoded while the engine loads, six films ahead, and read once it is there', async () => {
    const decoded: string[] = [];
    const assess = vi.fn(READ);
    const { state, runner, statuses, settle } = setUp({
      isReady: false,
      assess,
      decode: async (file) => {
        decoded.push((file as File).name);
        return decodeByContent(file);
      },
    });
    runner.addFiles(
      Array.from({ length: 8 }, (_, n) => makeFile(`${n}.png`)),
      0,
    );
    await vi.waitFor(() => expect(decoded).toHaveLength(6));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(decoded).toHaveLength(6);
    expect(assess).not.toHaveBeenCalled();
    state.setState(READY);
    await settle();
    expect(statuses()).toEqual(Array.from({ length: 8 }, () => 'predicted'));
  });

  it('has no number, and ends, where the engine is locked after films were decoded', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    state.setState({ kind: 'locked', reason: 'self-test-failed', detail: '' });
    await settle();
    for (const study of store.getState().studies) {
      expect(study.state).toEqual({ kind: 'failed', stage: 'predicting', error: 'engine-locked' });
    }
  });

  it('fails at once where the engine is locked: no number, no waiting for ever', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    state.setState({ kind: 'locked', reason: 'backend-unavailable', detail: '' });
    await settle();
    for (const study of store.getState().studies) {
      expect(study.state).toMatchObject({ kind: 'failed', error: 'engine-locked' });
    }
  });

  it('says of each of thousands of files that they can no longer be opened, and reads what follows', async () => {
    const { store, runner, statuses, settle } = setUp();
    const { files, skippedFiles } = await dropUnreadable(9000);
    runner.addFiles([...files, makeFile('7.png')], skippedFiles);
    await settle();
    expect(statuses().filter((status) => status === 'failed')).toHaveLength(9000);
    expect(statuses()[9000]).toBe('predicted');
    expect(store.getState().studies[0].state).toMatchObject({ error: 'file-not-readable' });
  });

  it('never holds more than two passes of decoded films beside the one that is computed, however long it is and however slow the engine', async () => {
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
    // Six that wait and the three that are computed.
    expect(most).toBeLessThanOrEqual(9);
  });
});

const makeNumbered = (n: number): File => makeFile(`${n}.png`);

describe('films that wait for the engine', () => {
  it('are read several in a pass where a full pass waits, each with its own number; a lone one waits for no other', async () => {
    const { store, state, runner, settle, passes } = setUp({ isReady: false });
    runner.addFiles([0, 1, 2, 3, 4].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0, 1, 2], [3], [4]]);
    const logits = store
      .getState()
      .studies.map(({ state: study }) => (study.kind === 'predicted' ? study.result.assessment.logit : null));
    expect(logits).toEqual([0, 1, 2, 3, 4]);
  });

  it('are read one by one where the engine takes no more', async () => {
    const { state, runner, settle, passes } = setUp({ isReady: false, passSize: 1 });
    runner.addFiles([0, 1, 2, 3].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0], [1], [2], [3]]);
  });

  it('are each read alone when their pass fails, so that one fault is one film’s', async () => {
    const { state, runner, statuses, settle, passes } = setUp({
      isReady: false,
      assess: async (input) => {
        if (input[0] === 1) throw new NotANumberError();
        return READ(input);
      },
    });
    runner.addFiles([0, 1, 2].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0, 1, 2], [0], [1], [2]]);
    expect(statuses()).toEqual(['predicted', 'failed', 'predicted']);
  });

  it('keep the numbers of a pass under way when the batch is cancelled, as a lone film does', async () => {
    const finish: (() => void)[] = [];
    const { state, runner, statuses, settle, passes } = setUp({
      isReady: false,
      assess: (input) =>
        new Promise((resolve) => {
          finish.push(() => resolve(READ(input)));
        }),
    });
    runner.addFiles(
      Array.from({ length: 12 }, (_, n) => makeNumbered(n)),
      0,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await vi.waitFor(() => expect(finish).toHaveLength(3));
    runner.cancel();
    const ending = setInterval(() => {
      for (const end of finish.splice(0)) end();
    });
    await settle();
    clearInterval(ending);
    expect(passes[0]).toEqual([0, 1, 2]);
    expect(statuses().slice(0, 3)).toEqual(['predicted', 'predicted', 'predicted']);
    expect(statuses().at(-1)).toBe('failed');
  });
});

describe('a prediction that goes wrong', () => {
  it.each([
    ['engine-lost', new EngineLostError('lost')],
    ['not-a-number', new NotANumberError('NaN')],
    ['prediction-failed', new Error('anything else')],
  ])('is "%s" on that file alone, and succeeds on a retry', async (code, error) => {
    let isFaulty = true;
    const { store, runner, statuses, settle } = setUp({
      assess: async (input) => {
        if (input[0] === 1 && isFaulty) throw error;
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
    isFaulty = false;
    runner.retry(1);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted', 'predicted']);
  });
});

describe('a retry', () => {
  it('decodes a failed file once more, and leaves every other alone', async () => {
    const begun: string[] = [];
    const { runner, statuses, settle } = setUp({
      decode: async (file) => {
        begun.push((file as File).name);
        if (begun.length === 1) throw new DecodeFailure('decode-timeout');
        return decodeByContent(file);
      },
    });
    runner.addFiles([makeFile('0.png'), makeFile('1.png'), makeFile('2.png', 'truncated')], 0);
    await settle();
    expect(statuses()).toEqual(['failed', 'predicted', 'rejected']);
    for (const id of [0, 1, 2, 99]) runner.retry(id);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted', 'rejected']);
    expect(begun).toEqual(['0.png', '1.png', '2.png', '0.png']);
  });

  it('gives no number while the engine is locked', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    state.setState({ kind: 'locked', reason: 'self-test-failed', detail: '' });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    runner.retry(0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      run: 1,
      state: { kind: 'failed', error: 'engine-locked' },
    });
  });
});

describe('a batch that is held up', () => {
  it('starts nothing while it is paused, and is read to its end afterwards', async () => {
    const { runner, statuses, settle } = setUp();
    runner.pause();
    runner.addSources([makeFile('1.png'), makeFile('2.png')].map(sourceOf), 0);
    await new Promise((resolve) => setTimeout(resolve));
    expect(statuses()).toEqual(['queued', 'queued']);
    runner.resume();
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted']);
  });

  it('gives up what waits when it is cancelled, and reads all of it on "retry"', async () => {
    const { runner, store, statuses, settle } = setUp();
    runner.pause();
    runner.addSources(
      [makeFile('1.png'), makeFile('2.png', 'truncated'), makeFile('3.png')].map(sourceOf),
      0,
    );
    runner.cancel();
    await settle();
    expect(statuses()).toEqual(['failed', 'failed', 'failed']);
    runner.addSources([sourceOf(makeFile('4.png'))], 0);
    await settle();
    expect(statuses()[3]).toBe('predicted');
    runner.retryFailed();
    await settle();
    expect(statuses()).toEqual(['predicted', 'rejected', 'predicted', 'predicted']);
    expect(store.getState().studies.map((study) => study.run)).toEqual([1, 1, 1, 0]);
  });
});

describe('an engine that returns NaN', () => {
  it('gives a failed study, never a score of zero or of one half', async () => {
    const card = {
      calibration: { scale: 1, offset: 0 },
      familiarity: { residualWeights: [0.5, 0.5], withheldResidual: 1, rejectedDistance: 9 },
    } as ModelCard;
    const means = [Float32Array.of(0), Float32Array.of(1)];
    const familiarity = {
      embedding: { means, whitening: Float32Array.of(1) },
      spread: { means, scales: Float32Array.of(1), basis: Int8Array.of(0) },
      asymmetry: { means, scales: Float32Array.of(1), basis: Int8Array.of(0) },
    };
    const { store, runner, statuses, settle } = setUp({
      // The network's answers: file 1 has no logit, file 2 no embedding, file 3 no profile.
      assess: async ([n]) => ({
        engine: 'wasm',
        saliency: EMPTY_MAP,
        assessment: assessRaw(
          {
            rawLogit: n === 1 ? Number.NaN : 3,
            embedding: Float32Array.of(n === 2 ? Number.NaN : 0.5),
            profile: Float32Array.of(n === 3 ? Number.NaN : 0.5, 0.5),
          },
          card,
          familiarity,
        ),
      }),
    });
    runner.addFiles(
      [0, 1, 2, 3, 4].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(statuses()).toEqual(['predicted', 'failed', 'failed', 'failed', 'predicted']);
    for (const id of [1, 2, 3]) {
      expect(store.getState().studies[id].state).toEqual({
        kind: 'failed',
        stage: 'predicting',
        error: 'not-a-number',
      });
    }
  });
});

describe('previews', () => {
  it('stay with the film that is on screen, however many others are read after it', async () => {
    const { store, runner, settle } = setUp({ maxPreviews: 2 });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    store.dispatch({ type: 'selected', id: 0 });
    runner.addFiles(
      [1, 2, 3, 4].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(store.getState().studies[0].preview).not.toBeNull();
  });

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

  it('are made as they are read for the first films alone, and for later ones when their rows ask', async () => {
    const { store, runner, settle } = setUp({
      assess: async (input) => {
        const reading = await READ(input);
        if (input[0] !== EARLY_PREVIEWS + 1) return reading;
        return { ...reading, assessment: { domain: 'rejected', familiarity: 9 } };
      },
    });
    const names = Array.from({ length: EARLY_PREVIEWS + 3 }, (_, n) => `${n}.png`);
    runner.addFiles(
      names.map((name, n) => makeFile(name, n === EARLY_PREVIEWS + 2 ? 'truncated' : 'film')),
      0,
    );
    await settle();
    const held = () => store.getState().studies.map(({ preview }) => preview !== null);
    expect(held()).toEqual(names.map((_, n) => n < EARLY_PREVIEWS));
    for (const id of names.keys()) runner.requestPreview(id);
    // What the model refused has its picture too; what could not be decoded has none.
    await vi.waitFor(() => expect(held()).toEqual(names.map((_, n) => n < EARLY_PREVIEWS + 2)));
  });
});

describe('a study’s network input', () => {
  it('is decoded from its file once more, without touching result or picture', async () => {
    const { store, runner, settle } = setUp();
    runner.addFiles([makeFile('3.png'), makeFile('4.png')], 0);
    await settle();
    const before = store.getState();
    expect([...(await runner.readInput(1))]).toEqual([4]);
    expect(store.getState()).toBe(before);
  });

  it('comes with the film’s picture where that is asked for, and its file can be had as well', async () => {
    const { store, runner, settle } = setUp();
    runner.addFiles([makeFile('3.png')], 0);
    await settle();
    const before = store.getState();
    expect(await runner.readPreview(0)).toMatchObject({ widthPx: 1, heightPx: 1 });
    expect(runner.getSource(0)?.name).toBe('3.png');
    expect(runner.getSource(1)).toBeUndefined();
    expect(store.getState()).toBe(before);
  });
});

describe('stopping', () => {
  it('ends the workers, takes no more files and leaves no blob address', async () => {
    const { runner, urls, dispose, statuses, settle } = setUp();
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(urls.size).toBe(1);
    runner.stop();
    expect([urls.size, dispose.mock.calls.length]).toEqual([0, 1]);
    runner.addFiles([makeFile('1.png')], 0);
    expect(statuses()).toEqual(['predicted']);
  });

  it('aborts what is being decoded and starts nothing more', async () => {
    const begun: string[] = [];
    const { store, runner, urls } = setUp({
      decode: (file, options) => {
        begun.push((file as File).name);
        return new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
      },
    });
    runner.addFiles(
      [0, 1, 2, 3].map((n) => makeFile(`${n}.png`)),
      0,
    );
    const before = store.getState();
    runner.stop();
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(begun).toEqual(['0.png', '1.png']);
    expect(store.getState()).toBe(before);
    expect(urls.size).toBe(0);
  });

  it('leaves no blob address of a film that was decoded in that very moment', async () => {
    const finish: (() => void)[] = [];
    const { runner, urls, statuses } = setUp({
      decode: (file) =>
        new Promise((resolve) => {
          finish.push(() => resolve(makeFilm((file as File).name)));
        }),
    });
    runner.addFiles([makeFile('0.png')], 0);
    await vi.waitFor(() => expect(finish).toHaveLength(1));
    finish[0]();
    runner.stop();
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(urls.size).toBe(0);
    expect(statuses()).not.toContain('predicted');
  });
});

/** Rejects what begins with zero. */
const rejectZero = async (input: Float32Array): Promise<EngineReading> =>
  input[0] === 0
    ? { engine: 'wasm', saliency: EMPTY_MAP, assessment: { domain: 'rejected', familiarity: 0.2 } }
    : READ(input);

describe('a file that is no chest radiograph', () => {
  it('is rejected with its reason, has no number, and the next one is read', async () => {
    const { store, runner, statuses, settle } = setUp({ assess: rejectZero });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await settle();
    expect(statuses()).toEqual(['rejected', 'predicted']);
    expect(store.getState().studies[0].state).toMatchObject({
      kind: 'rejected',
      reason: 'not-a-chest-radiograph',
    });
  });
});

const TURN = { quarterTurns: 1, isInverted: false } as const;

/** A film whose first value is at the top left, and that seems to want a quarter turn. */
const decodeTurned: DecodePool['decode'] = async () => ({
  ...makeFilm('0.png', false),
  input: Float32Array.from({ length: INPUT_SIZE_PX ** 2 }, (_, at) => (at === 0 ? 1 : 0)),
  withholdings: ['film-turned', 'dicom-adult'],
  suggestion: TURN,
});

/** Reads a film by where its first value has come to lie. */
const readByTurn =
  (asItLies: Domain, turned: Domain) =>
  async (input: Float32Array): Promise<EngineReading> => {
    const domain = input[0] === 1 ? asItLies : input[INPUT_SIZE_PX - 1] === 1 ? turned : 'rejected';
    const { assessment, ...reading } = await READ(input);
    if (domain === 'rejected') return { ...reading, assessment: { domain, familiarity: 0.2 } };
    return {
      ...reading,
      assessment: { ...assessment, domain, familiarity: domain === 'familiar' ? 2 : 0.9 } as Assessment,
    };
  };

describe('a film that seems to lie wrong', () => {
  it('is offered its correction where that makes a chest of it', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('rejected', 'familiar'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'rejected', reason: 'not-a-chest-as-it-lies' },
      suggestion: TURN,
    });
  });

  it('is plainly no chest where it is none once corrected either', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('rejected', 'rejected'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'rejected', reason: 'not-a-chest-radiograph' },
      suggestion: null,
    });
  });

  it('is withheld for that, and offered its correction, where the model could read it as it lies', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('withheld', 'familiar'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'predicted', result: { filmReasons: ['film-turned', 'dicom-adult'] } },
      suggestion: TURN,
    });
  });

  it('is withheld for other reasons alone where its correction would be no chest', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('familiar', 'rejected'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'predicted', result: { filmReasons: ['dicom-adult'] } },
      suggestion: null,
    });
  });
});

/** As `decodeByContent`; of a frame that is asked for, the "logit" is its number. */
const decode: DecodePool['decode'] = async (file, options = {}) =>
  options.frame == null ? decodeByContent(file) : makeFilm(`${options.frame}`);

describe('a file of several frames', () => {
  it('is rejected, and each frame that is asked for becomes a study at the end of the list', async () => {
    const { store, runner, statuses, settle } = setUp({ decode });
    runner.addFiles([makeFile('IM1', 'frames'), makeFile('9.png')], 0);
    await settle();
    expect(store.getState().studies[0].state).toEqual({
      kind: 'rejected',
      reason: 'dicom-multi-frame',
      frames: 7,
    });
    expect([runner.addFrame(0, 4), runner.addFrame(0, 7)]).toEqual([2, 3]);
    await settle();
    expect(statuses()).toEqual(['rejected', 'predicted', 'predicted', 'predicted']);
    const read = store
      .getState()
      .studies.map(({ name, path, state }) => [
        name,
        path,
        state.kind === 'predicted' ? state.result.assessment.logit : null,
      ]);
    expect(read.slice(2)).toEqual([
      ['IM1#4', 'IM1#4', 4],
      ['IM1#7', 'IM1#7', 7],
    ]);
  });

  it('offers no frame that it doesn’t have, nor does any other study', async () => {
    const { store, runner, settle } = setUp({ decode });
    runner.addFiles([makeFile('IM1', 'frames'), makeFile('9.png'), makeFile('x', 'truncated')], 0);
    await settle();
    const asked = [
      runner.addFrame(0, 0),
      runner.addFrame(0, 8),
      runner.addFrame(0, 1.5),
      runner.addFrame(0, Number.NaN),
    ];
    expect([...asked, runner.addFrame(1, 1), runner.addFrame(2, 1), runner.addFrame(3, 1)]).toEqual(
      Array.from({ length: 7 }, () => null),
    );
    expect(store.getState().studies).toHaveLength(3);
  });
});
