/**
 * Unpacks the published archive into `train|val|test/{NORMAL,PNEUMONIA}`.
 * Invariants: the folder appears whole or not at all; every byte is checked against the archive's CRC-32; where a file goes
 * is built from the known folder names alone, so that no entry can write outside.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { isDiskFull } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { type Interrupt, InterruptedError } from '../run/run-command.ts';
import { isFileError } from './file-error.ts';

/** What came out. */
export interface Unpacked {
  /** Images by `train/NORMAL` and so on. */
  readonly counts: Readonly<Record<string, number>>;
  /** Entries that are no image of the set: `__MACOSX`, `.DS_Store`, `._*`. */
  readonly skipped: number;
  /** Images left out since the same one was there before: a common copy holds `chest_xray/chest_xray/` as well. */
  readonly duplicates: number;
}

/** One unpacking. */
export interface UnpackTask {
  readonly archive: string;
  /** Made; must not exist. */
  readonly folder: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly interrupt: Interrupt;
}

/** Folders may lie deeper in the archive (`chest_xray/train/...`), and file names never start with a point. */
const IMAGE = /(?:^|\/)(train|val|test)\/(NORMAL|PNEUMONIA)\/([^./\\][^/\\]*\.jpe?g)$/i;

/**
 * @throws CommandError `archive-damaged` (no archive, cut off, a wrong checksum), `archive-strange` (not this set),
 *   `disk-full`, `file-refused` (the archive can't be read or the folder not be written)
 * @throws InterruptedError when the user asked to stop; nothing is left behind
 */
export async function unpack(task: UnpackTask): Promise<Unpacked> {
  const temporary = `${task.folder}.unpacking`;
  await rm(temporary, { recursive: true, force: true });
  try {
    const unpacked = await unpackInto(temporary, task);
    if (!('train/NORMAL' in unpacked.counts) || !('train/PNEUMONIA' in unpacked.counts)) {
      throw new CommandError(
        'archive-strange',
        `${task.archive} holds no train/NORMAL and train/PNEUMONIA: it is not the published set.`,
      );
    }
    await rename(temporary, task.folder);
    return unpacked;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (error instanceof CommandError || error instanceof InterruptedError) throw error;
    if (isDiskFull(error)) {
      throw new CommandError('disk-full', 'The disk is full. Free some space (3 GB), then run this again.');
    }
    if (isFileError(error)) throw new CommandError('file-refused', `Can't unpack: ${error.message}.`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError('archive-damaged', `${task.archive} is damaged (${reason}).`);
  }
}

async function unpackInto(folder: string, task: UnpackTask): Promise<Unpacked> {
  // Entries are read one at a time: the whole of a 1.2 GB archive never lies in memory.
  const zip = await yauzl.openPromise(task.archive);
  const counts: Record<string, number> = {};
  let skipped = 0;
  let duplicates = 0;
  let done = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      done += 1;
      task.onProgress(done, zip.entryCount);
      if (task.interrupt.isRequested)
        throw new InterruptedError('Stopped. Run this again to unpack from the start.');
      if (entry.fileName.endsWith('/')) continue;
      const match = entry.fileName.includes('__MACOSX/') ? null : IMAGE.exec(entry.fileName);
      if (match === null) {
        skipped += 1;
        continue;
      }
      const place = `${match[1].toLowerCase()}/${match[2].toUpperCase()}`;
      const bytes = await buffer(await zip.openReadStreamPromise(entry));
      if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName} does not have its checksum`);
      const target = join(folder, place, match[3]);
      if (existsSync(target)) {
        if (!bytes.equals(await readFile(target))) {
          throw new Error(`${entry.fileName} is there twice, with other bytes`);
        }
        duplicates += 1;
        continue;
      }
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  } finally {
    zip.close();
  }
  return { counts, skipped, duplicates };
}
