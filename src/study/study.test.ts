import { describe, expect, it } from 'vitest';
import type { Assessment } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { WithholdingCode } from './codes.ts';
import { isScoreShown, type Study, statusOf, withholdingsOf } from './study.ts';

function makeStudy(isFamiliar: boolean, filmReasons: readonly WithholdingCode[], isRevealed = false): Study {
  const assessment: Assessment = {
    logit: 1,
    probabilityPneumonia: 0.73,
    probabilityNormal: 0.27,
    familiarity: 1,
    domain: isFamiliar ? 'familiar' : 'withheld',
  };
  const film = { widthPx: 300, heightPx: 200, bitDepth: 12, format: 'dicom' } as const;
  const result = {
    assessment,
    saliency: EMPTY_MAP,
    warnings: [],
    filmReasons,
    engine: 'wasm',
    durationMs: 1,
    film,
  } as const;
  const state = { kind: 'predicted', result, isRevealed } as const;
  const file = { id: 0, run: 0, name: 'a.dcm', path: 'a.dcm', sizeBytes: 1 };
  return {
    ...file,
    state,
    preview: null,
    isPictureless: false,
    correction: null,
    suggestion: null,
    truth: null,
    read: null,
    isScoreSeen: false,
  };
}

describe('a result is withheld', () => {
  it.each<[string, boolean, WithholdingCode[], WithholdingCode[]]>([
    ['not: familiar, and nothing in the file against it', true, [], []],
    ['unlike the training data', false, [], ['unlike-training-data']],
    ['familiar, but lateral by its own word', true, ['dicom-lateral'], ['dicom-lateral']],
    ['both: its own word first', false, ['dicom-adult'], ['dicom-adult', 'unlike-training-data']],
  ])('%s', (_, isFamiliar, filmReasons, expected) => {
    const study = makeStudy(isFamiliar, filmReasons);
    const isHeld = expected.length > 0;
    expect(study.state.kind === 'predicted' && withholdingsOf(study.state.result)).toEqual(expected);
    expect(statusOf(study)).toBe(isHeld ? 'withheld' : 'predicted');
    expect(isScoreShown(study)).toBe(!isHeld);
    expect(isScoreShown(makeStudy(isFamiliar, filmReasons, true))).toBe(true);
  });
});
