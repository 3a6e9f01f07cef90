/**
 * `npm run mutation [-- PART [FILE...]]`: mutation testing of one part (model, study, image) or of all; writes docs/mutation.md and
 * docs/mutation.json after each group of files. With files only those are tried, and nothing is written. What was tried before and hasn't changed is not tried
 * again (test-results/mutation/PART/incremental.json, kept after each group of files): a run that was cut goes on from there.
 * Ends with 1 where a part's score is below 80 %.
 */
import { join } from 'node:path';
import { countGroups, PARTS, toPart } from './lib/mutation/parts.mjs';
import { recordPart } from './lib/mutation/record.mjs';
import { runQuietly, runVisibly } from './lib/run-command.mjs';

/** @import { Part } from './lib/mutation/parts.mjs' */

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

const [word, ...chosen] = process.argv.slice(2);
if (chosen.length > 0) await change({ MUTATION_PART: toPart(word), MUTATION_FILES: chosen.join(',') });
else for (const part of word === undefined ? PARTS : [toPart(word)]) await measure(part);
