/**
 * Decodes by the browser: blob -> bitmap -> canvas -> grey. Only for a worker of a browser.
 * Invariant: neither a colour profile nor gamma nor alpha changes a grey; an EXIF turn is applied once, by the browser.
 */
import { extractLuma } from '../model/preprocess.ts';
import { hasCanvasNoise, isCanvasUseless } from './canvas-noise.ts';
import { createColourMeter } from './colour.ts';
import { DecodeError, DecodeFailure } from './decode-error.ts';
import type { DecodedPixels } from './radiograph.ts';

/** Pixels read back at once: bounds the canvas to 16 MB whatever the film's size. */
const STRIP_PIXELS = 4_000_000;

/**
 * @param blob a whole JPEG, PNG, WebP or BMP whose header was checked
 * @returns 8-bit grey
 * @throws DecodeError `corrupt` when the browser can't decode it, `pixels-withheld` where it keeps the pixels to itself; DecodeFailure when
 * there is no canvas
 */
export async function readBitmap(blob: Blob): Promise<DecodedPixels> {
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  }).catch(async (error: unknown) => {
    throw new DecodeError((await canReadBlobs()) ? 'corrupt' : 'pixels-withheld', { cause: error });
  });
  try {
    const { width: widthPx, height: heightPx } = bitmap;
    const stripRows = Math.max(1, Math.min(heightPx, Math.floor(STRIP_PIXELS / widthPx)));
    const canvas = new OffscreenCanvas(widthPx, stripRows);
    const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
    if (context === null) throw new DecodeFailure('decode-failed');
    if (isCanvasUseless()) throw new DecodeError('pixels-withheld');
    // The default would blend a transparent pixel with what the strip before left.
    context.globalCompositeOperation = 'copy';
    const grey = new Uint8ClampedArray(widthPx * heightPx);
    const meter = createColourMeter(widthPx * heightPx, 255);
    for (let top = 0; top < heightPx; top += stripRows) {
      const rows = Math.min(stripRows, heightPx - top);
      context.drawImage(bitmap, 0, -top);
      const samples = context.getImageData(0, 0, widthPx, rows).data;
      meter.add(samples, 4);
      grey.set(extractLuma(samples, 4), top * widthPx);
    }
    return {
      widthPx,
      heightPx,
      grey,
      white: 255,
      bitDepth: 8,
      colour: meter.measure(),
      warnings: hasCanvasNoise() ? ['canvas-noise'] : [],
    };
  } finally {
    bitmap.close();
  }
}

/** Not in a worker of a page on `file://` in WebKit, whatever is in the blob (seen in WebKitGTK 2.50). */
async function canReadBlobs(): Promise<boolean> {
  try {
    return (await new Blob(['a']).arrayBuffer()).byteLength === 1;
  } catch {
    return false;
  }
}
