/**
 * A file that can't be read gets its own card with what is wrong and what to do; the others go on. One of each kind.
 */

import { encode as encodePng } from 'fast-png';
import { describeImage, writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { REJECTIONS, type RejectionCode } from '../src/study/codes.ts';
import { fileOf, type GivenFile, makeFilmFile, rename } from './support/films.ts';
import { expect, test } from './support/test.ts';

const goodPng = makeFilmFile({ kind: 'normal', seed: 31 }).file;
const goodJpeg = makeFilmFile({ kind: 'pneumonia', seed: 32 }, { format: 'jpeg' }).file;

/** An ISO base media file of this brand (HEIC, AVIF): the box that names the brand, and nothing after it. */
function isoMedia(brand: string): Buffer {
  return Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from(`mif1${brand}`),
  ]);
}

/** A PNG whose header promises 20000 x 20000 px: 400 megapixels that must never be decoded. */
function makeBomb(): Buffer {
  const bomb = Buffer.from(goodPng.buffer);
  bomb.writeUInt32BE(20_000, 16);
  bomb.writeUInt32BE(20_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}

/** CRC-32 of PNG (annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** An RGB picture with many hues at each brightness, as a photo has; one hue for each would be a tinted film. */
function makeColourPng(): Uint8Array {
  const [width, height] = [400, 300];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 3) {
    const [x, y] = [(i / 3) % width, Math.floor(i / 3 / width)];
    data[i] = x % 256;
    data[i + 1] = y % 256;
    data[i + 2] = (x + 2 * y) % 256;
  }
  return encodePng({ width, height, data, channels: 3, depth: 8 });
}

function makeConstantPng(): Uint8Array {
  const [width, height] = [400, 300];
  return encodePng({ width, height, data: new Uint8Array(width * height).fill(90), channels: 1, depth: 8 });
}

/** PNG with pixels that don't inflate: header and end are right, the middle is noise. */
function makeCorruptPng(): Buffer {
  const corrupt = Buffer.from(goodPng.buffer);
  for (let at = 200; at < corrupt.length - 200; at += 1) corrupt[at] = (at * 167) % 256;
  return corrupt;
}

const dicom = Buffer.from(writeDicom(describeImage({ widthPx: 300, heightPx: 300 })));
const half = (file: GivenFile) => file.buffer.subarray(0, Math.floor(file.buffer.length / 2));

const BAD: ReadonlyArray<readonly [file: GivenFile, code: RejectionCode]> = [
  [fileOf('empty.png', ''), 'empty-file'],
  [fileOf('.DS_Store', new Uint8Array([0, 0, 0, 1, 0x42, 0x75, 0x64, 0x31])), 'system-file'],
  [fileOf('Thumbs.db', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])), 'format-document'],
  [fileOf('letter.jpg', 'Dear colleague, please find the film attached.'), 'unknown-format'],
  [fileOf('page.png', '<!doctype html><html><body>Not found</body></html>'), 'format-html'],
  [fileOf('half.png', half(goodPng)), 'truncated'],
  [fileOf('half.jpg', half(goodJpeg)), 'truncated'],
  [fileOf('photo.jpg', isoMedia('heic'), 'image/jpeg'), 'format-heic'],
  [fileOf('I_00001', dicom), 'dicom-no-pixels'],
  [fileOf('report.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'), 'format-pdf'],
  [
    fileOf('drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>throw 1</script></svg>'),
    'format-svg',
  ],
  [fileOf('clip.dcm', isoMedia('isom')), 'format-video'],
  [fileOf('films.zip', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0])), 'zip-damaged'],
  [fileOf('old.gif', 'GIF89a\u0001\u0000\u0001\u0000'), 'format-gif'],
  [fileOf('scan.tif', new Uint8Array([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0])), 'corrupt'],
  [makeFilmFile({ seed: 33, widthPx: 120, heightPx: 100 }).file, 'too-small'],
  [fileOf('bomb.png', makeBomb()), 'too-large'],
  [fileOf('grey.png', makeConstantPng()), 'near-constant'],
  [fileOf('colour.png', makeColourPng()), 'colour-image'],
  [fileOf('corrupt.png', makeCorruptPng()), 'corrupt'],
];

test('each kind of bad file says what is wrong and what to do, and the films around them are read', async ({
  app,
  backend,
  watch,
}) => {
  await app.start(backend);
  await app.give(goodPng, ...BAD.map(([file]) => file), goodJpeg);
  await app.waitDone(BAD.length + 2);
  const rows = await app.readCsv({ includeNames: true });
  expect(rows.slice(1, -1).map(({ file, status, reason }) => `${file}: ${status} ${reason}`)).toEqual(
    BAD.map(([file, code]) => `${file.name}: rejected ${code}`),
  );
  for (const row of [rows[0], rows[rows.length - 1]]) expect(row.status).toMatch(/^(predicted|withheld)$/);
  for (const [index, [, code]] of BAD.entries()) {
    const card = app.study(index + 1);
    await card.scrollIntoViewIfNeeded();
    await expect(card).toHaveAttribute('data-status', 'rejected');
    await card.click();
    await expect(app.page.getByText(REJECTIONS[code].problem).first()).toBeVisible();
    await expect(app.page.getByText(REJECTIONS[code].action).first()).toBeVisible();
  }
  expect(watch.list()).toEqual([]);
});

test('a film is judged by its content: wrong extensions and missing types do not matter', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(
    goodPng,
    { ...rename(goodPng, 'x.dcm'), mimeType: 'application/dicom' },
    { ...rename(goodPng, 'IM00042'), mimeType: '' },
    { ...rename(goodPng, 'film.txt'), mimeType: 'text/plain' },
  );
  await app.waitDone(4);
  const rows = await app.readCsv({ includeWithheld: true });
  expect(new Set(rows.map(({ logit }) => logit)).size).toBe(1);
  expect(rows[0].logit).not.toBe('');
});
