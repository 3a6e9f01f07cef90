/**
 * The radiograph: decoded grey pixels with bit depth and provenance.
 */
import type { GreyImage } from '../model/preprocess.ts';
import type { WarningCode, WithholdingCode } from '../study/codes.ts';
import type { FilmFormat } from '../study/study.ts';

/** Decoded pixels, upright, 0 black. */
export interface Radiograph extends GreyImage {
  /** Bits per sample of the file: 1 to 16. */
  readonly bitDepth: number;
  readonly format: FilmFormat;
  readonly warnings: readonly WarningCode[];
  /** Why the file's own tags speak against a number; empty where they don't, or there are none. */
  readonly withholdings: readonly WithholdingCode[];
  /** Height of a pixel as a multiple of its width. */
  readonly pixelAspect: number;
}

/** What a format's decoder gives: pixels not yet reduced to grey, for the checks of colour. */
export interface DecodedPixels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** One grey sample per pixel, upright. */
  readonly grey: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** The value of full white. */
  readonly white: number;
  readonly bitDepth: number;
  /** null where the file stores grey alone. */
  readonly colour: ColourContent | null;
  readonly warnings: readonly WarningCode[];
  /** As in `Radiograph`; none where not given. */
  readonly withholdings?: readonly WithholdingCode[];
  /** As in `Radiograph`; 1 where not given. */
  readonly pixelAspect?: number;
}

/** How much colour an image has, in grey levels of 255. */
export interface ColourContent {
  /** Root mean square of the chroma, sqrt(Cb^2 + Cr^2). */
  readonly chroma: number;
  /** The same about the mean chroma of each brightness: about 0 for a tinted (duotone) film, however strong the tint. */
  readonly variedChroma: number;
  /** Share of pixels with a chroma of 24 or more, 0 to 1. */
  readonly colouredShare: number;
}
