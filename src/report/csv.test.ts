import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../model/assess.ts';
import { type AppEvent, INITIAL_STATE, reduce } from '../study/reducer.ts';
import type { AppState } from '../study/study.ts';
import { buildCsv, CSV_COLUMNS, toPlainDecimal } from './csv.ts';

const PLAIN = { includeNames: false, includeWithheld: false };

function run(...events: readonly AppEvent[]): AppState {
  return events.reduce(reduce, INITIAL_STATE);
}

function addFiles(...paths: readonly string[]): AppEvent {
  return {
    type: 'added',
    files: paths.map((path) => ({ name: path.split('/').at(-1) ?? path, path, sizeBytes: 1 })),
    skippedFiles: 0,
  };
}

function predict(id: number, changes: Partial<Assessment> = {}): AppEvent[] {
  const assessment = {
    logit: -1.5,
    probabilityPneumonia: 0.182_425_523_806_356_35,
    probabilityNormal: 0.817_574_476_193_643_7,
    familiarity: 1.25,
    isFamiliar: true,
    ...changes,
  };
  const film = { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' } as const;
  const warnings = ['low-contrast', 'colour-tint'] as const;
  return [
    { type: 'advanced', id, run: 0, stage: 'predicting' },
    {
      type: 'predicted',
      id,
      run: 0,
      result: { assessment, warnings, engine: 'wasm', durationMs: 12.5, film },
    },
  ];
}

function parse(csv: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data;
}

describe('the CSV', () => {
  it('has the columns of the contract, a byte order mark for Excel, and CR LF', () => {
    const csv = buildCsv(run(addFiles('a.png')), null, PLAIN);
    expect(csv.startsWith(`\uFEFF${CSV_COLUMNS.join(',')}\r\n`)).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(CSV_COLUMNS.join(',')).toBe(
      'index,file,status,finding,probability_pneumonia,probability_normal,logit,familiarity,reason,warnings,threshold,model,backend,duration_ms',
    );
  });

  it('has a row for every file in the order added, whatever became of it', () => {
    const rows = parse(
      buildCsv(
        run(
          addFiles('a.png', 'b.png', 'c.png', 'd.png'),
          { type: 'failed', id: 2, run: 0, stage: 'predicting', error: 'engine-lost' },
          { type: 'rejected', id: 1, run: 0, reason: 'truncated' },
          ...predict(0),
        ),
        null,
        PLAIN,
      ),
    );
    expect(rows.map(({ index, status, reason }) => [index, status, reason])).toEqual([
      ['0', 'predicted', ''],
      ['1', 'rejected', 'truncated'],
      ['2', 'failed', 'engine-lost'],
      ['3', 'queued', ''],
    ]);
  });

  it('keeps names to itself unless they are asked for', () => {
    const state = run(addFiles('CANARY.png'));
    expect(buildCsv(state, null, PLAIN)).not.toContain('CANARY');
    expect(parse(buildCsv(state, null, { ...PLAIN, includeNames: true }))[0].file).toBe('CANARY.png');
  });

  it.each([
    ['=1+1.png', "'=1+1.png"],
    ['@a,"b.png', `'@a,"b.png`],
    ['+a.png', "'+a.png"],
    ['-a.png', "'-a.png"],
    ['\tx.png', "'\tx.png"],
    ['Röntgen_肺.png', 'Röntgen_肺.png'],
    ['a\nb.png', 'a\nb.png'],
    ['folder/=1.png', 'folder/=1.png'],
  ])('makes the name %j inert, and nothing else of it', (name, expected) => {
    const [row] = parse(buildCsv(run(addFiles(name)), null, { ...PLAIN, includeNames: true }));
    expect(row.file).toBe(expected);
  });

  it('keeps a negative logit a number, and every number in full', () => {
    const [row] = parse(buildCsv(run(addFiles('a.png'), ...predict(0)), null, PLAIN));
    expect(row).toMatchObject({
      probability_pneumonia: '0.18242552380635635',
      probability_normal: '0.8175744761936437',
      logit: '-1.5',
      familiarity: '1.25',
      warnings: 'low-contrast;colour-tint',
      threshold: '0.5',
      backend: 'wasm',
      duration_ms: '12.5',
    });
  });

  it('holds a withheld score back until it is asked for, and says why in both cases', () => {
    const state = run(addFiles('a.png'), ...predict(0, { isFamiliar: false, familiarity: 0.5 }));
    const [closed] = parse(buildCsv(state, null, PLAIN));
    const [open] = parse(buildCsv(state, null, { ...PLAIN, includeWithheld: true }));
    expect(closed).toMatchObject({
      status: 'withheld',
      reason: 'unlike-training-data',
      logit: '',
      probability_pneumonia: '',
      probability_normal: '',
      familiarity: '',
    });
    expect(open).toMatchObject({ status: 'withheld', reason: 'unlike-training-data', logit: '-1.5' });
  });

  it('stays without the score of a withheld study that the reader only revealed on the screen', () => {
    const state = run(addFiles('a.png'), ...predict(0, { isFamiliar: false }), {
      type: 'revealed',
      id: 0,
      isRevealed: true,
    });
    expect(parse(buildCsv(state, null, PLAIN))[0].logit).toBe('');
  });
});

describe('a plain decimal', () => {
  it.each([
    [0, '0'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1.25e-10, '0.000000000125'],
    [-3.5e-8, '-0.000000035'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
  ])('%d is written as %s', (value, text) => {
    expect(toPlainDecimal(value)).toBe(text);
    expect(Number(text)).toBe(value);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is never made of %d', (value) => {
    expect(() => toPlainDecimal(value)).toThrow(RangeError);
  });
});
