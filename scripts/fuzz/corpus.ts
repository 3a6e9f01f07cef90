/**
 * Valid files to damage: one of every way in which a film is read, all of the same generated film, none of a patient.
 */

import { zipSync } from 'fflate';
import { encodeFrame, encodeJpegLossless } from '../../src/image/dicom/fixtures/encode-frames.ts';
import {
  describeImage,
  encodeRle,
  pixelData,
  writeDicom,
} from '../../src/image/dicom/fixtures/write-dicom.ts';
import { writeTiff } from '../../src/image/tiff/fixtures/write-tiff.ts';
import { encodeFilm } from '../../training/synth/encode.ts';
import { makeFilm } from '../../training/synth/film.ts';

/** A valid file. */
export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What of it reveals damage to its pixels: a checksum all, a length what is missing or too much, else the decoder. */
  readonly reveals: 'all' | 'length' | 'decoder';
}

const SIDES = { widthPx: 240, heightPx: 210 };

/** A BMP of 8-bit greys, bottom row first. */
function encodeBmp(pixels: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx } = SIDES;
  const start = 54 + 4 * 256;
  const bytes = new Uint8Array(start + widthPx * heightPx);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, widthPx, true);
  view.setInt32(22, heightPx, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (let grey = 0; grey < 256; grey += 1) bytes.set([grey, grey, grey, 0], 54 + 4 * grey);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      bytes[start + (heightPx - 1 - y) * widthPx + x] = pixels[y * widthPx + x];
    }
  }
  return bytes;
}

/** Makes every file. */
export async function makeCorpus(): Promise<CorpusFile[]> {
  const film = makeFilm({ kind: 'normal', seed: 5, ...SIDES, bitDepth: 8 });
  const deep = makeFilm({ kind: 'normal', seed: 5, ...SIDES, bitDepth: 12 });
  const values = Array.from(film.pixels);
  const deepValues = Array.from(deep.pixels);
  const byte = { ...SIDES, bitsAllocated: 8 } as const;
  const word = { ...SIDES, bitsAllocated: 16, bitsStored: 12 } as const;
  const source = { ...SIDES, bits: 8, values };
  const deepSource = { ...SIDES, bits: 12, values: deepValues };
  const native = (syntax: string): Uint8Array<ArrayBuffer> =>
    writeDicom([...describeImage(word), pixelData(deepValues, 16)], { syntax: `1.2.840.10008.1.2${syntax}` });
  const wrap = (syntax: string, frame: Uint8Array, isDeep = false): Uint8Array<ArrayBuffer> =>
    writeDicom(describeImage(isDeep ? word : byte), {
      syntax: `1.2.840.10008.1.2.${syntax}`,
      fragments: [frame],
    });
  const tiff = (options: Partial<Parameters<typeof writeTiff>[0]>): Uint8Array<ArrayBuffer> =>
    writeTiff({ ...SIDES, samples: deepValues, bitDepth: 16, ...options });
  const inFragments = (frame: Uint8Array): Uint8Array<ArrayBuffer> =>
    writeDicom(
      [
        ...describeImage(word),
        [0x0028_1050, 'DS', '2047.5'],
        [0x0028_1051, 'DS', '4096'],
        [0x0028_0034, 'IS', '1\\1'],
      ],
      {
        syntax: '1.2.840.10008.1.2.4.90',
        fragments: [frame.subarray(0, 1001), frame.subarray(1001)],
        offsets: [0],
      },
    );
  const image = (options: Parameters<typeof encodeFilm>[1]): Uint8Array<ArrayBuffer> =>
    new Uint8Array(encodeFilm(film, options));
  return [
    { name: 'PNG grey', bytes: image({ format: 'png' }), reveals: 'all' },
    { name: 'PNG 16 bit', bytes: image({ format: 'png', bitDepth: 16 }), reveals: 'all' },
    { name: 'PNG RGBA', bytes: image({ format: 'png', colour: 'rgba' }), reveals: 'all' },
    { name: 'PNG palette', bytes: image({ format: 'png', colour: 'palette' }), reveals: 'all' },
    { name: 'JPEG grey', bytes: image({ format: 'jpeg' }), reveals: 'decoder' },
    { name: 'JPEG colour', bytes: image({ format: 'jpeg', colour: 'rgb' }), reveals: 'decoder' },
    {
      name: 'JPEG progressive',
      bytes: await encodeFrame('jpeg', { ...source, isProgressive: true }),
      reveals: 'decoder',
    },
    { name: 'BMP', bytes: encodeBmp(values), reveals: 'length' },
    { name: 'TIFF', bytes: tiff({}), reveals: 'length' },
    { name: 'TIFF LZW', bytes: tiff({ compression: 'lzw', predictor: 2 }), reveals: 'decoder' },
    {
      name: 'TIFF deflate',
      bytes: tiff({ compression: 'deflate', layout: { tilePx: [64, 64] }, isBigTiff: true }),
      reveals: 'decoder',
    },
    {
      name: 'TIFF PackBits',
      bytes: tiff({ compression: 'packbits', isBigEndian: true, photometric: 0 }),
      reveals: 'decoder',
    },
    // What is in it has no checksum of its own: the archive's must do.
    { name: 'ZIP', bytes: new Uint8Array(zipSync({ 'ward/film': encodeBmp(values) })), reveals: 'all' },
    { name: 'DICOM explicit', bytes: native('.1'), reveals: 'length' },
    { name: 'DICOM implicit', bytes: native(''), reveals: 'length' },
    { name: 'DICOM big endian', bytes: native('.2'), reveals: 'length' },
    { name: 'DICOM deflated', bytes: native('.1.99'), reveals: 'decoder' },
    { name: 'DICOM RLE', bytes: wrap('5', encodeRle(deepValues, 2), true), reveals: 'decoder' },
    { name: 'DICOM JPEG', bytes: wrap('4.50', await encodeFrame('jpeg', source)), reveals: 'decoder' },
    { name: 'DICOM JPEG lossless', bytes: wrap('4.70', encodeJpegLossless(source)), reveals: 'decoder' },
    {
      name: 'DICOM JPEG-LS',
      bytes: wrap('4.80', await encodeFrame('jpeg-ls', deepSource), true),
      reveals: 'decoder',
    },
    {
      name: 'DICOM JPEG 2000',
      bytes: wrap('4.90', await encodeFrame('jpeg-2000', deepSource), true),
      reveals: 'decoder',
    },
    {
      name: 'DICOM JPEG 2000, in fragments',
      bytes: inFragments(await encodeFrame('jpeg-2000', deepSource)),
      reveals: 'decoder',
    },
    {
      name: 'DICOM HTJ2K',
      bytes: wrap('4.201', await encodeFrame('htj2k', deepSource), true),
      reveals: 'decoder',
    },
  ];
}
