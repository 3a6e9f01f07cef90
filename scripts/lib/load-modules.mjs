/** Reads the repository's TypeScript from plain Node, by vite: for commands that share code with page and training. */
import { join } from 'node:path';
import { createServer } from 'vite';
import { ROOT } from './paths.mjs';

/** Reads TypeScript modules of the repository, by path below its root. @typedef {(path: string) => Promise<any>} Load */

/**
 * @template T
 * @param {(load: Load) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withModules(work) {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null },
  });
  try {
    return await work((path) => server.ssrLoadModule(join(ROOT, path)));
  } finally {
    await server.close();
  }
}
