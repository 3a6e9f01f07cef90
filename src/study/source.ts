/**
 * What a study reads its bytes from: a file of the reader's, or a member of a ZIP that is unpacked only when its turn comes.
 */
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import type { DecodeInput } from '../image/messages.ts';
import type { RejectionCode } from './codes.ts';
import { isUnreadable, pathOf } from './intake.ts';

/** One study's bytes. */
export interface Source {
  /** File name without folders. */
  readonly name: string;
  /** Path within what was given (equals `name` for a single file). */
  readonly path: string;
  readonly sizeBytes: number;
  /** Which frame of several, from 1; null for a file that must have one. */
  readonly frame: number | null;
  /**
   * The bytes. May be called again, for a retry or a dropped picture.
   *
   * @throws DecodeError or DecodeFailure where there are none to be had
   */
  readonly open: () => Promise<DecodeInput>;
}

/** A file as it was given. */
export function sourceOf(file: File): Source {
  return {
    name: file.name,
    path: pathOf(file),
    sizeBytes: file.size,
    frame: null,
    open: async () => {
      if (isUnreadable(file)) throw new DecodeFailure('file-not-readable');
      return file;
    },
  };
}

/** Something that gets a row and its reason, and is not opened. */
export function refuse(source: Pick<Source, 'path' | 'sizeBytes'>, code: RejectionCode): Source {
  return {
    ...source,
    name: nameOf(source.path),
    frame: null,
    open: async () => {
      throw new DecodeError(code);
    },
  };
}

/**
 * One frame of a source that has several, as a source of its own.
 *
 * @param frame from 1
 */
export function sourceOfFrame(source: Source, frame: number): Source {
  return { ...source, name: `${source.name}#${frame}`, path: `${source.path}#${frame}`, frame };
}

/** The last part of a path, whichever slash it has. */
export function nameOf(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).at(-1) ?? path;
}
