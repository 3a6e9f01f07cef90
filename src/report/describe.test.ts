import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, reduce } from '../study/reducer.ts';
import { describeReport } from './describe.ts';
import { ASSESSMENT, CANARY_NAME, CARD, makeReport, makeState, SALIENCY } from './fixtures/studies.ts';

describe('what is reported', () => {
  it('of a predicted study is everything that the screen says of it', () => {
    const { studies, model, zone, threshold } = makeReport();
    const { domain: _, ...numbers } = ASSESSMENT;
    expect(studies[0]).toEqual({
      index: 0,
      file: null,
      status: 'predicted',
      reasons: [],
      correction: null,
      run: {
        engine: 'wasm',
        durationMs: 12.5,
        film: { widthPx: 300, heightPx: 200, bitDepth: 12, format: 'dicom' },
        warnings: ['low-contrast'],
      },
      // A logit of -1.5 lies below the zone's lower end, ln(0.4 / 0.6) = -0.405.
      scores: { ...numbers, finding: 'normal', heatmap: SALIENCY },
    });
    expect(model).toEqual({
      name: 'Test model',
      version: '2.0.0',
      sha256: CARD.model.sha256,
      shortHash: '0123456789ab',
    });
    expect(threshold).toBe(0.5);
    expect(zone?.lower).toBeCloseTo(0.4, 12);
    expect(zone?.upper).toBeCloseTo(0.6, 12);
  });

  it('holds no name, and no withheld number or heatmap, unless asked for', () => {
    const closed = makeReport();
    expect(JSON.stringify(closed)).not.toContain(CANARY_NAME);
    expect(closed.studies[1]).toMatchObject({
      status: 'withheld',
      reasons: ['unlike-training-data'],
      scores: null,
    });
    const open = makeReport({ includeNames: true, includeWithheld: true });
    expect(open.studies[1]).toMatchObject({ file: CANARY_NAME, scores: { logit: -1.5, heatmap: SALIENCY } });
  });

  it('does not depend on what the reader revealed on the screen', () => {
    const revealed = reduce(makeState(), { type: 'revealed', id: 1, isRevealed: true });
    expect(makeReport({}, revealed).studies[1]?.scores).toBeNull();
  });

  it('moves finding and zone with the threshold, and no score', () => {
    const moved = reduce(makeState(), { type: 'threshold-set', threshold: 0.1 });
    const { studies, zone } = makeReport({}, moved);
    // ln(0.1 / 0.9) = -2.197: the zone is -2.603 to -1.792, as probabilities 2/29 and 1/7.
    expect(studies[0]?.scores).toMatchObject({ finding: 'pneumonia', logit: -1.5 });
    expect(zone?.lower).toBeCloseTo(2 / 29, 12);
    expect(zone?.upper).toBeCloseTo(1 / 7, 12);
  });

  it('gives the reason of a rejection and of a failure, and no result', () => {
    const state = reduce(
      reduce(INITIAL_STATE, {
        type: 'added',
        files: [{ name: 'a', path: 'a', sizeBytes: 1 }],
        skippedFiles: 0,
      }),
      { type: 'failed', id: 0, run: 0, stage: 'decoding', error: 'decode-timeout' },
    );
    expect(makeReport({}, state).studies[0]).toMatchObject({
      status: 'failed',
      reasons: ['decode-timeout'],
      run: null,
      scores: null,
    });
    expect(makeReport().studies[2]).toMatchObject({ status: 'rejected', reasons: ['truncated'], run: null });
  });

  it('has scores but no finding, no zone and no model while no card is verified', () => {
    const source = { state: makeState(), card: null, appVersion: '1.2.3', createdAt: new Date(0) };
    const report = describeReport(source, { includeNames: false, includeWithheld: false });
    expect([report.model, report.zone]).toEqual([null, null]);
    expect(report.studies[0]?.scores).toMatchObject({ finding: null, logit: -1.5 });
  });
});
