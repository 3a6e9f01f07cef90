/**
 * What a file's own tags say against a number, and that they say nothing of a child's frontal chest.
 */
import { describe, expect, it } from 'vitest';
import { countYears, parseAgeYears } from './domain-tags.ts';
import { type DicomElement, describeImage, pixelData, writeDicom } from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const MODALITY = 0x0008_0060;
const STUDY_DATE = 0x0008_0020;
const BIRTH_DATE = 0x0010_0030;
const AGE = 0x0010_1010;
const BODY_PART = 0x0018_0015;
const VIEW = 0x0018_5101;
const ORIENTATION = 0x0020_0020;

const REGION = 0x0008_2218;
const VIEW_CODE = 0x0054_0220;

/** The one item of a code sequence. */
const codeOf = (value: string, meaning: string): DicomElement[][] => [
  [
    [0x0008_0100, 'SH', value],
    [0x0008_0104, 'LO', meaning],
  ],
];

async function reasonsOf(elements: readonly DicomElement[]): Promise<readonly string[] | undefined> {
  const tags = new Set(elements.map(([tag]) => tag));
  const image = describeImage({ widthPx: 200, heightPx: 200 }).filter(([tag]) => !tags.has(tag));
  const pixels = pixelData(Array.from({ length: 40_000 }, (_, at) => at));
  return (await readDicom(writeDicom([...image, ...elements, pixels]))).withholdings;
}

describe('a film is withheld by its tags', () => {
  it.each<[string, DicomElement[], string[]]>([
    ['nothing said', [], []],
    [
      'a child, chest, AP',
      [
        [AGE, 'AS', '003Y'],
        [BODY_PART, 'CS', 'CHEST'],
        [VIEW, 'CS', 'AP'],
      ],
      [],
    ],
    ['17 years', [[AGE, 'AS', '017Y']], []],
    ['18 years', [[AGE, 'AS', '018Y']], ['dicom-adult']],
    ['216 months', [[AGE, 'AS', '216M']], ['dicom-adult']],
    ['900 days', [[AGE, 'AS', '900D']], []],
    ['no age', [[AGE, 'AS', '']], []],
    [
      'born 18 years before',
      [
        [BIRTH_DATE, 'DA', '20000229'],
        [STUDY_DATE, 'DA', '20180301'],
      ],
      ['dicom-adult'],
    ],
    [
      'born 18 years less a day before',
      [
        [BIRTH_DATE, 'DA', '20000302'],
        [STUDY_DATE, 'DA', '20180301'],
      ],
      [],
    ],
    [
      'an age goes before a birth date',
      [
        [AGE, 'AS', '004Y'],
        [BIRTH_DATE, 'DA', '19000101'],
        [STUDY_DATE, 'DA', '20180301'],
      ],
      [],
    ],
    ['LL', [[VIEW, 'CS', 'LL']], ['dicom-lateral']],
    ['RL', [[VIEW, 'CS', 'RL']], ['dicom-lateral']],
    ['LATERAL', [[VIEW, 'CS', 'LATERAL']], ['dicom-lateral']],
    ['LEFT LATERAL', [[VIEW, 'CS', 'LEFT LATERAL']], ['dicom-lateral']],
    ['PA', [[VIEW, 'CS', 'PA']], []],
    ['an oblique', [[VIEW, 'CS', 'LAO']], ['dicom-not-frontal']],
    ['rows from front to back', [[ORIENTATION, 'CS', 'A\\F']], ['dicom-lateral']],
    ['rows from right to left', [[ORIENTATION, 'CS', 'L\\F']], []],
    ['THORAX', [[BODY_PART, 'CS', 'THORAX']], []],
    ['TORACE', [[BODY_PART, 'CS', 'TORACE']], []],
    ['ANTERO-POSTERIOR', [[VIEW, 'CS', 'ANTERO-POSTERIOR']], []],
    ['a region’s code: chest', [[REGION, 'SQ', codeOf('816094009', 'Chest')]], []],
    ['a region’s code in another language', [[REGION, 'SQ', codeOf('T-D3000', 'Brust')]], []],
    ['a region’s code: knee', [[REGION, 'SQ', codeOf('72696002', 'Knee')]], ['dicom-not-chest']],
    [
      'a body part goes before a region’s code',
      [
        [BODY_PART, 'CS', 'CHEST'],
        [REGION, 'SQ', codeOf('72696002', 'Knee')],
      ],
      [],
    ],
    [
      'a view’s code: left lateral',
      [[VIEW_CODE, 'SQ', codeOf('R-10236', 'left lateral')]],
      ['dicom-lateral'],
    ],
    [
      'a view’s code: an oblique',
      [[VIEW_CODE, 'SQ', codeOf('R-10208', 'antero-posterior oblique')]],
      ['dicom-not-frontal'],
    ],
    [
      'a view’s code goes before the orientation',
      [
        [VIEW_CODE, 'SQ', codeOf('R-10214', 'postero-anterior')],
        [ORIENTATION, 'CS', 'A\\F'],
      ],
      [],
    ],
    ['a view’s code in words of its own', [[VIEW_CODE, 'SQ', codeOf('X1', 'lying')]], []],
    ['HAND', [[BODY_PART, 'CS', 'HAND']], ['dicom-not-chest']],
    ['CT', [[MODALITY, 'CS', 'CT']], ['dicom-other-modality']],
    ['DX', [[MODALITY, 'CS', 'DX']], []],
    [
      'all at once',
      [
        [AGE, 'AS', '080Y'],
        [VIEW, 'CS', 'LL'],
        [BODY_PART, 'CS', 'KNEE'],
        [MODALITY, 'CS', 'MR'],
      ],
      ['dicom-other-modality', 'dicom-not-chest', 'dicom-lateral', 'dicom-adult'],
    ],
  ])('%s', async (_, elements, expected) => {
    expect(await reasonsOf(elements)).toEqual(expected);
  });

  it('and no value of a tag leaves the reader', async () => {
    const image = describeImage({ widthPx: 200, heightPx: 200 });
    const pixels = pixelData(Array.from({ length: 40_000 }, (_, at) => at));
    const film = await readDicom(writeDicom([...image, [AGE, 'AS', '044Y'], pixels]));
    const { grey: _, ...rest } = film;
    expect(JSON.stringify(rest)).not.toMatch(/CANARY|044Y/);
  });
});

describe('ages and dates', () => {
  it.each([
    ['034Y', 34],
    ['018M', 1.5],
    ['5Y', 5],
    ['034', null],
    ['Y', null],
    ['', null],
  ])('age %j is %d years', (text, years) => {
    expect(parseAgeYears(text)).toBe(years);
  });

  it.each([
    ['20000301', '20180301', 18],
    ['20000302', '20180301', 17],
    ['20001231', '20010101', 0],
    ['2000', '20010101', null],
    ['', '20010101', null],
  ])('from %j to %j: %d', (from, to, years) => {
    expect(countYears(from, to)).toBe(years);
  });
});
