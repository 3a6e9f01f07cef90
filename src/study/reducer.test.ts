import { describe, expect, it } from 'vitest';
import type { Assessment } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { type AppEvent, INITIAL_STATE, reduce } from './reducer.ts';
import { type AppState, isScoreShown, measureProgress, type Stage, statusOf } from './study.ts';

function run(state: AppState, ...events: readonly AppEvent[]): AppState {
  return events.reduce(reduce, state);
}

const addFiles = (count: number, skippedFiles = 0): AppEvent => ({
  type: 'added',
  files: Array.from({ length: count }, (_, n) => ({ name: `${n}.png`, path: `${n}.png`, sizeBytes: 1 })),
  skippedFiles,
});

const advance = (id: number, stage: Stage, attempt = 0): AppEvent => ({
  type: 'advanced',
  id,
  run: attempt,
  stage,
});

const ASSESSMENT: Assessment = {
  logit: 2,
  probabilityPneumonia: 0.88,
  probabilityNormal: 0.12,
  familiarity: 1.5,
  domain: 'familiar',
};

function finish(id: number, isFamiliar = true, attempt = 0): AppEvent {
  const film = { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' } as const;
  const result = {
    assessment: { ...ASSESSMENT, domain: isFamiliar ? 'familiar' : 'withheld' },
    saliency: EMPTY_MAP,
    warnings: [],
    filmReasons: [],
    engine: 'wasm',
    durationMs: 1,
    film,
  } as const;
  return { type: 'predicted', id, run: attempt, result };
}

const predict = (id: number, isFamiliar = true): AppEvent[] => [
  advance(id, 'predicting'),
  finish(id, isFamiliar),
];

const three = run(INITIAL_STATE, addFiles(3));
const FAIL: AppEvent = { type: 'failed', id: 1, run: 0, stage: 'predicting', error: 'engine-lost' };
const REJECT: AppEvent = { type: 'rejected', id: 1, run: 0, reason: 'truncated', frames: null };

describe('files', () => {
  it('are appended, numbered in the order added, while others run', () => {
    const state = run(three, advance(0, 'decoding'), addFiles(2));
    expect(state.studies.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
    expect(state.studies.map(statusOf)).toEqual(['running', 'queued', 'queued', 'queued', 'queued']);
  });

  it('that were skipped are added up, also when nothing else came', () => {
    expect(run(INITIAL_STATE, addFiles(1, 2), addFiles(0, 3)).skippedFiles).toBe(5);
  });
});

describe('a study', () => {
  it('goes through its stages forwards only', () => {
    const checking = run(three, advance(1, 'decoding'), advance(1, 'checking'));
    expect(checking.studies[1].state.kind).toBe('checking');
    expect(reduce(checking, advance(1, 'decoding'))).toBe(checking);
  });

  it('gets no number without having been through every check', () => {
    expect(reduce(three, finish(1))).toBe(three);
    const decoding = run(three, advance(1, 'decoding'));
    expect(reduce(decoding, finish(1))).toBe(decoding);
  });

  it.each([
    ['predicted', run(three, ...predict(1))],
    ['rejected', run(three, REJECT)],
    ['failed', run(three, FAIL)],
  ])('that is %s is not changed by late events of its run', (_word, state) => {
    for (const late of [advance(1, 'predicting'), finish(1), FAIL, REJECT]) {
      expect(reduce(state, late)).toBe(state);
    }
  });

  it('can be retried when it failed, and never when the file is at fault or it has a result', () => {
    const again = reduce(run(three, FAIL), { type: 'retried', id: 1 });
    expect(again.studies[1]).toMatchObject({ run: 1, state: { kind: 'queued' } });
    for (const state of [three, run(three, REJECT), run(three, ...predict(1))]) {
      expect(reduce(state, { type: 'retried', id: 1 })).toBe(state);
    }
  });

  it('takes no answer of the run before its retry', () => {
    const again = run(three, advance(1, 'predicting'), FAIL, { type: 'retried', id: 1 });
    expect(reduce(again, finish(1, true, 0))).toBe(again);
    const done = run(again, advance(1, 'predicting', 1), finish(1, true, 1));
    expect(statusOf(done.studies[1])).toBe('predicted');
  });

  it('that nobody knows changes nothing', () => {
    expect(reduce(three, advance(7, 'decoding'))).toBe(three);
    expect(reduce(three, { type: 'selected', id: 7 })).toBe(three);
  });
});

/** Everything that can happen to study 1 in its first run, or by the reader's hand. */
const EVENTS_OF_ONE: readonly AppEvent[] = [
  advance(1, 'decoding'),
  advance(1, 'checking'),
  advance(1, 'predicting'),
  finish(1),
  REJECT,
  FAIL,
  { type: 'retried', id: 1 },
  { type: 'revealed', id: 1, isRevealed: true },
  { type: 'revealed', id: 1, isRevealed: false },
];

describe('every transition', () => {
  const states = {
    queued: three,
    decoding: run(three, advance(1, 'decoding')),
    checking: run(three, advance(1, 'checking')),
    predicting: run(three, advance(1, 'predicting')),
    predicted: run(three, ...predict(1)),
    rejected: run(three, REJECT),
    failed: run(three, FAIL),
  };

  // Columns as EVENTS_OF_ONE; '=' is the very same state object.
  it.each([
    ['queued', ['decoding', 'checking', 'predicting', '=', 'rejected', 'failed', '=', '=', '=']],
    ['decoding', ['=', 'checking', 'predicting', '=', 'rejected', 'failed', '=', '=', '=']],
    ['checking', ['=', '=', 'predicting', '=', 'rejected', 'failed', '=', '=', '=']],
    ['predicting', ['=', '=', '=', 'predicted', 'rejected', 'failed', '=', '=', '=']],
    ['predicted', ['=', '=', '=', '=', '=', '=', '=', 'predicted', '=']],
    ['rejected', ['=', '=', '=', '=', '=', '=', '=', '=', '=']],
    ['failed', ['=', '=', '=', '=', '=', '=', 'queued', '=', '=']],
  ] as const)('from %s leads where it should, and touches no other study', (from, expected) => {
    const state = states[from];
    const reached = EVENTS_OF_ONE.map((event) => {
      const next = reduce(state, event);
      expect([next.studies[0], next.studies[2]]).toEqual([state.studies[0], state.studies[2]]);
      return next === state ? '=' : next.studies[1].state.kind;
    });
    expect(reached).toEqual(expected);
  });

  it('by an event of an older run is none, from any state of the new one', () => {
    const again = run(three, FAIL, { type: 'retried', id: 1 });
    const preview = { url: 'blob:old', widthPx: 1, heightPx: 1 };
    const stale: AppEvent[] = [...EVENTS_OF_ONE.slice(0, 6), { type: 'previewed', id: 1, run: 0, preview }];
    for (const state of [
      again,
      run(again, advance(1, 'checking', 1)),
      run(again, advance(1, 'predicting', 1)),
      run(again, advance(1, 'predicting', 1), finish(1, true, 1)),
      run(again, { ...REJECT, run: 1 }),
    ]) {
      for (const event of stale) expect(reduce(state, event)).toBe(state);
    }
  });

  it('makes a new state and leaves the old one as it was', () => {
    const copies = structuredClone(states);
    for (const state of Object.values(states)) for (const event of EVENTS_OF_ONE) reduce(state, event);
    expect(states).toEqual(copies);
  });
});

describe('a failed study', () => {
  it('says at which stage and why, and can be retried again and again', () => {
    let state = three;
    for (const attempt of [0, 1, 2]) {
      state = run(state, advance(1, 'checking', attempt), {
        ...FAIL,
        run: attempt,
        stage: 'checking',
        error: 'decode-timeout',
      });
      expect(state.studies[1]).toMatchObject({
        run: attempt,
        state: { kind: 'failed', stage: 'checking', error: 'decode-timeout' },
      });
      state = reduce(state, { type: 'retried', id: 1 });
    }
    const done = run(state, advance(1, 'predicting', 3), finish(1, true, 3));
    expect(statusOf(done.studies[1])).toBe('predicted');
  });

  it('whose picture could not be made says so, until there is one or it is read anew', () => {
    const preview = { url: 'blob:1', widthPx: 4, heightPx: 3 };
    const without = run(three, { type: 'pictureless', id: 1, run: 0 }, FAIL);
    expect(without.studies.map(({ isPictureless }) => isPictureless)).toEqual([false, true, false]);
    expect(run(without, { type: 'previewed', id: 1, run: 0, preview }).studies[1].isPictureless).toBe(false);
    expect(run(three, { type: 'pictureless', id: 1, run: 7 })).toBe(three);
  });

  it('keeps its place, its name and its picture through a retry', () => {
    const preview = { url: 'blob:1', widthPx: 4, heightPx: 3 };
    const failed = run(three, { type: 'previewed', id: 1, run: 0, preview }, FAIL);
    expect(reduce(failed, { type: 'retried', id: 1 }).studies[1]).toEqual({
      id: 1,
      run: 1,
      name: '1.png',
      path: '1.png',
      sizeBytes: 1,
      state: { kind: 'queued' },
      preview,
      isPictureless: false,
      correction: null,
      suggestion: null,
      truth: null,
      read: null,
      isScoreSeen: false,
    });
  });
});

describe('a picture', () => {
  const preview = { url: 'blob:1', widthPx: 4, heightPx: 3 };

  it('belongs to its study, comes and goes without touching the result', () => {
    const shown = run(three, ...predict(1), { type: 'previewed', id: 1, run: 0, preview });
    expect(shown.studies.map((study) => study.preview?.url ?? null)).toEqual([null, 'blob:1', null]);
    const dropped = reduce(shown, { type: 'previewed', id: 1, run: 0, preview: null });
    expect(dropped.studies[1].preview).toBeNull();
    expect(dropped.studies[1].state).toBe(shown.studies[1].state);
  });
});

describe('a withheld study', () => {
  const withheld = run(three, ...predict(1, false));

  it('shows its score only once the reader asked, and stays withheld', () => {
    expect(statusOf(withheld.studies[1])).toBe('withheld');
    expect(isScoreShown(withheld.studies[1])).toBe(false);
    const revealed = reduce(withheld, { type: 'revealed', id: 1, isRevealed: true });
    expect(isScoreShown(revealed.studies[1])).toBe(true);
    expect(statusOf(revealed.studies[1])).toBe('withheld');
    const hidden = reduce(revealed, { type: 'revealed', id: 1, isRevealed: false });
    expect(isScoreShown(hidden.studies[1])).toBe(false);
  });
});

describe('the selection', () => {
  it('falls on the first predicted study and stays there', () => {
    expect(run(three, ...predict(2), ...predict(0)).selectedId).toBe(2);
  });

  it('leaves a withheld study for the first one that is predicted', () => {
    expect(run(three, ...predict(0, false)).selectedId).toBe(0);
    expect(run(three, ...predict(0, false), ...predict(1)).selectedId).toBe(1);
  });

  it('is never taken away from the reader', () => {
    const read = run(three, ...predict(0, false), { type: 'revealed', id: 0, isRevealed: true });
    expect(run(read, ...predict(1)).selectedId).toBe(0);
    expect(run(three, { type: 'selected', id: 2 }, ...predict(0)).selectedId).toBe(2);
  });

  it('does not fall on a rejected or failed study', () => {
    expect(run(three, REJECT, { ...FAIL, id: 2 }).selectedId).toBeNull();
  });
});

describe('the threshold', () => {
  it('moves within (0, 1) and nowhere else', () => {
    expect(reduce(three, { type: 'threshold-set', threshold: 0.3 }).threshold).toBe(0.3);
    for (const threshold of [0, 1, -1, 2, Number.NaN]) {
      expect(reduce(three, { type: 'threshold-set', threshold })).toBe(three);
    }
  });
});

describe('the share of pneumonia among the reader’s films', () => {
  it('moves within (0, 1) and nowhere else, and changes no film', () => {
    const state = reduce(three, { type: 'prevalence-set', prevalence: 0.1 });
    expect(state).toEqual({ ...three, prevalence: 0.1 });
    for (const prevalence of [0.1, 0, 1, -1, 2, Number.NaN]) {
      expect(reduce(state, { type: 'prevalence-set', prevalence })).toBe(state);
    }
  });
});

describe('nothing new', () => {
  it('leaves the very state that was there', () => {
    expect(reduce(three, { type: 'added', files: [], skippedFiles: 0 })).toBe(three);
    expect(reduce(three, { type: 'threshold-set', threshold: three.threshold })).toBe(three);
    const selected = reduce(three, { type: 'selected', id: 1 });
    expect(reduce(selected, { type: 'selected', id: 1 })).toBe(selected);
    expect(reduce(selected, { type: 'selected', id: 2 }).selectedId).toBe(2);
    const preview = { url: 'blob:1', widthPx: 4, heightPx: 3 };
    const shown = reduce(three, { type: 'previewed', id: 1, run: 0, preview });
    expect(reduce(shown, { type: 'previewed', id: 1, run: 0, preview })).toBe(shown);
    expect(reduce(three, { type: 'retried', id: 9 })).toBe(three);
    expect(reduce(three, { type: 'revealed', id: 9, isRevealed: true })).toBe(three);
    expect(reduce(three, { type: 'reread', id: 9, as: 'stored' })).toBe(three);
  });

  it('leaves the films themselves, where only others or none changed', () => {
    const skipped = reduce(three, { type: 'added', files: [], skippedFiles: 2 });
    expect(skipped.studies).toBe(three.studies);
    const labelled = reduce(three, {
      type: 'labelled',
      table: { entries: [['1.png', 'normal']], skippedRows: 0 },
    });
    expect(labelled.studies[0]).toBe(three.studies[0]);
    expect(labelled.studies[1]).toMatchObject({ truth: 'normal' });
  });

  it('takes the selection of the app for the reader’s once the reader confirms it', () => {
    const chosen = run(three, ...predict(1));
    expect(chosen).toMatchObject({ selectedId: 1, selectedBy: 'app' });
    expect(reduce(chosen, { type: 'selected', id: 1 }).selectedBy).toBe('reader');
    expect(reduce(chosen, { type: 'selected', id: null })).toMatchObject({
      selectedId: null,
      selectedBy: 'reader',
    });
  });
});

describe('progress', () => {
  it('counts whatever has ended, and is done when all has', () => {
    expect(measureProgress(INITIAL_STATE)).toEqual({ total: 0, done: 0, state: 'idle' });
    const some = run(three, REJECT, ...predict(0));
    expect(measureProgress(some)).toEqual({ total: 3, done: 2, state: 'running' });
    expect(measureProgress(run(some, { ...FAIL, id: 2 }))).toEqual({ total: 3, done: 3, state: 'done' });
  });
});

const reread = (as: 'suggested' | 'stored'): AppEvent => ({ type: 'reread', id: 0, as });

describe('a film that lies wrong', () => {
  const TURN = { quarterTurns: 3, isInverted: false } as const;
  const suggest = (attempt = 0): AppEvent => ({ type: 'suggested', id: 0, run: attempt, correction: TURN });
  const wrong = run(three, advance(0, 'checking'), suggest(), ...predict(0, false));

  it('is read anew as suggested, in its own row, and what came before is stale', () => {
    const state = run(wrong, reread('suggested'));
    expect(state.studies[0]).toMatchObject({ run: 1, correction: TURN, suggestion: null, preview: null });
    expect(statusOf(state.studies[0])).toBe('queued');
    expect(run(state, ...predict(0))).toBe(state);
  });

  it('that is selected stays so once it is read anew; another one’s selection is not touched', () => {
    const shown = run(wrong, reread('suggested'));
    expect(wrong).toMatchObject({ selectedId: 0, selectedBy: 'app' });
    expect(shown).toMatchObject({ selectedId: 0, selectedBy: 'reader' });
    const other = run(three, ...predict(1), advance(0, 'checking'), suggest(), ...predict(0, false));
    expect(run(other, reread('suggested'))).toMatchObject({ selectedId: 1, selectedBy: 'app' });
    expect(run(other, { type: 'revealed', id: 0, isRevealed: true })).toMatchObject({
      selectedId: 1,
      selectedBy: 'app',
    });
  });

  it('turned back to where it was has no correction left', () => {
    const back: AppEvent = {
      type: 'suggested',
      id: 0,
      run: 1,
      correction: { quarterTurns: 1, isInverted: false },
    };
    const state = run(wrong, reread('suggested'), back, advance(0, 'predicting', 1), finish(0, false, 1));
    expect(run(state, reread('suggested')).studies[0].correction).toBeNull();
  });

  it('can be read as it is in its file again', () => {
    const corrected = run(wrong, reread('suggested'), advance(0, 'predicting', 1), finish(0, true, 1));
    const state = run(corrected, reread('stored'));
    expect(state.studies[0]).toMatchObject({ run: 2, correction: null });
  });

  it('suggested a second time adds to the first', () => {
    const state = run(
      wrong,
      reread('suggested'),
      suggest(1),
      advance(0, 'predicting', 1),
      finish(0, false, 1),
      reread('suggested'),
    );
    expect(state.studies[0].correction).toEqual({ quarterTurns: 2, isInverted: false });
  });

  it('is left alone while it runs, and where nothing was suggested', () => {
    const running = run(three, advance(0, 'checking'), suggest());
    expect(run(running, reread('suggested'))).toBe(running);
    const right = run(three, ...predict(0));
    expect(run(right, reread('suggested'), reread('stored'))).toBe(right);
  });
});

describe('a batch that is held up', () => {
  it('is paused and goes on, and says so once', () => {
    const paused = reduce(three, { type: 'pause-set', isPaused: true });
    expect(paused.isPaused).toBe(true);
    expect(reduce(paused, { type: 'pause-set', isPaused: true })).toBe(paused);
    expect(reduce(paused, { type: 'pause-set', isPaused: false })).toEqual(three);
  });

  it('that is cancelled gives up what waits, lets end what runs, and is paused no longer', () => {
    const state = run(
      three,
      ...predict(0),
      advance(1, 'decoding'),
      { type: 'pause-set', isPaused: true },
      { type: 'cancelled' },
    );
    expect(state.studies.map(statusOf)).toEqual(['predicted', 'running', 'failed']);
    expect(state.studies[2].state).toEqual({ kind: 'failed', stage: 'decoding', error: 'cancelled' });
    expect(state.isPaused).toBe(false);
    expect(reduce(state, { type: 'cancelled' })).toBe(state);
  });

  it('leaves what was cancelled to be retried, and what comes of its first run to nobody', () => {
    const state = run(three, { type: 'cancelled' }, { type: 'retried', id: 2 });
    expect(state.studies.map(statusOf)).toEqual(['failed', 'failed', 'queued']);
    expect(run(state, advance(2, 'predicting'), finish(2))).toBe(state);
    expect(statusOf(run(state, advance(2, 'predicting', 1), finish(2, true, 1)).studies[2])).toBe(
      'predicted',
    );
  });
});
