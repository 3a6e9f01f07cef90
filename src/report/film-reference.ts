/**
 * Which film an export is of: read from the study's file when the reader asks for it, handed on, and forgotten.
 */

import { DecodeFailure } from '../image/decode-error.ts';
import { type FilmIdentity, readIdentity } from '../image/dicom/identity-tags.ts';
import type { Source } from '../study/source.ts';
import type { ReportedStudy } from './describe.ts';

/** Which film an export is of. */
export interface FilmReference {
  /** null unless the reader asked for it, and for a film that is no DICOM. */
  readonly identity: FilmIdentity | null;
  /** From 1, where the film is one frame of several. */
  readonly frame: number | null;
}

/**
 * Reads a study's file for whose it is; a film that is no DICOM says nothing of that and is not opened.
 *
 * @throws DecodeError or DecodeFailure when the file can no longer be read
 */
export async function readFilmReference(study: ReportedStudy, source: Source): Promise<FilmReference> {
  const { frame } = source;
  if (study.run?.film.format !== 'dicom') return { identity: null, frame };
  return { identity: await readIdentity(await readBytes(source)), frame };
}

async function readBytes(source: Source): Promise<Uint8Array<ArrayBuffer>> {
  const input = await source.open();
  if (!(input instanceof Blob)) return input;
  try {
    return new Uint8Array(await input.arrayBuffer());
  } catch (cause) {
    // Moved, deleted or changed since it was given.
    throw new DecodeFailure('file-not-readable', { cause });
  }
}
