/**
 * The one entry, on whole files. A JPEG needs a browser: the stand-in below does what the specifications of
 * createImageBitmap and of the canvas say (EXIF turn by default, `copy` and `source-over`), with jpeg-js inside.
 */
import jpeg from 'jpeg-js';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EncodeOptions, encodeFilm, type PngOptions } from '../../training/synth/encode.ts';
import { type ExifOrientation, insertExifOrientation, planStoredImage } from '../../training/synth/exif.ts';
import { type Film, makeFilm, quantizeFilm } from '../../training/synth/film.ts';
import { decode } from './decode.ts';
import { serveCodecs } from './dicom/fixtures/serve-codecs.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { readBitmap } from './read-bitmap.ts';
import { SNIFF_BYTES } from './sniff.ts';
import { onDecodeStep } from './steps.ts';

let film: Film;
let deepFilm: Film;
beforeAll(() => {
  const options = { kind: 'normal', seed: 3, widthPx: 240, heightPx: 210 } as const;
  film = makeFilm({ ...options, bitDepth: 8 });
  deepFilm = makeFilm({ ...options, bitDepth: 12 });
});

const blobOf = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);
const encoded = (options: EncodeOptions, of: Film = film): Blob => blobOf(encodeFilm(of, options));

/** The largest difference between two images: a diff of fifty thousand numbers can't be read. */
function measureDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let at = 0; at < a.length; at += 1) largest = Math.max(largest, Math.abs(a[at] - b[at]));
  return largest;
}

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array;
  close(): void;
}

/** The orientation that `insertExifOrientation` wrote: 29 bytes after its segment's start; 1 without. */
function readOrientation(bytes: Uint8Array): ExifOrientation {
  const hasExif = bytes[2] === 0xff && bytes[3] === 0xe1;
  return hasExif ? (bytes[31] as ExifOrientation) : 1;
}

/** What a browser makes of a JPEG: RGBA, turned upright unless asked not to. */
async function decodeAsBrowser(blob: Blob, options: ImageBitmapOptions = {}): Promise<Bitmap> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const stored = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true });
  const orientation = options.imageOrientation === 'none' ? 1 : readOrientation(bytes);
  const isOnSide = orientation >= 5;
  const width = isOnSide ? stored.height : stored.width;
  const height = isOnSide ? stored.width : stored.height;
  const { sourceIndex } = planStoredImage({ widthPx: width, heightPx: height }, orientation);
  const data = new Uint8Array(stored.data.length);
  for (let y = 0, at = 0; y < stored.height; y += 1) {
    for (let x = 0; x < stored.width; x += 1, at += 4) {
      data.set(stored.data.subarray(at, at + 4), 4 * sourceIndex(x, y));
    }
  }
  return { width, height, data, close: () => undefined };
}

class CanvasImage {
  readonly data: Uint8ClampedArray;
  constructor(widthPx: number, heightPx: number) {
    this.data = new Uint8ClampedArray(4 * widthPx * heightPx);
  }
}

class Canvas {
  readonly width: number;
  readonly height: number;
  static isNoisy = false;
  constructor(widthPx: number, heightPx: number) {
    this.width = widthPx;
    this.height = heightPx;
  }
  getContext() {
    const { width, height } = this;
    const held = new CanvasImage(width, height).data;
    const context = {
      globalCompositeOperation: 'source-over',
      drawImage(bitmap: Bitmap, left: number, top: number) {
        const isCopy = context.globalCompositeOperation === 'copy';
        if (isCopy) held.fill(0);
        for (let y = Math.max(0, top); y < Math.min(height, bitmap.height + top); y += 1) {
          for (let x = Math.max(0, left); x < Math.min(width, bitmap.width + left); x += 1) {
            const from = 4 * ((y - top) * bitmap.width + x - left);
            // Blending of half-transparent pixels is left out: under source-over they would differ anyhow.
            if (isCopy || bitmap.data[from + 3] > 0) {
              held.set(bitmap.data.subarray(from, from + 4), 4 * (y * width + x));
            }
          }
        }
      },
      putImageData: (image: CanvasImage) => held.set(image.data),
      getImageData: (_x: number, _y: number, widthPx: number, heightPx: number) => {
        const data = held.slice(0, 4 * widthPx * heightPx);
        return { data: Canvas.isNoisy ? data.map((value) => value ^ 1) : data };
      },
    };
    return context;
  }
}

function stubBrowser(createBitmap: (blob: Blob, options?: ImageBitmapOptions) => Promise<Bitmap>) {
  const createImageBitmap = vi.fn(createBitmap);
  vi.stubGlobal('createImageBitmap', createImageBitmap);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('ImageData', CanvasImage);
  return createImageBitmap;
}

serveCodecs();

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a file is read for what it is, whatever its name and type say', () => {
  it.each([
    ['x.dcm', 'application/dicom'],
    ['holiday.mp4', 'video/mp4'],
    ['I_00001', ''],
    ['film.jpg', 'image/jpeg'],
  ])('a PNG named %s', async (name, type) => {
    const file = new File([await encoded({ format: 'png' }).arrayBuffer()], name, { type });
    const radiograph = await decode(file);
    expect(radiograph).toMatchObject({
      format: 'png',
      widthPx: 240,
      heightPx: 210,
      bitDepth: 8,
      warnings: [],
    });
    expect(measureDifference(radiograph.pixels, film.pixels)).toBe(0);
  });

  it.each([
    ['a phone photo named film.jpg', '\0\0\0\x18ftypheic', 'format-heic'],
    ['a Finder companion named ._film.jpeg', `\0\x05\x16\x07${'\0'.repeat(4092)}`, 'system-file'],
    ['a web page named film.png', '<!doctype html><title>404</title>', 'format-html'],
    ['a text named film.png', 'no film at all', 'unknown-format'],
    ['an empty file named film.png', '', 'empty-file'],
  ])('%s is refused in its own words', async (_what, content, code) => {
    const bytes = Uint8Array.from(content, (char) => char.charCodeAt(0));
    const file = new File([bytes], 'film.png', { type: 'image/png' });
    await expect(decode(file)).rejects.toMatchObject({ name: 'DecodeError', code });
  });
});

describe('a PNG twin has the film’s very greys', () => {
  const TWINS: readonly (readonly [what: string, options: Omit<PngOptions, 'format'>])[] = [
    ['grey with gamma', { gamma: 0.45455 }],
    ['a palette', { colour: 'palette' }],
    ['RGB', { colour: 'rgb' }],
    ['RGBA, opaque', { colour: 'rgba', alpha: 'opaque' }],
    ['RGBA, its corners transparent', { colour: 'rgba', alpha: 'transparent-corners' }],
    ['RGBA, half transparent all over', { colour: 'rgba', alpha: 'half' }],
    ['grey, half transparent all over', { colour: 'grey-alpha', alpha: 'half' }],
  ];

  it.each(TWINS)('%s', async (_what, options) => {
    const { pixels, white, warnings } = await decode(encoded({ format: 'png', ...options }));
    expect({ white, warnings }).toEqual({ white: 255, warnings: [] });
    expect(measureDifference(pixels, film.pixels)).toBe(0);
  });

  it('in 16 bits, stretched', async () => {
    const { pixels, bitDepth } = await decode(encoded({ format: 'png', bitDepth: 16 }, deepFilm));
    expect(bitDepth).toBe(16);
    expect(measureDifference(pixels, quantizeFilm(deepFilm, 16).pixels)).toBe(0);
  });

  it('in 16 bits that hold 12, whose white is then 4095', async () => {
    const { pixels, white } = await decode(encoded({ format: 'png', bitDepth: 16, range: 'low' }, deepFilm));
    expect(white).toBe(4095);
    expect(measureDifference(pixels, deepFilm.pixels)).toBe(0);
  });
});

describe('a JPEG is upright once', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('with orientation %d', async (orientation) => {
    stubBrowser(decodeAsBrowser);
    const radiograph = await decode(encoded({ format: 'jpeg', quality: 100, orientation }));
    expect(radiograph).toMatchObject({
      format: 'jpeg',
      widthPx: 240,
      heightPx: 210,
      bitDepth: 8,
      white: 255,
    });
    // At quality 100 JPEG rounds by a level or two; a wrong turn is off by tens.
    expect(measureDifference(radiograph.pixels, film.pixels)).toBeLessThanOrEqual(4);
  });

  it('as the browser turns it, which is given the whole file and told to leave colours and alpha', async () => {
    const createImageBitmap = stubBrowser(decodeAsBrowser);
    const bytes = encodeFilm(film, { format: 'jpeg', orientation: 6 });
    await decode(blobOf(bytes));
    expect(createImageBitmap).toHaveBeenCalledOnce();
    const [blob, options] = createImageBitmap.mock.calls[0];
    expect(Buffer.compare(Buffer.from(await blob.arrayBuffer()), Buffer.from(bytes))).toBe(0);
    expect(options).toEqual({ colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  });
});

describe('a JPEG', () => {
  it('stored as RGB reads as its grey twin', async () => {
    stubBrowser(decodeAsBrowser);
    const { pixels, warnings } = await decode(encoded({ format: 'jpeg', quality: 100, colour: 'rgb' }));
    expect(warnings).toEqual([]);
    expect(measureDifference(pixels, film.pixels)).toBeLessThanOrEqual(4);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'that ends after %d tenths is refused, not read by half',
    async (tenths) => {
      const createImageBitmap = stubBrowser(decodeAsBrowser);
      const bytes = encodeFilm(film, { format: 'jpeg', orientation: 3 });
      const cut = blobOf(bytes.subarray(0, Math.floor((bytes.length * tenths) / 10)));
      await expect(decode(cut)).rejects.toMatchObject({ name: 'DecodeError', code: 'truncated' });
      expect(createImageBitmap).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['too-large', 65_535, 65_535],
    ['too-small', 199, 240],
  ])('whose header says %s never reaches the browser: %d x %d', async (code, widthPx, heightPx) => {
    const createImageBitmap = stubBrowser(decodeAsBrowser);
    const bytes = encodeFilm(film, { format: 'jpeg' });
    // Height and width lie 5 and 7 bytes into the frame header (FF C0).
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint16(frame + 5, heightPx);
    view.setUint16(frame + 7, widthPx);
    await expect(decode(blobOf(bytes))).rejects.toMatchObject({ code });
    expect(createImageBitmap).not.toHaveBeenCalled();
  });

  it('that the browser cannot decode is called damaged', async () => {
    stubBrowser(() => Promise.reject(new DOMException('The source image could not be decoded.')));
    await expect(decode(encoded({ format: 'jpeg', colour: 'rgb' }))).rejects.toMatchObject({
      code: 'corrupt',
    });
  });

  it('on its side has the sides that the reader sees, not those of its header', async () => {
    stubBrowser(decodeAsBrowser);
    // Stored lying, 240 x 210; shown standing, 210 x 240.
    const turned = insertExifOrientation(encodeFilm(film, { format: 'jpeg' }), 6);
    expect(await decode(blobOf(turned))).toMatchObject({ widthPx: 210, heightPx: 240 });
  });
});

const greyAt = (pixel: number): number => (pixel * 31 + (pixel >> 9)) & 0xff;

/** 2000 x 2001 px: one row more than a strip of 4 million pixels. Every seventh column is transparent. */
function makeBitmap(close: () => void): Bitmap {
  const [width, height] = [2000, 2001];
  const data = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const level = greyAt(pixel);
    data[4 * pixel] = level;
    data[4 * pixel + 1] = level;
    data[4 * pixel + 2] = level;
    data[4 * pixel + 3] = pixel % 7 === 0 ? 0 : 255;
  }
  return { width, height, data, close };
}

describe('pixels that come through a canvas', () => {
  it('are the same in strips as in one, also where they are transparent, and the bitmap is freed', async () => {
    const close = vi.fn();
    stubBrowser(() => Promise.resolve(makeBitmap(close)));
    const { widthPx, heightPx, grey, warnings } = await readBitmap(new Blob());
    expect({ widthPx, heightPx, warnings }).toEqual({ widthPx: 2000, heightPx: 2001, warnings: [] });
    expect(grey.findIndex((level, pixel) => level !== greyAt(pixel))).toBe(-1);
    expect(close).toHaveBeenCalledOnce();
  });

  it('are warned of where the browser alters them, and those of a PNG or a grey JPEG are not, as they come without', async () => {
    vi.resetModules();
    const fresh = await import('./decode.ts');
    stubBrowser(decodeAsBrowser);
    Canvas.isNoisy = true;
    try {
      expect((await fresh.decode(encoded({ format: 'jpeg', colour: 'rgb' }))).warnings).toEqual([
        'canvas-noise',
      ]);
      expect((await fresh.decode(encoded({ format: 'jpeg' }))).warnings).toEqual([]);
      expect((await fresh.decode(encoded({ format: 'png' }))).warnings).toEqual([]);
    } finally {
      Canvas.isNoisy = false;
    }
  });

  it('are refused where the browser keeps them to itself: no number comes from what it puts in their place', async () => {
    vi.resetModules();
    const fresh = await import('./read-bitmap.ts');
    const close = vi.fn();
    stubBrowser(() => Promise.resolve({ width: 300, height: 300, data: new Uint8Array(360_000), close }));
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext() {
          const white = { data: new Uint8ClampedArray(4 * 64 * 64).fill(255) };
          return { putImageData: () => undefined, getImageData: () => white };
        }
      },
    );
    await expect(fresh.readBitmap(new Blob())).rejects.toMatchObject({ code: 'pixels-withheld' });
    expect(close).toHaveBeenCalledOnce();
  });

  it('are refused as withheld, not as damaged, where no worker may read a blob', async () => {
    stubBrowser(() => Promise.reject(new Error('NotReadableError')));
    const read = vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new Error('NotReadableError'));
    await expect(readBitmap(new Blob())).rejects.toMatchObject({ code: 'pixels-withheld' });
    read.mockRestore();
    await expect(readBitmap(new Blob())).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('fail by name where there is no canvas, and the bitmap is freed', async () => {
    const close = vi.fn();
    stubBrowser(() => Promise.resolve({ width: 300, height: 300, data: new Uint8Array(360_000), close }));
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext() {
          return null;
        }
      },
    );
    await expect(readBitmap(new Blob())).rejects.toMatchObject({
      name: 'DecodeFailure',
      code: 'decode-failed',
    });
    expect(close).toHaveBeenCalledOnce();
  });
});

/** A file of any size without its bytes, which counts how many of them are asked for. */
class HugeFile extends Blob {
  readBytes = 0;
  readonly #head: Uint8Array<ArrayBuffer>;
  readonly #size: number;
  constructor(head: Uint8Array<ArrayBuffer>, size: number) {
    super();
    this.#head = head;
    this.#size = size;
  }
  override get size(): number {
    return this.#size;
  }
  override slice(start = 0, end = this.#size): Blob {
    this.readBytes += end - start;
    return new Blob([this.#head]).slice(start, end);
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    this.readBytes += this.#size;
    return Promise.resolve(this.#head.buffer);
  }
}

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('a huge file is refused by its first bytes', () => {
  it.each([
    ['a video of 40 GB', '\0\0\0\x18ftypisom', 40e9, 'format-video'],
    ['a PNG just over the limit', '\x89PNG\r\n\x1a\n', MAX_FILE_BYTES + 1, 'too-large'],
    ['a JPEG just over the limit', '\xff\xd8\xff\xe0', MAX_FILE_BYTES + 1, 'too-large'],
  ])('%s', async (_what, head, size, code) => {
    const file = new HugeFile(latin1(head), size);
    await expect(decode(file)).rejects.toMatchObject({ name: 'DecodeError', code });
    expect(file.readBytes).toBe(SNIFF_BYTES);
  });
});

describe('a file that cannot be read', () => {
  it('fails so that it can be retried', async () => {
    class LostFile extends Blob {
      override slice(): Blob {
        return this;
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new DOMException('moved', 'NotFoundError'));
      }
    }
    const lost = new LostFile(['x']);
    await expect(decode(lost)).rejects.toMatchObject({ name: 'DecodeFailure', code: 'file-not-readable' });
  });
});

/** The steps from here on, as the page hears them. */
function listenToSteps(): string[] {
  const steps: string[] = [];
  onDecodeStep(({ kind }) => steps.push(kind));
  return steps;
}

describe('the reader hears that the pixels are there', () => {
  it('once, for a film', async () => {
    const steps = listenToSteps();
    await decode(encoded({ format: 'png' }));
    expect(steps.filter((kind) => kind === 'checking')).toHaveLength(1);
  });

  it('also before a blank one is refused for what it shows', async () => {
    const steps = listenToSteps();
    const blank: Film = { ...film, pixels: new Uint8Array(240 * 210).fill(128) };
    await expect(decode(encoded({ format: 'png' }, blank))).rejects.toMatchObject({ code: 'near-constant' });
    expect(steps.filter((kind) => kind === 'checking')).toHaveLength(1);
  });

  it('never, for a file that ends early', async () => {
    const steps = listenToSteps();
    const bytes = encodeFilm(film, { format: 'png' });
    await expect(decode(blobOf(bytes.subarray(0, -20)))).rejects.toMatchObject({ code: 'truncated' });
    expect(steps).not.toContain('checking');
  });
});
