/** The work of `npm run mutation`; see ../../mutation.mjs. */
import { join } from 'node:path';
import { runQuietly, runVisibly } from '../run-command.mjs';
import { countGroups, PARTS, toPart } from './parts.mjs';
import { recordPart } from './record.mjs';

/** @import { Part } from './parts.mjs' */

const LOWEST_SCORE = 80;

/** @param {Readonly<Record<string, string>>} run as `readRun` takes it */
async function change(run) {
  const cli = join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const code = await runVisibly(process.execPath, [cli, 'run'], run);
  if (code !== 0) throw new Error(`Stryker ended with ${code}.`);
}

/** @param {Part} part */
async function measure(part) {
  const commit = (await runQuietly('git', 'git', ['rev-parse', '--short=7', 'HEAD'])).trim();
  const changed = (await runQuietly('git', 'git', ['status', '--porcelain', '--', 'src', 'scripts'])).trim();
  let score = 0;
  for (let group = 0; group < countGroups(part); group += 1) {
    await change({ MUTATION_PART: part, MUTATION_GROUP: String(group) });
    score = recordPart(part, changed ? `${commit}+` : commit);
  }
  process.stdout.write(`src/${part}: ${score.toFixed(2)} %\n`);
  if (!(score >= LOWEST_SCORE)) process.exitCode = 1;
}

/**
 * Tries the files that are named, else every group of a part or of all parts, and keeps what came of it.
 *
 * @param {string[]} args part and files, both may be left out
 * @throws {Error} with a message for the user
 */
export async function mutate([word, ...chosen]) {
  if (chosen.length > 0) await change({ MUTATION_PART: toPart(word), MUTATION_FILES: chosen.join(',') });
  else for (const part of word === undefined ? PARTS : [toPart(word)]) await measure(part);
}
