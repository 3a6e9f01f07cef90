/**
 * A data set's pixel data -> the samples of its one frame, decompressed. Invariants: nothing is decoded whose own
 * header contradicts the tags; a frame with too few samples is refused, never filled.
 */
import type { Element } from 'dicom-parser';
import { DecodeError } from '../decode-error.ts';
import { decodeJpegLossless, decodeSignedBytes, decodeWithCodec } from './codecs.ts';
import {
  type Codestream,
  checkEndMarker,
  checkTileParts,
  inspectJ2kStream,
  inspectJpegStream,
  unwrapJp2,
} from './codestream.ts';
import { joinFragments } from './fragments.ts';
import { inflate, type Part10 } from './part10.ts';
import { decodeRle } from './rle.ts';
import type { ImageTags } from './tags.ts';

/** A frame's samples as stored, one per pixel. */
export interface Frame {
  /** Exactly one sample per pixel. */
  readonly bytes: Uint8Array;
  readonly bytesPerSample: 1 | 2;
  readonly isBigEndian: boolean;
  /** What the codestream says of itself; null where there is none. */
  readonly codestream: Codestream | null;
}

function bytesPerSampleOf(tags: ImageTags): 1 | 2 {
  return tags.bitsAllocated === 8 ? 1 : 2;
}

/** Cuts the padding off; swaps bytes of 8-bit samples that were written as big-endian words (PS3.5 annex A.3, 8.1.1). */
function toNativeFrame(content: Uint8Array, tags: ImageTags, isBigEndian: boolean, vr?: string): Frame {
  const bytesPerSample = bytesPerSampleOf(tags);
  const expected = tags.widthPx * tags.heightPx * bytesPerSample;
  const isSwapped = isBigEndian && bytesPerSample === 1 && vr === 'OW';
  if (content.length < expected + (isSwapped ? expected % 2 : 0))
    throw new DecodeError('dicom-too-few-pixels');
  // Padding to an even length is right (PS3.5 8.1.1); a whole row too many means that the size in the tags is not the image's.
  if (content.length >= expected + Math.max(2, tags.widthPx * bytesPerSample))
    throw new DecodeError('corrupt');
  if (!isSwapped) {
    return { bytes: content.subarray(0, expected), bytesPerSample, isBigEndian, codestream: null };
  }
  const bytes = new Uint8Array(expected);
  for (let at = 0; at < expected; at += 1) bytes[at] = content[at ^ 1];
  return { bytes, bytesPerSample, isBigEndian, codestream: null };
}

function checkCodestream(codestream: Codestream, tags: ImageTags): void {
  if (codestream.components !== 1) throw new DecodeError('dicom-colour');
  const fits = codestream.widthPx === tags.widthPx && codestream.heightPx === tags.heightPx;
  if (!fits || codestream.precision < 1) throw new DecodeError('corrupt');
  if (codestream.precision > 16) throw new DecodeError('dicom-bit-depth');
}

function checkProcess(codestream: Codestream, processes: readonly number[]): void {
  const { process, precision } = codestream;
  if (processes.includes(process)) return;
  if (process === 0xc1 && precision === 12) throw new DecodeError('dicom-jpeg-12-bit');
  throw new DecodeError('dicom-jpeg-retired');
}

async function decodeCodestream(
  joined: Uint8Array<ArrayBuffer>,
  tags: ImageTags,
  part10: Part10,
): Promise<Frame> {
  const { pixels } = part10.syntax;
  const isJ2k = pixels === 'jpeg-2000' || pixels === 'htj2k';
  const frame = isJ2k ? unwrapJp2(joined) : joined;
  const codestream = isJ2k ? inspectJ2kStream(frame) : inspectJpegStream(frame);
  checkCodestream(codestream, tags);
  const decode = async (): Promise<Uint8Array> => {
    switch (pixels) {
      case 'jpeg': {
        if (codestream.precision === 12) throw new DecodeError('dicom-jpeg-12-bit');
        checkProcess(codestream, [0xc0, 0xc1]);
        checkEndMarker(frame);
        return decodeWithCodec('jpeg', frame, codestream);
      }
      case 'jpeg-lossless': {
        checkProcess(codestream, [0xc3]);
        checkEndMarker(frame);
        return decodeJpegLossless(frame, codestream);
      }
      case 'jpeg-ls': {
        checkProcess(codestream, [0xf7]);
        checkEndMarker(frame);
        return decodeWithCodec('jpeg-ls', frame, codestream);
      }
      default: {
        checkEndMarker(frame);
        checkTileParts(frame);
        const codec = pixels === 'htj2k' ? 'htj2k' : 'jpeg-2000';
        const isSignedByte = codestream.isSigned && codestream.precision <= 8;
        return (isSignedByte ? decodeSignedBytes : decodeWithCodec)(codec, frame, codestream);
      }
    }
  };
  const bytes = await decode();
  return { bytes, bytesPerSample: codestream.precision > 8 ? 2 : 1, isBigEndian: false, codestream };
}

function pixelDataOf(part10: Part10): Element {
  const element = part10.dataSet.elements.x7fe00010;
  if (element === undefined) throw new DecodeError('dicom-no-pixels');
  return element;
}

/**
 * @throws DecodeError `dicom-no-pixels`, `dicom-too-few-pixels`, `dicom-colour`, `dicom-bit-depth`,
 *   `dicom-jpeg-12-bit`, `dicom-jpeg-retired`, `truncated` or `corrupt`; DecodeFailure as `decodeWithCodec`
 */
export async function readFrame(part10: Part10, tags: ImageTags): Promise<Frame> {
  const { bytes, syntax } = part10;
  const element = pixelDataOf(part10);
  const isEncapsulated = element.encapsulatedPixelData === true;
  if (isEncapsulated !== (syntax.pixels !== 'native')) throw new DecodeError('corrupt');
  if (!isEncapsulated) {
    const content = bytes.subarray(element.dataOffset, element.dataOffset + element.length);
    return toNativeFrame(content, tags, syntax.isBigEndian, element.vr);
  }
  const joined = joinFragments(bytes, element);
  switch (syntax.pixels) {
    case 'native-encapsulated':
      return toNativeFrame(joined, tags, false);
    case 'deflated-frame':
      return toNativeFrame(await inflate(joined), tags, false);
    case 'rle': {
      const bytesPerSample = bytesPerSampleOf(tags);
      const samples = decodeRle(joined, tags.widthPx * tags.heightPx, bytesPerSample);
      return { bytes: samples, bytesPerSample, isBigEndian: false, codestream: null };
    }
    default:
      return decodeCodestream(joined, tags, part10);
  }
}
