/**
 * Which release of the site is served, and the way back from one that doesn't start. Pure: the worker keeps the book and obeys it.
 *
 * A release that takes over is on trial: the one before is kept whole until a page of the new one has mounted with a verified
 * engine. One that doesn't get there within `MAX_TRIES` loads, or locks where the one before did not, gives way to the one that is kept.
 * Invariants: a release goes back once at most and forward again once at most, however often pages are loaded, so that nothing goes to and fro; at
 * most two releases are named in the book; a page that is open stays with the release that it came from.
 */

/** A file of a release, as it lies in the cache. */
export interface HeldFile {
  /** Its key in the cache: its address, with the revision where the name has no content hash. */
  readonly key: string;
  /** As in `fetch`; empty where none is known. */
  readonly integrity: string;
}

/** How the last page of a release came up that told: with a verified engine, locked, or not known. */
export type Start = 'verified' | 'locked' | 'unknown';

/** One build, whole in the cache. */
export interface Release {
  /** Hex digits: of its list of files. */
  readonly id: string;
  /** As in package.json. */
  readonly version: string;
  /** By absolute address. */
  readonly files: Readonly<Record<string, HeldFile>>;
  readonly start: Start;
}

/** What a reader has to know of a release that gave way. */
export interface Refusal {
  readonly id: string;
  readonly version: string;
  /** `silent`: no page of it came up at all; `locked`: it came up, and no engine was verified. */
  readonly reason: 'silent' | 'locked';
}

/** All that the worker remembers. */
export interface ReleaseBook {
  /** What new pages get. */
  readonly current: Release;
  /** The release before, on trial; the one that gave way, while it isn't known whether the one before does better. */
  readonly other: Release | null;
  /** `trial`: `current` is new and has to prove itself. `back`: `current` is the one before, and `other` gave way. */
  readonly phase: 'settled' | 'trial' | 'back';
  /** Pages of `current` that were loaded on trial. */
  readonly tries: number;
  /** The newest release, where it gave way; it is not tried again. */
  readonly refused: Refusal | null;
  /** Which release an open page came from, by the id of its client. */
  readonly pages: Readonly<Record<string, string>>;
}

/** Loads of a release on trial, none of which came up, before it gives way. */
export const MAX_TRIES = 3;

/** A book of one release, with nothing to go back to. */
export function openBook(current: Release): ReleaseBook {
  return { current, other: null, phase: 'settled', tries: 0, refused: null, pages: {} };
}

/**
 * The worker of a release takes over.
 *
 * @param book null where there was none
 * @param pages ids of the clients that are open
 * @param isKept whether a release is whole in the cache
 */
export function takeOver(
  book: ReleaseBook | null,
  own: Release,
  pages: readonly string[],
  isKept: (release: Release) => boolean,
): ReleaseBook {
  if (book === null) return openBook(own);
  // The same build under another worker: what is known of it stays true.
  if (book.current.id === own.id) {
    return { ...book, current: { ...own, start: book.current.start }, refused: null };
  }
  // On trial itself, the current one is nothing to go back to.
  const before = book.phase === 'trial' && book.other !== null ? book.other : book.current;
  if (before.id === own.id || !isKept(before)) return openBook(own);
  const from = Object.fromEntries(pages.map((page) => [page, book.pages[page] ?? book.current.id]));
  return { current: own, other: before, phase: 'trial', tries: 0, refused: null, pages: from };
}

/**
 * A page is about to be loaded: it gets `current` of the book that comes back.
 *
 * @param page id of its client
 * @param open ids of all that are open
 */
export function loadPage(
  book: ReleaseBook,
  page: string,
  open: readonly string[],
  isKept: (release: Release) => boolean,
): ReleaseBook {
  if (book.phase === 'settled') return book;
  const isSpent = book.phase === 'trial' && book.tries >= MAX_TRIES;
  const next = isSpent ? goBack(book, 'silent', isKept) : book;
  if (next.phase === 'settled') return next;
  const pages = Object.fromEntries(
    open.flatMap((id) => (id in next.pages ? [[id, next.pages[id]]] : [])),
  ) as Record<string, string>;
  pages[page] = next.current.id;
  return { ...next, pages, tries: next.phase === 'trial' ? next.tries + 1 : 0 };
}

/**
 * A page tells how it came up. One of another release than the current one changes nothing.
 *
 * @param start `locked` where no engine was verified and the page's address forced none; `unknown` for a page that can't tell
 */
export function noteStart(
  book: ReleaseBook,
  page: string,
  start: Start,
  isKept: (release: Release) => boolean,
): ReleaseBook {
  const { current, other, phase, refused } = book;
  if ((book.pages[page] ?? current.id) !== current.id) return book;
  if (start === 'unknown') return book.tries === 0 ? book : { ...book, tries: 0 };
  if (phase === 'trial' && start === 'locked' && other?.start !== 'locked') {
    return goBack({ ...book, current: { ...current, start } }, 'locked', isKept);
  }
  if (phase === 'back' && start === 'locked' && refused?.reason === 'locked' && other !== null) {
    // The one before locks as well: it lies with the machine, and the new one was not to blame.
    return openBook(other);
  }
  if (phase === 'settled' && current.start === start) return book;
  return { ...openBook({ ...current, start }), refused };
}

/** Back to the release before; where that is not whole any more, the current one has to do. */
function goBack(
  book: ReleaseBook,
  reason: Refusal['reason'],
  isKept: (release: Release) => boolean,
): ReleaseBook {
  const { current, other, pages } = book;
  if (other === null || !isKept(other)) return openBook(current);
  const { id, version } = current;
  return { current: other, other: current, phase: 'back', tries: 0, refused: { id, version, reason }, pages };
}

/**
 * The file that a page's request is for; undefined for what is in no release.
 *
 * @param page id of the client that asks; empty where none is known
 * @param url absolute, without query and fragment
 */
export function findFile(book: ReleaseBook, page: string, url: string): HeldFile | undefined {
  const { current, other, pages } = book;
  const isOfOther = other !== null && pages[page] === other.id;
  const [first, second] = isOfOther ? [other, current] : [current, other];
  // A decoding worker asks under an id of its own, but for names that only one release has.
  return first.files[url] ?? second?.files[url];
}

/** Keys of all that has to stay in the cache. */
export function listKeys(releases: readonly (Release | null)[]): Set<string> {
  return new Set(
    releases.flatMap((release) =>
      release === null ? [] : Object.values(release.files).map(({ key }) => key),
    ),
  );
}

/** A release for the reader's eye: two builds of one version differ by their id. */
export function nameRelease({ id, version }: Pick<Release, 'id' | 'version'>): string {
  return `${version} (${id.slice(0, 6)})`;
}
