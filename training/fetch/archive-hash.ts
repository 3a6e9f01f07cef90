/**
 * The archive's SHA-256: against the one that the user states, else against the one recorded when this computer first
 * used the archive (trust on first use: a first download is checked by its length, CRC-32 and layout alone).
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';

/** What the hash was held against. */
export interface HashCheck {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly against: 'stated' | 'recorded' | 'nothing';
}

/** Where the hash of an archive is recorded, in the form that `sha256sum -c` reads. */
export function placeOfRecord(archive: string): string {
  return `${archive}.sha256`;
}

/**
 * @param stated SHA-256 in hex, of either case; undefined when the user states none
 * @throws CommandError `wrong-hash`
 */
export async function checkHash(archive: string, stated: string | undefined): Promise<HashCheck> {
  const sha256 = await hashFile(archive);
  if (stated !== undefined) {
    if (sha256 === stated.toLowerCase()) return { sha256, against: 'stated' };
    throw new CommandError(
      'wrong-hash',
      `${archive} has the SHA-256 ${sha256}, not ${stated.toLowerCase()}.`,
    );
  }
  const recorded = await readRecord(archive);
  if (recorded === null) return { sha256, against: 'nothing' };
  if (recorded === sha256) return { sha256, against: 'recorded' };
  throw new CommandError(
    'wrong-hash',
    `${archive} has the SHA-256 ${sha256}, but an earlier one had ${recorded}. If the new one is right, say so: --sha256 ${sha256}`,
  );
}

/** Keeps the hash for the next time. Call it once the archive proved to be the set. */
export async function recordHash(archive: string, sha256: string): Promise<void> {
  await writeFileAtomic(placeOfRecord(archive), `${sha256}  ${basename(archive)}\n`);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function readRecord(archive: string): Promise<string | null> {
  const place = placeOfRecord(archive);
  if (!existsSync(place)) return null;
  const sha256 = /^[0-9a-f]{64}(?= )/.exec(await readFile(place, 'utf8'))?.[0];
  if (sha256 === undefined) {
    throw new CommandError('record-unreadable', `${place} is not a SHA-256. Delete it and run this again.`);
  }
  return sha256;
}
