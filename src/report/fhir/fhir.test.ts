import { Fhir } from 'fhir';
import type { Bundle, Device, DiagnosticReport, ImagingStudy, Observation, Patient } from 'fhir/r4';
import { Severities } from 'fhir/validator';
import { describe, expect, it } from 'vitest';
import type { FilmIdentity } from '../../image/dicom/identity-tags.ts';
import { reduce } from '../../study/reducer.ts';
import { IDENTITY } from '../fixtures/identity.ts';
import { CANARY_NAME, CARD, makeReport, makeState } from '../fixtures/studies.ts';
import { toDicomUid } from '../uuid.ts';
import { buildFhir } from './fhir.ts';

const NOBODY = new Map<number, FilmIdentity>();
const EVERYBODY = new Map([0, 1, 2].map((index) => [index, IDENTITY]));

function parse(text: string): Bundle {
  return JSON.parse(text) as Bundle;
}

function listOf<T extends { resourceType: string }>(bundle: Bundle, type: T['resourceType']): T[] {
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === type ? [resource as unknown as T] : [],
  );
}

describe('the FHIR bundle', () => {
  it.each([
    ['without names', makeReport(), NOBODY],
    ['with all that can be asked for', makeReport({ includeNames: true, includeWithheld: true }), EVERYBODY],
  ])('is valid FHIR R4, nothing unexpected in it: %s', (_, report, identities) => {
    const { valid, messages } = new Fhir().validate(parse(buildFhir(report, identities)), {
      errorOnUnexpected: true,
    });
    expect(
      messages.filter(({ severity }) => severity === Severities.Error || severity === Severities.Fatal),
    ).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is refused by the same validator with a status that FHIR does not have', () => {
    const text = buildFhir(makeReport(), NOBODY).replaceAll('"preliminary"', '"certain"');
    expect(new Fhir().validate(JSON.parse(text)).valid).toBe(false);
  });

  it('has a preliminary report for each study with a result, and every reference leads somewhere in it', () => {
    const text = buildFhir(makeReport(), EVERYBODY);
    const bundle = parse(text);
    const reports = listOf<DiagnosticReport>(bundle, 'DiagnosticReport');
    expect(reports.map(({ status }) => status)).toEqual(['preliminary', 'preliminary']);
    const addresses = new Set(bundle.entry?.map(({ fullUrl }) => fullUrl));
    const references = Array.from(text.matchAll(/"reference":"([^"]+)"/g), ([, address]) => address);
    expect(references.filter((address) => !addresses.has(address))).toEqual([]);
    expect(reports[0]?.result).toHaveLength(2);
  });

  it('gives the probability in full, the finding at the threshold, and the device with the model’s hash', () => {
    const bundle = parse(buildFhir(makeReport(), NOBODY));
    const [probability, finding] = listOf<Observation>(bundle, 'Observation');
    expect(probability?.valueQuantity).toEqual({
      value: 0.182_425_523_806_356_35,
      system: 'http://unitsofmeasure.org',
      code: '1',
    });
    expect(finding?.valueCodeableConcept).toEqual({ text: 'normal' });
    const [device] = listOf<Device>(bundle, 'Device');
    expect(device?.identifier?.[0]?.value).toBe(CARD.model.sha256);
    expect(device?.version?.map(({ value }) => value)).toEqual(['1.2.3', '2.0.0']);
  });

  it('names pneumonia by its SNOMED CT code, and no other finding by any', () => {
    const moved = reduce(makeState(), { type: 'threshold-set', threshold: 0.1 });
    const [, finding] = listOf<Observation>(parse(buildFhir(makeReport({}, moved), NOBODY)), 'Observation');
    expect(finding?.valueCodeableConcept?.coding?.map(({ code }) => code)).toEqual(['233604007']);
  });

  it('holds a withheld number back and says why', () => {
    const observations = listOf<Observation>(parse(buildFhir(makeReport(), NOBODY)), 'Observation');
    for (const observation of observations.slice(2)) {
      expect(observation.dataAbsentReason?.text).toBe('Withheld: unlike-training-data');
      expect([observation.valueQuantity, observation.component]).toEqual([undefined, undefined]);
    }
  });

  it('has no patient and no name unless asked for', () => {
    const text = buildFhir(makeReport(), NOBODY);
    expect(text).not.toMatch(/CANARY|Patient|subject|ImagingStudy/);
    const open = parse(buildFhir(makeReport({ includeNames: true }), EVERYBODY));
    const [patient] = listOf<Patient>(open, 'Patient');
    expect(patient).toMatchObject({
      identifier: [{ value: 'ID-1' }],
      name: [{ text: 'Child Middle CANARY', family: 'CANARY', given: ['Child', 'Middle'] }],
      gender: 'female',
      birthDate: '2020-01-31',
    });
    const [study] = listOf<ImagingStudy>(open, 'ImagingStudy');
    expect(study?.identifier?.[0]).toEqual({ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.1' });
    const [report] = listOf<DiagnosticReport>(open, 'DiagnosticReport');
    expect(report?.identifier?.[1]?.value).toBe(CANARY_NAME);
    expect(report?.subject).toBeDefined();
  });

  it('says in every report, observation and device what it is not for', () => {
    const bundle = parse(buildFhir(makeReport(), NOBODY));
    const silent = (bundle.entry ?? []).filter(
      ({ resource }) => !JSON.stringify(resource).includes('Research use only, not for diagnosis'),
    );
    expect(silent).toEqual([]);
  });

  it('gives every resource an address of its own', () => {
    const addresses = parse(buildFhir(makeReport(), EVERYBODY)).entry?.map(({ fullUrl }) => fullUrl) ?? [];
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(toDicomUid(addresses[0]?.slice('urn:uuid:'.length) ?? '')).toMatch(/^2\.25\.\d+$/);
  });
});
