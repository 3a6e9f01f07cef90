/**
 * Files of several frames: refused with their number until one is asked for, then exactly that one, however it is stored.
 */
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../decode-error.ts';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { encodeFrame } from './fixtures/encode-frames.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';
import {
  type DicomElement,
  describeImage,
  encodeRle,
  pixelData,
  type WriteOptions,
  writeDicom,
} from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const SIDE_PX = 201;
const COUNT = SIDE_PX * SIDE_PX;
const FRAMES = 3;
/** The window of a byte, so that no frame is stretched by its own range. */
const BYTE_WINDOW: DicomElement[] = [
  [0x0028_1050, 'DS', '128'],
  [0x0028_1051, 'DS', '256'],
];

/** A slope that starts elsewhere in each frame. */
const draw = (frame: number): number[] =>
  Array.from({ length: COUNT }, (_, at) => ((at % SIDE_PX) + Math.floor(at / SIDE_PX) + 40 * frame) % 256);
const frames = Array.from({ length: FRAMES }, (_, frame) => draw(frame));
const source = (frame: number) =>
  ({ widthPx: SIDE_PX, heightPx: SIDE_PX, bits: 8, values: draw(frame) }) as const;

const describeFrames = (bitsAllocated: 8 | 16 = 8, count = FRAMES): DicomElement[] => [
  ...describeImage({ widthPx: SIDE_PX, heightPx: SIDE_PX, bitsAllocated }),
  ...BYTE_WINDOW,
  [0x0028_0008, 'IS', String(count)],
];

const native = (bitsAllocated: 8 | 16, syntax: string): Uint8Array<ArrayBuffer> =>
  writeDicom([...describeFrames(bitsAllocated), pixelData(frames.flat(), bitsAllocated)], { syntax });
const encapsulated = (options: WriteOptions, elements: DicomElement[] = []): Uint8Array<ArrayBuffer> =>
  writeDicom([...describeFrames(), ...elements], options);

serveCodecs();

async function differenceOf(file: Uint8Array<ArrayBuffer>, frame: number): Promise<number> {
  const { grey } = await readDicom(file, frame);
  return measureDifference(
    grey,
    frames[frame - 1].map((value) => value * 257),
  );
}

async function errorOf(file: Uint8Array<ArrayBuffer>, frame: number | null): Promise<DecodeError> {
  const error: unknown = await readDicom(file, frame).catch((thrown: unknown) => thrown);
  if (!(error instanceof DecodeError)) throw new Error('It was read.');
  return error;
}

/** A codestream in two halves. */
const halve = (frame: Uint8Array): Uint8Array[] => {
  const middle = 2 * Math.floor(frame.length / 4);
  return [frame.subarray(0, middle), frame.subarray(middle)];
};
/** Offsets of fragments from the first one's item on: 8 bytes of header before each. */
const offsetsOf = (fragments: readonly Uint8Array[], firsts: readonly number[]): number[] =>
  firsts.map((first) => fragments.slice(0, first).reduce((sum, { length }) => sum + 8 + length, 0));

/** Functional groups of one frame (PS3.3 C.7.6.16.2.10 and 2.9): its window, and twice the stored value less 100. */
const frameWindow = (center: string, width: string): DicomElement => [
  0x0028_9132,
  'SQ',
  [
    [
      [0x0028_1050, 'DS', center],
      [0x0028_1051, 'DS', width],
      [0x0028_1056, 'CS', 'LINEAR_EXACT'],
    ],
  ],
];
const RESCALE: DicomElement = [
  0x0028_9145,
  'SQ',
  [
    [
      [0x0028_1052, 'DS', '-100'],
      [0x0028_1053, 'DS', '2'],
    ],
  ],
];

describe('a DICOM file of several frames', () => {
  it('is refused until one is chosen, and says how many there are', async () => {
    const { code, frames: count } = await errorOf(native(8, '1.2.840.10008.1.2.1'), null);
    expect([code, count]).toEqual(['dicom-multi-frame', FRAMES]);
  });

  it.each([
    ['native, 8 bits, frames of an odd length', () => native(8, '1.2.840.10008.1.2.1')],
    ['native, 16 bits', () => native(16, '1.2.840.10008.1.2')],
    ['native, 16 bits big-endian', () => native(16, '1.2.840.10008.1.2.2')],
    ['deflated', () => native(8, '1.2.840.10008.1.2.1.99')],
    [
      'RLE without an offset table',
      () =>
        encapsulated({ syntax: '1.2.840.10008.1.2.5', fragments: frames.map((one) => encodeRle(one, 1)) }),
    ],
  ])('gives the one that is asked for: %s', async (_, make) => {
    for (let frame = 1; frame <= FRAMES; frame += 1) expect(await differenceOf(make(), frame)).toBe(0);
  });

  it('gives the one that is asked for: fragments by the basic and by the extended table, and by their ends', async () => {
    const encoded = await Promise.all([0, 1, 2].map((frame) => encodeFrame('jpeg-ls', source(frame))));
    const [first, second, third] = encoded.map((one) =>
      one.length % 2 === 0 ? one : Uint8Array.from([...one, 0]),
    );
    const fragments = [first, ...halve(second), third];
    const syntax = '1.2.840.10008.1.2.4.80';
    const offsets = offsetsOf(fragments, [0, 1, 3]);
    const view = new DataView(new ArrayBuffer(24));
    for (const [index, offset] of offsets.entries()) view.setBigUint64(8 * index, BigInt(offset), true);
    const files = [
      encapsulated({ syntax, fragments, offsets }),
      encapsulated({ syntax, fragments }, [[0x7fe0_0001, 'OV', new Uint8Array(view.buffer)]]),
      encapsulated({ syntax, fragments }),
    ];
    for (const file of files) {
      for (let frame = 1; frame <= FRAMES; frame += 1) expect(await differenceOf(file, frame)).toBe(0);
    }
  });

  it.each(['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'])(
    'is shown by the window and the rescale of the frame, else by those that all share (syntax %s)',
    async (syntax) => {
      const file = writeDicom(
        [
          ...describeFrames(),
          [0x5200_9229, 'SQ', [[frameWindow('128', '256')]]],
          [0x5200_9230, 'SQ', [[frameWindow('60', '40')], [RESCALE], [RESCALE, frameWindow('100', '200')]]],
          pixelData(frames.flat(), 8),
        ],
        { syntax },
      );
      // Black and white by C.11.2.1.3.2: center less and plus half a width; the stored values there, by C.11.1.1.2.
      const blackAndWhite = [
        [40, 80],
        [50, 178],
        [50, 150],
      ];
      for (const [index, [black, white]] of blackAndWhite.entries()) {
        const { grey } = await readDicom(file, index + 1);
        const expected = frames[index].map((value) =>
          Math.round(65_535 * Math.min(1, Math.max(0, (value - black) / (white - black)))),
        );
        expect(measureDifference(grey, expected)).toBeLessThanOrEqual(1);
      }
    },
  );

  it.each<[string, string, () => Uint8Array<ArrayBuffer>, number]>([
    ['a frame that there isn’t', 'corrupt', () => native(8, '1.2.840.10008.1.2.1'), 4],
    ['no frame 0', 'corrupt', () => native(8, '1.2.840.10008.1.2.1'), 0],
    [
      'fewer pixels than frames',
      'dicom-too-few-pixels',
      () => writeDicom([...describeFrames(8, 4), pixelData(frames.flat(), 8)]),
      1,
    ],
    [
      'fewer fragments than frames',
      'dicom-too-few-pixels',
      () => encapsulated({ syntax: '1.2.840.10008.1.2.5', fragments: [encodeRle(frames[0], 1)] }),
      1,
    ],
    [
      'more fragments than frames and nothing that parts them',
      'corrupt',
      () =>
        encapsulated({
          syntax: '1.2.840.10008.1.2.5',
          fragments: [0, 1, 2, 0].map((frame) => encodeRle(frames[frame], 1)),
        }),
      1,
    ],
    [
      'an offset that hits no fragment',
      'corrupt',
      () =>
        encapsulated({
          syntax: '1.2.840.10008.1.2.5',
          fragments: frames.map((one) => encodeRle(one, 1)),
          offsets: [0, 4, 8],
        }),
      1,
    ],
  ])('is damaged: %s', async (_, code, make, frame) => {
    expect((await errorOf(make(), frame)).code).toBe(code);
  });
});
