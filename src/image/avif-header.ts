/**
 * The boxes of an AVIF file, read before its pixels: size, and whether it is plain enough to be a film and whole.
 * Source: AV1 Image File Format 1.1; ISO/IEC 23008-12 (items, properties), ISO/IEC 14496-12 (boxes, `iloc`).
 */
import { DecodeError } from './decode-error.ts';

/** What an AVIF file declares of itself. */
export interface AvifHeader {
  /** As stored: before a turn. */
  readonly widthPx: number;
  readonly heightPx: number;
}

interface Box {
  readonly type: string;
  /** Its content, without size and type. */
  readonly content: DataView;
}

function textOf(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('');
}

/** @throws DecodeError `truncated` for a box beyond the end, `corrupt` for one shorter than its head */
function readBoxes(view: DataView, from = 0): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (at + 8 <= view.byteLength) {
    const short = view.getUint32(at);
    const headBytes = short === 1 ? 16 : 8;
    if (at + headBytes > view.byteLength) throw new DecodeError('truncated');
    const size = short === 0 ? view.byteLength - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (size < headBytes) throw new DecodeError('corrupt');
    if (at + size > view.byteLength) throw new DecodeError('truncated');
    const content = new DataView(view.buffer, view.byteOffset + at + headBytes, size - headBytes);
    boxes.push({ type: textOf(view, at + 4, 4), content });
    at += size;
  }
  if (at !== view.byteLength) throw new DecodeError('truncated');
  return boxes;
}

/** Content of the first box of a type. @throws DecodeError `corrupt` without one */
function findBox(boxes: readonly Box[], type: string): DataView {
  const box = boxes.find((one) => one.type === type);
  if (box === undefined) throw new DecodeError('corrupt');
  return box.content;
}

/** Reads numbers one after the other. */
function createCursor(view: DataView, start: number) {
  let at = start;
  return {
    /** @param bytes 0, 1, 2, 4 or 8; of 0 bytes the number is 0 */
    next(bytes: number): number {
      const from = at;
      at += bytes;
      switch (bytes) {
        case 0:
          return 0;
        case 1:
          return view.getUint8(from);
        case 2:
          return view.getUint16(from);
        case 4:
          return view.getUint32(from);
        case 8:
          return Number(view.getBigUint64(from));
        default:
          throw new DecodeError('corrupt');
      }
    },
  };
}

/** The `pitm` box: which item is the image. */
function readPrimaryItem(meta: readonly Box[]): number {
  const view = findBox(meta, 'pitm');
  return view.getUint8(0) === 0 ? view.getUint16(4) : view.getUint32(4);
}

/** The type of an item, by the `infe` boxes in `iinf`. */
function readItemType(meta: readonly Box[], item: number): string {
  const view = findBox(meta, 'iinf');
  for (const { type, content } of readBoxes(view, view.getUint8(0) === 0 ? 6 : 8)) {
    const version = content.getUint8(0);
    if (type !== 'infe' || version < 2) continue;
    const idBytes = version === 2 ? 2 : 4;
    const cursor = createCursor(content, 4);
    if (cursor.next(idBytes) === item) return textOf(content, 4 + idBytes + 2, 4);
  }
  throw new DecodeError('corrupt');
}

/** Whether a property says that its item is an image's transparency. */
function isAlpha({ type, content }: Box): boolean {
  return type === 'auxC' && textOf(content, 4, content.byteLength - 4).includes('alpha');
}

/** The properties that `ipma` gives to an item; `ipco` holds them, numbered from 1. */
function readProperties(iprp: readonly Box[], properties: readonly Box[], item: number): Box[] {
  const view = findBox(iprp, 'ipma');
  const idBytes = view.getUint8(0) === 0 ? 2 : 4;
  const indexBytes = (view.getUint8(3) & 1) === 1 ? 2 : 1;
  const cursor = createCursor(view, 4);
  const found: Box[] = [];
  for (let entries = cursor.next(4); entries > 0; entries -= 1) {
    const id = cursor.next(idBytes);
    for (let count = cursor.next(1); count > 0; count -= 1) {
      // The highest bit says that the property is essential.
      const index = cursor.next(indexBytes) & (indexBytes === 1 ? 0x7f : 0x7fff);
      const property = properties[index - 1];
      if (id === item && property !== undefined) found.push(property);
    }
  }
  return found;
}

/** Every part of every item must lie in the file: browsers show the upper half of a file that was cut. */
function checkItems(meta: readonly Box[], fileBytes: number): void {
  const view = findBox(meta, 'iloc');
  const version = view.getUint8(0);
  const cursor = createCursor(view, 4);
  const sizes = cursor.next(2);
  const offsetBytes = sizes >> 12;
  const lengthBytes = (sizes >> 8) & 15;
  const baseBytes = (sizes >> 4) & 15;
  const indexBytes = version === 0 ? 0 : sizes & 15;
  for (let items = cursor.next(version < 2 ? 2 : 4); items > 0; items -= 1) {
    cursor.next(version < 2 ? 2 : 4);
    const isInFile = version === 0 || (cursor.next(2) & 15) === 0;
    cursor.next(2);
    const base = cursor.next(baseBytes);
    for (let extents = cursor.next(2); extents > 0; extents -= 1) {
      cursor.next(indexBytes);
      const offset = cursor.next(offsetBytes);
      const length = cursor.next(lengthBytes);
      if (isInFile && base + offset + length > fileBytes) throw new DecodeError('truncated');
    }
  }
}

function readHeader(bytes: Uint8Array): AvifHeader {
  const boxes = readBoxes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  // A moov box is a film that moves.
  if (boxes.some(({ type }) => type === 'moov')) throw new DecodeError('format-avif');
  const meta = readBoxes(findBox(boxes, 'meta'), 4);
  checkItems(meta, bytes.length);
  const primary = readPrimaryItem(meta);
  const type = readItemType(meta, primary);
  if (type !== 'av01' && type !== 'grid') throw new DecodeError('format-avif');
  const iprp = readBoxes(findBox(meta, 'iprp'));
  const properties = readBoxes(findBox(iprp, 'ipco'));
  if (properties.some(isAlpha)) throw new DecodeError('format-avif');
  const size = findBox(readProperties(iprp, properties, primary), 'ispe');
  const header = { widthPx: size.getUint32(4), heightPx: size.getUint32(8) };
  if (header.widthPx === 0 || header.heightPx === 0) throw new DecodeError('corrupt');
  return header;
}

/**
 * @param bytes the whole file, known to begin as an AVIF
 * @throws DecodeError `truncated` when a box or an item goes beyond the end, `format-avif` for one that moves, is transparent
 *   or is not made of AV1, `corrupt` for boxes that contradict each other
 */
export function inspectAvif(bytes: Uint8Array): AvifHeader {
  try {
    return readHeader(bytes);
  } catch (error) {
    // A number that a box is too short for.
    throw error instanceof RangeError ? new DecodeError('corrupt', { cause: error }) : error;
  }
}
