/** Has a film's variants read by the page and compares what came of them. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ROOT } from '../../scripts/lib/paths.mjs';
import type { Film } from '../../training/synth/film.ts';
import type { AppPage } from './app-page.ts';
import type { GivenFile } from './films.ts';
import { decodeJpeg } from './reference.ts';

const ORIGINALS = join(ROOT, '..', 'shared', 'data', 'originals');

/** Why originals are skipped, where they are. */
export const ORIGINALS_REASON = 'the originals are not beside this checkout (../shared/data/originals)';

/** Paths of the full-size originals, by class and name; empty where they are not there. */
export async function listOriginals(): Promise<string[]> {
  if (!existsSync(ORIGINALS)) return [];
  const folders = await Promise.all(
    ['NORMAL', 'PNEUMONIA'].map(async (label) => {
      const names = await readdir(join(ORIGINALS, label));
      return names.toSorted((a, b) => a.localeCompare(b)).map((name) => join(ORIGINALS, label, name));
    }),
  );
  return folders.flat();
}

/** An original as a film of 8 bits. */
export async function readOriginal(path: string): Promise<Film> {
  const { widthPx, heightPx, pixels } = decodeJpeg(await readFile(path));
  return {
    kind: 'normal',
    seed: 0,
    bitDepth: 8,
    widthPx,
    heightPx,
    white: 255,
    pixels: Uint8Array.from(pixels),
  };
}

/** What came of one film. */
export interface Comparison {
  /** The findings that occur. */
  readonly findings: readonly string[];
  /** Largest minus smallest probability of pneumonia. */
  readonly spread: number;
}

/**
 * Gives the variants to a started page.
 *
 * @param before how many files were given to it before
 */
export async function compareVariants(
  app: AppPage,
  before: number,
  variants: readonly GivenFile[],
): Promise<Comparison> {
  await app.give(...variants);
  await app.waitDone(before + variants.length);
  const rows = (await app.readCsv({ includeWithheld: true })).slice(before);
  const probabilities = rows.map((row) => Number(row.probability_pneumonia || Number.NaN));
  expect(rows.map(({ reason }) => reason).filter((reason) => !WITHHELD.test(reason))).toEqual([]);
  return {
    findings: [...new Set(rows.map(({ finding }) => finding))],
    spread: Math.max(...probabilities) - Math.min(...probabilities),
  };
}

/** A reason that leaves a number behind it: a film may be unlike the training films. */
const WITHHELD = /^(?:unlike-training-data)?$/;
