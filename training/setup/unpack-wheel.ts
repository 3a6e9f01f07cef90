/**
 * Route 2, second half: libtensorflow and its C headers out of the wheel (a zip) to where tfjs-node expects them.
 *
 * Invariant: `deps/` appears only when everything is in it (unpacked beside, then renamed).
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { depsDir, tfjsNodeDir } from './places.ts';
import { explainFileError, SetupError } from './setup-error.ts';

/** In the wheel -> in deps/lib. The links beside them carry the names that the linker asks for. */
const LIBRARIES = new Map([
  ['tensorflow/libtensorflow_cc.so.2', 'libtensorflow_cc.so.2'],
  ['tensorflow/libtensorflow_framework.so.2', 'libtensorflow_framework.so.2'],
]);
const LINKS = new Map([
  ['libtensorflow.so', 'libtensorflow_cc.so.2'],
  ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
]);
/** The C API and what it includes; the other 9,500 headers of the wheel are for C++ users. */
const HEADERS = /^tensorflow\/include\/((?:tensorflow\/(?:c|core\/platform)|tsl)\/.+\.h)$/;
/** Both libraries unpacked, with a margin. */
const NEEDED_BYTES = 700e6;

function chooseTarget(entry: string): string | null {
  const library = LIBRARIES.get(entry);
  if (library !== undefined) return join('lib', library);
  const header = HEADERS.exec(entry)?.[1];
  return header === undefined ? null : join('include', header);
}

/**
 * Unpacks the wheel into tfjs-node's `deps/`, replacing what was there.
 *
 * @param wheelFile path of the wheel, already verified
 * @throws SetupError when the disk is full or a library is missing from the wheel
 */
export async function unpackWheel(wheelFile: string): Promise<void> {
  const { bavail, bsize } = await statfs(tfjsNodeDir);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new SetupError(
      `Not enough room: libtensorflow takes ${NEEDED_BYTES / 1e6} MB, ${Math.floor((bavail * bsize) / 1e6)} MB are free.`,
    );
  }
  const partDir = `${depsDir}.part`;
  await rm(partDir, { recursive: true, force: true });
  try {
    await unpackInto(wheelFile, partDir);
    await rm(depsDir, { recursive: true, force: true });
    await rename(partDir, depsDir);
  } catch (error) {
    await rm(partDir, { recursive: true, force: true });
    throw explainFileError(error, 'unpacking libtensorflow');
  }
}

async function unpackInto(wheelFile: string, dir: string): Promise<void> {
  const missing = new Set(LIBRARIES.keys());
  const zip = await openPromise(wheelFile);
  for await (const entry of zip.eachEntry()) {
    const target = chooseTarget(entry.fileName);
    if (target === null) continue;
    const file = join(dir, target);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
    missing.delete(entry.fileName);
  }
  if (missing.size > 0) throw new SetupError(`The wheel lacks ${[...missing].join(' and ')}.`);
  for (const [link, target] of LINKS) await symlink(target, join(dir, 'lib', link));
}
