import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openReleaseShelf } from './release-shelf.ts';
import { openBook, type Release, takeOver } from './releases.ts';

/** Enough of the browser's cache storage: entries by address, in order. */
function fakeCaches() {
  const stores = new Map<string, Map<string, string>>();
  const open = async (name: string) => {
    const entries = stores.get(name) ?? new Map<string, string>();
    stores.set(name, entries);
    return {
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      match: async (key: string) => (entries.has(key) ? new Response(entries.get(key)) : undefined),
      put: async (key: string, response: Response) => void entries.set(key, await response.text()),
      delete: async (key: string | { readonly url: string }) =>
        entries.delete(typeof key === 'string' ? key : key.url),
    };
  };
  return { stores, open };
}

const release = (id: string): Release => ({
  id,
  version: '1.0.0',
  files: {
    page: { key: `page?v=${id}`, integrity: '' },
    font: { key: 'font', integrity: '' },
  },
  start: 'unknown',
});

let storage: ReturnType<typeof fakeCaches>;
const hold = (...keys: string[]) =>
  storage.stores.set('files', new Map(keys.map((key) => [key, 'its bytes'])));
const held = () => [...(storage.stores.get('files')?.keys() ?? [])];

beforeEach(() => {
  storage = fakeCaches();
  vi.stubGlobal('caches', storage);
});
afterEach(() => void vi.unstubAllGlobals());

test('a book that was written is there for the next worker', async () => {
  const shelf = openReleaseShelf('files');
  expect(await shelf.read()).toBeNull();
  expect(shelf.peek()).toBeNull();
  const book = await shelf.change(() => openBook(release('one')));
  expect(shelf.peek()).toBe(book);
  expect(await openReleaseShelf('files').read()).toEqual(book);
});

test('changes build on each other, and one that changes nothing is not written', async () => {
  const shelf = openReleaseShelf('files');
  await shelf.change(() => openBook(release('one')));
  const raise = () =>
    shelf.change((book) => ({ ...(book ?? openBook(release('x'))), tries: (book?.tries ?? 0) + 1 }));
  await Promise.all([raise(), raise(), raise()]);
  expect((await openReleaseShelf('files').read())?.tries).toBe(3);
  storage.stores.get('files-releases')?.clear();
  await shelf.change((book) => book ?? openBook(release('x')));
  expect(await openReleaseShelf('files').read()).toBeNull();
});

test('a change that fails holds the next one back no longer', async () => {
  const shelf = openReleaseShelf('files');
  await expect(
    shelf.change(() => {
      throw new Error('planted');
    }),
  ).rejects.toThrow('planted');
  expect((await shelf.change(() => openBook(release('one')))).current.id).toBe('one');
});

test('a version is whole only with every file', async () => {
  hold('page?v=one', 'font');
  const isKept = await openReleaseShelf('files').look();
  expect([isKept(release('one')), isKept(release('two'))]).toEqual([true, false]);
});

test('only what nobody needs is cleared: both versions of a trial stay, and one that is being fetched', async () => {
  hold('page?v=zero', 'page?v=one', 'page?v=two', 'page?v=three', 'font');
  const shelf = openReleaseShelf('files');
  await shelf.change(() => takeOver(openBook(release('one')), release('two'), [], () => true));
  await shelf.announce(release('three'));
  await shelf.clear();
  expect(held()).toEqual(['page?v=one', 'page?v=two', 'page?v=three', 'font']);
  await shelf.change(() => openBook(release('two')));
  await shelf.clear();
  expect(held()).toEqual(['page?v=two', 'page?v=three', 'font']);
  await shelf.withdraw(release('other'));
  await shelf.clear();
  expect(held()).toContain('page?v=three');
  await shelf.withdraw(release('three'));
  await shelf.clear();
  expect(held()).toEqual(['page?v=two', 'font']);
});
