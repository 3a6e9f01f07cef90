import { describe, expect, it } from 'vitest';
import { sigmoid } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { collectOwnSet, listErrors, scoresOf } from './own-set.ts';
import { type AppEvent, INITIAL_STATE, reduce } from './reducer.ts';

function predict(id: number, logit: number, domain: 'familiar' | 'withheld' = 'familiar'): AppEvent[] {
  const assessment = {
    logit,
    probabilityPneumonia: sigmoid(logit),
    probabilityNormal: sigmoid(-logit),
    familiarity: 1,
    domain,
  };
  const film = { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' } as const;
  const facts = {
    saliency: EMPTY_MAP,
    warnings: [],
    filmReasons: [],
    engine: 'wasm',
    durationMs: 1,
  } as const;
  return [
    { type: 'advanced', id, run: 0, stage: 'predicting' },
    { type: 'predicted', id, run: 0, result: { ...facts, assessment, film } },
  ];
}

const PATHS = [
  'NORMAL/0',
  'NORMAL/1',
  'NORMAL/2',
  'PNEUMONIA/3',
  'PNEUMONIA/4',
  'PNEUMONIA/5',
  'PNEUMONIA/6',
  '7',
];
const files = PATHS.map((path) => ({ name: path, path, sizeBytes: 1 }));
const events: AppEvent[] = [
  { type: 'added', files, skippedFiles: 0 },
  ...predict(0, -1),
  ...predict(1, 1),
  ...predict(2, 3, 'withheld'),
  ...predict(3, -2),
  { type: 'advanced', id: 4, run: 0, stage: 'decoding' },
  { type: 'rejected', id: 4, run: 0, reason: 'corrupt', frames: null },
  { type: 'failed', id: 5, run: 0, stage: 'decoding', error: 'decode-timeout' },
  ...predict(7, 4),
];
const state = events.reduce(reduce, INITIAL_STATE);

describe('the reader’s own set', () => {
  it('counts every labelled film once, and says why one is left out', () => {
    const set = collectOwnSet(state, false);
    expect(set.byClass).toEqual({ normal: 3, pneumonia: 4 });
    expect(set.counted.map(({ study }) => study.id)).toEqual([0, 1, 3]);
    expect(set.leftOut).toEqual({ withheld: 1, unread: 0, rejected: 1, failed: 1, unfinished: 1 });
    expect(scoresOf(set)).toEqual({
      probabilities: [sigmoid(-1), sigmoid(1), sigmoid(-2)],
      labels: [0, 0, 1],
    });
  });

  it('counts withheld films where the reader asks for it', () => {
    const set = collectOwnSet(state, true);
    expect(set.counted.map(({ study }) => study.id)).toEqual([0, 1, 2, 3]);
    expect(set.leftOut.withheld).toBe(0);
  });

  it('tells nothing of a film whose own read is still to come', () => {
    const reading = [
      { type: 'read-first-set', isOn: true },
      { type: 'read', id: 0, className: 'normal' },
    ] as const;
    const set = collectOwnSet(reading.reduce(reduce, state), false);
    expect(set.counted.map(({ study }) => study.id)).toEqual([0]);
    expect(set.leftOut.unread).toBe(2);
  });

  it('lists the errors, the furthest from the threshold first', () => {
    // sigmoid(-2) = 0.12 is 0.38 from one half, sigmoid(1) = 0.73 is 0.23, sigmoid(3) = 0.95 is 0.45.
    expect(listErrors(collectOwnSet(state, true), 0.5).map(({ study }) => study.id)).toEqual([2, 3, 1]);
    expect(listErrors(collectOwnSet(state, false), 0.8).map(({ study }) => study.id)).toEqual([3]);
  });
});
