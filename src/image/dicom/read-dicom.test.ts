/**
 * Whole generated files through the entry: what a reader gets of each wrapping, depth, sign and polarity, and the code of
 * each refusal. The film is a ramp over all stored values, so each grey can be derived by hand.
 */

import { describe, expect, it } from 'vitest';
import { DecodeError } from '../decode-error.ts';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { joinBytes } from '../join-bytes.ts';
import { sniff } from '../sniff.ts';
import { codeOf } from './fixtures/code-of.ts';
import {
  type DicomElement,
  describeImage,
  encodeRle,
  type ImageOptions,
  pixelData,
  type WriteOptions,
  writeDicom,
} from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const SIDE_PX = 200;
const COUNT = SIDE_PX * SIDE_PX;
const SIZE = { widthPx: SIDE_PX, heightPx: SIDE_PX };
const RLE = '1.2.840.10008.1.2.5';

/** Stored values from 0 to `maximum` and over again. */
const ramp = (maximum: number): number[] => Array.from({ length: COUNT }, (_, at) => at % (maximum + 1));
const RAMP_12 = ramp(4095);
const FILM_12: ImageOptions = { ...SIZE, bitsStored: 12 };

function write(extra: readonly DicomElement[] = [], options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  return writeDicom([...describeImage(FILM_12), pixelData(RAMP_12), ...extra], options);
}

async function greyOf(bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  return Array.from((await readDicom(bytes)).grey);
}

/** Range of the pixels, 0 to 4095, onto 0 to 65535. */
const EXPECTED_12 = RAMP_12.map((value) => Math.round((65_535 * value) / 4095));

const PLAIN = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'] as const;

/** Preamble and meta header that name one syntax, before a data set that is written in another. */
function misname(named: string, written: string): Uint8Array<ArrayBuffer> {
  const [whole, bare] = [write([], { syntax: named }), write([], { syntax: named, wrapping: 'bare' })];
  const head = whole.subarray(0, whole.length - bare.length);
  return joinBytes([head, write([], { syntax: written, wrapping: 'bare' })]);
}

describe('one film, however it is wrapped, is the same film', () => {
  it.each<[string, WriteOptions]>([
    ['explicit little endian', {}],
    ['implicit little endian', { syntax: '1.2.840.10008.1.2' }],
    ['explicit big endian', { syntax: '1.2.840.10008.1.2.2' }],
    ['deflated', { syntax: '1.2.840.10008.1.2.1.99' }],
    ['without preamble, with meta header', { wrapping: 'no-preamble' }],
    ['without preamble and meta header, explicit', { wrapping: 'bare' }],
    ['without preamble and meta header, implicit', { wrapping: 'bare', syntax: '1.2.840.10008.1.2' }],
    ['without preamble and meta header, big-endian', { wrapping: 'bare', syntax: '1.2.840.10008.1.2.2' }],
    ['with preamble, without meta header', { wrapping: 'no-meta' }],
  ])('%s', async (_, options) => {
    expect(measureDifference(await greyOf(write([], options)), EXPECTED_12)).toBe(0);
  });

  it.each<[string, DicomElement]>([
    ['its group’s length', [0x0008_0000, 'UL', [0]]],
    ['its character set', [0x0008_0005, 'CS', 'ISO_IR 100']],
    ['its modality', [0x0008_0060, 'CS', 'CR']],
    ['a description', [0x0008_1030, 'LO', 'THORAX']],
  ])('without preamble and meta header, beginning with %s, in every encoding', async (_, first) => {
    for (const syntax of ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']) {
      const rest = describeImage(FILM_12).filter(([tag]) => tag > 0x0010_0000);
      const bytes = writeDicom([first, ...rest, pixelData(RAMP_12)], { wrapping: 'bare', syntax });
      expect(sniff(bytes)).toBe('dicom');
      expect(measureDifference(await greyOf(bytes), EXPECTED_12)).toBe(0);
    }
  });

  it.each(
    PLAIN.flatMap((named) => PLAIN.filter((written) => written !== named).map((written) => [named, written])),
  )('that names %s and is written in %s', async (named, written) => {
    expect(measureDifference(await greyOf(misname(named, written)), EXPECTED_12)).toBe(0);
  });

  it.each<[string, WriteOptions]>([
    ['explicit little endian', {}],
    ['implicit little endian', { syntax: '1.2.840.10008.1.2' }],
    ['explicit big endian', { syntax: '1.2.840.10008.1.2.2' }],
    ['deflated', { syntax: '1.2.840.10008.1.2.1.99' }],
    ['explicit, without preamble', { wrapping: 'no-preamble' }],
    ['implicit, without preamble', { syntax: '1.2.840.10008.1.2', wrapping: 'no-preamble' }],
  ])('with a meta header in implicit VR before a data set that is %s', async (_, options) => {
    const file = write([], { ...options, isMetaImplicit: true });
    expect(sniff(file)).toBe('dicom');
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('with a meta header in implicit VR before compressed pixels', async () => {
    const fragments = [encodeRle(RAMP_12, 2)];
    const file = writeDicom(describeImage(FILM_12), { syntax: RLE, fragments, isMetaImplicit: true });
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it.each(PLAIN)('that names no transfer syntax, written in %s', async (written) => {
    const file = misname('1.2.840.10008.1.2.1', written);
    const at = Buffer.from(file).indexOf(Uint8Array.of(0x02, 0x00, 0x10, 0x00, 0x55, 0x49));
    const unnamed = joinBytes([file.subarray(0, at), file.subarray(at + 8 + file[at + 6])]);
    expect(measureDifference(await greyOf(unnamed), EXPECTED_12)).toBe(0);
  });

  it.each(
    ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'].flatMap((syntax) =>
      [1, 2, 7, 100, 513].map((zeros) => ({ syntax, zeros })),
    ),
  )('filled up with $zeros zeros, $syntax', async ({ syntax, zeros }) => {
    const file = joinBytes([write([], { syntax }), new Uint8Array(zeros)]);
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('filled up by an element of nothing, as the standard has it', async () => {
    const file = write([[0xfffc_fffc, 'OB', []]], { syntax: '1.2.840.10008.1.2' });
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it.each<[string, Partial<WriteOptions>]>([
    ['in one fragment, with an empty offset table', {}],
    ['with a basic offset table', { offsets: [0] }],
  ])('RLE %s', async (_, options) => {
    const fragments = [encodeRle(RAMP_12, 2)];
    const file = writeDicom(describeImage(FILM_12), { syntax: RLE, fragments, ...options });
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('RLE in three fragments, of odd lengths too', async () => {
    const frame = encodeRle(RAMP_12, 2);
    const fragments = [frame.subarray(0, 101), frame.subarray(101, 1000), frame.subarray(1000)];
    const file = writeDicom(describeImage(FILM_12), { syntax: RLE, fragments });
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('RLE of 8 bits', async () => {
    const fragments = [encodeRle(ramp(255), 1)];
    const file = writeDicom(describeImage({ ...SIZE, bitsAllocated: 8 }), { syntax: RLE, fragments });
    expect(
      measureDifference(
        await greyOf(file),
        ramp(255).map((value) => value * 257),
      ),
    ).toBe(0);
  });

  it('private tags, a foreign character set and an odd length of pixels', async () => {
    const size = { widthPx: 201, heightPx: 201 };
    const values = Array.from({ length: 201 * 201 }, (_, at) => at % 256);
    const file = writeDicom([
      ...describeImage({ ...size, bitsAllocated: 8 }).filter(([tag]) => tag !== 0x0008_0005),
      [0x0008_0005, 'CS', '\\ISO 2022 IR 87'],
      [0x0009_0010, 'LO', 'SOMEBODY'],
      [0x0009_1001, 'UN', [1, 2, 3, 4]],
      [0x0010_4000, 'LT', '\x1b$B;3ED\x1b(B'],
      pixelData(values, 8),
    ]);
    expect(
      measureDifference(
        await greyOf(file),
        values.map((value) => value * 257),
      ),
    ).toBe(0);
  });
});

describe('every depth and sign', () => {
  it.each([8, 10, 12, 14, 15, 16])('%i bits stored', async (bitsStored) => {
    const maximum = Math.min(2 ** bitsStored, COUNT) - 1;
    const file = writeDicom([...describeImage({ ...SIZE, bitsStored }), pixelData(ramp(maximum))]);
    const film = await readDicom(file);
    expect(film.bitDepth).toBe(bitsStored);
    expect(
      measureDifference(
        Array.from(film.grey),
        ramp(maximum).map((value) => Math.round((65_535 * value) / maximum)),
      ),
    ).toBe(0);
  });

  it('signed: the most negative value is black', async () => {
    const values = RAMP_12.map((value) => (value - 2048) & 0xffff);
    const file = writeDicom([...describeImage({ ...FILM_12, isSigned: true }), pixelData(values)]);
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('a high bit above the stored ones, with overlay bits below and above', async () => {
    // 12 bits stored at 14 down to 3; bit 15 and bits 2 to 0 hold other things.
    const values = RAMP_12.map((value, at) => (value << 3) | (at % 8) | ((at % 2) << 15));
    const file = writeDicom([...describeImage({ ...FILM_12, highBit: 14 }), pixelData(values)]);
    expect(measureDifference(await greyOf(file), EXPECTED_12)).toBe(0);
  });

  it('8 bits in big-endian words', async () => {
    const swapped = ramp(255).map((_, at, all) => all[at ^ 1] ?? 0);
    const elements: DicomElement[] = [
      ...describeImage({ ...SIZE, bitsAllocated: 8 }),
      [0x7fe0_0010, 'OW', Uint8Array.from(swapped)],
    ];
    const file = writeDicom(elements, { syntax: '1.2.840.10008.1.2.2' });
    expect(
      measureDifference(
        await greyOf(file),
        ramp(255).map((value) => value * 257),
      ),
    ).toBe(0);
  });
});

describe('polarity', () => {
  it('MONOCHROME1 is inverted once', async () => {
    const elements = [...describeImage({ ...FILM_12, photometric: 'MONOCHROME1' }), pixelData(RAMP_12)];
    expect(
      measureDifference(
        await greyOf(writeDicom(elements)),
        EXPECTED_12.map((level) => 65_535 - level),
      ),
    ).toBe(0);
  });
});

const change = (changes: readonly DicomElement[], pixels: readonly DicomElement[] = [pixelData(RAMP_12)]) => {
  const tags = new Set(changes.map(([tag]) => tag));
  return writeDicom([...describeImage(FILM_12).filter(([tag]) => !tags.has(tag)), ...changes, ...pixels]);
};

describe('what cannot be read is refused by its code', () => {
  it.each<[string, string, () => Uint8Array<ArrayBuffer>]>([
    ['no pixels', 'dicom-no-pixels', () => change([], [])],
    ['too few pixels', 'dicom-too-few-pixels', () => change([], [pixelData(RAMP_12.slice(1))])],
    ['several frames', 'dicom-multi-frame', () => change([[0x0028_0008, 'IS', '2']])],
    ['a colour palette', 'dicom-palette', () => change([[0x0028_0004, 'CS', 'PALETTE COLOR']])],
    ['RGB', 'dicom-colour', () => change([[0x0028_0004, 'CS', 'RGB']])],
    ['YBR_FULL_422', 'dicom-colour', () => change([[0x0028_0004, 'CS', 'YBR_FULL_422']])],
    ['three samples a pixel', 'dicom-colour', () => change([[0x0028_0002, 'US', [3]]])],
    ['no polarity', 'corrupt', () => change([[0x0028_0004, 'CS', '']])],
    ['32 bits', 'dicom-bit-depth', () => change([[0x0028_0100, 'US', [32]]])],
    ['1 bit', 'dicom-bit-depth', () => change([[0x0028_0100, 'US', [1]]])],
    ['floats', 'dicom-bit-depth', () => change([], [[0x7fe0_0008, 'OB', [0, 0, 0, 0]]])],
    [
      'more bits stored than allocated',
      'corrupt',
      () =>
        change([
          [0x0028_0101, 'US', [17]],
          [0x0028_0102, 'US', [16]],
        ]),
    ],
    ['no size', 'corrupt', () => change([[0x0028_0010, 'US', []]])],
    [
      'a bomb of a size',
      'too-large',
      () =>
        change([
          [0x0028_0010, 'US', [65_000]],
          [0x0028_0011, 'US', [65_000]],
        ]),
    ],
    ['199 rows', 'too-small', () => change([[0x0028_0010, 'US', [199]]])],
    ['a directory', 'format-dicomdir', () => write([], { mediaClass: '1.2.840.10008.1.3.10' })],
    [
      'a directory with a meta header in implicit VR',
      'format-dicomdir',
      () => write([], { mediaClass: '1.2.840.10008.1.3.10', isMetaImplicit: true }),
    ],
    [
      'video with a meta header in implicit VR',
      'dicom-video',
      () => write([], { syntax: '1.2.840.10008.1.2.4.100', isMetaImplicit: true }),
    ],
  ])('%s: %s', async (_, code, make) => {
    expect(await codeOf(make())).toBe(code);
  });

  it.each([
    ['1.2.840.10008.1.2.4.53', 'dicom-jpeg-retired'],
    ['1.2.840.10008.1.2.4.65', 'dicom-jpeg-retired'],
    ['1.2.840.10008.1.2.4.92', 'dicom-jpeg2000-multi'],
    ['1.2.840.10008.1.2.4.94', 'dicom-jpip'],
    ['1.2.840.10008.1.2.4.100', 'dicom-video'],
    ['1.2.840.10008.1.2.4.102.1', 'dicom-video'],
    ['1.2.840.10008.1.2.4.108', 'dicom-video'],
    ['1.2.840.10008.1.2.7.1', 'dicom-video'],
    ['1.2.840.10008.1.2.4.110', 'dicom-jpegxl'],
    ['1.2.840.113619.5.2', 'dicom-syntax-unknown'],
    ['constructor', 'dicom-syntax-unknown'],
  ])('transfer syntax %s: %s', async (syntax, code) => {
    expect(await codeOf(write([], { syntax }))).toBe(code);
  });
});

describe('damage is seen', () => {
  it('at every tenth of the file cut off, native', async () => {
    const file = write();
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const code = await codeOf(file.slice(0, Math.floor((file.length * tenth) / 10)));
      expect(['truncated', 'corrupt', 'dicom-no-pixels']).toContain(code);
    }
  });

  it('at every tenth of the file cut off, its meta header in implicit VR', async () => {
    const file = write([], { isMetaImplicit: true });
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const code = await codeOf(file.slice(0, Math.floor((file.length * tenth) / 10)));
      expect(['truncated', 'corrupt', 'dicom-no-pixels']).toContain(code);
    }
  });

  it('at every tenth of the file cut off, RLE', async () => {
    const file = writeDicom(describeImage(FILM_12), { syntax: RLE, fragments: [encodeRle(RAMP_12, 2)] });
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const code = await codeOf(file.slice(0, Math.floor((file.length * tenth) / 10)));
      expect(['truncated', 'corrupt', 'dicom-no-pixels']).toContain(code);
    }
  });

  it('in a deflated stream that ends early', async () => {
    const file = write([], { syntax: '1.2.840.10008.1.2.1.99' });
    expect(await codeOf(file.slice(0, -100))).toBe('truncated');
  });

  it('in what follows the pixels, unless it is zeros', async () => {
    const rubbish = Uint8Array.from({ length: 31 }, (_, at) => 100 + at);
    expect(await codeOf(joinBytes([write(), rubbish]))).toBe('truncated');
  });

  it('in fragments that never end', async () => {
    const fragments = [encodeRle(RAMP_12, 2)];
    const file = writeDicom(describeImage(FILM_12), { syntax: RLE, fragments, isUnending: true });
    expect(await codeOf(file)).toBe('truncated');
  });

  it('in an RLE frame shorter than the image', async () => {
    const fragments = [encodeRle(RAMP_12.slice(0, 30_000), 2)];
    expect(await codeOf(writeDicom(describeImage(FILM_12), { syntax: RLE, fragments }))).toBe('truncated');
  });

  it('without a fragment', async () => {
    expect(await codeOf(writeDicom(describeImage(FILM_12), { syntax: RLE, fragments: [] }))).toBe(
      'dicom-too-few-pixels',
    );
  });

  it('and never quoted: no error text holds a value of the file', async () => {
    const file = write();
    const error: unknown = await readDicom(file.slice(0, 5000)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DecodeError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('CANARY');
    expect(error).not.toHaveProperty('cause');
  });
});

describe('the pixel aspect ratio', () => {
  it.each<[string, DicomElement, number]>([
    ['of the tag', [0x0028_0034, 'IS', '3\\2'], 1.5],
    ['of the imager', [0x0018_1164, 'DS', '0.1\\0.2'], 0.5],
    ['1 where the tag is empty', [0x0028_0034, 'IS', ''], 1],
    ['1 where the tag is impossible', [0x0028_0034, 'IS', '1\\0'], 1],
  ])('%s', async (_, element, expected) => {
    expect((await readDicom(write([element]))).pixelAspect).toBeCloseTo(expected, 12);
  });
});
