/**
 * What the page and a decoding worker say to each other. Neither side sends a name or anything of a file but its handle.
 */
import type { Correction } from '../model/orientation.ts';
import type { FailureCode, RejectionCode, WarningCode, WithholdingCode } from '../study/codes.ts';
import type { FilmFacts } from '../study/study.ts';
import type { ViewableFilm } from './film-values.ts';
import type { PreviewImage } from './preview.ts';
import type { DecodeStep } from './steps.ts';

/** What can be decoded: a file, read when its turn comes, or bytes. */
export type DecodeInput = Blob | Uint8Array<ArrayBuffer>;

/** Page -> worker: decode one file. A worker is given one at a time. */
export interface DecodeRequest {
  /** What is wanted of it: what a study reads, or the film at its full depth for the viewer. */
  readonly purpose: 'reading' | 'viewing';
  /** Returned in every answer. */
  readonly ticket: number;
  /** A file, or the bytes of a member of an archive, which are transferred. */
  readonly file: DecodeInput;
  /** Which frame of several, from 1; null for a file's only one. */
  readonly frame: number | null;
  /** What to do to the film before it is read. */
  readonly correction: Correction;
  /** Whether a picture for the screen is made as well; of no meaning for `viewing`. */
  readonly needsPreview: boolean;
}

/** Everything that a study needs of its file. */
export interface DecodedFilm {
  /** Network input: sizePx * sizePx standardised values; transferred. */
  readonly input: Float32Array<ArrayBuffer>;
  /** Null where none was asked for. */
  readonly preview: PreviewImage | null;
  readonly film: FilmFacts;
  readonly warnings: readonly WarningCode[];
  /** Why the file's own tags, or the way that the film lies, speak against a number. */
  readonly withholdings: readonly WithholdingCode[];
  /** What would make the film lie right, in addition to what was asked; null where it lies right. */
  readonly suggestion: Correction | null;
}

/** Worker -> page. Steps come in any number; each of the others ends the ticket. */
export type DecodeAnswer =
  | { readonly ticket: number; readonly type: 'step'; readonly step: DecodeStep }
  | { readonly ticket: number; readonly type: 'decoded'; readonly decoded: DecodedFilm }
  /** Its samples are transferred. */
  | { readonly ticket: number; readonly type: 'viewable'; readonly viewable: ViewableFilm }
  | {
      readonly ticket: number;
      readonly type: 'rejected';
      readonly code: RejectionCode;
      /** As in `DecodeError`. */
      readonly frames: number | null;
    }
  | { readonly ticket: number; readonly type: 'failed'; readonly code: FailureCode };
