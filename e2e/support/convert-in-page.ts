/** Files of formats that only the browser can write, for the tests. */
import type { Page } from 'playwright';

/** One film in the formats that Node has no encoder for. */
export interface ConvertedFilm {
  /** Of quality 0.95. */
  readonly lossyWebp: Uint8Array;
  /** Chromium saves WebP of quality 1 without loss. */
  readonly losslessWebp: Uint8Array;
  /** 24 bits a pixel. */
  readonly bmp: Uint8Array;
}

/** A PNG drawn and saved by the browser's canvas as WebP, and its pixels as BMP. */
export async function convertInPage(page: Page, png: Uint8Array): Promise<ConvertedFilm> {
  const { lossy, lossless, pixels } = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const save = async (quality: number): Promise<number[]> => {
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    };
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
    return { lossy: await save(0.95), lossless: await save(1), pixels: Array.from(bmp) };
  }, Buffer.from(png).toString('base64'));
  return {
    lossyWebp: Uint8Array.from(lossy),
    losslessWebp: Uint8Array.from(lossless),
    bmp: Uint8Array.from(pixels),
  };
}
