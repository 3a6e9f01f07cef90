/**
 * Whether bytes begin a DICOM data set without preamble and meta header, and how it is encoded: by walking its first elements,
 * whichever tags they have (DICOM PS3.5 7.1). Two that follow each other, in order, are no coincidence.
 */
import { EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.ts';

/** Transfer syntax of a data set that says nothing of it. */
export type BareSyntax =
  | typeof EXPLICIT_BIG_ENDIAN
  | typeof EXPLICIT_LITTLE_ENDIAN
  | typeof IMPLICIT_LITTLE_ENDIAN;

interface Header {
  /** 0xggggeeee. */
  readonly tag: number;
  readonly valueAt: number;
  readonly lengthBytes: number;
}

/** Groups that a data set begins with: file meta, directory, identification. */
const FIRST_GROUPS = new Set([0x0002, 0x0004, 0x0008]);
/** The second element is at most of the group that describes the image. */
const LAST_GROUP = 0x0028;
/** Value representations with two reserved bytes and a length of four (PS3.5 7.1.2). */
const LONG = /^(?:OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/;
const SHORT = /^(?:AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|PN|SH|SL|SS|ST|TM|UI|UL|US)$/;
const UNDEFINED_LENGTH = 0xffff_ffff;
/** Of the first elements: times, identifiers, a description. What is longer is no sign of anything. */
const MAX_VALUE_BYTES = 1024;
const HEADER_BYTES = 8;

function readHeader(head: Uint8Array, at: number, syntax: BareSyntax): Header | null {
  if (at + HEADER_BYTES > head.length) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isLittle = syntax !== EXPLICIT_BIG_ENDIAN;
  const tag = view.getUint16(at, isLittle) * 0x1_0000 + view.getUint16(at + 2, isLittle);
  if (syntax === IMPLICIT_LITTLE_ENDIAN) {
    return { tag, valueAt: at + HEADER_BYTES, lengthBytes: view.getUint32(at + 4, true) };
  }
  const vr = String.fromCharCode(head[at + 4], head[at + 5]);
  if (SHORT.test(vr)) return { tag, valueAt: at + 8, lengthBytes: view.getUint16(at + 6, isLittle) };
  if (!LONG.test(vr) || at + 12 > head.length) return null;
  return { tag, valueAt: at + 12, lengthBytes: view.getUint32(at + 8, isLittle) };
}

function isEncodedAs(head: Uint8Array, syntax: BareSyntax): boolean {
  const first = readHeader(head, 0, syntax);
  if (first === null || !FIRST_GROUPS.has(first.tag >>> 16)) return false;
  if (first.lengthBytes > MAX_VALUE_BYTES) return false;
  const end = first.valueAt + first.lengthBytes;
  if (end === head.length) return true;
  const second = readHeader(head, end, syntax);
  if (second === null || second.tag <= first.tag || second.tag >>> 16 > LAST_GROUP) return false;
  return second.lengthBytes === UNDEFINED_LENGTH || second.lengthBytes <= MAX_VALUE_BYTES;
}

/**
 * @param head the first bytes, or all
 * @returns null for what is no data set
 */
export function findBareSyntax(head: Uint8Array): BareSyntax | null {
  const syntaxes = [EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN, IMPLICIT_LITTLE_ENDIAN] as const;
  return syntaxes.find((syntax) => isEncodedAs(head, syntax)) ?? null;
}
