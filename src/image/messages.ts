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
  /** What is wanted of it: what a study reads, the film at its full depth for the viewer, or only a preview of it. */
  readonly purpose: 'reading' | 'viewing' | 'preview';
  /** Returned in every answer. */
  readonly ticket: number;
  /** A file, or the bytes of a member of an archive, which are transferred. */
  readonly file: DecodeInput;
  /** Which frame of several, from 1; null for a file's only one. */
  readonly frame: number | null;
  /** What to do to the film before it is read. */
  readonly correction: Correction;
  /** Whether a study that is read gets its preview with it; of no meaning for the other purposes. */
  readonly needsPreview: boolean;
}

/** Everything that a study needs of its file. */
export interface DecodedFilm {
  /** Network input: sizePx * sizePx standardised values; transferred. */
  readonly input: Float32Array<ArrayBuffer>;
  readonly film: FilmFacts;
  readonly warnings: readonly WarningCode[];
  /** Why the file's own tags, or the way that the film lies, speak against a number. */
  readonly withholdings: readonly WithholdingCode[];
  /** What would make the film lie right, in addition to what was asked; null where it lies right. */
  readonly suggestion: Correction | null;
  /** Null where none was asked for, or none could be made, which is no fault of the film. */
  readonly preview: PreviewImage | null;
}

/** Worker -> page. Steps come in any number; each of the others ends the ticket. */
export type DecodeAnswer =
  | { readonly ticket: number; readonly type: 'step'; readonly step: DecodeStep }
  | { readonly ticket: number; readonly type: 'decoded'; readonly decoded: DecodedFilm }
  | { readonly ticket: number; readonly type: 'previewed'; readonly preview: PreviewImage }
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
