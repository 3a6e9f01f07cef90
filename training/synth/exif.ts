/**
 * The smallest Exif segment that holds an orientation, and its place in a JPEG file.
 * Exif 2.32 (CIPA DC-008) 4.5.4 and 4.6.4 A: tag 0x0112, SHORT, 1 to 8.
 */

/** Exif's orientation: which side of the stored image is up. 1 upright, 3 upside down, 6 and 8 on its sides. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/**
 * Inserts an APP1 segment straight after SOI.
 *
 * @returns a new file
 * @throws RangeError when the bytes do not begin with SOI
 */
export function insertExifOrientation(jpeg: Uint8Array, orientation: ExifOrientation): Uint8Array {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8)
    throw new RangeError('This is no JPEG file: it has no SOI marker.');
  // A big-endian TIFF with its one directory at 8, one entry, and no second directory.
  const head = [0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01];
  const entry = [0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00];
  const body = [0x45, 0x78, 0x69, 0x66, 0x00, 0x00, ...head, ...entry, 0, 0, 0, 0]; // "Exif\0\0"
  const length = body.length + 2;
  const segment = [0xff, 0xe1, length >> 8, length & 0xff, ...body];
  const file = new Uint8Array(jpeg.length + segment.length);
  file.set(jpeg.subarray(0, 2));
  file.set(segment, 2);
  file.set(jpeg.subarray(2), 2 + segment.length);
  return file;
}

/** How a stored image lies: whether its sides are swapped, and which upright position its (x, y) shows. */
interface Turn {
  readonly isOnSide: boolean;
  /** `right` and `bottom` are the last column and row of the upright image. */
  readonly source: (x: number, y: number, right: number, bottom: number) => readonly [number, number];
}

/** Orientation 6: row 0 of the file is the right side of the upright image, column 0 its top; the others alike. */
const TURNS: Record<ExifOrientation, Turn> = {
  1: { isOnSide: false, source: (x, y) => [x, y] },
  2: { isOnSide: false, source: (x, y, right) => [right - x, y] },
  3: { isOnSide: false, source: (x, y, right, bottom) => [right - x, bottom - y] },
  4: { isOnSide: false, source: (x, y, _right, bottom) => [x, bottom - y] },
  5: { isOnSide: true, source: (x, y) => [y, x] },
  6: { isOnSide: true, source: (x, y, right) => [right - y, x] },
  7: { isOnSide: true, source: (x, y, right, bottom) => [right - y, bottom - x] },
  8: { isOnSide: true, source: (x, y, _right, bottom) => [y, bottom - x] },
};

/**
 * Where a stored pixel comes from in the upright image, so that a file with this orientation shows it upright.
 *
 * @param upright sides of the upright image
 * @returns sides of the stored image and a map from its position to the upright one's index
 */
export function planStoredImage(
  upright: { readonly widthPx: number; readonly heightPx: number },
  orientation: ExifOrientation,
): {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sourceIndex: (x: number, y: number) => number;
} {
  const { widthPx, heightPx } = upright;
  const turn = TURNS[orientation];
  return {
    widthPx: turn.isOnSide ? heightPx : widthPx,
    heightPx: turn.isOnSide ? widthPx : heightPx,
    sourceIndex: (storedX, storedY) => {
      const [x, y] = turn.source(storedX, storedY, widthPx - 1, heightPx - 1);
      return y * widthPx + x;
    },
  };
}
