/**
 * Replaces several files of a folder together: a stop at any moment leaves all of the old ones or all of the new ones, never some of
 * each. A file alone is `writeFileAtomic`'s.
 */
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { writeFileAtomic } from './atomic-file.ts';

/** What changes the disk; a test stands in for it, to stop in between. */
export interface FolderOperations {
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

const OPERATIONS: FolderOperations = { write: writeFileAtomic, rename };

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Every file below a folder, by its path from there; none where there is no folder. */
async function listFiles(folder: string): Promise<string[]> {
  if (!(await exists(folder))) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/**
 * Writes files into a folder, which is made when absent; its other files stay. All is written into `FOLDER.new` beside it, whole and
 * on disk, and then takes the folder's name. A stop between the two renames leaves no folder, but the old one as `FOLDER.old`, which the
 * next call puts back first: a reader finds no model then, never a mixed one.
 *
 * @param files content by path from the folder
 * @throws CommandError `disk-full`; or what the file system throws. The folder is then as it was.
 */
export async function replaceInFolder(
  folderPath: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  operations: FolderOperations = OPERATIONS,
): Promise<void> {
  // Without a slash at its end, or the two would lie within.
  const folder = resolve(folderPath);
  const [fresh, old] = [`${folder}.new`, `${folder}.old`];
  if (!(await exists(folder)) && (await exists(old))) await operations.rename(old, folder);
  // What a stop left behind, in part or not needed any more.
  await Promise.all([fresh, old].map((path) => rm(path, { recursive: true, force: true })));
  try {
    await mkdir(fresh, { recursive: true });
    for (const path of await listFiles(folder)) {
      if (!files.has(path)) await operations.write(join(fresh, path), await readFile(join(folder, path)));
    }
    for (const [path, content] of files) await operations.write(join(fresh, path), content);
    await swap(folder, { fresh, old }, operations);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

async function swap(
  folder: string,
  { fresh, old }: { readonly fresh: string; readonly old: string },
  operations: FolderOperations,
): Promise<void> {
  const hadFolder = await exists(folder);
  if (hadFolder) await operations.rename(folder, old);
  try {
    await operations.rename(fresh, folder);
  } catch (error) {
    if (hadFolder) await operations.rename(old, folder);
    throw error;
  }
}
