import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CANARY_NAME, makeReport, makeState } from './fixtures/studies.ts';
import { buildJson } from './json.ts';
import { resultsSchema } from './json-schema.ts';

const parse = (text: string) => v.parse(resultsSchema, JSON.parse(text));

describe('the JSON', () => {
  it.each([
    { includeNames: false, includeWithheld: false },
    { includeNames: true, includeWithheld: true },
  ])('is what its schema says, field by field, with %j', (options) => {
    const text = buildJson(makeReport(options));
    // The schema's parser drops what it does not know: nothing undocumented is in the file.
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('names tool, model, time and threshold, and says what it is not for', () => {
    expect(parse(buildJson(makeReport()))).toMatchObject({
      notice: 'Research use only, not for diagnosis',
      createdAt: '2026-01-02T03:04:05.000Z',
      app: { name: 'Lungfield', version: '1.2.3' },
      model: { version: '2.0.0', shortHash: '0123456789ab' },
      threshold: 0.5,
    });
  });

  it('holds every number in full, and a map whose mean and constant give the logit', () => {
    const [study] = parse(buildJson(makeReport())).studies;
    expect(study?.scores?.probabilityPneumonia).toBe(0.182_425_523_806_356_35);
    const { values = [], constant = Number.NaN } = study?.scores?.heatmap ?? {};
    expect(values).toEqual([1, -4]);
    expect((1 - 4) / 2 + constant).toBe(study?.scores?.logit);
  });

  it('keeps names and withheld scores to itself unless they are asked for', () => {
    const closed = buildJson(makeReport());
    expect(closed).not.toContain(CANARY_NAME);
    expect(parse(closed).studies.map(({ scores }) => scores === null)).toEqual([false, true, true]);
    const open = parse(buildJson(makeReport({ includeNames: true, includeWithheld: true })));
    expect(open.studies.map(({ file }) => file)).toEqual([CANARY_NAME, CANARY_NAME, CANARY_NAME]);
    expect(open.studies[1]?.scores?.logit).toBe(-1.5);
  });

  it('tells how a film was turned before it was read', () => {
    const [first, ...others] = makeState().studies;
    if (first === undefined) throw new Error('There is no study.');
    const correction = { quarterTurns: 1, isInverted: true } as const;
    const state = { studies: [{ ...first, correction }, ...others], threshold: 0.5 };
    expect(parse(buildJson(makeReport({}, state))).studies[0]?.correction).toEqual(correction);
  });
});
