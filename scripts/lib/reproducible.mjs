/**
 * Whether the build is the same wherever it is made: two copies of the checkout, in folders of different names and depths, at
 * different times, give the same files.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * SHA-256 of every file.
 *
 * @param {string} folder
 * @returns {Map<string, string>} by path, with slashes, in order
 */
export function hashFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
  const hashes = paths.map((path) => {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return /** @type {const} */ ([relative(folder, path).split(sep).join('/'), hash]);
  });
  return new Map(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What differs between two lists.
 *
 * @param {ReadonlyMap<string, string>} first
 * @param {ReadonlyMap<string, string>} second
 * @returns {string[]} paths; empty when both are the same
 */
export function listDifferences(first, second) {
  const paths = new Set([...first.keys(), ...second.keys()]);
  return [...paths].filter((path) => first.get(path) !== second.get(path)).sort();
}

/**
 * The same folder under another path, by hard links where the file system has them.
 *
 * @param {string} from
 * @param {string} to
 */
function linkFolder(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkFile(source, target) {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without links.
    copyFileSync(source, target);
  }
}

/**
 * Copies what git knows of, and what was installed, and builds there.
 *
 * @param {string} folder that isn't there yet
 * @param {NodeJS.ProcessEnv} env in which clock and language may differ
 * @returns {Map<string, string>} SHA-256 of what was built
 * @throws {Error} when the build fails
 */
export function buildCopy(folder, env) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const path of listed.split('\0')) {
    if (path === '' || path.startsWith('training/') || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(folder, path));
  }
  linkFolder(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  return hashFiles(join(folder, 'dist'));
}

/**
 * Builds twice.
 *
 * @returns {{ files: number, differences: string[] }} how many files a build has, and which are not the same in both
 * @throws {Error} when a build fails
 */
export function compareBuilds() {
  const folder = mkdtempSync(join(tmpdir(), 'lungfield-builds-'));
  try {
    const first = buildCopy(join(folder, 'a'), { TZ: 'UTC', LC_ALL: 'C' });
    const second = buildCopy(join(folder, 'another', 'deeper', 'place'), {
      TZ: 'Pacific/Auckland',
      LC_ALL: 'de_DE.UTF-8',
    });
    return { files: first.size, differences: listDifferences(first, second) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
