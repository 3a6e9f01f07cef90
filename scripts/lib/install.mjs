/**
 * Installs the project's dependencies when what lies in node_modules is not what the lockfile says.
 * Compares contents, not times: a checkout, a copy or a restored cache sets times as it likes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { npmCommand, runQuietly } from './run-command.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */
/** @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile */
/** @typedef {{ os: string, cpu: string, libc: string | null }} Machine */

/**
 * Whether a package belongs on this machine, as npm decides it.
 *
 * @param {readonly string[] | undefined} allowed e.g. ["linux"] or ["!win32"]
 * @param {string | null} actual
 */
function allows(allowed, actual) {
  if (!allowed || allowed.length === 0) return true;
  if (actual === null) return false;
  if (allowed.includes(`!${actual}`)) return false;
  const wanted = allowed.filter((entry) => !entry.startsWith('!'));
  return wanted.length === 0 || wanted.includes(actual);
}

/**
 * Names the packages that the lockfile wants and that are not there in that version.
 *
 * @param {Lockfile} lock package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, npm's own record of what it put there
 * @param {Machine} machine
 * @returns {string[]} paths such as "node_modules/vite"; empty when all is there
 */
export function listMissingPackages(lock, installed, machine) {
  return Object.entries(lock.packages ?? {}).flatMap(([path, wanted]) => {
    const belongsHere =
      allows(wanted.os, machine.os) && allows(wanted.cpu, machine.cpu) && allows(wanted.libc, machine.libc);
    if (path === '' || !belongsHere) return [];
    const found = installed.packages?.[path]?.version;
    // What an optional package of another machine depends on is left out with it, and says nothing of machines itself.
    const mayBeAbsent = wanted.optional === true && !wanted.os && !wanted.cpu;
    return found === wanted.version || (found === undefined && mayBeAbsent) ? [] : [path];
  });
}

/** @returns {Machine} */
function describeMachine() {
  let libc = null;
  if (process.platform === 'linux') {
    const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
    libc = report.header?.glibcVersionRuntime ? 'glibc' : 'musl';
  }
  return { os: process.platform, cpu: process.arch, libc };
}

/**
 * @param {string} path
 * @returns {Lockfile} empty when there is no such file
 */
function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Runs `npm ci --ignore-scripts` unless everything that the lockfile names is installed.
 *
 * @param {(message: string) => void} tell told when it begins to install
 * @throws {import('./run-command.mjs').CommandError} when npm fails, with what npm printed
 */
export async function ensureInstalled(tell) {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const installed = readLockfile(join(ROOT, 'node_modules', '.package-lock.json'));
  if (listMissingPackages(lock, installed, describeMachine()).length === 0) return;
  tell('Installing …');
  const [command, args] = npmCommand(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  await runQuietly('npm ci', command, args);
}
