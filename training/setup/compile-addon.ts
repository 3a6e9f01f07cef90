/**
 * Compiles tfjs-node's addon (two C++ files) against the unpacked libtensorflow.
 *
 * Why by hand and not by node-gyp: node-gyp fetches Node's headers from a host that closed networks do not reach,
 * and it wants Python. The flags are those of the package's own binding.gyp.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { addonFile, depsDir, tfjsNodeDir } from './places.ts';
import { SetupError } from './setup-error.ts';

/**
 * The C++ compiler that will be used.
 *
 * @returns the first of $CXX, g++, c++, clang++ that runs
 * @throws SetupError when there is none
 */
export function findCompiler(): string {
  const candidates = [process.env.CXX, 'g++', 'c++', 'clang++'].filter((name) => name !== undefined);
  const found = candidates.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new SetupError(
    'No C++ compiler was found (tried $CXX, g++, c++, clang++); the addon of tfjs-node has to be compiled here. ' +
      'Install one (Debian: apt-get install g++; Fedora: dnf install gcc-c++) and run "npm run setup" again.',
  );
}

/**
 * Folder with Node's `node_api.h`: beside this Node, or where npm's `nodedir` says, else the npm package
 * `node-api-headers`. Node-API is ABI-stable across Node versions, so any of them serves.
 */
function findNodeHeaders(): string {
  const prefix = dirname(dirname(process.execPath));
  const nodedir = process.env.npm_config_nodedir ?? process.env.npm_package_config_nodedir;
  const candidates = [join(prefix, 'include', 'node')];
  if (nodedir !== undefined) candidates.push(join(nodedir, 'include', 'node'), join(nodedir, 'src'));
  const found = candidates.find((dir) => existsSync(join(dir, 'node_api.h')));
  if (found !== undefined) return found;
  const packaged = createRequire(import.meta.url).resolve('node-api-headers/package.json');
  return join(dirname(packaged), 'include');
}

/**
 * Compiles and puts the addon where tfjs-node loads it from.
 *
 * @param compiler from `findCompiler`
 * @returns the headers that were used, for the log
 * @throws SetupError when the compiler fails (its last lines are in the message)
 */
export function compileAddon(compiler: string): { headers: string } {
  const headers = findNodeHeaders();
  mkdirSync(dirname(addonFile), { recursive: true });
  const partFile = `${addonFile}.part`;
  const defines = ['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'];
  const includes = ['-I', headers, '-I', join(depsDir, 'include'), '-I', tfjsNodeDir];
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
  const libraries = ['-L', join(depsDir, 'lib'), '-ltensorflow', '-ltensorflow_framework'];
  // The addon finds the libraries by its own place, so the folder may be moved.
  const link = ['-shared', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', partFile];
  const args = [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-w',
    ...defines,
    ...includes,
    ...sources,
    ...libraries,
    ...link,
  ];
  const result = spawnSync(compiler, args, { cwd: tfjsNodeDir, encoding: 'utf8' });
  if (result.status !== 0) {
    const tail = `${result.stderr}${result.error ?? ''}`.trim().split('\n').slice(-12).join('\n');
    throw new SetupError(`${compiler} could not compile the addon of tfjs-node:\n${tail}`);
  }
  renameSync(partFile, addonFile);
  return { headers };
}
