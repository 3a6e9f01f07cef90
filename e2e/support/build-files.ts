/** What the build is made of. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DIST } from '../../scripts/lib/paths.mjs';

/** Addresses of all files of the build, with a leading slash; the page's own, "/", is not among them. */
export function listBuildPaths(): string[] {
  const entries = readdirSync(DIST, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => `/${relative(DIST, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
}
