/**
 * What the reader's own set says of each film: from the folder it lies in, or from a table of labels. Pure.
 * Invariants: a table outweighs a folder, a later table an earlier one; what is said in two ways is not known.
 */
import type { ClassName } from '../model/spec.ts';

/** What a table says: path as it stands there -> class. */
export interface LabelTable {
  readonly entries: readonly (readonly [path: string, className: ClassName])[];
  /** Rows whose label is neither normal nor pneumonia, or that name no file. */
  readonly skippedRows: number;
}

/** Labels by every way in which a file may be named; null where its rows contradict each other. */
export type LabelBook = ReadonlyMap<string, ClassName | null>;

const FOLDERS: ReadonlyMap<string, ClassName> = new Map([
  ['normal', 'normal'],
  ['pneumonia', 'pneumonia'],
]);

/** The class of the nearest folder above a file that is called NORMAL or PNEUMONIA, in whatever case; null where none is. */
export function classOfFolders(path: string): ClassName | null {
  const nearest = partsOf(path)
    .slice(0, -1)
    .filter((folder) => FOLDERS.has(folder))
    .at(-1);
  return nearest === undefined ? null : (FOLDERS.get(nearest) ?? null);
}

/** Case and the kind of slash differ from one system to the next, and so does how an accent is coded. */
function partsOf(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.');
}

/** The path, then without its first folder, and so on to the bare name: longest first. */
function endingsOf(path: string): string[] {
  const parts = partsOf(path);
  return parts.map((_, at) => parts.slice(at).join('/'));
}

/**
 * Adds a table to a book.
 *
 * @returns a new book
 */
export function addTable(book: LabelBook, table: LabelTable): LabelBook {
  const added = new Map<string, ClassName | null>();
  for (const [path, className] of table.entries) {
    for (const ending of endingsOf(path)) {
      const known = added.get(ending);
      added.set(ending, known === undefined || known === className ? className : null);
    }
  }
  return new Map([...book, ...added]);
}

/**
 * What a book says of a file: by the longest end of its path that is in it, else by its name without extension.
 *
 * @returns undefined where it says nothing, null where it contradicts itself
 */
function lookUp(book: LabelBook, path: string): ClassName | null | undefined {
  const endings = endingsOf(path);
  const bare = endings.map((ending) => ending.replace(/\.[^./]+$/, ''));
  const found = [...endings, ...bare].find((ending) => book.has(ending));
  return found === undefined ? undefined : book.get(found);
}

/**
 * The truth about one file.
 *
 * @param path within what was given
 * @returns null where nothing is known
 */
export function truthOf(path: string, book: LabelBook): ClassName | null {
  const labelled = book.size === 0 ? undefined : lookUp(book, path);
  return labelled === undefined ? classOfFolders(path) : labelled;
}
