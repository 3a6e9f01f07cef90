/**
 * Identifiers of what an export holds. Those of films are fresh at every export: two exports of one film have nothing in
 * common by which they could be joined.
 */

/**
 * A random UUID (RFC 9562, version 4). Not `crypto.randomUUID`, which a page served over plain http does not have.
 *
 * @param bytes 16 random bytes
 */
export function createUuid(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  return formatUuid(bytes, 4);
}

/**
 * The same UUID for the same hash (RFC 9562, version 8): what names a model.
 *
 * @param sha256 64 hex digits, of which the first 32 count
 */
export function uuidOfHash(sha256: string): string {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(sha256.slice(2 * index, 2 * index + 2), 16),
  );
  return formatUuid(bytes, 8);
}

function formatUuid(bytes: Uint8Array, version: number): string {
  const hex = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | (version << 4) : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The DICOM UID of a UUID: 2.25 and the UUID as one decimal number (PS3.5 B.2); at most 44 characters. */
export function toDicomUid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
}
