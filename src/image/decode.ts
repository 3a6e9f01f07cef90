/**
 * The one entry: a file's bytes -> radiograph. Read, sniff, check the header, decode, check the quality.
 * Runs in a worker; pure but for the browser's decoder in `read-bitmap.ts`.
 */
import type { RejectionCode } from '../study/codes.ts';
import type { FilmFormat } from '../study/study.ts';
import { DecodeError, DecodeFailure } from './decode-error.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import type { FilmValues, Samples } from './film-values.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import type { DecodeInput } from './messages.ts';
import { checkQuality } from './quality.ts';
import type { DecodedPixels, Radiograph } from './radiograph.ts';
import { SNIFF_BYTES, type SniffedFormat, sniff } from './sniff.ts';
import { awaitPart, beginStep } from './steps.ts';

type Decoder = (bytes: Uint8Array<ArrayBuffer>, frame: number | null) => Promise<DecodedPixels>;

const loadByBrowser = () => import('./decode-by-browser.ts');
const loadDicom = () => import('./dicom/read-dicom.ts');

/**
 * The formats that are decoded; a new decoder is one entry. JPEG is there at once; the code of the others is fetched when a film
 * of theirs comes, so that the first answer does not wait for what it doesn't need.
 */
const DECODERS: Readonly<Record<FilmFormat, () => Promise<Decoder>>> = {
  jpeg: async () => decodeJpeg,
  png: async () => (await import('./decode-png.ts')).decodePng,
  tiff: async () => (await import('./tiff/decode-tiff.ts')).decodeTiff,
  webp: async () => (await loadByBrowser()).decodeWebp,
  avif: async () => (await loadByBrowser()).decodeAvif,
  bmp: async () => (await loadByBrowser()).decodeBmp,
  dicom: async () => (await loadDicom()).readDicom,
};

function isDecodable(format: SniffedFormat): format is FilmFormat {
  return Object.hasOwn(DECODERS, format);
}

function rejectionOf(format: Exclude<SniffedFormat, FilmFormat>): RejectionCode {
  return format === 'system' ? 'system-file' : `format-${format}`;
}

/** The first bytes, or all of them. */
async function readBytes(input: DecodeInput, endBytes?: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!(input instanceof Blob)) return input.subarray(0, endBytes);
  beginStep({ kind: 'reading', bytes: endBytes ?? input.size });
  try {
    return new Uint8Array(await input.slice(0, endBytes).arrayBuffer());
  } catch (error) {
    throw new DecodeFailure('file-not-readable', { cause: error });
  }
}

/** A file of up to this size is read at once: a second look at it takes as long as the first. */
const SMALL_FILE_BYTES = 1024 * 1024;

/** A file that was found fit to be decoded. */
interface OpenedFile {
  readonly format: FilmFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function openFile(input: DecodeInput): Promise<OpenedFile> {
  const sizeBytes = input instanceof Blob ? input.size : input.byteLength;
  if (sizeBytes === 0) throw new DecodeError('empty-file');
  // Of a large one the head alone first: a video of many gigabytes is refused without reading it.
  const isSmall = sizeBytes <= SMALL_FILE_BYTES;
  const head = await readBytes(input, isSmall ? sizeBytes : SNIFF_BYTES);
  const format = sniff(head);
  if (format === null) throw new DecodeError('unknown-format');
  if (!isDecodable(format)) throw new DecodeError(rejectionOf(format));
  if (sizeBytes > MAX_FILE_BYTES) throw new DecodeError('too-large');
  const bytes = isSmall ? head : await readBytes(input);
  return { format, bytes };
}

/** Waits for a decoder’s code, and begins to look into the file. @throws TypeError where the code can’t be fetched */
function load<T>(decoder: Promise<T>, bytes: Uint8Array): Promise<T> {
  return awaitPart(decoder, { kind: 'inspecting', bytes: bytes.length });
}

/**
 * Decodes one file.
 *
 * @param input the file; read once, its name and type are not looked at
 * @param frame which frame of several, from 1; only DICOM has them. By default the file must have one
 * @returns grey pixels, upright, never resized
 * @throws DecodeError when it is the input's fault, DecodeFailure when it is not
 */
export async function decode(input: DecodeInput, frame: number | null = null): Promise<Radiograph> {
  const { format, bytes } = await openFile(input);
  const decodePixels = await load(DECODERS[format](), bytes);
  const pixels = await decodePixels(bytes, frame);
  beginStep({ kind: 'checking', pixels: pixels.grey.length });
  const warnings = [...pixels.warnings, ...checkQuality(pixels)];
  const { widthPx, heightPx, white, bitDepth } = pixels;
  const { withholdings = [], pixelAspect = 1 } = pixels;
  return {
    widthPx,
    heightPx,
    pixels: pixels.grey,
    white,
    bitDepth,
    format,
    warnings,
    withholdings,
    pixelAspect,
  };
}

/**
 * Decodes one file for the screen, at its full depth. A plain image has no window of its own: all of its range is shown.
 *
 * @param frame as in `decode`
 * @returns what `decode` reads, before any window
 * @throws as `decode`
 */
export async function decodeValues(input: DecodeInput, frame: number | null = null): Promise<FilmValues> {
  const { format, bytes } = await openFile(input);
  if (format === 'dicom') {
    const { readDicomValues } = await load(loadDicom(), bytes);
    return readDicomValues(bytes, frame);
  }
  const decodePixels = await load(DECODERS[format](), bytes);
  const { widthPx, heightPx, grey, white, pixelAspect = 1 } = await decodePixels(bytes, frame);
  return {
    widthPx,
    heightPx,
    samples: toSamples(grey),
    slope: 1,
    intercept: 0,
    window: { center: white / 2, width: white, shape: 'linear-exact' },
    isInverted: false,
    pixelAspect,
    spacing: null,
  };
}

/** A copy with memory of its own, which a worker can hand over. */
function toSamples(grey: DecodedPixels['grey']): Samples {
  if (grey instanceof Uint16Array) return new Uint16Array(grey);
  return new Uint8Array(grey);
}
