/**
 * Files written by libtiff, over compressions x predictors x layouts x depths x byte orders x offset sizes: the same greys.
 * Skipped, with a reason, where its tools are not installed (Debian: libtiff-tools).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { decodeTiff } from './decode-tiff.ts';
import { writeTiff } from './fixtures/write-tiff.ts';

const isMissing = spawnSync('tiffcp', []).error !== undefined;
if (isMissing) console.info('Skipped, not installed: tiffcp.');

const SIZE = { widthPx: 211, heightPx: 203 };
const draw = (bitDepth: 8 | 16): number[] =>
  Array.from({ length: SIZE.widthPx * SIZE.heightPx }, (_, at) => {
    const value = 120 * (at % SIZE.widthPx) + 130 * Math.floor(at / SIZE.widthPx) + ((at * 7919) % 211);
    return bitDepth === 16 ? value + 10_000 : value >> 8;
  });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lungfield-tiff-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function convert(file: Uint8Array, options: readonly string[]): Uint8Array {
  const from = join(folder, 'from.tif');
  const to = join(folder, 'to.tif');
  writeFileSync(from, file);
  rmSync(to, { force: true });
  const { status, stderr } = spawnSync('tiffcp', [...options, from, to]);
  if (status !== 0) throw new Error(`tiffcp ${options.join(' ')}: ${stderr.toString()}`);
  return new Uint8Array(readFileSync(to));
}

const CASES = ['none', 'lzw:1', 'lzw:2', 'zip:1', 'zip:2', 'packbits'].flatMap((compression) =>
  [
    ['-s', '-r', '17'],
    ['-t', '-w', '64', '-l', '48'],
  ].flatMap((layout) => ['-L', '-B'].map((order) => ['-c', compression, ...layout, order])),
);

describe.skipIf(isMissing)('a TIFF film written by libtiff', () => {
  it.each(CASES.map((options) => [options.join(' '), options] as const))('%s', async (_, options) => {
    for (const bitDepth of [8, 16] as const) {
      const samples = draw(bitDepth);
      const plain = writeTiff({ ...SIZE, samples, bitDepth });
      for (const offsets of [[], ['-8']]) {
        const film = await decodeTiff(convert(plain, [...offsets, ...options]));
        expect(measureDifference(film.grey, samples), `${bitDepth} bits ${offsets.join('')}`).toBe(0);
      }
    }
  });

  it('of several pages', async () => {
    const samples = draw(8);
    const pages = [{ samples: samples.map(() => 3) }];
    const film = await decodeTiff(convert(writeTiff({ ...SIZE, samples, pages }), ['-c', 'lzw']));
    expect(film.warnings).toEqual(['tiff-first-page']);
    expect(measureDifference(film.grey, samples)).toBe(0);
  });
});
