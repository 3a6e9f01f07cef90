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

/**
 * Cuts one frame out, and the padding off; swaps bytes of 8-bit samples that were written as big-endian words (PS3.5 annex A.3, 8.1.1).
 *
 * @param frame from 0; all frames must be there, whichever is asked for
 */
function toNativeFrame(
  content: Uint8Array,
  tags: ImageTags,
  frame: number,
  frames: number,
  isBigEndian: boolean,
  vr?: string,
): Frame {
  const bytesPerSample = bytesPerSampleOf(tags);
  const expected = tags.widthPx * tags.heightPx * bytesPerSample;
  const isSwapped = isBigEndian && bytesPerSample === 1 && vr === 'OW';
  const total = expected * frames;
  if (content.length < total + (isSwapped ? total % 2 : 0)) throw new DecodeError('dicom-too-few-pixels');
  // Padding to an even length is right (PS3.5 8.1.1); a whole row too many means that the size in the tags is not the image's.
  if (content.length >= total + Math.max(2, tags.widthPx * bytesPerSample)) throw new DecodeError('corrupt');
  const start = expected * frame;
  if (!isSwapped) {
    const bytes = content.subarray(start, start + expected);
    return { bytes, bytesPerSample, isBigEndian, codestream: null };
  }
  const bytes = new Uint8Array(expected);
  for (let at = 0; at < expected; at += 1) bytes[at] = content[(start + at) ^ 1];
  return { bytes, bytesPerSample, isBigEndian, codestream: null };
}

function checkCodestream(codestream: Codestream, tags: ImageTags): void {
  if (codestream.components !== 1) throw new DecodeError('dicom-colour');
  const fits = codestream.widthPx === tags.widthPx && codestream.heightPx === tags.heightPx;
  if (!fits || codestream.precision < 1) throw new DecodeError('corrupt');
  if (codestream.precision > 16) throw new DecodeError('dicom-bit-depth');
}

/** Frame headers of JPEG processes that DICOM has not retired: baseline, extended, lossless, and JPEG-LS. */
const CURRENT_PROCESSES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc3, 0xf7]);

function checkProcess(codestream: Codestream, processes: readonly number[]): void {
  const { process, precision } = codestream;
  // Baseline has 8 bits alone, but frames of 12 are known that call themselves so.
  if ((process === 0xc0 || process === 0xc1) && precision === 12) throw new DecodeError('dicom-jpeg-12-bit');
  if (processes.includes(process)) return;
  // A frame of another kind than its file says: neither is to be believed.
  throw new DecodeError(CURRENT_PROCESSES.has(process) ? 'corrupt' : 'dicom-jpeg-retired');
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
 * @param number of the frame, from 1
 * @throws DecodeError `dicom-no-pixels`, `dicom-too-few-pixels`, `dicom-colour`, `dicom-bit-depth`,
 *   `dicom-jpeg-12-bit`, `dicom-jpeg-retired`, `truncated` or `corrupt`; DecodeFailure as `decodeWithCodec`
 */
export async function readFrame(part10: Part10, tags: ImageTags, number: number): Promise<Frame> {
  const { bytes, syntax } = part10;
  const element = pixelDataOf(part10);
  const frame = number - 1;
  if (frame < 0 || frame >= tags.frames) throw new DecodeError('corrupt');
  const isEncapsulated = element.encapsulatedPixelData === true;
  if (isEncapsulated !== (syntax.pixels !== 'native')) throw new DecodeError('corrupt');
  if (!isEncapsulated) {
    const content = bytes.subarray(element.dataOffset, element.dataOffset + element.length);
    return toNativeFrame(content, tags, frame, tags.frames, syntax.isBigEndian, element.vr);
  }
  const joined = joinFragments(part10, element, frame, tags.frames);
  switch (syntax.pixels) {
    case 'native-encapsulated':
      return toNativeFrame(joined, tags, 0, 1, false);
    case 'deflated-frame':
      return toNativeFrame(await inflate(joined), tags, 0, 1, false);
    case 'rle': {
      const bytesPerSample = bytesPerSampleOf(tags);
      const samples = decodeRle(joined, tags.widthPx * tags.heightPx, bytesPerSample);
      return { bytes: samples, bytesPerSample, isBigEndian: false, codestream: null };
    }
    default:
      return decodeCodestream(joined, tags, part10);
  }
}
