/**
 * `npm run format-figures`: has the page read every file of ../shared/data and writes into docs/formats.md what was read and what
 * was refused, by kind, and how alike the answers to one film in eight forms are. Takes tens of minutes; skipped in every other run.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../scripts/lib/paths.mjs';
import type { AppPage } from './support/app-page.ts';
import { compareVariants, listOriginals, readOriginal } from './support/compare-variants.ts';
import { makeVariants } from './support/film-variants.ts';
import { writePart } from './support/formats-document.ts';
import { expect, test } from './support/test.ts';

const DATA = join(ROOT, '..', 'shared', 'data');
const HOUR_MS = 3_600_000;

test.skip(process.env.FORMAT_FIGURES !== '1', 'only by npm run format-figures');
test.skip(!existsSync(DATA), 'there is no ../shared/data');

/** Every image of a folder, by path. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(DATA, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:csv|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => a.localeCompare(b));
}

/** What came of each file: `read`, or the code of its refusal. Nothing may fail. */
async function readOutcomes(app: AppPage, paths: readonly string[]): Promise<string[]> {
  await app.input.setInputFiles([...paths]);
  await app.waitDone(paths.length, HOUR_MS);
  const rows = await app.readCsv();
  expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
  return rows.map(({ status, reason }) => (status === 'rejected' ? reason : 'read'));
}

/** One line of the table: how many were read, and how many refused by each code. */
function describeOutcomes(kind: string, outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const { read = 0, ...refused } = Object.fromEntries(counts);
  const codes = Object.entries(refused).toSorted(([a], [b]) => a.localeCompare(b));
  const list = codes.map(([code, count]) => `${count} \`${code}\``).join(', ');
  return `| ${kind} | ${outcomes.length} | ${read} | ${list || '0'} |`;
}

/** Each folder, and of the foreign images each of their kinds. */
function groupOutcomes(folder: string, paths: readonly string[], outcomes: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const [index, path] of paths.entries()) {
    const [kind] = relative(join(DATA, folder), path).split(/[/\\]/);
    const name = folder === 'ood_dev' ? `${folder}/${kind}` : folder;
    groups.set(name, [...(groups.get(name) ?? []), outcomes[index]]);
  }
  return [...groups].map(([name, some]) => describeOutcomes(name, some));
}

test('how each file of ../shared/data fares', async ({ app, backend }) => {
  test.setTimeout(2 * HOUR_MS);
  const lines = ['| files | n | read | refused, by code |', '|---|---|---|---|'];
  const single: string[] = [];
  for (const folder of ['dicom_dev', 'originals', 'adult_dev', 'ood_dev', 'chest_xray']) {
    await app.start(backend);
    const paths = await listFiles(folder);
    const outcomes = await readOutcomes(app, paths);
    lines.push(...groupOutcomes(folder, paths, outcomes));
    if (folder === 'dicom_dev') {
      single.push(...paths.map((path, index) => `| \`${basename(path)}\` | ${outcomes[index]} |`));
    }
    writePart('counts', [...lines, '', '| file of dicom_dev | |', '|---|---|', ...single]);
  }
});

test('how alike the answers to one film in eight forms are', async ({ app, backend }) => {
  test.setTimeout(2 * HOUR_MS);
  const paths = await listOriginals();
  await app.start(backend);
  const spreads: number[] = [];
  let given = 0;
  let small = 0;
  let changed = 0;
  for (const path of paths) {
    const variants = makeVariants(`${given}`, await readOriginal(path));
    const { findings, spread } = await compareVariants(app, given, variants);
    given += variants.length;
    spreads.push(spread);
    if (variants.length < 8) small += 1;
    if (findings.length > 1) changed += 1;
  }
  const within = spreads.filter((spread) => spread <= 0.02).length;
  writePart('same-film', [
    `Of ${paths.length} originals, each as eight files (${small} of them as four: half of their size is too small to be read), ${within} keep`,
    `their probability within 0.02 (largest spread ${Math.max(...spreads).toFixed(4)}), and ${paths.length - changed} keep their finding.`,
  ]);
});
