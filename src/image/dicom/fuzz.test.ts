/**
 * Damaged files, seeded: whatever a flip, a cut or a hole does, the file is read or refused by a code, never with another
 * error and never without an end. (What a format can't reveal may be read: a changed pixel of an uncompressed film.)
 */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../model/random.ts';
import { DecodeError } from '../decode-error.ts';
import { encodeFrame, encodeJpegLossless } from './fixtures/encode-frames.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';
import { describeImage, encodeRle, pixelData, writeDicom } from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 40);
const SIZE = { widthPx: 200, heightPx: 200 };
const IMAGE = { ...SIZE, bitsAllocated: 8 } as const;
const VALUES = Array.from({ length: 40_000 }, (_, at) => (Math.floor(at / 200) + (at % 200)) >> 1);
const SOURCE = { ...SIZE, bits: 8, values: VALUES };

serveCodecs();

const encapsulate = (syntax: string, frame: Uint8Array): Uint8Array<ArrayBuffer> =>
  writeDicom(describeImage(IMAGE), { syntax, fragments: [frame] });

const native = (syntax: string): Uint8Array<ArrayBuffer> =>
  writeDicom([...describeImage(IMAGE), pixelData(VALUES, 8)], { syntax });

const CORPUS: readonly (readonly [string, () => Promise<Uint8Array<ArrayBuffer>>])[] = [
  ['explicit', async () => native('1.2.840.10008.1.2.1')],
  ['implicit', async () => native('1.2.840.10008.1.2')],
  ['deflated', async () => native('1.2.840.10008.1.2.1.99')],
  ['RLE', async () => encapsulate('1.2.840.10008.1.2.5', encodeRle(VALUES, 1))],
  ['JPEG', async () => encapsulate('1.2.840.10008.1.2.4.50', await encodeFrame('jpeg', SOURCE))],
  ['JPEG lossless', async () => encapsulate('1.2.840.10008.1.2.4.70', encodeJpegLossless(SOURCE))],
  ['JPEG-LS', async () => encapsulate('1.2.840.10008.1.2.4.80', await encodeFrame('jpeg-ls', SOURCE))],
  ['JPEG 2000', async () => encapsulate('1.2.840.10008.1.2.4.90', await encodeFrame('jpeg-2000', SOURCE))],
  ['HTJ2K', async () => encapsulate('1.2.840.10008.1.2.4.201', await encodeFrame('htj2k', SOURCE))],
];

/** Flips bits, cuts the end off, or takes bytes out; more often in the head, where the structure is. */
function damage(file: Uint8Array, next: () => number): Uint8Array<ArrayBuffer> {
  const place = (): number => Math.floor(next() * (next() < 0.5 ? Math.min(file.length, 900) : file.length));
  const kind = next();
  if (kind < 0.2) return file.slice(0, place());
  if (kind < 0.4) {
    const from = place();
    const count = 1 + Math.floor(next() * 40);
    return Uint8Array.from([...file.subarray(0, from), ...file.subarray(from + count)]);
  }
  const damaged = file.slice();
  for (let flip = 0; flip < 1 + next() * 8; flip += 1) damaged[place()] ^= 1 << Math.floor(next() * 8);
  return new Uint8Array(damaged);
}

describe('a damaged file ends in a film or a code', () => {
  it.each(CORPUS)('%s', async (_, make) => {
    const file = await make();
    const random = createRandom(7);
    const next = (): number => random.uniform();
    for (let round = 0; round < ROUNDS; round += 1) {
      const error: unknown = await readDicom(damage(file, next)).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error, `round ${round}`).toBeInstanceOf(DecodeError);
    }
  });
});
