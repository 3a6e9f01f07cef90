import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { WithholdingCode } from '../study/codes.ts';
import { type AppEvent, INITIAL_STATE, reduce } from '../study/reducer.ts';
import type { AppState } from '../study/study.ts';
import { buildCsv, CSV_COLUMNS, toPlainDecimal } from './csv.ts';

const PLAIN = { includeNames: false, includeWithheld: false };

const CARD = {
  model: { sha256: `0123456789ab${'f'.repeat(52)}` },
  zones: { lower: 0.4, upper: 0.6 },
} as ModelCard;

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

function predict(
  id: number,
  changes: Partial<Assessment> = {},
  filmReasons: readonly WithholdingCode[] = [],
): AppEvent[] {
  const assessment: Assessment = {
    logit: -1.5,
    probabilityPneumonia: 0.182_425_523_806_356_35,
    probabilityNormal: 0.817_574_476_193_643_7,
    familiarity: 1.25,
    domain: 'familiar',
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
      result: {
        assessment,
        saliency: EMPTY_MAP,
        warnings,
        filmReasons,
        engine: 'wasm',
        durationMs: 12.5,
        film,
      },
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

function readFindings(state: AppState): (string | undefined)[][] {
  return parse(buildCsv(state, CARD, PLAIN)).map((row) => [row.finding, row.threshold, row.logit]);
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
          { type: 'rejected', id: 1, run: 0, reason: 'truncated', frames: null },
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
    const state = run(addFiles('a.png'), ...predict(0, { domain: 'withheld', familiarity: 0.5 }));
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

  it('holds a score back by what the file says of itself, and says that first', () => {
    const state = run(
      addFiles('a.dcm', 'b.dcm'),
      ...predict(0, {}, ['dicom-lateral', 'dicom-adult']),
      ...predict(1, { domain: 'withheld' }, ['dicom-adult']),
    );
    const rows = parse(buildCsv(state, null, PLAIN));
    expect(rows.map(({ status, reason, logit }) => [status, reason, logit])).toEqual([
      ['withheld', 'dicom-lateral', ''],
      ['withheld', 'dicom-adult', ''],
    ]);
    const [open] = parse(buildCsv(state, null, { ...PLAIN, includeWithheld: true }));
    expect(open).toMatchObject({ status: 'withheld', reason: 'dicom-lateral', logit: '-1.5' });
  });

  it('stays without the score of a withheld study that the reader only revealed on the screen', () => {
    const state = run(addFiles('a.png'), ...predict(0, { domain: 'withheld' }), {
      type: 'revealed',
      id: 0,
      isRevealed: true,
    });
    expect(parse(buildCsv(state, null, PLAIN))[0].logit).toBe('');
  });
});

describe('the finding', () => {
  // Log odds of the zones: ln(0.6 / 0.4) = 0.405 above, -0.405 below; of the threshold 0.8: ln(0.8 / 0.2) = 1.386.
  it.each([
    { logit: 1, threshold: 0.5, finding: 'pneumonia' },
    { logit: 0.3, threshold: 0.5, finding: 'indeterminate' },
    { logit: -0.3, threshold: 0.5, finding: 'indeterminate' },
    { logit: -1, threshold: 0.5, finding: 'normal' },
    // The zone moves to 0.981 ... 1.792.
    { logit: 0.9, threshold: 0.8, finding: 'normal' },
    { logit: 1, threshold: 0.8, finding: 'indeterminate' },
    { logit: 1.9, threshold: 0.8, finding: 'pneumonia' },
  ])('of logit $logit is $finding at threshold $threshold', ({ logit, threshold, finding }) => {
    const state = run(addFiles('a.png'), ...predict(0, { logit }), { type: 'threshold-set', threshold });
    const [row] = parse(buildCsv(state, CARD, PLAIN));
    expect([row.finding, row.threshold, row.logit]).toEqual([finding, String(threshold), String(logit)]);
  });

  it('and the threshold change in every row at once, the scores in none', () => {
    const before = run(addFiles('a.png', 'b.png'), ...predict(0, { logit: 1 }), ...predict(1, { logit: 3 }));
    const after = reduce(before, { type: 'threshold-set', threshold: 0.9 });
    expect(readFindings(before)).toEqual([
      ['pneumonia', '0.5', '1'],
      ['pneumonia', '0.5', '3'],
    ]);
    // ln(0.9 / 0.1) = 2.197: the zone is 1.792 ... 2.603.
    expect(readFindings(after)).toEqual([
      ['normal', '0.9', '1'],
      ['pneumonia', '0.9', '3'],
    ]);
  });

  it('of a withheld study is held back with its scores', () => {
    const state = run(addFiles('a.png'), ...predict(0, { domain: 'withheld' }));
    expect(parse(buildCsv(state, CARD, PLAIN))[0].finding).toBe('');
    // A logit of -1.5 lies below the zone.
    expect(parse(buildCsv(state, CARD, { ...PLAIN, includeWithheld: true }))[0].finding).toBe('normal');
  });

  it.each<readonly [string, AppEvent]>([
    ['rejected', { type: 'rejected', id: 0, run: 0, reason: 'colour-image', frames: null }],
    ['failed', { type: 'failed', id: 0, run: 0, stage: 'decoding', error: 'decode-timeout' }],
  ])('and every score are empty for a %s study, whatever is asked for', (status, event) => {
    const state = run(addFiles('a.png'), event);
    const [row] = parse(buildCsv(state, CARD, { includeNames: true, includeWithheld: true }));
    expect(row).toEqual({
      index: '0',
      file: 'a.png',
      status,
      finding: '',
      probability_pneumonia: '',
      probability_normal: '',
      logit: '',
      familiarity: '',
      reason: event.type === 'rejected' ? 'colour-image' : 'decode-timeout',
      warnings: '',
      threshold: '0.5',
      model: '0123456789ab',
      backend: '',
      duration_ms: '',
    });
  });
});

describe('the bytes of the file', () => {
  it('are those of RFC 4180: quoted where needed, quotes doubled, CR LF after every row', () => {
    const names = ['=1+1.png', '@a,"b.png', 'Röntgen_肺.png', ' a.png', 'a\r\nb.png'];
    const csv = buildCsv(run(addFiles(...names)), CARD, { ...PLAIN, includeNames: true });
    const rest = 'queued,,,,,,,,0.5,0123456789ab,,';
    const expected = [
      `\uFEFF${CSV_COLUMNS.join(',')}`,
      `0,'=1+1.png,${rest}`,
      `1,"'@a,""b.png",${rest}`,
      `2,Röntgen_肺.png,${rest}`,
      `3," a.png",${rest}`,
      `4,"a\r\nb.png",${rest}`,
      '',
    ];
    expect(csv).toBe(expected.join('\r\n'));
  });

  it('begin with the UTF-8 byte order mark, once', () => {
    const bytes = new TextEncoder().encode(buildCsv(run(addFiles('a.png')), CARD, PLAIN));
    expect(bytes.slice(0, 4)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf, 'i'.charCodeAt(0)));
  });

  it('hold the columns even without a file', () => {
    expect(buildCsv(INITIAL_STATE, CARD, PLAIN)).toBe(`\uFEFF${CSV_COLUMNS.join(',')}\r\n`);
  });

  it('never hold an exponent, however sure the model is', () => {
    // The two are what a logit of 40 gives: sigmoid(40) rounds to 1, exp(-40) = 4.248e-18.
    const sure = { logit: 40, probabilityPneumonia: 1, probabilityNormal: 4.248354255291589e-18 };
    const [row] = parse(buildCsv(run(addFiles('a.png'), ...predict(0, sure)), CARD, PLAIN));
    expect(row.probability_normal).toBe('0.000000000000000004248354255291589');
    expect(row.probability_pneumonia).toBe('1');
  });
});

describe('names from two folders', () => {
  it('are told apart by their path', () => {
    const state = run(addFiles('one/film.png', 'two/film.png'), addFiles('film.png'));
    const rows = parse(buildCsv(state, CARD, { ...PLAIN, includeNames: true }));
    expect(rows.map(({ index, file }) => [index, file])).toEqual([
      ['0', 'one/film.png'],
      ['1', 'two/film.png'],
      ['2', 'film.png'],
    ]);
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
