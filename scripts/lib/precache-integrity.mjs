/**
 * The SHA-256 of each file that the service worker holds: the browser then refuses a file of another build (a deployment half
 * done, a proxy's stale copy), the worker's installation fails as a whole, and the version before stays in charge.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * `plugin` learns where the site is built into; `transform` then writes the hashes into the worker's list.
 *
 * @returns {{ plugin: import('vite').Plugin, transform: import('workbox-build').ManifestTransform }}
 */
export function createPrecacheIntegrity() {
  let outputFolder = 'dist';
  return {
    plugin: {
      name: 'lungfield-precache-integrity',
      apply: 'build',
      configResolved({ root, build }) {
        outputFolder = resolve(root, build.outDir);
      },
    },
    transform: async (entries) => ({
      manifest: await Promise.all(
        entries.map(async (entry) => {
          const bytes = await readFile(join(outputFolder, entry.url));
          return { ...entry, integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}` };
        }),
      ),
    }),
  };
}
