/**
 * Archives and folders: their members become rows like any other file, what can't be read costs itself alone, and rubbish is
 * skipped and counted.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describeImage, pixelData, writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { writeTiff } from '../src/image/tiff/fixtures/write-tiff.ts';
import { makeFilm } from '../training/synth/film.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const SIZE = { widthPx: 420, heightPx: 360 };
const { file: png, film } = makeFilmFile({ kind: 'normal', seed: 51, ...SIZE });
const dicom = writeDicom([
  ...describeImage({ ...SIZE, bitsAllocated: 8 }),
  pixelData(Array.from(makeFilm({ kind: 'normal', seed: 51, ...SIZE, bitDepth: 8 }).pixels), 8),
]);
const tiff = writeTiff({ ...SIZE, samples: film.pixels, compression: 'lzw' });
const directory = writeDicom([], { mediaClass: '1.2.840.10008.1.3.10' });
const rubbish = strToU8('rubbish');

/** An archive whose second member has one bit flipped in its data. */
function makeArchive(): Uint8Array {
  const inner = zipSync({ 'inner.tif': tiff, 'deep.zip': zipSync({ 'film.png': png.buffer }) });
  const archive = zipSync(
    {
      'film.png': png.buffer,
      'damaged.png': png.buffer,
      '../escape.png': png.buffer,
      'more.zip': inner,
      'notes.txt': strToU8('Dear colleague'),
      '.DS_Store': rubbish,
      __MACOSX: { '._film.png': rubbish },
    },
    { level: 0 },
  );
  const first = Buffer.from(archive).indexOf('damaged.png');
  archive[first + 5000] ^= 1;
  return archive;
}

test('a ZIP gives way to its films; a damaged member and a name that escapes cost themselves alone', async ({
  app,
  backend,
  watch,
}) => {
  await app.start(backend);
  const archive = makeArchive();
  await app.give(
    fileOf('ward.zip', archive),
    png,
    fileOf('half.zip', archive.subarray(0, archive.length >> 1)),
  );
  await app.waitDone(8);
  const rows = await app.readCsv({ includeNames: true, includeWithheld: true });
  expect(rows.map(({ file, reason, logit }) => `${file}: ${logit === '' ? reason : 'read'}`)).toEqual([
    'ward.zip/film.png: read',
    'ward.zip/damaged.png: zip-damaged',
    'ward.zip/../escape.png: zip-unsafe-name',
    'ward.zip/more.zip/inner.tif: read',
    'ward.zip/more.zip/deep.zip: zip-nested',
    'ward.zip/notes.txt: unknown-format',
    `${png.name}: read`,
    'half.zip: zip-damaged',
  ]);
  const logits = rows.flatMap(({ logit }) => (logit === '' ? [] : [Number(logit)]));
  for (const logit of logits) expect(Math.abs(logit - logits[0])).toBeLessThan(1e-3);
  await expect(app.page.getByText(/^2 system files .* skipped/)).toBeVisible();
  expect(watch.list()).toEqual([]);
});

test('the folder of a CD: images without extension are found, its DICOMDIR and rubbish are skipped and counted', async ({
  app,
  backend,
}, info) => {
  const folder = info.outputPath('CD');
  const files: Readonly<Record<string, Uint8Array>> = {
    DICOMDIR: directory,
    'DICOM/S0001/IM000001': dicom,
    'DICOM/S0001/films.zip': zipSync({ DICOMDIR: directory, IM000002: dicom }),
    'AUTORUN.INF': strToU8('[autorun]'),
    '.DS_Store': rubbish,
    'DICOM/Thumbs.db': rubbish,
    'DICOM/desktop.ini': rubbish,
    'DICOM/__MACOSX/IM1': rubbish,
    'DICOM/._IM000001': rubbish,
  };
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  await app.start(backend);
  await app.dropFromDisk(folder);
  await app.waitDone(3);
  await app.give(fileOf('DICOMDIR', directory));
  await app.waitDone(4);
  const rows = await app.readCsv({ includeNames: true, includeWithheld: true });
  expect(rows.map(({ file, reason, logit }) => `${file}: ${logit === '' ? reason : 'read'}`)).toEqual([
    'CD/AUTORUN.INF: unknown-format',
    'CD/DICOM/S0001/IM000001: read',
    'CD/DICOM/S0001/films.zip/IM000002: read',
    'DICOMDIR: format-dicomdir',
  ]);
  await expect(app.page.getByText(/^7 system files .* skipped/)).toBeVisible();
});
