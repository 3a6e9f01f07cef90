/**
 * What came of a damaged file, and whether that may be.
 */
import { DecodeError, DecodeFailure } from '../../src/image/decode-error.ts';
import type { Radiograph } from '../../src/image/radiograph.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import type { CorpusFile } from './corpus.ts';
import type { MutationKind } from './mutate.ts';

/** A damaged file's end, from good to bad. */
export type Verdict =
  /** A code. */
  | 'refused'
  /** A film of the same pixels: the damage lies where nothing is read. */
  | 'unchanged'
  /** A film of other pixels, and nothing in the format tells. */
  | 'undetectable'
  /** A film of other pixels, though a checksum or a length tells. */
  | 'detectable'
  /** An error that is no code, or no finite input. */
  | 'crash';

/** What the decoding of one damaged file gave. */
export type Outcome = { readonly film: Radiograph } | { readonly error: unknown };

function isSame(a: Radiograph, b: Radiograph): boolean {
  return (
    a.widthPx === b.widthPx &&
    a.heightPx === b.heightPx &&
    a.pixels.length === b.pixels.length &&
    a.pixels.every((value, at) => value === b.pixels[at])
  );
}

/**
 * Whether other pixels than the original's must not have been read. A checksum covers everything; an end that is missing is
 * known by every format's lengths or markers; the sizes of an uncompressed image are bound by its length.
 */
function isRevealed(file: CorpusFile, kind: MutationKind, original: Radiograph, film: Radiograph): boolean {
  if (file.reveals === 'all' || kind === 'cut off') return true;
  const isOtherSize = film.widthPx * film.heightPx !== original.widthPx * original.heightPx;
  return file.reveals === 'length' && isOtherSize;
}

/** Judges an outcome against the valid file's film. */
export function judge(file: CorpusFile, kind: MutationKind, original: Radiograph, outcome: Outcome): Verdict {
  if ('error' in outcome) {
    const { error } = outcome;
    // A failure says that the fault is ours; damaged bytes are never that.
    return error instanceof DecodeError && !(error instanceof DecodeFailure) ? 'refused' : 'crash';
  }
  const { film } = outcome;
  if (film.pixels.length !== film.widthPx * film.heightPx) return 'crash';
  if (!preprocess(film).every(Number.isFinite)) return 'crash';
  if (isSame(film, original)) return 'unchanged';
  return isRevealed(file, kind, original, film) ? 'detectable' : 'undetectable';
}
