/**
 * A JPEG of four inks, for which there is no encoder here: put together from two grey ones, whose scans become those of its
 * components (ITU-T T.81 B.2: each in a scan of its own). Written as Adobe's programs do: inverted, so that 255 is no ink.
 */
import { joinBytes } from '../../src/image/join-bytes.ts';

interface GreyJpeg {
  /** Quantisation and Huffman tables, with their markers. */
  readonly tables: readonly Uint8Array[];
  /** Precision, height, width: the first five bytes of the frame header. */
  readonly size: Uint8Array;
  /** The entropy-coded data. */
  readonly data: Uint8Array;
}

const [SOI, EOI, SOS, DQT, DHT, SOF0] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xc0];
/** Adobe's marker: version 100, no flags, no transform. */
const ADOBE = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
const INKS = [1, 2, 3, 4];

function takeApart(jpeg: Uint8Array): GreyJpeg {
  const tables: Uint8Array[] = [];
  let size = new Uint8Array();
  for (let at = 2; ; ) {
    const marker = jpeg[at + 1];
    const end = at + 2 + jpeg[at + 2] * 256 + jpeg[at + 3];
    if (marker === SOS) return { tables, size, data: jpeg.subarray(end, jpeg.length - 2) };
    if (marker === DQT || marker === DHT) tables.push(jpeg.subarray(at, end));
    if (marker === SOF0) size = jpeg.slice(at + 4, at + 9);
    at = end;
  }
}

/**
 * @param film a grey JPEG; its greys become those of the black ink
 * @param paper a white one of the same size and quality: the three colours
 */
export function joinCmykJpeg(film: Uint8Array, paper: Uint8Array): Uint8Array {
  const [black, colour] = [takeApart(film), takeApart(paper)];
  return joinBytes([
    [0xff, SOI],
    ADOBE,
    ...black.tables,
    [0xff, SOF0, 0, 20],
    black.size,
    [INKS.length],
    INKS.flatMap((ink) => [ink, 0x11, 0]),
    ...INKS.flatMap((ink) => [
      [0xff, SOS, 0, 8, 1, ink, 0, 0, 63, 0],
      ink === INKS.length ? black.data : colour.data,
    ]),
    [0xff, EOI],
  ]);
}
