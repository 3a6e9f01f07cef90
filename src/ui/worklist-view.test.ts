import { describe, expect, it } from 'vitest';
import { sigmoid } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { Study, StudyState } from '../study/study.ts';
import { countScores, countStudies, selectStudies, WHOLE_LIST } from './worklist-view.ts';

function makeStudy(id: number, path: string, state: StudyState): Study {
  return {
    id,
    run: 0,
    name: path,
    path,
    sizeBytes: 1,
    state,
    preview: null,
    isPictureless: false,
    correction: null,
    suggestion: null,
    read: null,
    isScoreSeen: false,
    truth: null,
  };
}

function score(logit: number, isWithheld = false, isRevealed = false): StudyState {
  const probabilityPneumonia = sigmoid(logit);
  return {
    kind: 'predicted',
    isRevealed,
    result: {
      assessment: {
        logit,
        probabilityPneumonia,
        probabilityNormal: 1 - probabilityPneumonia,
        familiarity: 1,
        domain: isWithheld ? 'withheld' : 'familiar',
      },
      saliency: EMPTY_MAP,
      warnings: [],
      filmReasons: [],
      engine: 'wasm',
      durationMs: 1,
      film: { widthPx: 300, heightPx: 300, bitDepth: 8, format: 'png' },
    },
  };
}

const STUDIES: readonly Study[] = [
  makeStudy(0, 'ward/film-10.png', score(3)),
  makeStudy(1, 'ward/film-9.png', score(-3)),
  makeStudy(2, 'ward/notes.txt', { kind: 'rejected', reason: 'unknown-format', frames: null }),
  makeStudy(3, 'ADULT.dcm', score(9, true)),
  makeStudy(4, 'ward/film-1.png', score(0)),
  makeStudy(5, 'late.png', { kind: 'queued' }),
  makeStudy(6, 'slow.png', { kind: 'failed', stage: 'decoding', error: 'decode-timeout' }),
];
/** Indeterminate from 0.3 to 0.7. */
const CONTEXT = {
  threshold: 0.5,
  isReadFirst: false,
  card: { zones: { lower: 0.3, upper: 0.7, coverage: 0.975, images: 100 } },
} as const;

const list = (changes: Partial<typeof WHOLE_LIST>, studies = STUDIES) =>
  selectStudies(studies, { ...WHOLE_LIST, ...changes }, CONTEXT);

describe('the worklist', () => {
  it('is whole and in the order added at first', () => {
    expect(list({})).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['pneumonia', [0]],
    ['indeterminate', [4]],
    ['normal', [1]],
    ['withheld', [3]],
    ['rejected', [2]],
    ['failed', [6]],
    ['unfinished', [5]],
  ] as const)('shows %s alone', (filter, expected) => {
    expect(list({ filter })).toEqual(expected);
    expect(countStudies(STUDIES, CONTEXT)[filter]).toBe(1);
  });

  it('sorts by name as people count, by score, and by what came of the files', () => {
    // ADULT, late, slow, ward/film-1, -9, -10, ward/notes
    expect(list({ order: 'name' })).toEqual([3, 5, 6, 4, 1, 0, 2]);
    expect(list({ order: 'highest' })).toEqual([0, 4, 1, 2, 3, 5, 6]);
    expect(list({ order: 'lowest' })).toEqual([1, 4, 0, 2, 3, 5, 6]);
    expect(list({ order: 'outcome' })).toEqual([0, 4, 1, 3, 2, 6, 5]);
  });

  it('finds a part of the path, whatever its case', () => {
    expect(list({ search: ' adult ' })).toEqual([3]);
    expect(list({ search: 'WARD/film', order: 'highest' })).toEqual([0, 4, 1]);
    expect(list({ search: 'nowhere' })).toEqual([]);
  });

  it('lets a withheld score out neither by order, nor by filter, nor by the distribution, before it is asked for', () => {
    expect(list({ order: 'highest' }).indexOf(3)).toBeGreaterThan(2);
    expect(countScores(STUDIES, CONTEXT).at(-1)).toBe(1);
    const revealed = STUDIES.map((study) =>
      study.id === 3 ? { ...study, state: score(9, true, true) } : study,
    );
    expect(list({ order: 'highest' }, revealed)[0]).toBe(3);
    expect(list({ filter: 'pneumonia' }, revealed)).toEqual([0, 3]);
    expect(countScores(revealed, CONTEXT).at(-1)).toBe(2);
  });

  it('tells nothing of a film that waits for the reader’s own read', () => {
    const hiding = { ...CONTEXT, isReadFirst: true };
    const read = STUDIES.map((study) =>
      study.id === 1 ? { ...study, read: { className: 'normal', isOwn: true } as const } : study,
    );
    expect(selectStudies(read, { ...WHOLE_LIST, order: 'highest' }, hiding)[0]).toBe(1);
    expect(countStudies(read, hiding)).toMatchObject({ pneumonia: 0, normal: 1, unfinished: 3 });
    expect(countScores(read, hiding).reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('knows no finding while no engine was verified', () => {
    expect(countStudies(STUDIES, { ...CONTEXT, card: null })).toMatchObject({
      pneumonia: 0,
      withheld: 4,
    });
  });
});

describe('the distribution', () => {
  it('counts shown scores by twentieths of the probability', () => {
    // 0.95 and more: logit 3 (0.953); 0.05 and less: logit -3 (0.047); logit 0 opens the eleventh.
    const bins = countScores(STUDIES, CONTEXT);
    expect(bins).toHaveLength(20);
    expect([bins[0], bins[10], bins[19]]).toEqual([1, 1, 1]);
    expect(bins.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(countScores([makeStudy(0, 'a', score(99))], CONTEXT)[19]).toBe(1);
  });
});
