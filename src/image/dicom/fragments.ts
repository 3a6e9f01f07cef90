/**
 * Encapsulated pixel data (DICOM PS3.5 A.4): the fragments of the one frame, joined. The offset table, basic or empty,
 * is not needed for one frame.
 */
import type { Element } from 'dicom-parser';
import { DecodeError } from '../decode-error.ts';
import { joinBytes } from '../join-bytes.ts';

/**
 * @param bytes what the element's offsets point into
 * @returns a new array, the frame alone
 * @throws DecodeError `dicom-too-few-pixels` without a fragment, `truncated` for one that ends beyond the file
 */
export function joinFragments(bytes: Uint8Array, element: Element): Uint8Array<ArrayBuffer> {
  const parts = (element.fragments ?? []).map(({ position, length }) => {
    if (position + length > bytes.length) throw new DecodeError('truncated');
    return bytes.subarray(position, position + length);
  });
  const frame = joinBytes(parts);
  if (frame.length === 0) throw new DecodeError('dicom-too-few-pixels');
  return frame;
}
