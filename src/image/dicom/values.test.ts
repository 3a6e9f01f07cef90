/**
 * A DICOM film at its full depth: the values and the window that the viewer gets must show what was read, grey for grey.
 */
import { describe, expect, it } from 'vitest';
import { applyWindow } from '../voi-window.ts';
import {
  type DicomElement,
  describeImage,
  type ImageOptions,
  pixelData,
  writeDicom,
} from './fixtures/write-dicom.ts';
import { readDicom, readDicomValues } from './read-dicom.ts';

const COUNT = 40_000;
const SIDE = { widthPx: 200, heightPx: 200 };
const RAMP = Array.from({ length: COUNT }, (_, at) => at % 4096);

const windowTags = (center: string, width: string, shape = 'LINEAR'): DicomElement[] => [
  [0x0028_1050, 'DS', center],
  [0x0028_1051, 'DS', width],
  [0x0028_1056, 'CS', shape],
];
const rescale: DicomElement[] = [
  [0x0028_1052, 'DS', '-1000'],
  [0x0028_1053, 'DS', '2'],
];
/** 4 entries from 100 on, of 12 bits. */
const table = (tag: number): DicomElement => [
  tag,
  'SQ',
  [
    [
      [0x0028_3002, 'US', [4, 100, 12]],
      [0x0028_3006, 'US', [0, 1000, 3000, 4095]],
    ],
  ],
];

function write(extra: readonly DicomElement[], image: Partial<ImageOptions> = {}, values = RAMP) {
  const film = { ...SIDE, bitsStored: 12, ...image };
  return writeDicom([...describeImage(film), pixelData(values), ...extra]);
}

describe('a film at its full depth', () => {
  it.each<[string, DicomElement[], Partial<ImageOptions>]>([
    ['without a window', [], {}],
    ['with a window', windowTags('1000', '500'), {}],
    ['with a sigmoid window', windowTags('1000', '500', 'SIGMOID'), {}],
    ['with rescale and window', [...rescale, ...windowTags('1000', '2000', 'LINEAR_EXACT')], {}],
    ['with a window that shows nothing', windowTags('60000', '100'), {}],
    ['MONOCHROME1', windowTags('1000', '500'), { photometric: 'MONOCHROME1' }],
    ['signed', windowTags('0', '1000'), { isSigned: true }],
    ['with a modality LUT', [table(0x0028_3000), ...windowTags('2000', '4000')], {}],
    ['with a VOI LUT', [table(0x0028_3010)], {}],
    ['with a VOI LUT, MONOCHROME1', [table(0x0028_3010)], { photometric: 'MONOCHROME1' }],
  ])('%s, shows by its window what was read', async (_, extra, image) => {
    const bytes = write(extra, image);
    const { grey } = await readDicom(bytes);
    const { samples, slope, intercept, window, isInverted } = await readDicomValues(bytes);
    const shown = Uint16Array.from(samples, (sample) => {
      const level = Math.round(65_535 * applyWindow(window, sample * slope + intercept));
      return isInverted ? 65_535 - level : level;
    });
    expect(shown).toEqual(grey);
  });

  it('keeps what its window cuts off', async () => {
    const bytes = write([...rescale, ...windowTags('1000', '10')]);
    const { samples, slope, intercept } = await readDicomValues(bytes);
    // Value v is 2 v - 1000.
    expect([0, 1, 4095].map((at) => samples[at] * slope + intercept)).toEqual([-1000, -998, 7190]);
  });

  it('keeps negative values', async () => {
    const values = RAMP.map((value) => (value - 2048) & 0xffff);
    const { samples, slope, intercept } = await readDicomValues(write([], { isSigned: true }, values));
    expect([0, 2048, 4095].map((at) => samples[at] * slope + intercept)).toEqual([-2048, 0, 2047]);
  });
});

const pixel = (text: string): DicomElement => [0x0028_0030, 'DS', text];

describe('the size of a pixel', () => {
  const imager: DicomElement = [0x0018_1164, 'DS', '0.2\\0.1'];
  const onDetector = { widthMm: 0.1, heightMm: 0.2, plane: 'detector', magnification: null };
  const inPatient = { ...onDetector, plane: 'patient' };

  it.each<[string, DicomElement[], object | null]>([
    ['not said', [], null],
    ['of the imager alone: on the detector', [imager], onDetector],
    [
      'of the imager, with a magnification',
      [imager, [0x0018_1114, 'DS', '1.05']],
      { ...onDetector, magnification: 1.05 },
    ],
    ['of the imager, with an impossible magnification', [imager, [0x0018_1114, 'DS', '0']], onDetector],
    ['the same twice: not corrected', [imager, pixel('0.2\\0.1')], onDetector],
    [
      'another than the imager: corrected',
      [imager, pixel('0.16\\0.08')],
      { ...inPatient, widthMm: 0.08, heightMm: 0.16 },
    ],
    ['with a calibration type: corrected', [pixel('0.2\\0.1'), [0x0028_0a02, 'CS', 'GEOMETRY']], inPatient],
    ['alone, without a type: not corrected', [pixel('0.2\\0.1')], onDetector],
    ['zero', [pixel('0\\0')], null],
  ])('%s', async (_, extra, expected) => {
    const { spacing } = await readDicomValues(write(extra));
    expect(spacing).toEqual(expected);
  });
});
