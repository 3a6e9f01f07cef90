/** Processor time and memory of this process and all that it started, from /proc; null on systems without it. */
import { readdir, readFile } from 'node:fs/promises';

/** Ticks a second of /proc on Linux: fixed at 100 for what it shows to programs. */
const TICKS = 100;

/** @typedef {{ readonly cpuSeconds: number, readonly memoryMb: number }} TreeUsage `memoryMb`: proportional set size, shared pages counted once */

/**
 * @param {number} [root] default: the processes below this one, itself left out
 * @returns {Promise<TreeUsage | null>}
 */
export async function measureTree(root = process.pid) {
  const names = await readdir('/proc').catch(() => []);
  /** @type {Map<number, { parent: number, seconds: number }>} */
  const all = new Map();
  for (const name of names.filter((entry) => /^\d+$/.test(entry))) {
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    if (text === null) continue;
    // The command's name, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    all.set(Number(name), { parent: Number(fields[1]), seconds: ticks / TICKS });
  }
  const below = [...all.keys()].filter((pid) => pid !== root && descends(all, pid, root));
  if (below.length === 0) return null;
  const memory = await Promise.all(below.map(readMemoryMb));
  return {
    cpuSeconds: below.reduce((sum, pid) => sum + (all.get(pid)?.seconds ?? 0), 0),
    memoryMb: memory.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * @param {ReadonlyMap<number, { parent: number }>} all
 * @param {number} pid
 * @param {number} root
 */
function descends(all, pid, root) {
  for (let at = all.get(pid); at !== undefined; at = all.get(at.parent)) if (at.parent === root) return true;
  return false;
}

/** @param {number} pid */
async function readMemoryMb(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
}
