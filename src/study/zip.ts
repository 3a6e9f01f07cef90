/**
 * A ZIP archive -> its members, by its directory alone: nothing is unpacked before a member is opened, so that an archive of
 * a gigabyte takes the memory of one film. Invariant: a member gives exactly the bytes that its CRC-32 and size vouch for, or
 * a code. Source: PKWARE's APPNOTE 6.3; the reading itself is zip.js'.
 */
import {
  BlobReader,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  Uint8ArrayWriter,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core.js';
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import { MAX_FILE_BYTES } from '../image/limits.ts';
import type { RejectionCode } from './codes.ts';

/** Most members that are listed: more films than a hospital takes in a month. */
export const MAX_ZIP_MEMBERS = 20_000;
/** Most bytes that all members of one archive may have: 2000 films of 32 MB. */
export const MAX_ZIP_TOTAL_BYTES = 64 * 1024 ** 3;
/** A film that deflate shrinks further than this shows nothing; a bomb goes to 1032. */
const MAX_RATIO = 200;
/** Below this size no ratio does harm. */
const HARMLESS_BYTES = 4 * 1024 ** 2;

/** One file in an archive. */
export interface ZipMember {
  /** As the archive has it. */
  readonly path: string;
  /** Once unpacked, as the directory says. */
  readonly sizeBytes: number;
  /** Why it is not opened; null where nothing speaks against it. */
  readonly refusal: RejectionCode | null;
  /**
   * Unpacks it.
   *
   * @throws DecodeError `zip-damaged`, `zip-encrypted` or `zip-compression`; DecodeFailure `file-not-readable`
   */
  readonly open: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** Names that would leave the folder they are unpacked to. Nothing is written here, but nobody means well with them. */
function isUnsafePath(path: string): boolean {
  return /^(?:[/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..') || path.includes('\0');
}

function findRefusal(entry: FileEntry): RejectionCode | null {
  if (isUnsafePath(entry.filename)) return 'zip-unsafe-name';
  if (entry.encrypted) return 'zip-encrypted';
  if (entry.uncompressedSize > MAX_FILE_BYTES) return 'too-large';
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  return ratio > MAX_RATIO && entry.uncompressedSize > HARMLESS_BYTES ? 'zip-bomb' : null;
}

/** zip.js tells its errors apart by their text. */
const CODES: ReadonlyMap<string, RejectionCode> = new Map([
  [ERR_ENCRYPTED, 'zip-encrypted'],
  [ERR_UNSUPPORTED_ENCRYPTION, 'zip-encrypted'],
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY, 'zip-encrypted'],
  [ERR_UNSUPPORTED_COMPRESSION, 'zip-compression'],
  [ERR_SPLIT_ZIP_FILE, 'zip-split'],
]);

function toCoded(error: unknown): DecodeError | DecodeFailure {
  if (error instanceof DecodeError) return error;
  if (error instanceof DOMException && error.name === 'NotReadableError') {
    return new DecodeFailure('file-not-readable');
  }
  return new DecodeError((error instanceof Error ? CODES.get(error.message) : undefined) ?? 'zip-damaged');
}

/** Members that only an office document, an app or an e-book has: those are ZIP archives too. */
const DOCUMENT_MARKS = new Set(['[Content_Types].xml', 'mimetype', 'META-INF/MANIFEST.MF']);

async function collectEntries(archive: Blob): Promise<FileEntry[]> {
  const reader = new ZipReader(new BlobReader(archive), {
    useWebWorkers: false,
    checkSignature: true,
    // One unsafe name must not cost the other members: `findRefusal` looks at each.
    filenameValidation: 'tolerant',
  });
  const files: FileEntry[] = [];
  let totalBytes = 0;
  let entries = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    entries += 1;
    if (entries > MAX_ZIP_MEMBERS) throw new DecodeError('zip-bomb');
    if (entry.directory) continue;
    totalBytes += entry.uncompressedSize;
    if (totalBytes > MAX_ZIP_TOTAL_BYTES) throw new DecodeError('zip-bomb');
    if (DOCUMENT_MARKS.has(entry.filename)) throw new DecodeError('format-document');
    files.push(entry);
  }
  if (files.length === 0) throw new DecodeError('zip-empty');
  return files;
}

/**
 * Lists an archive.
 *
 * @returns its files in the order of its directory; folders are none
 * @throws DecodeError `zip-damaged`, `zip-empty`, `zip-split`, `zip-encrypted`, `zip-bomb` for one that declares more than
 *   any set of films has, `format-document` for one that is no archive of files; DecodeFailure `file-not-readable`
 */
export async function listZip(archive: Blob): Promise<ZipMember[]> {
  try {
    return (await collectEntries(archive)).map((entry) => ({
      path: entry.filename,
      sizeBytes: entry.uncompressedSize,
      refusal: findRefusal(entry),
      open: async () => {
        try {
          // Not a Blob: those of many members would lie in memory until something else has the garbage collected.
          return await entry.getData(new Uint8ArrayWriter());
        } catch (error) {
          throw toCoded(error);
        }
      },
    }));
  } catch (error) {
    throw toCoded(error);
  }
}
