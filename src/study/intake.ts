/**
 * What the reader gives -> files: chosen, dropped (folders read to their end) or pasted.
 * Invariants: a file that was given itself always comes out; only rubbish inside a folder is left out, and counted.
 */

/** Files to add, and how many were left out. */
export interface Intake {
  readonly files: readonly File[];
  /** Rubbish of operating systems inside folders. */
  readonly skippedFiles: number;
}

/** Files that operating systems leave in folders; `._*` is AppleDouble (RFC 1740). */
const RUBBISH_NAMES: ReadonlySet<string> = new Set([
  '.ds_store',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
]);

/** How many entries of a folder are asked for their file at once. */
const PARALLEL_ENTRIES = 64;

/** Paths of files that were found in dropped folders: such a File does not tell its own. */
const droppedPaths = new WeakMap<File, string>();

/** Stand for entries that the browser could not open, so that they get their row and its reason. */
const unreadable = new WeakSet<File>();

/** Whether a file only stands for an entry that the browser could not open. */
export function isUnreadable(file: File): boolean {
  return unreadable.has(file);
}

/**
 * Where a file lies within what was given; its name for a single file.
 */
export function pathOf(file: File): string {
  // Some browsers' File has no such property, others an empty one.
  return droppedPaths.get(file) ?? (file.webkitRelativePath || file.name);
}

/** Whether a path within a folder is an operating system's rubbish, or lies in a folder that is. */
export function isRubbish(path: string): boolean {
  return path.split('/').some((part) => RUBBISH_NAMES.has(part.toLowerCase()) || part.startsWith('._'));
}

/**
 * Files of an input. Those of a folder input (`webkitdirectory`) carry a path, and their rubbish is left out.
 */
export function collectFromInput(input: Pick<HTMLInputElement, 'files'>): Intake {
  return collectFromList(input.files ?? []);
}

/** As `collectFromInput`, for a list of files. */
export function collectFromList(list: ArrayLike<File>): Intake {
  const given = Array.from(list);
  const files = given.filter((file) => !(file.webkitRelativePath && isRubbish(file.webkitRelativePath)));
  return { files, skippedFiles: given.length - files.length };
}

/**
 * Files of the clipboard: an image copied in a viewer, or files copied in a folder window.
 */
export function collectFromClipboard(data: Pick<DataTransfer, 'files'> | null): Intake {
  return { files: Array.from(data?.files ?? []), skippedFiles: 0 };
}

/**
 * Files of a drop. Must be called within the event: the browser empties the data afterwards.
 *
 * @returns folders read whole, each folder's entries by name
 */
export async function collectFromDrop(data: Pick<DataTransfer, 'files' | 'items'>): Promise<Intake> {
  const given = Array.from(data.items ?? []).filter((item) => item.kind === 'file');
  if (given.length === 0) return { files: Array.from(data.files ?? []), skippedFiles: 0 };
  const sources = given.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const files: File[] = [];
  let skippedFiles = 0;
  for (const { entry, file } of sources) {
    if (entry?.isDirectory === true) {
      const read = await readFolder(entry as FileSystemDirectoryEntry);
      for (const found of read.files) files.push(found);
      skippedFiles += read.skippedFiles;
    } else if (file !== null) {
      files.push(file);
    } else if (entry !== null) {
      files.push(await openEntry(entry as FileSystemFileEntry));
    }
  }
  return { files, skippedFiles };
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<Intake> {
  const files: File[] = [];
  let skippedFiles = 0;
  const pending: FileSystemDirectoryEntry[] = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    let entries: readonly FileSystemEntry[];
    try {
      entries = await listEntries(next);
    } catch {
      files.push(makeUnreadable(next));
      continue;
    }
    const leaves: FileSystemFileEntry[] = [];
    const folders: FileSystemDirectoryEntry[] = [];
    for (const entry of entries) {
      // A rubbish folder counts as one: what is in it is nobody's concern.
      if (isRubbish(entry.name)) skippedFiles += 1;
      else if (entry.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
      else leaves.push(entry as FileSystemFileEntry);
    }
    for (let at = 0; at < leaves.length; at += PARALLEL_ENTRIES) {
      const batch = await Promise.all(leaves.slice(at, at + PARALLEL_ENTRIES).map(openEntry));
      for (const file of batch) files.push(file);
    }
    // Last in, first out: the folder that comes first by name is read next.
    for (let at = folders.length - 1; at >= 0; at -= 1) pending.push(folders[at]);
  }
  return { files, skippedFiles };
}

/**
 * Every entry of a folder, by name: `readEntries` gives at most 100 at a time and an empty list at the end.
 *
 * @throws DOMException when the folder can't be read
 */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) break;
    entries.push(...batch);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function openEntry(entry: FileSystemFileEntry): Promise<File> {
  try {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    droppedPaths.set(file, trimPath(entry));
    return file;
  } catch {
    return makeUnreadable(entry);
  }
}

function trimPath(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\//, '');
}

function makeUnreadable(entry: FileSystemEntry): File {
  const file = new File([], entry.name);
  unreadable.add(file);
  droppedPaths.set(file, trimPath(entry));
  return file;
}
