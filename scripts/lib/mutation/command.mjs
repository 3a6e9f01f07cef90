/** The work of `npm run mutation`; see ../../mutation.mjs. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runQuietly, runVisibly } from '../run-command.mjs';
import { countGroups, PARTS, readRun, toPart } from './parts.mjs';
import { recordPart } from './record.mjs';

/** @import { Part } from './parts.mjs' */

const LOWEST_SCORE = 80;

/** @param {Readonly<Record<string, string>>} run as `readRun` takes it */
async function change(run) {
  const cli = join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const code = await runVisibly(process.execPath, [cli, 'run'], run);
  if (code !== 0) throw new Error(`Stryker ended with ${code}.`);
}

/**
 * @param {Part} part
 * @param {readonly Readonly<Record<string, string>>[]} runs
 */
async function measure(part, runs) {
  const commit = (await runQuietly('git', 'git', ['rev-parse', '--short=7', 'HEAD'])).trim();
  const changed = (await runQuietly('git', 'git', ['status', '--porcelain', '--', 'src', 'scripts'])).trim();
  let score = 0;
  for (const run of runs) {
    await change({ MUTATION_PART: part, ...run });
    score = recordPart(part, readRun({ MUTATION_PART: part, ...run }).name, changed ? `${commit}+` : commit);
  }
  process.stdout.write(`src/${part}: ${score.toFixed(2)} %\n`);
  if (!(score >= LOWEST_SCORE)) process.exitCode = 1;
}

/** @param {Part} part */
function listGroups(part) {
  return Array.from({ length: countGroups(part) }, (_, group) => ({ MUTATION_GROUP: String(group) }));
}

/**
 * Tries the files or the group that are named, else every group of a part or of all parts, and keeps what came of it.
 *
 * @param {string[]} args part, then `--group N` (from 0) or files; all may be left out
 * @throws {Error} with a message for the user
 */
export async function mutate(args) {
  const { values, positionals } = parseArgs({
    args,
    options: { group: { type: 'string' } },
    allowPositionals: true,
  });
  const [word, ...files] = positionals;
  if (files.length > 0 && values.group !== undefined) throw new Error('Either --group or files, not both.');
  if (files.length > 0) await measure(toPart(word), [{ MUTATION_FILES: files.join(',') }]);
  else if (values.group !== undefined) await measure(toPart(word), [{ MUTATION_GROUP: values.group }]);
  else for (const part of word === undefined ? PARTS : [toPart(word)]) await measure(part, listGroups(part));
}
