/**
 * Entry of `npm run setup`: brings the packages, then hands over to `set-up-engine.ts`.
 *
 * Plain JavaScript, because on a fresh clone there is nothing yet that could load TypeScript.
 * Invariant: packages that already match `package.json` are left alone, so that a second run takes a second.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseNodeVersion } from './node-version.mjs';

const trainingDir = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Names of the packages that are missing or installed in another version than `package.json` pins. */
function findOutdatedPackages() {
  const { dependencies, devDependencies } = readJson(join(trainingDir, 'package.json'));
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name, version]) => {
      const file = join(trainingDir, 'node_modules', name, 'package.json');
      return !existsSync(file) || readJson(file).version !== version;
    })
    .map(([name]) => name);
}

/**
 * Runs a program in training/ with the terminal's own input and output; ends this process if it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {string} onFailure what to tell the user
 */
function run(command, args, onFailure) {
  const shell = process.platform === 'win32' && command === 'npm';
  const result = spawnSync(command, args, { cwd: trainingDir, stdio: 'inherit', shell });
  if (result.status === 0) return;
  if (onFailure !== '') console.error(onFailure);
  process.exit(result.status ?? 1);
}

const refusal = refuseNodeVersion(process.versions.node);
if (refusal !== null) {
  console.error(refusal);
  process.exit(1);
}

const outdated = findOutdatedPackages();
if (outdated.length > 0) {
  console.log(`Installing the training packages (${outdated.length} missing or outdated) ...`);
  run(
    'npm',
    ['ci', '--ignore-scripts'],
    'npm could not install the training packages. Its own message is above; with no network to the npm registry ' +
      'set npm\'s "registry" to one that you can reach, then run "npm run setup" again.',
  );
}
run(process.execPath, ['--import', './register.mjs', 'setup/set-up-engine.ts', ...process.argv.slice(2)], '');
