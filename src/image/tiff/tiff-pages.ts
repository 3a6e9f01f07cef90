/**
 * The directories of a TIFF file, classic or BigTIFF (TIFF 6.0 section 2; BigTIFF as libtiff describes it). Invariant: no
 * list is longer than the file that it is read from, and a chain of pages that bites its tail ends.
 */
import { DecodeError } from '../decode-error.ts';

/** One page's tags, read when asked for. */
export interface TiffPage {
  /**
   * Numbers of a tag; for a rational only its numerator and denominator, one after the other.
   *
   * @returns empty where the tag is missing or holds no unsigned numbers
   * @throws DecodeError `truncated` when its values lie beyond the end of the file
   */
  read(tag: number): readonly number[];
  /** The first number of a tag, or what to take where it is missing. */
  readOne(tag: number, fallback: number): number;
}

/** A file's pages. */
export interface TiffFile {
  readonly isLittleEndian: boolean;
  /** In the order of the chain; at least one. */
  readonly pages: readonly TiffPage[];
}

/** Bytes of a value by field type (section 2): of these only unsigned whole numbers and rationals are read. */
const UNSIGNED_BYTES: Readonly<Record<number, 1 | 2 | 4 | 8>> = {
  1: 1,
  3: 2,
  4: 4,
  5: 4,
  13: 4,
  16: 8,
  18: 8,
};
const RATIONAL = 5;

/** Orientation, in a TIFF and in EXIF alike. */
export const ORIENTATION_TAG = 274;

/** More pages than any film has; a chain may also be a loop. */
const MAX_PAGES = 1000;

interface Reader {
  readonly view: DataView;
  readonly isLittleEndian: boolean;
  readonly isBig: boolean;
}

/** @throws DecodeError `truncated` beyond the end, `corrupt` for an offset that no file reaches */
function readNumber({ view, isLittleEndian }: Reader, at: number, bytes: 1 | 2 | 4 | 8): number {
  if (at + bytes > view.byteLength) throw new DecodeError('truncated');
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, isLittleEndian);
    case 4:
      return view.getUint32(at, isLittleEndian);
    default: {
      const value = view.getBigUint64(at, isLittleEndian);
      if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new DecodeError('corrupt');
      return Number(value);
    }
  }
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the value, or its offset, stands. */
  readonly at: number;
}

function readValues(reader: Reader, entry: Entry | undefined): readonly number[] {
  const bytes = entry === undefined ? undefined : UNSIGNED_BYTES[entry.type];
  if (entry === undefined || bytes === undefined) return [];
  const count = entry.count * (entry.type === RATIONAL ? 2 : 1);
  const inlineBytes = reader.isBig ? 8 : 4;
  const start = count * bytes <= inlineBytes ? entry.at : readNumber(reader, entry.at, inlineBytes);
  if (start + count * bytes > reader.view.byteLength) throw new DecodeError('truncated');
  return Array.from({ length: count }, (_, index) => readNumber(reader, start + index * bytes, bytes));
}

/** The page at `at`, and where the next one is: 0 for none. */
function readPage(reader: Reader, at: number): { readonly page: TiffPage; readonly next: number } {
  const { isBig, view } = reader;
  const countBytes = isBig ? 8 : 2;
  const entryBytes = isBig ? 20 : 12;
  const count = readNumber(reader, at, countBytes);
  const end = at + countBytes + count * entryBytes;
  if (count === 0) throw new DecodeError('corrupt');
  if (end + (isBig ? 8 : 4) > view.byteLength) throw new DecodeError('truncated');
  const entries = new Map<number, Entry>();
  for (let start = at + countBytes; start < end; start += entryBytes) {
    const tag = readNumber(reader, start, 2);
    const type = readNumber(reader, start + 2, 2);
    const values = readNumber(reader, start + 4, isBig ? 8 : 4);
    // The first of two equal tags counts, as in libtiff.
    if (!entries.has(tag)) entries.set(tag, { type, count: values, at: start + (isBig ? 12 : 8) });
  }
  const read = (tag: number): readonly number[] => readValues(reader, entries.get(tag));
  return {
    page: { read, readOne: (tag, fallback) => read(tag)[0] ?? fallback },
    next: readNumber(reader, end, isBig ? 8 : 4),
  };
}

/**
 * @param bytes the whole file, known to begin as a TIFF
 * @throws DecodeError `truncated` when a directory lies beyond the end, `corrupt` for one that can't be
 */
export function readPages(bytes: Uint8Array): TiffFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw new DecodeError('truncated');
  const isLittleEndian = bytes[0] === 0x49;
  const isBig = view.getUint16(2, isLittleEndian) === 43;
  const reader = { view, isLittleEndian, isBig };
  // BigTIFF says how long its offsets are: 8 bytes, then a zero.
  if (isBig && readNumber(reader, 4, 4) !== (isLittleEndian ? 8 : 0x0008_0000)) {
    throw new DecodeError('corrupt');
  }
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let at = readNumber(reader, isBig ? 8 : 4, isBig ? 8 : 4);
  if (at === 0) throw new DecodeError('corrupt');
  while (at !== 0) {
    if (seen.has(at) || pages.length === MAX_PAGES) throw new DecodeError('corrupt');
    seen.add(at);
    const { page, next } = readPage(reader, at);
    pages.push(page);
    at = next;
  }
  return { isLittleEndian, pages };
}
