/**
 * Films in the formats that the browser decodes, and in TIFF, get the answer of the same film as PNG.
 */
import { readFileSync } from 'node:fs';
import { joinBytes } from '../src/image/join-bytes.ts';
import { writeTiff } from '../src/image/tiff/fixtures/write-tiff.ts';
import { encodeFilm } from '../training/synth/encode.ts';
import { joinCmykJpeg } from './support/cmyk-jpeg.ts';
import { convertInPage } from './support/convert-in-page.ts';
import { fileOf, makeFilmFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const { file: png, film } = makeFilmFile({ kind: 'pneumonia', seed: 41 });
const avif = readFileSync(new URL('./fixtures/film.avif', import.meta.url));

/** The PNG turned to its left and saved as lossy WebP: with Orientation 6 it is upright again. */
async function turnWebp(page: import('playwright').Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.height, bitmap.width);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.translate(0, bitmap.width);
    context.rotate(-Math.PI / 2);
    context.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.95 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, Buffer.from(png.buffer).toString('base64'));
  return Uint8Array.from(bytes);
}

/** Puts an EXIF block of this orientation at the end of an extended WebP (RFC 9649 2.7), as the canvas writes them. */
function addOrientation(webp: Uint8Array, orientation: number): Uint8Array {
  const exif = [
    [0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    [0, 0, 0, 0],
  ].flat();
  const turned = joinBytes([webp, [0x45, 0x58, 0x49, 0x46, exif.length, 0, 0, 0], exif]);
  if (Buffer.from(turned).toString('latin1', 12, 16) !== 'VP8X') throw new Error('no extended WebP');
  turned[20] |= 0x08;
  new DataView(turned.buffer).setUint32(4, turned.length - 8, true);
  return turned;
}

test('a film as WebP or BMP gets the answer of its PNG, and a part of it gets none', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  const { lossyWebp: webp, bmp } = await convertInPage(app.page, png.buffer);
  await app.give(
    png,
    fileOf('film.bmp', bmp),
    fileOf('film.webp', webp),
    fileOf('half.webp', webp.subarray(0, webp.length >> 1)),
    fileOf('half.bmp', bmp.subarray(0, bmp.length >> 1)),
  );
  await app.waitDone(5);
  const rows = await app.readCsv({ includeWithheld: true });
  const [first, asBmp, asWebp, ...halves] = rows.map((row) => ({
    ...row,
    probability: Number(row.probability_pneumonia),
  }));
  expect(first.probability).toBeGreaterThan(0);
  expect(Math.abs(asBmp.probability - first.probability)).toBeLessThanOrEqual(1e-4);
  expect(Math.abs(asWebp.probability - first.probability)).toBeLessThanOrEqual(0.02);
  expect(halves.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
    'rejected truncated',
    'rejected truncated',
  ]);
});

test('a film as TIFF, as AVIF and as a WebP on its side gets the answer of its PNG, and a part of it gets none', async ({
  app,
  backend,
}) => {
  const { widthPx, heightPx, pixels: samples } = film;
  const size = { widthPx, heightPx, samples };
  // What people met elsewhere: 16 bits, big-endian, LZW, predictor 2, the lowest value white, two pages.
  const hard = writeTiff({
    ...size,
    samples: Array.from(samples, (value) => 65_535 - value * 257),
    bitDepth: 16,
    isBigEndian: true,
    compression: 'lzw',
    predictor: 2,
    photometric: 0,
    pages: [{}],
  });
  const tiles = writeTiff({ ...size, compression: 'deflate', layout: { tilePx: [64, 64] }, isBigTiff: true });
  await app.start(backend);
  const turned = addOrientation(await turnWebp(app.page), 6);
  const files = [
    png,
    fileOf('IM1.tif', hard),
    fileOf('tiles', tiles),
    fileOf('film.avif', avif),
    fileOf('turned.webp', turned),
    fileOf('half.tif', hard.subarray(0, hard.length >> 1)),
    fileOf('half.avif', avif.subarray(0, avif.length >> 1)),
  ];
  await app.give(...files);
  await app.waitDone(files.length);
  const rows = await app.readCsv({ includeWithheld: true });
  const probabilities = rows.map((row) => Number(row.probability_pneumonia));
  expect(probabilities[0]).toBeGreaterThan(0);
  const differences = probabilities.slice(1, 5).map((value) => Math.abs(value - probabilities[0]));
  for (const [index, limit] of [1e-4, 1e-4, 0.02, 0.02].entries()) {
    expect(differences[index], files[index + 1].name).toBeLessThanOrEqual(limit);
  }
  expect(rows.slice(1, 5).map(({ warnings }) => warnings.includes('tiff-first-page'))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(rows.slice(5).map(({ status, reason }) => `${status} ${reason}`)).toEqual([
    'rejected truncated',
    'rejected truncated',
  ]);
});

test('a film as a JPEG of four inks gets the answer of its grey JPEG', async ({ app, backend }) => {
  const { film: pixels, file: grey } = makeFilmFile({ kind: 'normal', seed: 71 }, { format: 'jpeg' });
  const white = new Uint8Array(pixels.pixels.length).fill(255);
  const paper = encodeFilm({ ...pixels, pixels: white }, { format: 'jpeg' });
  await app.start(backend);
  await app.give(grey, fileOf('inks.jpg', joinCmykJpeg(grey.buffer, paper)));
  await app.waitDone(2);
  const [one, other] = await app.readCsv({ includeWithheld: true });
  expect(Number(one.probability_pneumonia)).toBeGreaterThan(0);
  expect(Math.abs(Number(other.logit) - Number(one.logit))).toBeLessThan(1e-3);
});

test('a grey JPEG is read like the same file by the browser’s own decoder, to the last bit', async ({
  app,
  backend,
}) => {
  const { film: pixels } = makeFilmFile({ kind: 'pneumonia', seed: 43 });
  // With an EXIF block, even one that says "upright", the browser is asked.
  const pairs = [75, 92].map((quality) => [
    fileOf(`plain-${quality}.jpg`, encodeFilm(pixels, { format: 'jpeg', quality })),
    fileOf(`exif-${quality}.jpg`, encodeFilm(pixels, { format: 'jpeg', quality, orientation: 1 })),
  ]);
  await app.start(backend);
  await app.give(...pairs.flat());
  await app.waitDone(4);
  const logits = (await app.readCsv({ includeWithheld: true })).map(({ logit }) => logit);
  expect(logits.every((logit) => logit !== '')).toBe(true);
  expect([logits[0], logits[2]]).toEqual([logits[1], logits[3]]);
});
