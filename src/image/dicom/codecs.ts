/**
 * One frame through a codec. Invariants: a decoder's complaint is damage; none of its words reach the console; what a frame is
 * decoded in is `codec-instances.ts`'s to keep apart.
 */

import { DecodeError } from '../decode-error.ts';
import { awaitPart, type DecodeStep } from '../steps.ts';
import { type CodecDecoder, type CodecName, type Lease, leaseDecoder } from './codec-instances.ts';
import { type Codestream, J2K_DEPTH_AT } from './codestream.ts';

/** Bytes of a lossless JPEG that may follow the last one read. */
const MAX_LEFT_BYTES = 16;

type FrameSize = Pick<Codestream, 'widthPx' | 'heightPx'>;

function decodingOf(
  { widthPx, heightPx }: Pick<Codestream, 'widthPx' | 'heightPx'>,
  isSlow: boolean,
): DecodeStep {
  return { kind: 'decoding', pixels: widthPx * heightPx, isSlow };
}

/**
 * Decodes one frame.
 *
 * @param size what the frame's header says
 * @param take what is wanted of the decoder, which ends with the call; what it throws is the frame's fault
 * @throws DecodeError `corrupt` when it decodes to another size, or not without a complaint; DecodeFailure as `leaseDecoder`
 */
async function runCodec<T>(
  name: CodecName,
  frame: Uint8Array,
  size: FrameSize,
  take: (decoder: CodecDecoder) => T,
): Promise<T> {
  let hasComplained = false;
  const leased: Promise<Lease> = leaseDecoder(name, () => {
    hasComplained = true;
  });
  const { decoder, giveBack } = await awaitPart(leased, decodingOf(size, name !== 'jpeg'));
  let taken: T;
  try {
    decoder.getEncodedBuffer(frame.length).set(frame);
    decoder.decode();
    const { width, height } = decoder.getFrameInfo();
    if (width !== size.widthPx || height !== size.heightPx) throw new DecodeError('corrupt');
    taken = take(decoder);
  } catch {
    // C++ exceptions arrive as numbers, traps as RuntimeErrors: the frame's fault, both.
    throw new DecodeError('corrupt');
  }
  if (hasComplained) throw new DecodeError('corrupt');
  giveBack();
  return taken;
}

/**
 * Decodes one frame of one component.
 *
 * @param codestream of the frame's header, already checked
 * @returns little-endian samples, of 1 byte up to 8 bits of precision and of 2 beyond
 * @throws DecodeError `corrupt`; DecodeFailure `decode-failed` when the codec can't be loaded
 */
export function decodeWithCodec(
  name: CodecName,
  frame: Uint8Array,
  codestream: FrameSize & Pick<Codestream, 'precision'>,
): Promise<Uint8Array> {
  const { widthPx, heightPx, precision } = codestream;
  const expectedBytes = widthPx * heightPx * (precision > 8 ? 2 : 1);
  return runCodec(name, frame, codestream, (decoder) => {
    const samples = new Uint8Array(decoder.getDecodedBuffer());
    if (decoder.getFrameInfo().componentCount !== 1 || samples.length !== expectedBytes) {
      throw new DecodeError('corrupt');
    }
    return samples;
  });
}

/**
 * Decodes an 8-bit JPEG to nowhere, for what libjpeg-turbo says of its data: a bad code, data that end early or go on after
 * the last pixel. Browsers keep that to themselves and draw on.
 *
 * @param file a whole JPEG of 1 or 3 components, its markers already walked
 * @throws DecodeError `corrupt`; DecodeFailure `decode-failed` when the codec can't be loaded
 */
export function checkJpegData(file: Uint8Array, header: FrameSize): Promise<void> {
  return runCodec('jpeg', file, header, () => undefined);
}

/**
 * JPEG 2000 of signed samples of up to 8 bits: the codecs' 8-bit output cuts negative values off. Told that the samples are
 * unsigned, a decoder adds the level shift 2^(precision - 1) to each (ITU-T T.800 G.1.2), which is taken back here.
 *
 * @returns bit patterns in two's complement, a byte each
 * @throws as `decodeWithCodec`
 */
export async function decodeSignedBytes(
  name: 'jpeg-2000' | 'htj2k',
  frame: Uint8Array,
  codestream: Codestream,
): Promise<Uint8Array> {
  const asUnsigned = frame.slice();
  asUnsigned[J2K_DEPTH_AT] = codestream.precision - 1;
  const samples = await decodeWithCodec(name, asUnsigned, codestream);
  const shift = 2 ** (codestream.precision - 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] ^= shift;
  return samples;
}

/**
 * Decodes one frame of lossless JPEG (ITU-T T.81 annex H), one component.
 *
 * @returns little-endian samples, of 1 byte up to 8 bits of precision and of 2 beyond
 * @throws DecodeError `truncated`, `corrupt`, or `dicom-jpeg-point-transform`
 */
export async function decodeJpegLossless(
  frame: Uint8Array<ArrayBuffer>,
  codestream: Codestream,
): Promise<Uint8Array> {
  const { Decoder } = await awaitPart(import('jpeg-lossless-decoder-js'), decodingOf(codestream, true));
  const decoder = new Decoder(null, codestream.precision > 8 ? 2 : 1);
  let samples: Uint8Array | Uint16Array;
  try {
    samples = decoder.decode(frame.buffer, frame.byteOffset, frame.byteLength);
  } catch (error) {
    throw new DecodeError('corrupt', { cause: error });
  }
  // The library reads zeros beyond the end, and leaves out what an early marker cuts off.
  const readBytes = decoder.stream?.index ?? 0;
  // Pt (H.1.1): the values were halved Al times before coding. The library does not undo it, nor start its prediction from it.
  if (decoder.scan.al > 0) throw new DecodeError('dicom-jpeg-point-transform');
  if (readBytes > frame.length) throw new DecodeError('truncated');
  // What is left is the end marker, its padding, and what the library had read ahead.
  if (frame.length - readBytes > MAX_LEFT_BYTES) throw new DecodeError('corrupt');
  if (decoder.yLoc !== codestream.heightPx || samples.length !== codestream.widthPx * codestream.heightPx) {
    throw new DecodeError('corrupt');
  }
  return new Uint8Array(samples.buffer);
}
