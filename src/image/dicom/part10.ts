/**
 * A file's bytes -> a parsed data set, whatever its wrapping: with or without preamble and meta header, deflated or not
 * (DICOM PS3.10 7, PS3.5 A.5). Invariant: what dicom-parser throws or warns of never leaves here, for it may quote
 * the file; it becomes a code.
 */
// Not loaded late: WebKit's workers miss some late parts without a network, though the offline copy holds them.
import parser, { type DataSet } from 'dicom-parser';
import { DecodeError } from '../decode-error.ts';
import { joinBytes } from '../join-bytes.ts';
import { MAX_INFLATED_BYTES } from '../limits.ts';
import { awaitPart } from '../steps.ts';
import { findBareSyntax } from './bare-data-set.ts';
import { readImplicitMeta } from './implicit-meta.ts';
import {
  DEFLATED_LITTLE_ENDIAN,
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  findTransferSyntax,
  IMPLICIT_LITTLE_ENDIAN,
  type TransferSyntax,
} from './transfer-syntaxes.ts';

/** A file taken apart. */
export interface Part10 {
  readonly dataSet: DataSet;
  /** What the data set's offsets point into: the file, or its inflated copy. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly syntax: TransferSyntax;
}

const PREAMBLE_BYTES = 128;
const MAGIC = [0x44, 0x49, 0x43, 0x4d];
const DATA_SET_AT = PREAMBLE_BYTES + MAGIC.length;
/** Media Storage Directory Storage (DICOM PS3.4 B.5). */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

function groupAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
}

/** A data set alone -> a whole file: preamble, magic, and a meta header of the transfer syntax alone. */
function wrapDataSet(dataSet: Uint8Array, transferSyntax: string): Uint8Array<ArrayBuffer> {
  const uid = transferSyntax.length % 2 === 0 ? transferSyntax : `${transferSyntax}\0`;
  const head = [...MAGIC, 0x02, 0x00, 0x10, 0x00, 0x55, 0x49, uid.length, 0x00];
  const text = Array.from(uid, (letter) => letter.charCodeAt(0));
  const file = new Uint8Array(PREAMBLE_BYTES + head.length + text.length + dataSet.length);
  file.set([...head, ...text], PREAMBLE_BYTES);
  file.set(dataSet, PREAMBLE_BYTES + head.length + text.length);
  return file;
}

/** A file whose meta header is in implicit VR -> the same with one that the parser reads; every other as it is. */
function explainMeta(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const meta = readImplicitMeta(bytes.subarray(DATA_SET_AT));
  if (meta === null) return bytes;
  if (meta.storageClass === DIRECTORY_CLASS) throw new DecodeError('format-dicomdir');
  return wrapDataSet(bytes.subarray(DATA_SET_AT + meta.lengthBytes), meta.transferSyntax);
}

/** @throws DecodeError `format-dicomdir` */
function completeHeader(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const hasMagic = MAGIC.every((byte, index) => bytes[PREAMBLE_BYTES + index] === byte);
  if (hasMagic && groupAt(bytes, DATA_SET_AT) === 0x0002) return explainMeta(bytes);
  const content = hasMagic ? bytes.subarray(DATA_SET_AT) : bytes;
  if (groupAt(content, 0) === 0x0002) {
    // A meta header without preamble.
    const file = new Uint8Array(DATA_SET_AT + content.length);
    file.set(MAGIC, PREAMBLE_BYTES);
    file.set(content, DATA_SET_AT);
    return explainMeta(file);
  }
  return wrapDataSet(content, findBareSyntax(content) ?? IMPLICIT_LITTLE_ENDIAN);
}

/** The extended offset table and its lengths, explicit little endian: tag 7fe0,0001 or 0002, OV, two reserved bytes. */
const EXTENDED_TABLES = [0x01, 0x02].map((element) => [0xe0, 0x7f, element, 0x00, 0x4f, 0x56, 0x00, 0x00]);

/**
 * dicom-parser 1.8.21 takes the VR OV of 2019 for one with a short length and loses its way. UN is read the same, with the
 * right length. Changes the bytes in place.
 */
function renameExtendedTables(bytes: Uint8Array): void {
  for (const pattern of EXTENDED_TABLES) {
    for (let at = bytes.indexOf(pattern[0]); at >= 0; at = bytes.indexOf(pattern[0], at + 1)) {
      if (pattern.some((byte, index) => bytes[at + index] !== byte)) continue;
      bytes.set([0x55, 0x4e], at + 4);
      break;
    }
  }
}

/** Syntaxes of a data set that is not compressed: which of them it has is seen in its first elements. */
const PLAIN_SYNTAXES: ReadonlySet<string> = new Set([
  IMPLICIT_LITTLE_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  EXPLICIT_BIG_ENDIAN,
]);

/**
 * The transfer syntax by which a data set is to be read: the declared one, or, where that is missing or another plain one than
 * its own elements are written in, the latter. Some archives send the one and name the other; dcmtk looks for itself as well.
 */
function chooseSyntax(declared: string, dataSet: Uint8Array): string {
  if (declared !== '' && !PLAIN_SYNTAXES.has(declared)) return declared;
  return findBareSyntax(dataSet) ?? declared;
}

/** dicom-parser throws strings, Errors, and `{exception}` of either. */
function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === 'object' && thrown !== null && 'exception' in thrown) return textOf(thrown.exception);
  return '';
}

/** Where the pixel data end in what dicom-parser had read before it threw; null where it had none. */
function findPixelEnd(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('dataSet' in thrown)) return null;
  const { elements } = thrown.dataSet as DataSet;
  const pixels = elements.x7fe00010;
  return pixels === undefined ? null : pixels.dataOffset + pixels.length;
}

/**
 * Parses a whole file. Zeros after the pixel data are what disks and tapes fill a file up with, and no damage; their number may
 * be one that no element has.
 */
function parseWhole(bytes: Uint8Array): DataSet {
  try {
    return parser.parseDicom(bytes);
  } catch (thrown) {
    const end = findPixelEnd(thrown);
    if (end === null || end >= bytes.length || bytes.subarray(end).some((byte) => byte !== 0)) throw thrown;
    return parser.parseDicom(bytes.subarray(0, end));
  }
}

/** What the parser only warns of is damage: a missing delimiter, an unexpected tag among fragments. */
function isDamage(warning: string): boolean {
  // That it can't peek for a sequence into an element of less than four bytes at the very end: the element is whole.
  if (/peeking to determine VR/.test(warning)) return false;
  return /missing|unexpected|past|eof/i.test(warning);
}

/** Without `cause`: the thrown object holds the data set. */
function toDecodeError(thrown: unknown): DecodeError {
  const isShort = /past end|overrun|overread|seek|offset|position/i.test(textOf(thrown));
  return new DecodeError(isShort ? 'truncated' : 'corrupt');
}

/**
 * Inflates a deflated frame or data set (RFC 1951).
 *
 * @throws DecodeError `too-large` beyond what the largest film needs, `truncated` or `corrupt`
 */
export async function inflate(deflated: Uint8Array): Promise<Uint8Array> {
  const { Inflate } = await awaitPart(import('fflate'), { kind: 'inspecting', bytes: deflated.length });
  const parts: Uint8Array[] = [];
  let total = 0;
  let isFinal = false;
  const inflater = new Inflate((part, final) => {
    total += part.length;
    if (total > MAX_INFLATED_BYTES) throw new DecodeError('too-large');
    parts.push(part.slice());
    isFinal = final;
  });
  try {
    // In pieces, so that a bomb is noticed before it is whole.
    const pieceBytes = 65_536;
    for (let at = 0; at < deflated.length; at += pieceBytes) {
      inflater.push(deflated.subarray(at, at + pieceBytes), at + pieceBytes >= deflated.length);
    }
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    const isShort = error instanceof Error && /EOF/i.test(error.message);
    throw new DecodeError(isShort ? 'truncated' : 'corrupt', { cause: error });
  }
  if (!isFinal) throw new DecodeError('truncated');
  return joinBytes(parts);
}

/**
 * @param file the whole file
 * @throws DecodeError `corrupt`, `truncated`, `too-large`, `format-dicomdir`, or the code of a refused transfer syntax
 */
export async function parsePart10(file: Uint8Array<ArrayBuffer>): Promise<Part10> {
  let bytes = completeHeader(file);
  try {
    const meta = parser.readPart10Header(bytes);
    if (meta.string('x00020002') === DIRECTORY_CLASS) throw new DecodeError('format-dicomdir');
    const { position } = meta as DataSet & { readonly position: number };
    const declared = meta.string('x00020010') ?? '';
    const uid = chooseSyntax(declared, bytes.subarray(position));
    const syntax = findTransferSyntax(uid);
    if (typeof syntax === 'string') throw new DecodeError(syntax);
    if (uid === DEFLATED_LITTLE_ENDIAN) {
      bytes = wrapDataSet(await inflate(bytes.subarray(position)), EXPLICIT_LITTLE_ENDIAN);
    } else if (uid !== declared) bytes = wrapDataSet(bytes.subarray(position), uid);
    renameExtendedTables(bytes);
    const dataSet = parseWhole(bytes);
    if (dataSet.warnings.some(isDamage)) throw new DecodeError('truncated');
    return { dataSet, bytes, syntax };
  } catch (error) {
    throw error instanceof DecodeError ? error : toDecodeError(error);
  }
}
