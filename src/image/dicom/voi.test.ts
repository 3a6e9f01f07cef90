/**
 * From stored values to grey: expected values are derived by hand from DICOM PS3.3 C.11.1 and C.11.2.
 */
import { describe, expect, it } from 'vitest';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { applyWindow, type VoiWindow } from '../voi-window.ts';
import type { DisplayTags } from './display-tags.ts';
import { type DicomElement, describeImage, pixelData, writeDicom } from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';
import { renderGrey } from './voi.ts';

const COUNT = 40_000;
const FULL = 65_535;
/** 0 to 4095 and over again: one pixel at least of each value. */
const RAMP = Array.from({ length: COUNT }, (_, at) => at % 4096);

interface Film {
  readonly extra?: readonly DicomElement[];
  readonly isSigned?: boolean;
  readonly photometric?: string;
  readonly values?: readonly number[];
}

/** Grey of each stored value 0 to 4095 (for a ramp: the pixel of that index), and the warnings. */
async function read({ extra = [], values = RAMP, ...image }: Film) {
  const film = { widthPx: 200, heightPx: 200, bitsStored: 12, ...image };
  const { grey, warnings } = await readDicom(
    writeDicom([...describeImage(film), pixelData(values), ...extra]),
  );
  return { grey, warnings };
}

const windowTags = (center: string, width: string, shape?: string): DicomElement[] => [
  [0x0028_1050, 'DS', center],
  [0x0028_1051, 'DS', width],
  ...(shape === undefined ? [] : [[0x0028_1056, 'CS', shape] as const]),
];

const table = (first: number, bits: number, values: readonly number[], firstVr = 'US'): DicomElement[] => [
  [0x0028_3002, firstVr, [values.length % 65_536, first, bits]],
  [0x0028_3006, 'OW', values],
];

describe('the window function', () => {
  // C.11.2.1.2.1's own examples: center 2048, width 4096 takes 0 to 0 and 4095 to 1; 2048.5 would be the middle of EXACT.
  it.each<[VoiWindow['shape'], number, number, number, number]>([
    ['linear', 2048, 4096, 0, 0],
    ['linear', 2048, 4096, 4095, 1],
    ['linear', 2048, 4096, 2047.5, 0.5],
    // ((110 - 99.5) / 99) + 0.5
    ['linear', 100, 100, 110, 10.5 / 99 + 0.5],
    ['linear', 100, 1, 99.5, 0],
    ['linear', 100, 1, 100, 1],
    ['linear', 0, 100, -49.9, (-49.9 + 0.5) / 99 + 0.5],
    ['linear', 0, 100, -50, 0],
    ['linear', 0, 100, 49.1, 1],
    ['linear-exact', 100, 100, 110, 0.6],
    ['linear-exact', 100, 100, 50, 0],
    ['linear-exact', 100, 100, 150, 1],
    ['linear-exact', 100, 0.5, 100.1, 0.7],
    ['sigmoid', 100, 100, 100, 0.5],
    // 1 / (1 + e^-4)
    ['sigmoid', 100, 100, 200, 0.982_013_790_037_908],
    ['sigmoid', 100, 100, -1e9, 0],
  ])('%s, center %d, width %d: %d is %d', (shape, center, width, value, expected) => {
    expect(applyWindow({ shape, center, width }, value)).toBeCloseTo(expected, 12);
  });
});

describe('a window in the file', () => {
  it('is applied after the rescale', async () => {
    // Value v is 2 v - 1000; EXACT from 0 to 2000, so v from 500 to 1500.
    const extra: DicomElement[] = [
      [0x0028_1052, 'DS', '-1000'],
      [0x0028_1053, 'DS', '2'],
      ...windowTags('1000', '2000', 'LINEAR_EXACT'),
    ];
    const { grey, warnings } = await read({ extra });
    expect([500, 750, 1000, 1500, 1501].map((value) => grey[value])).toEqual([
      0,
      Math.round(FULL / 4),
      Math.round(FULL / 2),
      FULL,
      FULL,
    ]);
    expect(warnings).toEqual([]);
  });

  it('is the first of several pairs', async () => {
    const several = await read({ extra: windowTags('1000\\2048', '500\\4096') });
    const first = await read({ extra: windowTags('1000', '500') });
    expect(measureDifference(several.grey, first.grey)).toBe(0);
    expect(several.grey[700]).toBe(0);
    expect(several.grey[1300]).toBe(FULL);
  });

  it('applies to negative values', async () => {
    const values = RAMP.map((value) => (value - 2048) & 0xffff);
    const { grey } = await read({
      values,
      isSigned: true,
      extra: windowTags('0', '1000', 'LINEAR_EXACT'),
    });
    // Index v holds the value v - 2048.
    expect([1548, 2048, 2548].map((at) => grey[at])).toEqual([0, Math.round(FULL / 2), FULL]);
  });

  it('is inverted once for MONOCHROME1', async () => {
    const extra = windowTags('1000', '500', 'SIGMOID');
    const plain = await read({ extra });
    const inverted = await read({ extra, photometric: 'MONOCHROME1' });
    expect(
      measureDifference(
        Array.from(inverted.grey),
        Array.from(plain.grey, (level) => FULL - level),
      ),
    ).toBe(0);
  });

  it.each<[string, DicomElement[], boolean]>([
    ['none', [], false],
    ['empty', windowTags('', ''), false],
    ['width 0', windowTags('2048', '0'), true],
    ['a negative width', windowTags('2048', '-100'), true],
    ['no number', windowTags('abc', '100'), true],
    ['width under 1, LINEAR', windowTags('2048', '0.5'), true],
    ['above all values', windowTags('60000', '100'), true],
    ['below all values', windowTags('-5000', '100'), true],
    ['so wide that all is one grey', windowTags('2048', '1000000'), true],
    ['none, and Smallest Image Pixel Value too high', [[0x0028_0106, 'US', [4000]]], false],
  ])('%s: the range of the pixels is taken', async (_, extra, isWarned) => {
    const { grey, warnings } = await read({ extra });
    expect([0, 1, 2048, 4095].map((value) => grey[value])).toEqual(
      [0, 1, 2048, 4095].map((value) => Math.round((FULL * value) / 4095)),
    );
    expect(warnings).toEqual(isWarned ? ['dicom-window-ignored'] : []);
  });
});

describe('a VOI LUT Sequence', () => {
  const S_CURVE = Array.from({ length: 4096 }, (_, at) =>
    Math.round(1023 / (1 + Math.exp(-(at - 2048) / 400))),
  );

  it('is used alone, with its own bits', async () => {
    const { grey, warnings } = await read({ extra: [[0x0028_3010, 'SQ', [table(0, 10, S_CURVE)]]] });
    for (const value of [0, 1000, 2048, 3000, 4095]) {
      expect(grey[value]).toBe(Math.round((FULL * (S_CURVE[value] ?? 0)) / 1023));
    }
    expect(warnings).toEqual([]);
  });

  it('goes before a window', async () => {
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [table(0, 10, S_CURVE)]], ...windowTags('100', '50')];
    const { grey } = await read({ extra });
    expect(grey[2048]).toBe(Math.round((FULL * 512) / 1023));
  });

  it('is the first of several', async () => {
    const steps = S_CURVE.map(() => 7);
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [table(0, 10, S_CURVE), table(0, 10, steps)]]];
    expect((await read({ extra })).grey[4095]).toBeGreaterThan(65_000);
  });

  it('holds its ends below its first and above its last input', async () => {
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [table(1000, 8, [10, 100, 250])]]];
    const { grey } = await read({ extra });
    expect([0, 1000, 1001, 1002, 4095].map((value) => grey[value])).toEqual(
      [10, 10, 100, 250, 250].map((entry) => Math.round((FULL * entry) / 255)),
    );
  });

  it('may begin at a negative input', async () => {
    const values = RAMP.map((value) => (value - 2048) & 0xffff);
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [table(-2048, 10, S_CURVE, 'SS')]]];
    const { grey } = await read({ values, isSigned: true, extra });
    expect(grey[2048]).toBe(Math.round((FULL * 512) / 1023));
  });

  it('that says fewer bits than it uses is not cut off', async () => {
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [table(0, 8, S_CURVE)]]];
    const { grey } = await read({ extra });
    expect(grey[2048]).toBe(Math.round((FULL * 512) / 1023));
  });

  it('that is malformed is left out', async () => {
    const extra: DicomElement[] = [[0x0028_3010, 'SQ', [[[0x0028_3002, 'US', [4096, 0, 12]]]]]];
    expect((await read({ extra })).grey[4095]).toBe(FULL);
  });
});

describe('a Modality LUT Sequence', () => {
  it('comes before the window', async () => {
    // Stored v becomes 4095 - v.
    const reversed = Array.from({ length: 4096 }, (_, at) => 4095 - at);
    const extra: DicomElement[] = [
      [0x0028_3000, 'SQ', [table(0, 16, reversed)]],
      ...windowTags('1000', '2000', 'LINEAR_EXACT'),
    ];
    const { grey } = await read({ extra });
    expect([4095, 3095, 2095, 0].map((value) => grey[value])).toEqual([0, Math.round(FULL / 2), FULL, FULL]);
  });

  it('of 65536 entries, which its descriptor calls 0', async () => {
    const doubled = Array.from({ length: 65_536 }, (_, at) => Math.min(2 * at, 65_535));
    const extra: DicomElement[] = [
      [
        0x0028_3000,
        'SQ',
        [
          [
            [0x0028_3002, 'US', [0, 0, 16]],
            [0x0028_3006, 'OW', doubled],
          ],
        ],
      ],
      ...windowTags('4095', '8190', 'LINEAR_EXACT'),
    ];
    const { grey } = await read({ extra });
    expect([0, 2047, 4095].map((value) => grey[value])).toEqual([0, Math.round((FULL * 4094) / 8190), FULL]);
  });
});

describe('pixel padding', () => {
  it('does not stretch the range', async () => {
    const values = RAMP.map((value) => (value < 100 ? 0 : value));
    const { grey } = await read({ values, extra: [[0x0028_0120, 'US', [0]]] });
    expect([100, 4095].map((at) => grey[at])).toEqual([0, FULL]);
  });

  it('may be a range', async () => {
    const extra: DicomElement[] = [
      [0x0028_0120, 'US', [4095]],
      [0x0028_0121, 'US', [3096]],
    ];
    const { grey } = await read({ extra });
    expect([0, 3095, 4095].map((at) => grey[at])).toEqual([0, FULL, FULL]);
  });
});

describe('nothing is ever NaN', () => {
  it('not of one single value', () => {
    const display: DisplayTags = {
      modality: { slope: 1, intercept: 0 },
      voi: null,
      isWindowBroken: false,
      padding: { low: 5, high: 5 },
    };
    const { grey } = renderGrey({ patterns: Uint16Array.of(5, 5), isSigned: false }, 8, false, display);
    expect(grey[0]).toBe(grey[1]);
    expect([0, Math.round(FULL / 2), FULL]).toContain(grey[0]);
  });
});
