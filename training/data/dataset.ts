/**
 * A folder in the layout the set is published in -> a typed, sorted list of images and a list of what was skipped.
 * Layout: `DIR/{train,val,test}/{NORMAL,PNEUMONIA}`; `val` may be missing (the archive has none, a common copy has 16
 * images there). A small set of one's own may also be `DIR/{NORMAL,PNEUMONIA}`, when there is no `DIR/train`.
 * Invariants: `test/` is neither listed nor opened unless the caller asks for the split named 'test'; one bad file never
 * ends a scan; the list and its hash depend on names and bytes alone, not on the order of the file system.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { groupByPatient } from './patient-groups.ts';
import type { Subgroup } from './patient-key.ts';

/** 0 normal, 1 pneumonia: the index of the class in `CLASSES` of `src/model/spec`. */
export type Label = 0 | 1;

/** A split as the set is published. */
export type SplitName = 'train' | 'val' | 'test';

/** Class folders in label order. */
export const CLASS_FOLDERS = ['NORMAL', 'PNEUMONIA'] as const;

/** One image file. */
export interface DatasetImage {
  /** Relative to the set's folder, with forward slashes on every system. */
  readonly path: string;
  readonly absolutePath: string;
  readonly label: Label;
  /** Patient group: never split a group. See `groupByPatient`. */
  readonly group: string;
  readonly subgroup: Subgroup;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Why a file is not used. */
export type SkipReason =
  /** AppleDouble (`._*`), `.DS_Store`, `Thumbs.db`, `desktop.ini` and other dot files. */
  | 'system-file'
  /** Zero bytes. */
  | 'empty-file'
  /** Does not begin as a JPEG or PNG file does, whatever its name. */
  | 'not-an-image'
  /** The system refused to read it. */
  | 'unreadable'
  /** A folder inside a class folder. */
  | 'folder'
  /** The same bytes are labelled normal and pneumonia: neither copy is used. */
  | 'label-conflict'
  /** Begins as an image but can't be decoded (found later, by the cache). */
  | 'corrupt-image';

/** A file that is left out, and why. */
export interface SkippedFile {
  /** Relative to the set's folder, with forward slashes. */
  readonly path: string;
  readonly reason: SkipReason;
  /** One sentence for people. */
  readonly detail: string;
}

/** A scanned set. */
export interface Dataset {
  /** Absolute. */
  readonly folder: string;
  /** Sorted by path (code units). */
  readonly images: readonly DatasetImage[];
  /** Sorted by path. */
  readonly skipped: readonly SkippedFile[];
  /** Data hash of `images`, see `hashImages`. */
  readonly sha256: string;
}

/** A set that can't be used as a whole; the message says what to do. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly code: 'missing-folder' | 'missing-class' | 'empty-class';

  constructor(code: DatasetError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** What to scan. */
export interface ScanOptions {
  /** Splits to read; ['train', 'val'] when not given. `val` is optional on disk, the others are not. */
  readonly splits?: readonly SplitName[];
  /** Called after each file with the number done and the number in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Files read at once: enough to hide a disk's latency, few enough for any limit on open files. */
const CONCURRENT_READS = 16;

const SYSTEM_FILE = /^(\.|(thumbs\.db|desktop\.ini)$)/i;

/**
 * Scans a set: lists, reads and hashes every file of the splits asked for. Files are not kept in memory.
 *
 * @throws DatasetError missing-folder: the folder or a split is not there; missing-class: a class folder is not there;
 *   empty-class: no usable image of a class in all splits together
 */
export async function scanDataset(folder: string, options: ScanOptions = {}): Promise<Dataset> {
  const root = path.resolve(folder);
  const splitFolders = await findSplitFolders(root, options.splits ?? ['train', 'val']);
  const candidates = (await Promise.all(splitFolders.map((split) => listSplit(root, split)))).flat();
  const files: ScannedFile[] = [];
  const skipped: SkippedFile[] = [];
  let done = 0;
  await forEachConcurrently(candidates, CONCURRENT_READS, async (candidate) => {
    const result = await readCandidate(root, candidate);
    if ('reason' in result) skipped.push(result);
    else files.push(result);
    done += 1;
    options.onProgress?.(done, candidates.length);
  });
  files.sort((a, b) => comparePaths(a.path, b.path));
  const kept = dropConflicts(files, skipped);
  const groups = groupByPatient(kept);
  const images = kept.map((file, index) => ({ ...file, ...groups[index] }));
  for (const [label, name] of CLASS_FOLDERS.entries()) {
    if (!images.some((image) => image.label === label)) {
      throw new DatasetError(
        'empty-class',
        `There is no usable image in the ${name} folder of ${splitFolders.map((split) => split || '.').join(', ')} in ${root}. Put JPEG or PNG files of that class there.`,
      );
    }
  }
  skipped.sort((a, b) => comparePaths(a.path, b.path));
  return { folder: root, images, skipped, sha256: hashImages(images) };
}

/**
 * The data hash: SHA-256 over the lines `<sha256>  <path>\n`, sorted by code units (the form of `sha256sum`).
 *
 * @returns lower-case hex
 */
export function hashImages(images: readonly Pick<DatasetImage, 'path' | 'sha256'>[]): string {
  const lines = images.map((image) => `${image.sha256}  ${image.path}\n`);
  lines.sort(comparePaths);
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line);
  return hash.digest('hex');
}

/** The number of patient groups among the images. */
export function countGroups(images: readonly Pick<DatasetImage, 'group'>[]): number {
  return new Set(images.map((image) => image.group)).size;
}

type ScannedFile = Omit<DatasetImage, 'group' | 'subgroup'>;

interface Candidate {
  /** Relative, forward slashes. */
  readonly path: string;
  readonly label: Label;
}

/** Order by code units: the same on every machine, unlike `localeCompare`. */
function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The folders to read, relative to the root; '' for a set without splits. */
async function findSplitFolders(root: string, splits: readonly SplitName[]): Promise<string[]> {
  if (!(await isFolder(root))) {
    throw new DatasetError(
      'missing-folder',
      `There is no folder ${root}. Give the folder that holds train/ with --data, or get the set with "npm run fetch-data".`,
    );
  }
  const present: string[] = [];
  for (const split of splits) {
    if (await isFolder(path.join(root, split))) present.push(split);
    else if (split !== 'val' || splits.length === 1) {
      if (!splits.includes('test') && (await isFlat(root))) return [''];
      throw new DatasetError(
        'missing-folder',
        `There is no folder ${path.join(root, split)}. The layout wanted is ${split}/NORMAL and ${split}/PNEUMONIA inside ${root}.`,
      );
    }
  }
  return present;
}

/** Whether the class folders stand right in the root. */
async function isFlat(root: string): Promise<boolean> {
  const found = await Promise.all(CLASS_FOLDERS.map((name) => isFolder(path.join(root, name))));
  return found.every(Boolean);
}

async function isFolder(absolutePath: string): Promise<boolean> {
  try {
    return (await stat(absolutePath)).isDirectory();
  } catch {
    return false;
  }
}

async function listSplit(root: string, split: string): Promise<Candidate[]> {
  const lists = await Promise.all(
    CLASS_FOLDERS.map(async (name, index) => {
      const relative = split === '' ? name : `${split}/${name}`;
      const absolute = path.join(root, relative);
      if (!(await isFolder(absolute))) {
        throw new DatasetError(
          'missing-class',
          `There is no folder ${absolute}. Each split holds one folder NORMAL and one PNEUMONIA.`,
        );
      }
      const label: Label = index === 0 ? 0 : 1;
      return (await readdir(absolute)).map((file) => ({ path: `${relative}/${file}`, label }));
    }),
  );
  return lists.flat();
}

async function readCandidate(root: string, candidate: Candidate): Promise<ScannedFile | SkippedFile> {
  const skip = (reason: SkipReason, detail: string): SkippedFile => ({
    path: candidate.path,
    reason,
    detail,
  });
  const name = candidate.path.slice(candidate.path.lastIndexOf('/') + 1);
  if (SYSTEM_FILE.test(name)) return skip('system-file', 'A file of the operating system, not a radiograph.');
  const absolutePath = path.join(root, candidate.path);
  try {
    if ((await stat(absolutePath)).isDirectory()) {
      return skip('folder', 'A folder inside a class folder is not read.');
    }
    const bytes = await readFile(absolutePath);
    if (bytes.length === 0) return skip('empty-file', 'The file has no bytes; copy it again.');
    if (!isJpeg(bytes) && !isPng(bytes)) {
      return skip('not-an-image', 'The file is neither JPEG nor PNG by its first bytes.');
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path: candidate.path, absolutePath, label: candidate.label, sha256, bytes: bytes.length };
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return skip('unreadable', `The system could not read the file (${cause}).`);
  }
}

/** SOI marker followed by another marker (ITU-T T.81, B.1.1.3). */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** PNG signature (ISO/IEC 15948, 5.2). */
export function isPng(bytes: Uint8Array): boolean {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return bytes.length > signature.length && signature.every((value, index) => bytes[index] === value);
}

/** Moves files whose bytes carry both labels to the skipped ones. */
function dropConflicts(files: readonly ScannedFile[], skipped: SkippedFile[]): ScannedFile[] {
  const labels = new Map<string, Set<Label>>();
  for (const file of files) {
    labels.set(file.sha256, (labels.get(file.sha256) ?? new Set<Label>()).add(file.label));
  }
  return files.filter((file) => {
    if (labels.get(file.sha256)?.size !== 2) return true;
    skipped.push({
      path: file.path,
      reason: 'label-conflict',
      detail: 'The same picture is in both class folders.',
    });
    return false;
  });
}

async function forEachConcurrently<T>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const drain = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: workers }, drain));
}
