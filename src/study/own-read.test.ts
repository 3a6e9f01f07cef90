import { describe, expect, it } from 'vitest';
import { sigmoid } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { countAgreement, countConcealed, isConcealed } from './own-read.ts';
import { type AppEvent, INITIAL_STATE, reduce } from './reducer.ts';
import type { AppState } from './study.ts';

function run(state: AppState, ...events: readonly AppEvent[]): AppState {
  return events.reduce(reduce, state);
}

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

const files = Array.from({ length: 5 }, (_, id) => ({ name: `${id}.png`, path: `${id}.png`, sizeBytes: 1 }));
const listed = run(INITIAL_STATE, { type: 'added', files, skippedFiles: 0 });
const turnOn: AppEvent = { type: 'read-first-set', isOn: true };
const turnOff: AppEvent = { type: 'read-first-set', isOn: false };
const read = (id: number, className: 'normal' | 'pneumonia'): AppEvent => ({ type: 'read', id, className });

describe('own read first', () => {
  it('is off until the reader turns it on', () => {
    const state = run(listed, ...predict(0, 2));
    expect(isConcealed(state, state.studies[0])).toBe(false);
    expect(run(state, read(0, 'normal'))).toBe(state);
  });

  it('hides a result until the reader has recorded a read, once', () => {
    const hidden = run(listed, turnOn, ...predict(0, 2));
    expect(isConcealed(hidden, hidden.studies[0])).toBe(true);
    const shown = run(hidden, read(0, 'normal'));
    expect(isConcealed(shown, shown.studies[0])).toBe(false);
    expect(shown.studies[0].read).toEqual({ className: 'normal', isOwn: true });
    expect(run(shown, read(0, 'pneumonia'))).toBe(shown);
  });

  it('counts what an export holds although it is not read yet, withheld ones as they are asked for', () => {
    const revealed: AppEvent = { type: 'revealed', id: 1, isRevealed: true };
    const state = run(listed, turnOn, ...predict(0, 2), ...predict(1, 2, 'withheld'), revealed);
    expect(countConcealed(state, false)).toBe(1);
    expect(countConcealed(state, true)).toBe(2);
    expect(countConcealed(run(state, read(0, 'normal')), false)).toBe(0);
    expect(countConcealed(run(state, turnOff), true)).toBe(0);
  });

  it('asks for no read where there is no number to hide: withheld, until the reader asks for it', () => {
    const withheld = run(listed, turnOn, ...predict(0, 2, 'withheld'));
    expect(isConcealed(withheld, withheld.studies[0])).toBe(false);
    const asked = run(withheld, { type: 'revealed', id: 0, isRevealed: true });
    expect(isConcealed(asked, asked.studies[0])).toBe(true);
  });

  it('still selects the first predicted study by itself, and leaves it to who reads it', () => {
    const state = run(listed, turnOn, ...predict(2, 2));
    expect(state.selectedId).toBe(2);
    expect(run(state, read(2, 'normal')).selectedBy).toBe('reader');
  });

  it('counts agreement at the threshold, and leaves out reads of results that had been on screen', () => {
    const seen = run(listed, ...predict(0, 2));
    const all = run(seen, turnOn, ...predict(1, 2), ...predict(2, 2), ...predict(3, -2), ...predict(4, 0.2));
    const state = run(
      all,
      read(0, 'pneumonia'),
      read(1, 'pneumonia'),
      read(2, 'normal'),
      read(3, 'normal'),
      read(4, 'normal'),
    );
    expect(countAgreement(state)).toEqual({
      table: { bothPneumonia: 1, onlyFirstPneumonia: 0, onlySecondPneumonia: 2, bothNormal: 1 },
      readsAfterResult: 1,
    });
    // sigmoid(0.2) = 0.55 lies below 0.6.
    expect(countAgreement({ ...state, threshold: 0.6 }).table).toEqual({
      bothPneumonia: 1,
      onlyFirstPneumonia: 0,
      onlySecondPneumonia: 1,
      bothNormal: 2,
    });
  });

  it('takes a result for seen that was shown while it was turned off between', () => {
    const state = run(listed, turnOn, ...predict(0, 2), turnOff, turnOn, read(0, 'normal'));
    expect(state.studies[0].read).toEqual({ className: 'normal', isOwn: false });
  });
});
