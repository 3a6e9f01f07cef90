import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { sigmoid } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { measureCalls } from '../model/metrics/validation.ts';
import { wilson } from '../model/metrics/wilson.ts';
import type { ModelCard } from '../model/model-card.ts';
import { collectOwnSet, scoresOf } from '../study/own-set.ts';
import { type AppEvent, INITIAL_STATE, reduce } from '../study/reducer.ts';
import { buildOwnSetCsv, buildOwnSetJson, type OwnSetReport } from './own-set.ts';

const CARD = { name: 'net', version: '1', model: { sha256: 'ab'.repeat(32) } } as ModelCard;

function predict(id: number, logit: number, domain: 'familiar' | 'withheld'): AppEvent[] {
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

const PATHS = ['NORMAL/=1.png', 'NORMAL/b.png', 'PNEUMONIA/c.png', 'notes.png'];
const events: AppEvent[] = [
  { type: 'added', files: PATHS.map((path) => ({ name: path, path, sizeBytes: 1 })), skippedFiles: 0 },
  ...predict(0, 0, 'familiar'),
  ...predict(1, -3, 'withheld'),
  ...predict(2, 2, 'familiar'),
  ...predict(3, 2, 'familiar'),
];
const { studies } = events.reduce(reduce, INITIAL_STATE);

function report(changes: Partial<OwnSetReport> = {}): OwnSetReport {
  const set = collectOwnSet({ studies, isReadFirst: false }, changes.includeWithheld ?? false);
  const { probabilities, labels } = scoresOf(set);
  const calls = measureCalls(probabilities, labels, 0.5);
  const choices = { includeWithheld: false, includeNames: false };
  return {
    set,
    calls,
    auroc: null,
    curve: [],
    threshold: 0.5,
    card: CARD,
    appVersion: '1.2.3',
    ...choices,
    ...changes,
  };
}

function parse(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv.slice(1).trim(), { header: true }).data;
}

describe('the reader’s own set as CSV', () => {
  it('has a row for each labelled film, and no number for one that is left out', () => {
    const rows = parse(buildOwnSetCsv(report(), studies));
    expect(new Set(rows.map(({ app }) => app))).toEqual(new Set(['Lungfield 1.2.3']));
    expect(rows.map(({ index, truth, counted, call }) => [index, truth, counted, call])).toEqual([
      ['0', 'normal', 'yes', 'pneumonia'],
      ['1', 'normal', 'no', ''],
      ['2', 'pneumonia', 'yes', 'pneumonia'],
    ]);
    expect(rows.map((row) => row.probability_pneumonia)).toEqual(['0.5', '', String(sigmoid(2))]);
    expect(rows.map((row) => row.file)).toEqual(['', '', '']);
  });

  it('tells names, as no formula, and withheld scores only where the reader asks', () => {
    const rows = parse(buildOwnSetCsv(report({ includeNames: true, includeWithheld: true }), studies));
    expect(rows.map((row) => row.file)).toEqual(PATHS.slice(0, 3));
    expect(rows[1].probability_pneumonia).not.toBe('');
  });
});

describe('the reader’s own set as JSON', () => {
  it('has every figure with its interval and method, and what was left out', () => {
    const json = JSON.parse(buildOwnSetJson(report())) as Record<string, unknown>;
    expect(json.app).toEqual({ name: 'Lungfield', version: '1.2.3' });
    expect(json).toMatchObject({
      threshold: 0.5,
      films: { labelled: { normal: 2, pneumonia: 1 }, counted: 2, leftOut: { withheld: 1 } },
      confusion: { truePositive: 1, falsePositive: 1, trueNegative: 0, falseNegative: 0 },
      accuracy: wilson(1, 2),
      sensitivity: wilson(1, 1),
      errors: [{ index: 0, truth: 'normal', probabilityPneumonia: 0.5 }],
      model: { sha256: 'ab'.repeat(32) },
    });
    expect(JSON.stringify(json)).not.toContain('.png');
    expect(json.methods).toHaveProperty('independence');
  });
});
