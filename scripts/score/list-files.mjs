/** Which files a shard scores: every file under a folder, in one order on every machine, cut into even, adjoining parts. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What is noted of a run has changed since its first form: one begun then is not gone on with. */
const PROGRESS_FORMAT = '3\n';
/** Files looked at at a time: an archive may hold a million. */
const LOOKS = 64;

/** One file. @typedef {{ readonly path: string, readonly bytes: number }} ListedFile `path` relative, with slashes */
/** @typedef {{ readonly number: number, readonly of: number }} Shard `number` from 1 */

/** What the caller can put right. */
export class ScoreError extends Error {
  /** @override */
  name = 'ScoreError';
}

/**
 * @param {string} text as `3/16`
 * @returns {Shard}
 * @throws {ScoreError}
 */
export function parseShard(text) {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [number, of] = match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
  if (number < 1 || number > of) {
    throw new ScoreError(`--shard is "${text}"; it must be like 3/16, from 1/16 to 16/16.`);
  }
  return { number, of };
}

/**
 * Every file under a folder, sorted by path (by code unit, so that every machine has the same order); links are not followed.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} paths below it, with slashes
 * @throws {ScoreError} where there is no folder or no file
 */
export async function listPaths(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error) => {
    throw new ScoreError(`${folder} can't be read: ${error instanceof Error ? error.message : 'unknown'}`);
  });
  const files = entries.filter((entry) => entry.isFile());
  if (files.length === 0) throw new ScoreError(`There is no file in ${folder}.`);
  const rootLength = join(folder, sep).length;
  const paths = files.map(({ parentPath, name }) =>
    join(parentPath, name).slice(rootLength).split(sep).join('/'),
  );
  return paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * The sizes of some files, in their order. Of one shard's alone: each machine looks at its own part of the archive.
 *
 * @param {string} folder
 * @param {readonly string[]} paths below it
 * @returns {Promise<ListedFile[]>}
 */
export async function measureFiles(folder, paths) {
  /** @type {ListedFile[]} */
  const listed = [];
  for (let start = 0; start < paths.length; start += LOOKS) {
    const some = paths.slice(start, start + LOOKS);
    listed.push(
      ...(await Promise.all(
        some.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size })),
      )),
    );
  }
  return listed;
}

/**
 * One shard's part of a list: adjoining files, so that shards one after the other are the whole list in its order.
 *
 * @template T
 * @param {readonly T[]} files
 * @param {Shard} shard
 * @returns {T[]}
 */
export function takeShard(files, { number, of }) {
  return files.slice(
    Math.floor(((number - 1) * files.length) / of),
    Math.floor((number * files.length) / of),
  );
}

/**
 * Tells one archive from another by its paths: shards of two archives are never put together.
 *
 * @param {readonly string[]} paths of all shards
 */
export function fingerprintOfPaths(paths) {
  const hash = createHash('sha256').update(PROGRESS_FORMAT);
  for (const path of paths) hash.update(`${path}\n`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Tells one list from another: a run goes on only where it began.
 *
 * @param {readonly ListedFile[]} files
 */
export function fingerprintOf(files) {
  const hash = createHash('sha256').update(PROGRESS_FORMAT);
  for (const { path, bytes } of files) hash.update(`${path}\0${bytes}\n`);
  return hash.digest('hex').slice(0, 16);
}
