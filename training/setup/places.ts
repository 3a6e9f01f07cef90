/** Purpose: the folders and files that setup reads and writes, in one place. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** The training package's root. */
export const trainingDir = dirname(dirname(fileURLToPath(import.meta.url)));
/** Everything that was downloaded; ignored by git, kept between runs, safe to delete. */
export const cacheDir = join(trainingDir, 'cache');
/** The installed tfjs-node package. */
export const tfjsNodeDir = join(trainingDir, 'node_modules', '@tensorflow', 'tfjs-node');
/** Where tfjs-node expects libtensorflow: `lib/` and `include/`. */
export const depsDir = join(tfjsNodeDir, 'deps');
/** Where tfjs-node's loader (node-pre-gyp) looks for the addon: N-API 8 is the newest that 4.22 names. */
export const addonFile = join(tfjsNodeDir, 'lib', 'napi-v8', 'tfjs_binding.node');

const markFile = join(tfjsNodeDir, 'lungfield-setup.json');

const MarkSchema = v.object({
  route: v.picklist(['published', 'wheel']),
  libtensorflow: v.string(),
});

/** How the engine came here: `published` by its makers, or the `wheel` route. */
export type Mark = v.InferOutput<typeof MarkSchema>;
/** One of the two ways to libtensorflow. */
export type Route = Mark['route'];

/** The mark of a finished setup, or null when there is none that can be read or its addon has gone. */
export function readMark(): Mark | null {
  if (!existsSync(markFile) || !existsSync(addonFile)) return null;
  try {
    return v.parse(MarkSchema, JSON.parse(readFileSync(markFile, 'utf8')));
  } catch {
    return null;
  }
}

/** Writes the mark; call it only after the engine has proved itself. */
export function writeMark(mark: Mark): void {
  writeFileSync(markFile, `${JSON.stringify(mark, null, 2)}\n`);
}

/** Removes a half-made engine (libraries, addon, mark), so that the next attempt starts clean. */
export function clearEngine(): void {
  for (const path of [depsDir, join(tfjsNodeDir, 'lib'), markFile])
    rmSync(path, { recursive: true, force: true });
}

/** Makes the cache folder if need be. */
export function ensureCacheDir(): void {
  mkdirSync(cacheDir, { recursive: true });
}
