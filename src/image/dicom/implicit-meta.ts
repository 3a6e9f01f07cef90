/**
 * File meta information that is written in implicit VR. DICOM PS3.10 7.1 asks for explicit VR little endian whatever the data set
 * has, but some writers encode both alike. Read only where nothing else can be meant: a file whose meta information is explicit, or is
 * damaged, is none of these and is left to the parser.
 */

/** What the meta information says, and where the data set behind it begins. */
export interface ImplicitMeta {
  /** (0002,0010). */
  readonly transferSyntax: string;
  /** (0002,0002); empty where it is missing. */
  readonly storageClass: string;
  readonly lengthBytes: number;
}

const META_GROUP = 0x0002;
const STORAGE_CLASS = 0x0002;
const TRANSFER_SYNTAX = 0x0010;
const HEADER_BYTES = 8;
/** UIDs, titles and names have at most 64 bytes; private information (0002,0102) may have more, but no such header has this much. */
const MAX_VALUE_BYTES = 65_536;
/** At least one component and a root, at most 64 characters (PS3.5 9.1). */
const UID = /^(?=.{3,64}$)\d+(?:\.\d+)+$/;

function readText(value: Uint8Array): string {
  return Array.from(value, (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/[\0 ]+$/, '');
}

/**
 * @param content the file from its meta information on, behind the preamble
 * @returns null where it isn't clean throughout: elements of group 0002 in ascending order, of even lengths that fit, one of them a
 *   transfer syntax, and something of another group behind them
 */
export function readImplicitMeta(content: Uint8Array): ImplicitMeta | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const uids = new Map<number, string>();
  let at = 0;
  let before = -1;
  while (at + HEADER_BYTES <= content.length && view.getUint16(at, true) === META_GROUP) {
    const element = view.getUint16(at + 2, true);
    // Of an explicit element these four bytes are a VR and a length: as one number, more than any value has.
    const length = view.getUint32(at + 4, true);
    const end = at + HEADER_BYTES + length;
    const isClean =
      element > before && length % 2 === 0 && length <= MAX_VALUE_BYTES && end <= content.length;
    if (!isClean) return null;
    if (element === STORAGE_CLASS || element === TRANSFER_SYNTAX)
      uids.set(element, readText(content.subarray(at + HEADER_BYTES, end)));
    before = element;
    at = end;
  }
  const transferSyntax = uids.get(TRANSFER_SYNTAX) ?? '';
  if (!UID.test(transferSyntax) || at >= content.length) return null;
  return { transferSyntax, storageClass: uids.get(STORAGE_CLASS) ?? '', lengthBytes: at };
}
