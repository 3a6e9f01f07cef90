/** Files to give to the page, all generated: no patient's image is in this repository. */
import { createHash } from 'node:crypto';
import { type EncodeOptions, encodeFilm } from '../../training/synth/encode.ts';
import { type Film, type FilmOptions, makeFilm } from '../../training/synth/film.ts';

/** A file as Playwright hands it to an input. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A generated film with the file that holds it. */
export interface FilmFile {
  readonly film: Film;
  readonly file: GivenFile;
}

const made = new Map<string, FilmFile>();

/**
 * Makes a film and its file; the same request gives the same objects.
 *
 * @param options default: a normal chest, 900 x 700 px, 8 bits
 * @param encoding default: PNG
 */
export function makeFilmFile(
  options: Partial<FilmOptions> = {},
  encoding: EncodeOptions = { format: 'png' },
): FilmFile {
  const key = JSON.stringify([options, encoding]);
  const held = made.get(key);
  if (held) return held;
  const film = makeFilm({ kind: 'normal', seed: 1, widthPx: 900, heightPx: 700, bitDepth: 8, ...options });
  const isPng = encoding.format === 'png';
  const name = `${film.kind}-${film.seed}-${createHash('sha256').update(key).digest('hex').slice(0, 6)}`;
  const file = {
    name: `${name}.${isPng ? 'png' : 'jpg'}`,
    mimeType: isPng ? 'image/png' : 'image/jpeg',
    buffer: Buffer.from(encodeFilm(film, encoding)),
  };
  const result = { film, file };
  made.set(key, result);
  return result;
}

/** The same file under another name. */
export function rename(file: GivenFile, name: string): GivenFile {
  return { ...file, name };
}

/** A file of these bytes. */
export function fileOf(name: string, bytes: Uint8Array | string, mimeType = ''): GivenFile {
  return { name, mimeType, buffer: Buffer.from(bytes) };
}
