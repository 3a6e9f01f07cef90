/**
 * Where the worker keeps its book of releases, and what is cleared away with them: a cache of its own beside that of the files,
 * since a worker has no other storage that is gone exactly when its files are.
 * Invariants: changes are written one after the other, each before it is obeyed; nothing is cleared that a release in the book, or the one
 * that is being fetched, needs.
 */
import { listKeys, type Release, type ReleaseBook } from './releases.ts';

/** The book, for one worker. */
export interface ReleaseShelf {
  /** As it was read or written last; null before that. */
  peek(): ReleaseBook | null;
  /** Null where there is none. */
  read(): Promise<ReleaseBook | null>;
  /** Writes what `turn` makes of it; the same object is not written. */
  change(turn: (book: ReleaseBook | null) => ReleaseBook): Promise<ReleaseBook>;
  /** Notes a release that is about to be fetched. */
  announce(release: Release): Promise<void>;
  /** The release that was announced is in the book, or given up. Leaves one that was announced since. */
  withdraw(release: Release): Promise<void>;
  /** Looks at the cache of files: tells of any release whether it is whole there. */
  look(): Promise<(release: Release) => boolean>;
  /** Drops the files that nobody needs. */
  clear(): Promise<void>;
}

/** Addresses under which the two entries lie; no page asks for them. */
const BOOK = '/release-book.json';
const ANNOUNCED = '/release-announced.json';

/**
 * Opens nothing yet.
 *
 * @param filesName name of the cache of files
 */
export function openReleaseShelf(filesName: string): ReleaseShelf {
  let known: ReleaseBook | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const openEntries = (): Promise<Cache> => caches.open(`${filesName}-releases`);

  const readEntry = async <T>(name: string): Promise<T | null> => {
    const held = await (await openEntries()).match(name);
    return held === undefined ? null : ((await held.json()) as T);
  };

  const writeEntry = async (name: string, value: unknown): Promise<void> => {
    await (await openEntries()).put(name, new Response(JSON.stringify(value)));
  };

  const load = async (): Promise<ReleaseBook | null> => {
    known ??= await readEntry<ReleaseBook>(BOOK);
    return known;
  };

  return {
    peek: () => known,
    read: () => inTurn(load),
    change: (turn) =>
      inTurn(async () => {
        const before = await load();
        const after = turn(before);
        if (after !== before) await writeEntry(BOOK, after);
        known = after;
        return after;
      }),
    announce: (release) => writeEntry(ANNOUNCED, release),
    async withdraw({ id }) {
      const announced = await readEntry<Release>(ANNOUNCED);
      if (announced?.id === id) await (await openEntries()).delete(ANNOUNCED);
    },
    async look() {
      const keys = await (await caches.open(filesName)).keys();
      const held = new Set(keys.map(({ url }) => url));
      return ({ files }) => Object.values(files).every(({ key }) => held.has(key));
    },
    clear: () =>
      inTurn(async () => {
        const book = await load();
        const announced = await readEntry<Release>(ANNOUNCED);
        const needed = listKeys([book?.current ?? null, book?.other ?? null, announced]);
        const files = await caches.open(filesName);
        for (const request of await files.keys()) {
          if (!needed.has(request.url)) await files.delete(request);
        }
      }),
  };
}
