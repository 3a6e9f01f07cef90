/**
 * Encapsulated pixel data (DICOM PS3.5 A.4): the fragments of one frame, joined. Of one frame all fragments belong to it; of
 * several, the offset table says which, the extended one first, or the fragments' number and their end markers do.
 */
import type { Element } from 'dicom-parser';
import { DecodeError } from '../decode-error.ts';
import { joinBytes } from '../join-bytes.ts';
import type { Part10 } from './part10.ts';

type Fragments = NonNullable<Element['fragments']>;

/** Offsets of the frames from the first fragment's item on: 64 bits each (PS3.3 C.7.6.3.1.8). */
function readExtendedOffsets({ dataSet, bytes }: Part10): number[] {
  const table = dataSet.elements.x7fe00001;
  if (table === undefined) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset + table.dataOffset, table.length);
  return Array.from({ length: Math.floor(table.length / 8) }, (_, at) =>
    Number(view.getBigUint64(8 * at, true)),
  );
}

/** Whether a frame ends with this fragment: JPEG, JPEG-LS and JPEG 2000 all end with ff d9; a zero may pad it. */
function isLast(bytes: Uint8Array, { position, length }: Fragments[number]): boolean {
  let end = position + length;
  if (bytes[end - 1] === 0) end -= 1;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** Index of the first fragment of each frame. */
function findStarts(part10: Part10, element: Element, fragments: Fragments, frames: number): number[] {
  const extended = readExtendedOffsets(part10);
  const offsets = extended.length > 0 ? extended : (element.basicOffsetTable ?? []);
  if (offsets.length > 0) return offsets.map((offset) => fragments.findIndex((one) => one.offset === offset));
  if (fragments.length === frames) return fragments.map((_, index) => index);
  const ends = fragments.flatMap((fragment, index) => (isLast(part10.bytes, fragment) ? [index + 1] : []));
  return [0, ...ends.slice(0, -1)];
}

/**
 * @param frame from 0
 * @param frames how many there must be
 * @returns a new array, the frame alone
 * @throws DecodeError `dicom-too-few-pixels` without a fragment or with fewer than frames, `truncated` for one that ends
 *   beyond the file, `corrupt` where nothing says which fragments belong together
 */
export function joinFragments(
  part10: Part10,
  element: Element,
  frame: number,
  frames: number,
): Uint8Array<ArrayBuffer> {
  const { bytes } = part10;
  const fragments = element.fragments ?? [];
  if (fragments.length < frames) throw new DecodeError('dicom-too-few-pixels');
  const starts = frames === 1 ? [0] : findStarts(part10, element, fragments, frames);
  const isRising = starts.every((start, index) => start >= 0 && start > (starts[index - 1] ?? -1));
  if (starts.length !== frames || !isRising) throw new DecodeError('corrupt');
  const parts = fragments.slice(starts[frame], starts[frame + 1]).map(({ position, length }) => {
    if (position + length > bytes.length) throw new DecodeError('truncated');
    return bytes.subarray(position, position + length);
  });
  const joined = joinBytes(parts);
  if (joined.length === 0) throw new DecodeError('dicom-too-few-pixels');
  return joined;
}
