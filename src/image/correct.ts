/**
 * A radiograph turned or inverted, as the reader asked. Exact: no pixel is resampled, no grey rounded.
 */
import { type Correction, isIdentity } from '../model/orientation.ts';
import type { Radiograph } from './radiograph.ts';

type Pixels = Radiograph['pixels'];

/** What a correction changes. */
export type Correctable = Pick<Radiograph, 'widthPx' | 'heightPx' | 'pixels' | 'white' | 'pixelAspect'>;

function turnClockwise(pixels: Pixels, widthPx: number, heightPx: number, quarterTurns: 1 | 2 | 3): Pixels {
  const turned = pixels.slice();
  const outWidth = quarterTurns === 2 ? widthPx : heightPx;
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const value = pixels[y * widthPx + x];
      if (quarterTurns === 1) turned[x * outWidth + heightPx - 1 - y] = value;
      else if (quarterTurns === 2) turned[(heightPx - 1 - y) * outWidth + widthPx - 1 - x] = value;
      else turned[(widthPx - 1 - x) * outWidth + y] = value;
    }
  }
  return turned;
}

/**
 * Applies a correction, the turn first.
 *
 * @returns a radiograph of new pixels, or the same object where nothing is to be done
 */
export function correctRadiograph<T extends Correctable>(film: T, correction: Correction): T {
  if (isIdentity(correction)) return film;
  const { quarterTurns, isInverted } = correction;
  const { widthPx, heightPx, white, pixelAspect } = film;
  const isSideways = quarterTurns % 2 === 1;
  const pixels =
    quarterTurns === 0 ? film.pixels.slice() : turnClockwise(film.pixels, widthPx, heightPx, quarterTurns);
  if (isInverted) for (let at = 0; at < pixels.length; at += 1) pixels[at] = white - pixels[at];
  return {
    ...film,
    pixels,
    widthPx: isSideways ? heightPx : widthPx,
    heightPx: isSideways ? widthPx : heightPx,
    pixelAspect: isSideways ? 1 / pixelAspect : pixelAspect,
  };
}
