/**
 * What the decoding code finds in a browser and not in Node: a fetch of the codecs, and a decoder with its canvas. jpeg-js,
 * told to be tolerant, stands for the browser's JPEG decoder, and a reader of 8-bit rows for its BMP decoder: behind the
 * page's own checks of both, neither knows of damage more than they do.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import jpeg from 'jpeg-js';

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  close(): void;
}

function decodeBmp(bytes: Uint8Array): Omit<Bitmap, 'close'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, width, height] = [view.getUint32(10, true), view.getInt32(18, true), view.getInt32(22, true)];
  const depth = view.getUint16(28, true);
  if (depth !== 8) throw new RangeError('Only 8 bits are stood in for.');
  const rowBytes = Math.ceil(width / 4) * 4;
  const data = new Uint8Array(4 * width * Math.abs(height));
  for (let y = 0; y < Math.abs(height); y += 1) {
    const row = start + (height > 0 ? height - 1 - y : y) * rowBytes;
    for (let x = 0; x < width; x += 1) {
      const entry = 54 + 4 * bytes[row + x];
      data.set([bytes[entry + 2], bytes[entry + 1], bytes[entry], 255], 4 * (y * width + x));
    }
  }
  return { width, height: Math.abs(height), data };
}

async function createBitmap(blob: Blob): Promise<Bitmap> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (blob.type === 'image/bmp') return { ...decodeBmp(bytes), close: () => undefined };
  if (blob.type !== 'image/jpeg') throw new RangeError(`${blob.type} is not stood in for.`);
  const image = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: true,
    maxMemoryUsageInMB: 1024,
  });
  return { ...image, close: () => undefined };
}

/** A canvas that holds what was drawn last, a strip at a time, as `read-bitmap.ts` uses it. */
class StandInCanvas {
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(): object {
    const { width } = this;
    let held: Uint8Array | Uint8ClampedArray = new Uint8Array(0);
    let top = 0;
    return {
      globalCompositeOperation: 'copy',
      drawImage: (bitmap: Bitmap, _left: number, y: number) => {
        held = bitmap.data;
        top = -y;
      },
      putImageData: (image: { readonly data: Uint8ClampedArray }) => {
        held = image.data;
        top = 0;
      },
      getImageData: (_x: number, _y: number, columns: number, rows: number) => ({
        data: held.slice(4 * top * width, 4 * (top * width + columns * rows)),
      }),
    };
  }
}

class StandInImageData {
  readonly data: Uint8ClampedArray;

  constructor(width: number, height: number) {
    this.data = new Uint8ClampedArray(4 * width * height);
  }
}

/** The browser's decoder and canvas. */
export const BROWSER_STAND_INS = {
  createImageBitmap: createBitmap,
  OffscreenCanvas: StandInCanvas,
  ImageData: StandInImageData,
} as const;

/** Puts the stand-ins in place; for a thread of its own. */
export function standInForBrowser(): void {
  Object.assign(globalThis, {
    ...BROWSER_STAND_INS,
    fetch: async (url: string) => new Response(new Uint8Array(await readFile(fileURLToPath(url)))),
  });
}
