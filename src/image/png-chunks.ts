/**
 * Reads a PNG's chunks without decoding its pixels (PNG, third edition, W3C 2025): size, kind, and whether it is whole.
 * Gives the critical chunks alone to whoever decodes: gamma, colour profiles and transparency then can't change a grey.
 */
import { DecodeError } from './decode-error.ts';
import { inflateBounded } from './inflate-bounded.ts';
import { joinBytes } from './join-bytes.ts';

/** What the header and the chunks say. */
export interface PngStructure {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly isInterlaced: boolean;
  /** The file holds an animation beside its still image. */
  readonly isAnimated: boolean;
  /** Signature, IHDR, PLTE, every IDAT, IEND: a whole PNG of the same pixels. */
  readonly critical: Uint8Array<ArrayBuffer>;
  /** The IDAT chunks' contents, in order: one zlib stream, views into the file. */
  readonly compressed: readonly Uint8Array[];
  /** The EXIF block; null where none stands before the pixels, its place by the standard and the one where browsers look. */
  readonly exif: Uint8Array | null;
  /** Length of the stream once inflated: filter bytes and packed rows of every pass. */
  readonly inflatedBytes: number;
}

const SIGNATURE_BYTES = 8;
/** Length, type and CRC around a chunk's content. */
const CHUNK_OVERHEAD_BYTES = 12;

/** Bit depths that each colour type allows (PNG table 8), and its channels. */
const COLOUR_TYPES: Readonly<Record<number, { depths: readonly number[]; channels: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], channels: 1 },
  2: { depths: [8, 16], channels: 3 },
  3: { depths: [1, 2, 4, 8], channels: 1 },
  4: { depths: [8, 16], channels: 2 },
  6: { depths: [8, 16], channels: 4 },
};

/** CRC-32 by table, as in PNG's Annex D. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** CRC-32 of bytes, as PNG's chunks carry it. */
export function computeCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) crc = CRC_TABLE[(crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
  /** The chunk with its length and CRC. */
  readonly whole: Uint8Array;
}

/** The chunks up to and with IEND, each one's CRC checked; what follows IEND is ignored. */
function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = SIGNATURE_BYTES;
  for (;;) {
    if (at + CHUNK_OVERHEAD_BYTES > bytes.length) throw new DecodeError('truncated');
    const lengthBytes = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) throw new DecodeError('corrupt');
    const end = at + CHUNK_OVERHEAD_BYTES + lengthBytes;
    if (end > bytes.length) throw new DecodeError('truncated');
    if (computeCrc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      throw new DecodeError('corrupt');
    chunks.push({ type, content: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
}

/** Pixels of each Adam7 pass (PNG figure 5): start and step across and down. */
const ADAM7 = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
] as const;

function countInflatedBytes(
  widthPx: number,
  heightPx: number,
  bitsPerPixel: number,
  isInterlaced: boolean,
): number {
  const rows = (width: number, height: number): number =>
    width === 0 ? 0 : height * (1 + Math.ceil((width * bitsPerPixel) / 8));
  if (!isInterlaced) return rows(widthPx, heightPx);
  return ADAM7.reduce((sum, [x, stepX, y, stepY]) => {
    const width = Math.max(0, Math.ceil((widthPx - x) / stepX));
    return sum + rows(width, Math.max(0, Math.ceil((heightPx - y) / stepY)));
  }, 0);
}

/** The header's fields, before anything of the image's size is allocated. */
function readHeader(
  chunk: Chunk | undefined,
): Omit<PngStructure, 'isAnimated' | 'critical' | 'compressed' | 'exif'> {
  if (chunk?.type !== 'IHDR' || chunk.content.length !== 13) throw new DecodeError('corrupt');
  const view = new DataView(chunk.content.buffer, chunk.content.byteOffset, 13);
  const widthPx = view.getUint32(0);
  const heightPx = view.getUint32(4);
  const [bitDepth, colourType, compression, filter, interlace] = chunk.content.subarray(8);
  const kind = COLOUR_TYPES[colourType];
  if (kind === undefined || !kind.depths.includes(bitDepth)) throw new DecodeError('corrupt');
  if (widthPx === 0 || heightPx === 0 || compression !== 0 || filter !== 0 || interlace > 1) {
    throw new DecodeError('corrupt');
  }
  return {
    widthPx,
    heightPx,
    bitDepth: bitDepth as PngStructure['bitDepth'],
    colourType: colourType as PngStructure['colourType'],
    isInterlaced: interlace === 1,
    inflatedBytes: countInflatedBytes(widthPx, heightPx, kind.channels * bitDepth, interlace === 1),
  };
}

/**
 * Walks a PNG's chunks.
 *
 * @param bytes the whole file
 * @throws DecodeError `truncated` without IEND, `corrupt` on a wrong CRC, header or order of chunks
 */
export function inspectPng(bytes: Uint8Array): PngStructure {
  const chunks = readChunks(bytes);
  const header = readHeader(chunks[0]);
  const kept = chunks.filter(({ type }, index) => {
    const isCritical = type === 'IHDR' || type === 'PLTE' || type === 'IDAT' || type === 'IEND';
    // An unknown critical chunk (capital first letter) means pixels that we would misread (PNG 5.4).
    if (!isCritical && /^[A-Z]/.test(type)) throw new DecodeError('corrupt');
    if (type === 'IHDR' && index > 0) throw new DecodeError('corrupt');
    return isCritical;
  });
  const compressed = kept.filter(({ type }) => type === 'IDAT').map(({ content }) => content);
  const hasPalette = kept.some(({ type }) => type === 'PLTE');
  if (compressed.length === 0 || (header.colourType === 3 && !hasPalette)) throw new DecodeError('corrupt');
  const beforePixels = chunks.slice(
    0,
    chunks.findIndex(({ type }) => type === 'IDAT'),
  );
  return {
    ...header,
    exif: beforePixels.find(({ type }) => type === 'eXIf')?.content ?? null,
    isAnimated: chunks.some(({ type }) => type === 'acTL'),
    // A palette in a truecolour image is only a suggestion, and would make the decoder think of indices.
    critical: joinBytes([
      bytes.subarray(0, SIGNATURE_BYTES),
      ...kept.filter(({ type }) => type !== 'PLTE' || header.colourType === 3).map(({ whole }) => whole),
    ]),
    compressed,
    inflatedBytes: header.inflatedBytes,
  };
}

/**
 * Inflates the image's zlib stream to nowhere and counts: finds a stream that is damaged, too short, or a bomb that goes
 * on beyond the header's size, before the decoder allocates for it. The browser's own inflater also checks the Adler-32.
 *
 * @throws DecodeError `corrupt`
 */
export async function checkPngStream(structure: PngStructure): Promise<void> {
  const { compressed, inflatedBytes } = structure;
  const countBytes = await inflateBounded(compressed, inflatedBytes, () => undefined);
  if (countBytes !== inflatedBytes) throw new DecodeError('corrupt');
}
