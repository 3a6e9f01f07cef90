/**
 * Files as given -> the sources of their rows: a ZIP archive gives way to its members, and to those of an archive within it.
 * Invariants: everything that was given itself comes out, in the order given; a container that can be read has no source of
 * its own, one that can't has, with the reason; only rubbish and the directory of a DICOM medium are left out, and counted.
 */
import { DecodeError } from '../image/decode-error.ts';
import { SNIFF_BYTES, sniff } from '../image/sniff.ts';
import { isRubbish, isUnreadable, pathOf } from './intake.ts';
import { nameOf, refuse, type Source, sourceOf } from './source.ts';
import type { LabelTable } from './truth.ts';
import type { ZipMember } from './zip.ts';

/** Sources to add, and how many files were left out. */
export interface Expansion {
  readonly sources: readonly Source[];
  readonly skippedFiles: number;
  /** Labels of the reader's own set, in the order given; each table has its source too. */
  readonly tables: readonly LabelTable[];
}

/** How many files are asked for their first bytes at once: asking takes the page's own thread a third of a millisecond. */
const PARALLEL_FILES = 16;
/** Every ZIP archive begins with these two letters. */
const MAGIC_BYTES = 2;

async function readHead(blob: Blob, bytes: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(0, bytes).arrayBuffer());
}

/** @returns false for what can't be read: its row says so */
async function isZip(file: File): Promise<boolean> {
  if (isUnreadable(file)) return false;
  try {
    const [first, second] = await readHead(file, MAGIC_BYTES);
    if (first !== 0x50 || second !== 0x4b) return false;
    return sniff(await readHead(file, SNIFF_BYTES)) === 'zip';
  } catch {
    return false;
  }
}

/** The name that the standard demands (DICOM PS3.10 8.6), with whatever a file system adds. */
function isNamedDicomdir(path: string): boolean {
  return /^dicomdir(?:\.|;|$)/i.test(nameOf(path));
}

async function isDicomdir(open: () => Promise<Uint8Array>): Promise<boolean> {
  try {
    return sniff((await open()).subarray(0, SNIFF_BYTES)) === 'dicomdir';
  } catch {
    return false;
  }
}

/** Collects what comes out. */
interface Sink {
  readonly sources: Source[];
  skippedFiles: number;
  readonly tables: LabelTable[];
}

/** A table of 20,000 films has less than 2 MB. */
const MAX_TABLE_BYTES = 32 * 1024 ** 2;

/** By its name: comma-separated values have no signature. What turns out to be an image is read as one. */
function isNamedTable(path: string, sizeBytes: number): boolean {
  return /\.(?:csv|tsv)$/i.test(path) && sizeBytes > 0 && sizeBytes <= MAX_TABLE_BYTES;
}

/** Takes a table's labels; its row says that they were taken, or why they could not be. */
async function addTable(source: Source, sink: Sink): Promise<void> {
  const { path, sizeBytes } = source;
  try {
    const input = await source.open();
    const bytes = input instanceof Blob ? new Uint8Array(await input.arrayBuffer()) : input;
    if (sniff(bytes.subarray(0, SNIFF_BYTES)) !== null) {
      sink.sources.push(source);
      return;
    }
    // Loaded with the first table: few readers have one.
    const { readLabelTable } = await import('./label-table.ts');
    const read = readLabelTable(new TextDecoder().decode(bytes));
    if ('table' in read) sink.tables.push(read.table);
    sink.sources.push(refuse({ path, sizeBytes }, 'table' in read ? 'labels-used' : read.code));
  } catch {
    // Its row says what is wrong when it is opened once more.
    sink.sources.push(source);
  }
}

/** @param depth 0 for an archive that was given, 1 for one within it */
async function addArchive(archive: Blob, path: string, depth: 0 | 1, sink: Sink): Promise<void> {
  let members: readonly ZipMember[];
  try {
    // Loaded with the first archive: few readers have one.
    const { listZip } = await import('./zip.ts');
    members = await listZip(archive);
  } catch (error) {
    const unread: Source = refuse({ path, sizeBytes: archive.size }, 'zip-damaged');
    sink.sources.push({ ...unread, open: () => Promise.reject(error) });
    return;
  }
  for (const member of members) await addMember(member, path, depth, sink);
}

async function addMember(member: ZipMember, archivePath: string, depth: 0 | 1, sink: Sink): Promise<void> {
  const { sizeBytes, refusal } = member;
  const path = `${archivePath}/${member.path}`;
  if (isRubbish(member.path)) {
    sink.skippedFiles += 1;
    return;
  }
  if (refusal !== null) {
    sink.sources.push(refuse({ path, sizeBytes }, refusal));
    return;
  }
  if (isNamedDicomdir(path) && (await isDicomdir(member.open))) {
    sink.skippedFiles += 1;
    return;
  }
  // By its name: to look into each member, each would have to be unpacked.
  if (!/\.zip$/i.test(path)) {
    const source: Source = { name: nameOf(path), path, sizeBytes, frame: null, open: member.open };
    if (isNamedTable(path, sizeBytes)) await addTable(source, sink);
    else sink.sources.push(source);
    return;
  }
  if (depth === 1) {
    sink.sources.push(refuse({ path, sizeBytes }, 'zip-nested'));
    return;
  }
  try {
    await addArchive(new Blob([await member.open()]), path, 1, sink);
  } catch (error) {
    const code = error instanceof DecodeError ? error.code : 'zip-damaged';
    sink.sources.push(refuse({ path, sizeBytes }, code));
  }
}

async function addFile(file: File, isArchive: boolean, sink: Sink): Promise<void> {
  const path = pathOf(file);
  const isInFolder = path !== file.name;
  if (isArchive) await addArchive(file, path, 0, sink);
  else if (isInFolder && isNamedDicomdir(path) && (await isDicomdir(() => readHead(file, SNIFF_BYTES))))
    sink.skippedFiles += 1;
  else if (isNamedTable(path, file.size)) await addTable(sourceOf(file), sink);
  else sink.sources.push(sourceOf(file));
}

/**
 * Never throws: what can't be read gets its row.
 *
 * @param files as `intake.ts` collects them
 */
export async function expandFiles(files: readonly File[]): Promise<Expansion> {
  const sink: Sink = { sources: [], skippedFiles: 0, tables: [] };
  for (let at = 0; at < files.length; at += PARALLEL_FILES) {
    const batch = files.slice(at, at + PARALLEL_FILES);
    const archives = await Promise.all(batch.map(isZip));
    for (const [index, file] of batch.entries()) await addFile(file, archives[index], sink);
  }
  return sink;
}
