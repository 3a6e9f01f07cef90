/**
 * The DICOM files of ours as others read them: dcmjs always, dcmtk where it is installed (skipped with the reason where
 * not: Debian's package dcmtk).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { data } from 'dcmjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilmReference } from '../film-reference.ts';
import { IDENTITY } from '../fixtures/identity.ts';
import { CANARY_NAME, CARD, makeReport } from '../fixtures/studies.ts';
import { buildCapture, type CapturedPicture } from './capture.ts';
import { toDecimalString, toDicomTime } from './modules.ts';
import { buildStructuredReport } from './structured-report.ts';
import { type DicomDataset, writeDicomFile } from './write-file.ts';

const TOOLS = ['dsrdump', 'dcmdump', 'dcm2pnm'];
const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0) console.info(`Skipped, not installed: ${missing.join(', ')}.`);

const NOBODY: FilmReference = { identity: null, frame: null };
const SOMEBODY: FilmReference = { identity: IDENTITY, frame: null };
const NOTICE = 'Research use only, not for diagnosis';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lungfield-report-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function studyOf(report = makeReport(), index = 0) {
  const study = report.studies[index];
  if (study === undefined) throw new Error(`There is no study ${index}.`);
  return study;
}

const write = (dataset: DicomDataset) => writeDicomFile(dataset, '1.2.3');
const writeReport = (film: FilmReference, report = makeReport(), index = 0) =>
  write(buildStructuredReport(report, studyOf(report, index), film));

/** Everything in a file by dcmjs, under DICOM's keywords. */
function readBack(file: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  const { dict } = data.DicomMessage.readFile(file.buffer);
  return data.DicomMetaDictionary.naturalizeDataset(dict);
}

/** dsrdump does not check texts in UTF-8 and says so; it reads them. */
const UNCHECKED = /^W: The VR checker does not support this Specific Character Set: ISO_IR 192\n/gm;

/** What a tool prints of a file; any other complaint fails. */
function dump(tool: string, options: readonly string[], file: Uint8Array): string {
  const path = join(folder, 'file.dcm');
  writeFileSync(path, file);
  const { status, stdout, stderr } = spawnSync(tool, [...options, path], { encoding: 'utf8' });
  expect([status, stderr.replace(UNCHECKED, '')]).toEqual([0, '']);
  return stdout;
}

describe('the structured report', () => {
  it('is partial, unverified and preliminary, and nobody’s', async () => {
    const dataset = readBack(await writeReport(NOBODY));
    expect(dataset).toMatchObject({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
      Modality: 'SR',
      CompletionFlag: 'PARTIAL',
      CompletionFlagDescription: NOTICE,
      VerificationFlag: 'UNVERIFIED',
      PreliminaryFlag: 'PRELIMINARY',
      ContentDate: '20260102',
      ContentTime: '030405',
      PatientIdentityRemoved: 'YES',
    });
    for (const keyword of ['PatientID', 'PatientBirthDate', 'PatientSex', 'StudyDate', 'AccessionNumber']) {
      expect(dataset[keyword] ?? '', keyword).toBe('');
    }
  });

  it('holds probability, finding, algorithm and hash', async () => {
    const text = JSON.stringify(readBack(await writeReport(NOBODY)));
    expect(text).toContain('"CodeValue":"126000"');
    expect(text).toContain('"TemplateIdentifier":"1500"');
    expect(text).toContain('"FloatingPointValue":0.18242552380635635');
    expect(text).toContain('"CodeValue":"NORMAL"');
    expect(text).toContain(`"TextValue":"Model SHA-256 ${CARD.model.sha256}"`);
    expect(text).toContain('"TextValue":"Warnings: low-contrast"');
    expect(text).toContain(`"TextValue":"${NOTICE}"`);
  });

  it('says that a result is withheld, and why, without a number', async () => {
    const text = JSON.stringify(readBack(await writeReport(NOBODY, makeReport(), 1)));
    expect(text).toContain('Withheld: unlike-training-data');
    expect(text).not.toMatch(/NumericValue|FloatingPointValue|"FINDING"/);
    const open = makeReport({ includeWithheld: true });
    expect(JSON.stringify(readBack(await writeReport(NOBODY, open, 1)))).toContain('-1.5');
  });

  it('has new identifiers of its own at every export', async () => {
    const uids = await Promise.all(
      [0, 1].map(async () => {
        const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = readBack(await writeReport(NOBODY));
        return [StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID];
      }),
    );
    expect(new Set(uids.flat()).size).toBe(6);
    for (const uid of uids.flat()) expect(uid).toMatch(/^2\.25\.\d{1,39}$/);
  });

  it('says whose it is, and refers to the film, only where asked to', async () => {
    const closed = Buffer.from(await writeReport(NOBODY)).toString('latin1');
    expect(closed).not.toMatch(/CANARY|ID-1|1\.2\.3\.[123]/);
    const open = readBack(await writeReport({ ...SOMEBODY, frame: 3 }, makeReport({ includeNames: true })));
    expect(open).toMatchObject({ PatientID: 'ID-1', StudyInstanceUID: '1.2.3.1', AccessionNumber: 'A-1' });
    expect(open.PatientIdentityRemoved).toBeUndefined();
    const text = JSON.stringify(open);
    expect(text).toContain('CANARY^Child^Middle');
    expect(text).toContain(CANARY_NAME);
    expect(text).toContain('"ReferencedSOPInstanceUID":"1.2.3.3"');
    expect(text).toContain('"ReferencedFrameNumber":3');
  });

  it('hands on what the film says even where it is longer than DICOM allows', async () => {
    const patientId = 'ID'.repeat(50);
    const film = { identity: { ...IDENTITY, patientId, patientName: 'Röntgen^肺' }, frame: null };
    const file = await writeReport(film);
    expect(readBack(file).PatientID).toBe(patientId);
    expect(Buffer.from(file).toString('utf8')).toContain('Röntgen^肺');
  });

  it.skipIf(missing.length > 0)('is read by dsrdump without a word of complaint', async () => {
    const closed = dump('dsrdump', [], await writeReport(NOBODY));
    expect(closed).toContain('Comprehensive SR Document');
    expect(closed).toMatch(/Completion Flag +: PARTIAL/);
    expect(closed).toMatch(/Verification Flag +: UNVERIFIED/);
    expect(closed).toMatch(/Probability of pneumonia.*"0.18242552380636"/);
    expect(closed).toContain(
      '(,,"Finding of the model at its decision threshold")=(,,"Normal")'.slice(3, 40),
    );
    const open = dump('dsrdump', [], await writeReport(SOMEBODY));
    expect(open).toContain('CANARY');
    expect(open).toContain('(DX image,)');
    dump('dsrdump', [], await writeReport(NOBODY, makeReport(), 1));
  });
});

/** Two by two pixels: red, green; blue, white. */
const PICTURE: CapturedPicture = {
  widthPx: 2,
  heightPx: 2,
  pixels: Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255),
  description: 'Film and heatmap',
  compressionRatio: 12.345,
};
const RGB = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

describe('the capture', () => {
  it('is a derived picture in colour that says what is burned in', async () => {
    const dataset = readBack(await write(buildCapture(PICTURE, makeReport(), NOBODY)));
    expect(dataset).toMatchObject({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
      ConversionType: 'WSD',
      BurnedInAnnotation: 'YES',
      ImageComments: `${NOTICE}. Film and heatmap`,
      PhotometricInterpretation: 'RGB',
      LossyImageCompression: '01',
      Rows: 2,
      Columns: 2,
    });
    const [pixels] = dataset.PixelData as readonly ArrayBuffer[];
    expect(Array.from(new Uint8Array(pixels ?? new ArrayBuffer(0)))).toEqual(RGB);
  });

  it('says whose it is, and what it was made of, only where asked to', async () => {
    const closed = Buffer.from(await write(buildCapture(PICTURE, makeReport(), NOBODY))).toString('latin1');
    expect(closed).not.toMatch(/CANARY|ID-1|1\.2\.3\.[123]/);
    const open = Buffer.from(await write(buildCapture(PICTURE, makeReport(), SOMEBODY))).toString('latin1');
    for (const value of ['CANARY^Child', 'ID-1', '1.2.3.1', '1.2.3.3']) expect(open).toContain(value);
  });

  it('is refused where its pixels do not fit', () => {
    expect(() => buildCapture({ ...PICTURE, widthPx: 3 }, makeReport(), NOBODY)).toThrow(RangeError);
    expect(() => buildCapture({ ...PICTURE, heightPx: 3 }, makeReport(), NOBODY)).toThrow(RangeError);
  });

  it.skipIf(missing.length > 0)('is drawn by dcmtk with the very pixels', async () => {
    const file = await write(buildCapture(PICTURE, makeReport(), SOMEBODY));
    expect(dump('dcmdump', [], file)).toContain('=SecondaryCaptureImageStorage');
    const from = join(folder, 'capture.dcm');
    const to = join(folder, 'capture.ppm');
    writeFileSync(from, file);
    expect(spawnSync('dcm2pnm', [from, to]).status).toBe(0);
    expect(Array.from(readFileSync(to).subarray(-12))).toEqual(RGB);
  });
});

describe('values', () => {
  it.each([
    [0.5, '0.5'],
    [-1.5, '-1.5'],
    [0.182_425_523_806_356_35, '0.18242552380636'],
    [-0.182_425_523_806_356_35, '-0.1824255238064'],
    [4.248_354_255_291_589e-18, '4.2483542553e-18'],
    [-1.234_567_890_123_456_7e-100, '-1.23456789e-100'],
  ])('%d fits a decimal string as %s', (value, text) => {
    expect(toDecimalString(value)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(16);
  });

  it('that are no numbers are refused', () => {
    expect(() => toDecimalString(Number.NaN)).toThrow(RangeError);
  });

  it('of time are those of UTC', () => {
    expect(toDicomTime(new Date('2026-01-02T03:04:05.678Z'))).toEqual({ date: '20260102', time: '030405' });
  });
});
