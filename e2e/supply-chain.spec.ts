/**
 * What a reader gets is what the sources make, and says what it is made of.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CONTAINED, LICENCES_FILE } from '../scripts/lib/licences.mjs';
import { DIST } from '../scripts/lib/paths.mjs';
import { buildCopy, hashFiles, listDifferences } from '../scripts/lib/reproducible.mjs';
import { makeBill } from '../scripts/lib/sbom.mjs';

/** Packages of the list, as "name version". */
function readListed(): string[] {
  const text = readFileSync(join(DIST, LICENCES_FILE), 'utf8');
  return [...text.matchAll(/^={78}\n(\S+ \S+)\nLicence: \S/gm)].map(([, listed]) => listed);
}

test('the build lists the licences of what page, decoding worker and service worker are made of, binaries and font too', () => {
  const names = readListed().map((listed) => listed.split(' ')[0]);
  const ofEach = [
    'react-dom',
    'recharts',
    'dcmjs',
    'dicom-parser',
    'workbox-precaching',
    '@fontsource-variable/inter',
  ];
  expect(names).toEqual(expect.arrayContaining([...ofEach, ...Object.keys(CONTAINED)]));
  expect(names).toEqual([...new Set(names)]);
});

test('everything that is bundled is in the bill of materials', () => {
  const billed = makeBill().components.map(({ name, version }) => `${name} ${version}`);
  expect(billed).toEqual(expect.arrayContaining(readListed()));
});

test('another build of the same sources, in another folder, time zone and language, is the same in every file', () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'lungfield-build-'));
  try {
    const other = buildCopy(join(folder, 'another', 'place'), {
      TZ: 'Pacific/Auckland',
      LC_ALL: 'de_DE.UTF-8',
    });
    expect(other.size).toBeGreaterThan(50);
    expect(listDifferences(hashFiles(DIST), other)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
