/**
 * Writes that a crash, a kill or a full disk can't leave half done: a new file beside the old one, then a rename.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from './command-error.ts';

/**
 * Replaces a file in one step; the folder is made when absent.
 *
 * @throws CommandError `disk-full` when there is no space; the old file is then untouched
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw isDiskFull(error) ? diskFull(path) : error;
  }
}

/** Whether an error of the file system means that there is no space. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** What a full disk is to a run: named, and nothing that was finished is lost. */
export function diskFull(path: string): CommandError {
  return new CommandError(
    'disk-full',
    `The disk is full: ${path} was not written. Free some space and go on with --resume.`,
  );
}
