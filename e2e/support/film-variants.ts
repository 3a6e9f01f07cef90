/**
 * One film in every way in which a hospital may hand it out: as DICOM, as PNG of 16 and of 8 bits and as JPEG of quality 90, at
 * full size and at half.
 */
import { describeImage, pixelData, writeDicom } from '../../src/image/dicom/fixtures/write-dicom.ts';
import { encodeFilm } from '../../training/synth/encode.ts';
import type { Film } from '../../training/synth/film.ts';
import { fileOf, type GivenFile } from './films.ts';

/** A film of half the width and height: the mean of two by two pixels; an odd last row or column is left out. */
export function halveFilm(film: Film): Film {
  const widthPx = Math.floor(film.widthPx / 2);
  const heightPx = Math.floor(film.heightPx / 2);
  const pixels =
    film.bitDepth === 8 ? new Uint8Array(widthPx * heightPx) : new Uint16Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = 2 * y * film.widthPx + 2 * x;
      const below = at + film.widthPx;
      const sum = film.pixels[at] + film.pixels[at + 1] + film.pixels[below] + film.pixels[below + 1];
      pixels[y * widthPx + x] = Math.round(sum / 4);
    }
  }
  return { ...film, widthPx, heightPx, pixels };
}

/** The film's own levels, with the window that shows them all. */
function encodeDicom(film: Film): Uint8Array {
  const { widthPx, heightPx, bitDepth: bitsStored } = film;
  const bitsAllocated = bitsStored === 8 ? 8 : 16;
  return writeDicom([
    ...describeImage({ widthPx, heightPx, bitsAllocated, bitsStored }),
    [0x0028_1050, 'DS', String(2 ** (bitsStored - 1))],
    [0x0028_1051, 'DS', String(2 ** bitsStored)],
    pixelData(Array.from(film.pixels), bitsAllocated),
  ]);
}

/** Smaller films are refused, whatever they show. */
const MIN_SIDE_PX = 200;

/** The eight files of a film; the four of full size alone where half of it would be refused as too small. */
export function makeVariants(name: string, film: Film): GivenFile[] {
  const half = halveFilm(film);
  const isLarge = Math.min(half.widthPx, half.heightPx) >= MIN_SIDE_PX;
  return (isLarge ? [film, half] : [film]).flatMap((one, index) => {
    const size = index === 0 ? 'full' : 'half';
    return [
      fileOf(`${name}-${size}.dcm`, encodeDicom(one)),
      fileOf(`${name}-${size}-16.png`, encodeFilm(one, { format: 'png', bitDepth: 16 })),
      fileOf(`${name}-${size}-8.png`, encodeFilm(one, { format: 'png' })),
      fileOf(`${name}-${size}.jpg`, encodeFilm(one, { format: 'jpeg', quality: 90 })),
    ];
  });
}
