/**
 * Films in the formats that the browser decodes get the answer of the same film as PNG.
 */
import { fileOf, makeFilmFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const png = makeFilmFile({ kind: 'pneumonia', seed: 41 }).file;

/** The PNG drawn and saved by the browser's canvas as WebP, and its pixels as a 24-bit BMP. */
async function convert(page: import('playwright').Page) {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const webp = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.95 })).arrayBuffer(),
    );
    const rgba = context.getImageData(0, 0, width, height).data;
    const rowBytes = Math.ceil((width * 24) / 32) * 4;
    const bmp = new Uint8Array(54 + rowBytes * height);
    const view = new DataView(bmp.buffer);
    view.setUint16(0, 0x424d);
    view.setUint32(2, bmp.length, true);
    view.setUint32(10, 54, true);
    view.setUint32(14, 40, true);
    view.setInt32(18, width, true);
    view.setInt32(22, height, true);
    view.setUint16(26, 1, true);
    view.setUint16(28, 24, true);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = 54 + (height - 1 - y) * rowBytes + 3 * x;
        bmp.fill(rgba[4 * (y * width + x)], at, at + 3);
      }
    }
    return { webp: Array.from(webp), bmp: Array.from(bmp) };
  }, Buffer.from(png.buffer).toString('base64'));
}

test('a film as WebP or BMP gets the answer of its PNG, and a part of it gets none', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  const converted = await convert(app.page);
  const webp = Uint8Array.from(converted.webp);
  const bmp = Uint8Array.from(converted.bmp);
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
