/**
 * A radiograph turned or inverted, as the reader asked. Exact: no pixel is resampled, no grey rounded.
 */
import { type Correction, isIdentity } from '../model/orientation.ts';
import type { FilmValues } from './film-values.ts';
import type { Radiograph } from './radiograph.ts';
import { turnUpright } from './turn.ts';

/** What a correction changes. */
export type Correctable = Pick<Radiograph, 'widthPx' | 'heightPx' | 'pixels' | 'white' | 'pixelAspect'>;

/** The orientation that a film would have in its file for each number of quarter turns clockwise. */
const ORIENTATIONS = [1, 6, 3, 8] as const;

/**
 * Applies a correction, the turn first.
 *
 * @returns a radiograph of new pixels, or the same object where nothing is to be done
 */
export function correctRadiograph<T extends Correctable>(film: T, correction: Correction): T {
  if (isIdentity(correction)) return film;
  const { quarterTurns, isInverted } = correction;
  const { widthPx, heightPx, white, pixelAspect } = film;
  const stored = { widthPx, heightPx, grey: film.pixels };
  const turned = turnUpright(stored, ORIENTATIONS[quarterTurns]);
  return {
    ...film,
    widthPx: turned.widthPx,
    heightPx: turned.heightPx,
    pixels: isInverted ? turned.grey.map((value) => white - value) : turned.grey,
    pixelAspect: quarterTurns % 2 === 1 ? 1 / pixelAspect : pixelAspect,
  };
}

/** As `correctRadiograph`, of a film at its full depth: an inversion changes no sample. */
export function correctValues(film: FilmValues, correction: Correction): FilmValues {
  if (isIdentity(correction)) return film;
  const { quarterTurns, isInverted } = correction;
  const { widthPx, heightPx, samples, pixelAspect, spacing } = film;
  const turned = turnUpright({ widthPx, heightPx, grey: samples }, ORIENTATIONS[quarterTurns]);
  const isOnSide = quarterTurns % 2 === 1;
  return {
    ...film,
    widthPx: turned.widthPx,
    heightPx: turned.heightPx,
    samples: turned.grey,
    isInverted: film.isInverted !== isInverted,
    pixelAspect: isOnSide ? 1 / pixelAspect : pixelAspect,
    spacing:
      isOnSide && spacing !== null
        ? { ...spacing, widthMm: spacing.heightMm, heightMm: spacing.widthMm }
        : spacing,
  };
}
