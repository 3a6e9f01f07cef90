/**
 * Runs the native tests (`*.native.test.ts`) with Node's own test runner, through the loader of the commands.
 *
 * The list is expanded here because Node 20's `--test` takes no glob. Arguments are substrings of file names:
 * `npm test -- engine` runs the engine's tests alone.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const trainingDir = dirname(dirname(fileURLToPath(import.meta.url)));
const SKIPPED = new Set(['node_modules', 'cache', 'deps', 'runs', 'reports']);

/**
 * @param {string} dir relative to training/
 * @returns {string[]}
 */
function findTests(dir) {
  return readdirSync(join(trainingDir, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : findTests(path);
    return entry.name.endsWith('.native.test.ts') ? [path] : [];
  });
}

const wanted = process.argv.slice(2);
const files = findTests('.')
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error('No native test matches.');
  process.exit(1);
}
// One file at a time: TensorFlow takes every core by itself.
const args = ['--import', './register.mjs', '--test', '--test-concurrency=1', ...files];
const result = spawnSync(process.execPath, args, { cwd: trainingDir, stdio: 'inherit' });
process.exit(result.status ?? 1);
