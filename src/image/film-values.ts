/**
 * A film at the full depth of its file, for the screen: what the viewer windows. The network never sees it.
 */
import type { VoiWindow } from './voi-window.ts';

/** Samples of any kind that is drawn. */
export type Samples = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** How large a pixel is, by the file's word. */
export interface PixelSpacing {
  /** Width of a pixel in millimetres. */
  readonly widthMm: number;
  /** Height of a pixel in millimetres. */
  readonly heightMm: number;
  /**
   * Where that holds: in the patient, corrected for magnification by the file's word, or on the detector, where everything
   * is larger than it is in the patient.
   */
  readonly plane: 'patient' | 'detector';
  /** Estimated magnification of what is on the detector, above 1; null where the file says nothing. */
  readonly magnification: number | null;
}

/** Values of a film, upright as it was read. */
export interface FilmValues {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row by row; the value of a sample is `sample * slope + intercept`. */
  readonly samples: Samples;
  readonly slope: number;
  readonly intercept: number;
  /** The window in which the film was read. */
  readonly window: VoiWindow;
  /** Whether the lowest value is white. */
  readonly isInverted: boolean;
  /** Height of a pixel as a multiple of its width. */
  readonly pixelAspect: number;
  /** null for a plain image, and for a film whose file says nothing. */
  readonly spacing: PixelSpacing | null;
}

/** One step of a pyramid: each sample the mean of four of the step before. */
export interface PyramidLevel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly samples: Samples;
}

/** A film ready to be drawn at any size. */
export interface ViewableFilm extends Omit<FilmValues, 'samples'> {
  /** The whole film first, then halves until a side is 1 px. */
  readonly levels: readonly PyramidLevel[];
  /** Smallest and largest sample. */
  readonly lowSample: number;
  readonly highSample: number;
}
