/**
 * Route 1: libtensorflow and the addon as their makers publish them, by tfjs-node's own installer.
 *
 * Invariants: bounded in time (a network that swallows packets must not hang setup); tfjs-node's package.json,
 * which its installer rewrites while it runs, is as before afterwards; what it got is kept in the cache.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { addonFile, cacheDir, clearEngine, depsDir, ensureCacheDir, tfjsNodeDir } from './places.ts';

/** Nothing arrived for this long: the host counts as out of reach. */
const STALL_LIMIT_MS = 30_000;
/** The installer as a whole, on a slow line: 150 MB at 0.2 MB/s, and the addon's own build where none is published. */
const TOTAL_LIMIT_MS = 15 * 60_000;
const WATCH_INTERVAL_MS = 1_000;

const keptDir = join(cacheDir, `published-tfjs-node-4.22.0-${process.platform}-${process.arch}`);

function measureBytes(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + measureBytes(join(path, name)), 0);
}

/** Sum of what the installer has written so far, in bytes: the download, or the object files of its own build. */
function measureProgressBytes(): number {
  const places = ['deps', 'lib', 'build', join('scripts', '_tmp.zip')];
  return places.reduce((sum, place) => sum + measureBytes(join(tfjsNodeDir, place)), 0);
}

/** Kills the installer with what it started (node-pre-gyp, node-gyp): they share its process group. */
function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone between the watch and the kill.
  }
}

function runInstaller(): Promise<string | null> {
  const localBin = join(tfjsNodeDir, '..', '..', '.bin');
  const separator = process.platform === 'win32' ? ';' : ':';
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, ['scripts/install.js'], {
      cwd: tfjsNodeDir,
      detached: process.platform !== 'win32',
      // The installer calls `node-pre-gyp` by name, as npm would let it.
      env: { ...process.env, PATH: `${localBin}${separator}${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keepTail = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    installer.stdout.on('data', keepTail);
    installer.stderr.on('data', keepTail);

    const startedMs = Date.now();
    let [lastBytes, lastGrowthMs] = [-1, startedMs];
    const watch = setInterval(() => {
      const bytes = measureProgressBytes();
      if (bytes !== lastBytes) [lastBytes, lastGrowthMs] = [bytes, Date.now()];
      const stalled = Date.now() - lastGrowthMs > STALL_LIMIT_MS;
      if ((!stalled && Date.now() - startedMs < TOTAL_LIMIT_MS) || installer.pid === undefined) return;
      output += stalled ? `\nno byte arrived for ${STALL_LIMIT_MS / 1000} s` : '\ntook too long';
      killGroup(installer.pid);
    }, WATCH_INTERVAL_MS);
    // `close` follows `error` too, so one place settles.
    installer.on('error', (error) => keepTail(Buffer.from(String(error))));
    installer.on('close', (code) => {
      clearInterval(watch);
      if (code === 0 && existsSync(addonFile)) resolve(null);
      else resolve(summariseOutput(output));
    });
  });
}

/** The line of the installer's output that says why: its last `Error:`, else its last line. */
function summariseOutput(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.findLast((line) => /error:|no byte|too long/i.test(line)) ??
    lines.at(-1) ??
    'no output'
  ).trim();
}

/**
 * Puts the published engine in place, from the cache or from its host.
 *
 * @returns null when it is in place, else why not (one line, for the user)
 */
export async function takePublishedRoute(): Promise<string | null> {
  if (existsSync(keptDir)) {
    clearEngine();
    cpSync(keptDir, tfjsNodeDir, { recursive: true });
    return null;
  }
  const packageFile = join(tfjsNodeDir, 'package.json');
  const packageText = readFileSync(packageFile, 'utf8');
  let failure: string | null = 'interrupted';
  try {
    failure = await runInstaller();
  } finally {
    writeFileSync(packageFile, packageText);
    if (failure !== null) clearEngine();
  }
  if (failure === null) keepPublished();
  return failure;
}

/** Copies the engine into the cache; renamed at the end, so that a killed copy is not taken for a whole one. */
function keepPublished(): void {
  ensureCacheDir();
  const partDir = `${keptDir}.part`;
  rmSync(partDir, { recursive: true, force: true });
  cpSync(depsDir, join(partDir, 'deps'), { recursive: true, verbatimSymlinks: true });
  cpSync(join(tfjsNodeDir, 'lib'), join(partDir, 'lib'), { recursive: true, verbatimSymlinks: true });
  renameSync(partDir, keptDir);
}
