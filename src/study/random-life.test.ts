/**
 * Reducer and runner under random sequences of what readers, engines, workers and browsers do to them: drop, pause, cancel,
 * retry, reading anew, a lost engine, a locked one, a killed worker, a reload. Whatever the sequence, each run of a study
 * ends in exactly one state, with the numbers of its own film and of that very run, whatever it was computed together with.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { DecodedFilm } from '../image/messages.ts';
import type { ReadOptions } from '../image/pool.ts';
import type { PreviewImage } from '../image/preview.ts';
import { NotANumberError } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { ModelCard } from '../model/model-card.ts';
import { EngineLockedError, EngineLostError, type EngineReading } from '../runtime/classifier.ts';
import { createEngineStateStore, type EngineStateStore } from '../runtime/engine-state.ts';
import type { AppEvent } from './reducer.ts';
import { createRunner, type Runner } from './runner.ts';
import { sourceOf } from './source.ts';
import { createStore, type Store } from './store.ts';
import { isFinished, measureProgress } from './study.ts';

const READY = { kind: 'ready', engine: 'wasm', card: {} as ModelCard } as const;
const LOCKED = { kind: 'locked', reason: 'self-test-failed', detail: '' } as const;
const MAX_PREVIEWS = 3;
const TURN = { quarterTurns: 1, isInverted: false } as const;

type DecodeOutcome = 'film' | 'turned film' | 'pictureless film' | 'truncated' | 'crash' | 'timeout' | 'bug';
type AssessOutcome = 'number' | 'no chest' | 'no number' | 'lost' | 'locked';

interface Pending<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

interface PendingDecode extends Pending<DecodedFilm> {
  /** Study and run that it was asked for: the logit that its film would get. */
  readonly token: number;
  readonly options: ReadOptions | undefined;
}

interface PendingPass extends Pending<EngineReading[]> {
  readonly tokens: readonly number[];
}

/** Films of a full pass. */
const PASS_SIZE = 3;

const tokenOf = (id: number, run: number): number => 1000 * id + run;

/** One life of the page: everything that a reload throws away. */
class Page {
  readonly store: Store;
  readonly engine: EngineStateStore = createEngineStateStore();
  readonly runner: Runner;
  readonly decodes: PendingDecode[] = [];
  readonly passes: PendingPass[] = [];
  /** Pictures that workers make of films that were looked at. */
  readonly pictures: ((picture: PreviewImage | null) => void)[] = [];
  readonly urls = new Set<string>();
  /** How each run ended, by its token. */
  private readonly endings = new Map<number, string>();
  private readonly inner = createStore();
  private madeUrls = 0;

  constructor() {
    this.store = { ...this.inner, dispatch: (event) => this.dispatch(event) };
    this.engine.setState(READY);
    this.runner = createRunner({
      store: this.store,
      engine: {
        ...this.engine,
        getPassSize: () => PASS_SIZE,
        assess: (inputs) => {
          const tokens = inputs.map(([token]) => token);
          // The engine computes in turn, passes of sizes that its self-test proved, and no film twice.
          expect(this.passes).toEqual([]);
          expect([1, PASS_SIZE]).toContain(new Set(tokens).size);
          expect(inputs).toHaveLength(new Set(tokens).size);
          return new Promise((resolve, reject) => this.passes.push({ tokens, resolve, reject }));
        },
      },
      pool: {
        size: 2,
        warm: () => undefined,
        decode: (file, options) => this.decode(file as File, options),
        decodePreview: () =>
          new Promise((resolve, reject) =>
            this.pictures.push((picture) =>
              picture === null ? reject(new DecodeFailure('decode-failed')) : resolve(picture),
            ),
          ),
        decodeViewable: () => Promise.reject(new DecodeFailure('decode-failed')),
        dispose: () => undefined,
      },
      yieldToPage: async () => undefined,
      maxPreviews: MAX_PREVIEWS,
      createUrl: () => {
        this.madeUrls += 1;
        this.urls.add(`blob:${this.madeUrls}`);
        return `blob:${this.madeUrls}`;
      },
      revokeUrl: (url) => void this.urls.delete(url),
    });
  }

  private decode(file: File, options?: ReadOptions): Promise<DecodedFilm> {
    const id = Number(file.name);
    const token = tokenOf(id, this.store.getState().studies[id].run);
    const { promise, resolve, reject } = withResolvers<DecodedFilm>();
    this.decodes.push({ token, options, resolve, reject });
    const onAbort = () => reject(new Error('aborted'));
    options?.signal?.addEventListener('abort', onAbort);
    return promise.finally(() => options?.signal?.removeEventListener('abort', onAbort));
  }

  /** Reduces, and holds what came of it against what was known before. */
  private dispatch(event: AppEvent): void {
    this.inner.dispatch(event);
    for (const { id, run, state } of this.inner.getState().studies) {
      if (state.kind !== 'predicted' && state.kind !== 'rejected' && state.kind !== 'failed') continue;
      const token = tokenOf(id, run);
      if (state.kind === 'predicted') expect(state.result.assessment.logit).toBe(token);
      const ending = state.kind === 'predicted' ? 'predicted' : JSON.stringify(state);
      expect(this.endings.get(token) ?? ending, `study ${id}, run ${run}`).toBe(ending);
      this.endings.set(token, ending);
    }
  }

  /** Every run that ever began has ended, each in one way. */
  expectAllEnded(): void {
    const state = this.store.getState();
    for (const study of state.studies) {
      expect(isFinished(study)).toBe(true);
      for (let run = 0; run <= study.run; run += 1) {
        expect(this.endings.has(tokenOf(study.id, run)), `study ${study.id}, run ${run}`).toBe(true);
      }
    }
    expect(measureProgress(state)).toMatchObject({
      total: state.studies.length,
      done: state.studies.length,
      state: state.studies.length === 0 ? 'idle' : 'done',
    });
    const held = state.studies.flatMap(({ preview }) => (preview === null ? [] : [preview.url]));
    expect(held.filter((url) => !this.urls.has(url))).toEqual([]);
    expect(this.urls.size).toBeLessThanOrEqual(MAX_PREVIEWS);
  }
}

/** The part of the page's state that must follow from the commands alone. */
interface Expected {
  studies: number;
  isPaused: boolean;
}

interface Browser {
  page: Page;
  /** Pages that were reloaded, and how many of their studies had ended by then. */
  readonly gone: { readonly page: Page; readonly finished: number }[];
}

const flush = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A command that any state allows: what it is about is looked up when it runs. */
class Command implements fc.AsyncCommand<Expected, Browser> {
  private readonly name: string;
  private readonly act: (expected: Expected, browser: Browser) => void;

  constructor(name: string, act: (expected: Expected, browser: Browser) => void) {
    this.name = name;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  async run(expected: Expected, browser: Browser): Promise<void> {
    this.act(expected, browser);
    await flush();
    const { studies, isPaused } = browser.page.store.getState();
    expect(studies).toHaveLength(expected.studies);
    expect(isPaused).toBe(expected.isPaused);
  }

  toString(): string {
    return this.name;
  }
}

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** A promise that others end. */
function withResolvers<T>(): Pending<T> & { readonly promise: Promise<T> } {
  let pending: Pending<T> | null = null;
  const promise = new Promise<T>((resolve, reject) => {
    pending = { resolve, reject };
  });
  // The executor has run by now.
  return { promise, ...(pending as unknown as Pending<T>) };
}

function take<T>(list: T[], at: number): T | undefined {
  return list.length === 0 ? undefined : list.splice(at % list.length, 1)[0];
}

const PICTURE: PreviewImage = { blob: new Blob(), widthPx: 1, heightPx: 1 };

function makeFilm(token: number, isTurned: boolean, preview: DecodedFilm['preview'] = null): DecodedFilm {
  return {
    input: Float32Array.of(token),
    preview,
    film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
    warnings: [],
    withholdings: [],
    suggestion: isTurned ? TURN : null,
  };
}

const DECODE_ERRORS: Partial<Record<DecodeOutcome, unknown>> = {
  truncated: new DecodeError('truncated'),
  crash: new DecodeFailure('decoder-crashed'),
  timeout: new DecodeFailure('decode-timeout'),
  bug: new TypeError('a bug'),
};

function endDecode({ decodes }: Page, at: number, outcome: DecodeOutcome): void {
  const pending = take(decodes, at);
  if (pending === undefined) return;
  const { token, options, resolve, reject } = pending;
  options?.onStart?.();
  if (outcome in DECODE_ERRORS) {
    reject(DECODE_ERRORS[outcome]);
  } else {
    options?.onChecking?.();
    const preview = options?.needsPreview && outcome !== 'pictureless film' ? PICTURE : null;
    resolve(makeFilm(token, outcome === 'turned film', preview));
  }
}

function endPicture({ pictures }: Page, at: number, picture: PreviewImage | null): void {
  take(pictures, at)?.(picture);
}

const ASSESS_ERRORS: Partial<Record<AssessOutcome, unknown>> = {
  lost: new EngineLostError('lost'),
  locked: new EngineLockedError('locked'),
  'no number': new NotANumberError(),
};

/** @param outcome of one of the films, by `at`; the others get their number, unless the whole pass fails */
function endPass({ passes }: Page, at: number, outcome: AssessOutcome): void {
  const pending = take(passes, at);
  if (pending === undefined) return;
  const { tokens, resolve, reject } = pending;
  if (outcome in ASSESS_ERRORS) {
    reject(ASSESS_ERRORS[outcome]);
    return;
  }
  const readings = tokens.map((token, index): EngineReading => {
    const isNoChest = outcome === 'no chest' && index === at % tokens.length;
    return {
      engine: 'wasm',
      saliency: EMPTY_MAP,
      assessment: isNoChest
        ? { domain: 'rejected', familiarity: 9 }
        : {
            logit: token,
            probabilityPneumonia: 0.5,
            probabilityNormal: 0.5,
            familiarity: 0.5,
            domain: 'familiar',
          },
    };
  });
  resolve(readings);
}

const at = fc.nat(1000);
const COMMANDS: fc.Arbitrary<fc.AsyncCommand<Expected, Browser>>[] = [
  fc.constant(
    new Command('pause', (expected, { page }) => {
      page.runner.pause();
      expected.isPaused = true;
    }),
  ),
  fc.constant(
    new Command('resume', (expected, { page }) => {
      page.runner.resume();
      expected.isPaused = false;
    }),
  ),
  fc.constant(
    new Command('cancel', (expected, { page }) => {
      const hadWaiting = page.store.getState().studies.some(({ state }) => state.kind === 'queued');
      page.runner.cancel();
      if (hadWaiting) expected.isPaused = false;
      else expected.isPaused = page.store.getState().isPaused;
    }),
  ),
  at.map((id) => new Command(`retry ${id}`, (_, { page }) => retryOne(page, id))),
  fc.constant(new Command('retry all', (_, { page }) => page.runner.retryFailed())),
  fc
    .tuple(at, fc.constantFrom('suggested' as const, 'stored' as const))
    .map(([id, as]) => new Command(`read ${id} ${as}`, (_, { page }) => rereadOne(page, id, as))),
  at.map(
    (id) =>
      new Command(`select ${id}`, (_, { page }) => {
        const study = pick(page.store.getState().studies, id);
        if (study !== undefined) page.store.dispatch({ type: 'selected', id: study.id });
      }),
  ),
  fc.constant(new Command('loss', (_, { page }) => setEngine(page, 'loading'))),
  fc.constant(new Command('recovery', (_, { page }) => setEngine(page, 'ready'))),
  fc.constant(new Command('lock', (_, { page }) => setEngine(page, 'locked'))),
  fc.constant(
    new Command('reload', (expected, browser) => {
      reload(browser);
      expected.studies = 0;
      expected.isPaused = false;
    }),
  ),
];

/** Drawn three times as often, so that much is under way when something happens. */
const OFTEN: typeof COMMANDS = [
  fc.integer({ min: 1, max: 4 }).map(
    (count) =>
      new Command(`drop ${count}`, (expected, { page }) => {
        const names = Array.from({ length: count }, (_, n) => String(expected.studies + n));
        page.runner.addSources(
          names.map((name) => sourceOf(new File(['film'], name))),
          0,
        );
        expected.studies += count;
      }),
  ),
  fc
    .tuple(
      at,
      fc.constantFrom<DecodeOutcome[]>(
        'film',
        'film',
        'turned film',
        'pictureless film',
        'truncated',
        'crash',
        'timeout',
        'bug',
      ),
    )
    .map(([n, outcome]) => new Command(`worker: ${outcome}`, (_, { page }) => endDecode(page, n, outcome))),
  fc
    .tuple(at, fc.boolean())
    .map(
      ([n, isMade]) =>
        new Command(`picture: ${isMade}`, (_, { page }) => endPicture(page, n, isMade ? PICTURE : null)),
    ),
  fc
    .tuple(at, fc.constantFrom<AssessOutcome[]>('number', 'number', 'no chest', 'no number', 'lost'))
    .map(([n, outcome]) => new Command(`engine: ${outcome}`, (_, { page }) => endPass(page, n, outcome))),
];

function retryOne({ store, runner }: Page, n: number): void {
  const study = pick(store.getState().studies, n);
  if (study === undefined) return;
  runner.retry(study.id);
  const after = store.getState().studies[study.id];
  expect(after.run).toBe(study.state.kind === 'failed' ? study.run + 1 : study.run);
}

function rereadOne({ store, runner }: Page, n: number, as: 'suggested' | 'stored'): void {
  const study = pick(store.getState().studies, n);
  if (study === undefined) return;
  runner.reread(study.id, as);
  const isDue = as === 'suggested' ? study.suggestion !== null : study.correction !== null;
  const after = store.getState().studies[study.id];
  expect(after.run).toBe(isFinished(study) && isDue ? study.run + 1 : study.run);
}

function setEngine({ engine }: Page, kind: 'loading' | 'ready' | 'locked'): void {
  // A locked engine stays so until the page is loaded anew.
  if (engine.getState().kind === 'locked') return;
  engine.setState(kind === 'ready' ? READY : kind === 'locked' ? LOCKED : { kind });
}

/** What is under way when the page goes must change nothing any more, and leave no picture behind. */
function reload(browser: Browser): void {
  const { page } = browser;
  const finished = page.store.getState().studies.filter(isFinished).length;
  page.runner.stop();
  for (const { token, resolve } of page.decodes) resolve(makeFilm(token, false));
  for (const end of page.pictures) end(PICTURE);
  for (const { reject } of page.passes) reject(new EngineLostError('gone'));
  expect(page.urls.size).toBe(0);
  browser.page = new Page();
  browser.gone.push({ page, finished });
}

/** Lets everything come to its end, with an engine that works again if it can. */
async function drain(page: Page): Promise<void> {
  page.runner.resume();
  setEngine(page, 'ready');
  await flush();
  while (page.decodes.length + page.passes.length + page.pictures.length > 0) {
    endDecode(page, 0, 'film');
    endPicture(page, 0, PICTURE);
    endPass(page, 0, page.engine.getState().kind === 'locked' ? 'locked' : 'number');
    await flush();
  }
}

it('each run of a study ends in exactly one state, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([...COMMANDS, ...OFTEN, ...OFTEN, ...OFTEN], { size: '+1', maxCommands: 120 }),
      async (commands) => {
        const browser: Browser = { page: new Page(), gone: [] };
        await fc.asyncModelRun(() => ({ model: { studies: 0, isPaused: false }, real: browser }), commands);
        await drain(browser.page);
        browser.page.expectAllEnded();
        for (const { page, finished } of browser.gone) {
          expect(page.store.getState().studies.filter(isFinished)).toHaveLength(finished);
          expect(page.urls.size).toBe(0);
        }
        browser.page.runner.stop();
        expect(browser.page.urls.size).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
});
