import { describe, expect, it, vi } from 'vitest';
import { createPreviews, EARLY_PREVIEWS } from './previews.ts';
import { createStore } from './store.ts';

const IMAGE = { blob: new Blob(['picture']), widthPx: 4, heightPx: 3 };

/** A list whose films 0 and 1 were read and failed afterwards, so that they may have a picture; film 2 still waits. */
function makeList(options: { maxPreviews?: number } = {}) {
  const store = createStore();
  const files = ['a', 'b', 'c'].map((name) => ({ name, path: name, sizeBytes: 1 }));
  store.dispatch({ type: 'added', files, skippedFiles: 0 });
  for (const id of [0, 1]) {
    store.dispatch({ type: 'failed', id, run: 0, stage: 'predicting', error: 'engine-lost' });
  }
  const read = vi.fn(() => Promise.resolve(IMAGE));
  const revoked: string[] = [];
  let made = 0;
  const previews = createPreviews({
    store,
    read,
    ...options,
    createUrl: () => {
      made += 1;
      return `blob:${made}`;
    },
    revokeUrl: (url) => {
      revoked.push(url);
    },
  });
  const urls = () => store.getState().studies.map(({ preview }) => preview?.url ?? null);
  return { store, read, revoked, previews, urls };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the pictures of a list', () => {
  it('are made in the pass that reads a film for the first of them, and for the one on screen', () => {
    const { previews, store } = makeList();
    expect([0, EARLY_PREVIEWS - 1, EARLY_PREVIEWS].map((id) => previews.isMadeEarly(id))).toEqual([
      true,
      true,
      false,
    ]);
    const files = Array.from({ length: 40 }, (_, n) => ({ name: `${n}`, path: `${n}`, sizeBytes: 1 }));
    store.dispatch({ type: 'added', files, skippedFiles: 0 });
    store.dispatch({ type: 'selected', id: 30 });
    expect(previews.isMadeEarly(30)).toBe(true);
  });

  it('are made when they are looked at, once', async () => {
    const { previews, read, urls } = makeList();
    previews.request(1);
    previews.request(1);
    await settle();
    expect(urls()).toEqual([null, 'blob:1', null]);
    previews.request(1);
    await settle();
    expect(read.mock.calls).toEqual([[1]]);
  });

  it('are not made of a film that was not read, nor of one that nobody knows', async () => {
    const { previews, read } = makeList();
    previews.request(2);
    previews.request(7);
    await settle();
    expect(read).not.toHaveBeenCalled();
  });

  it('are tried again at the next look where the file could not be read', async () => {
    const { previews, read, urls } = makeList();
    read.mockRejectedValueOnce(new Error('gone'));
    previews.request(0);
    await settle();
    expect(urls()[0]).toBeNull();
    previews.request(0);
    await settle();
    expect(urls()[0]).toBe('blob:1');
  });

  it('that can’t be made are not waited for on screen, until one is', async () => {
    const { previews, read, store, urls } = makeList();
    const isPictureless = () => store.getState().studies[0].isPictureless;
    read.mockRejectedValueOnce(new Error('gone'));
    previews.request(0);
    expect(isPictureless()).toBe(false);
    await settle();
    expect(isPictureless()).toBe(true);
    previews.request(0);
    await settle();
    expect([isPictureless(), urls()[0]]).toEqual([false, 'blob:1']);
  });

  it('of before are not shown of a film that is read anew', async () => {
    const { previews, store, urls } = makeList();
    previews.request(0);
    store.dispatch({ type: 'retried', id: 0 });
    await settle();
    expect(urls()[0]).toBeNull();
  });

  it('that come with a film are shown at once, and are of its run alone', async () => {
    const { previews, read, store, urls } = makeList();
    previews.take(0, 0, IMAGE);
    previews.request(0);
    expect(urls()[0]).toBe('blob:1');
    store.dispatch({ type: 'retried', id: 1 });
    previews.take(1, 0, IMAGE);
    expect(urls()[1]).toBeNull();
    await settle();
    expect(read).not.toHaveBeenCalled();
  });

  it('that did not come with a film are said to be missing, and made at the next look', async () => {
    const { previews, store, urls } = makeList();
    previews.take(0, 0, null);
    expect(store.getState().studies[0].isPictureless).toBe(true);
    previews.request(0);
    await settle();
    expect(urls()[0]).toBe('blob:1');
  });

  it('are made of a newer run while those of the run before are still being made, and only these are shown', async () => {
    const { previews, read, store, urls } = makeList();
    const ends: ((image: typeof IMAGE) => void)[] = [];
    read.mockImplementation(() => new Promise((resolve) => void ends.push(resolve)));
    previews.request(0);
    store.dispatch({ type: 'retried', id: 0 });
    store.dispatch({ type: 'failed', id: 0, run: 1, stage: 'predicting', error: 'engine-lost' });
    previews.request(0);
    previews.request(0);
    expect(read).toHaveBeenCalledTimes(2);
    ends[0](IMAGE);
    await settle();
    expect(urls()[0]).toBeNull();
    previews.request(0);
    expect(read).toHaveBeenCalledTimes(2);
    ends[1](IMAGE);
    await settle();
    expect(urls()[0]).toBe('blob:1');
  });

  it('go for newer ones, the one on screen last', () => {
    const { previews, store, urls, revoked } = makeList({ maxPreviews: 2 });
    const put = (id: number) => previews.take(id, 0, IMAGE);
    store.dispatch({ type: 'selected', id: 0 });
    put(0);
    put(1);
    put(2);
    expect(urls()).toEqual(['blob:1', null, 'blob:3']);
    expect(revoked).toEqual(['blob:2']);
    // A look at one keeps it, too.
    store.dispatch({ type: 'selected', id: null });
    previews.request(0);
    put(1);
    expect(urls()).toEqual(['blob:1', 'blob:4', null]);
  });

  it('are all revoked in the end, and none is taken afterwards', async () => {
    const { previews, read, revoked, urls } = makeList();
    previews.take(0, 0, IMAGE);
    previews.stop();
    expect(revoked).toEqual(['blob:1']);
    previews.take(1, 0, IMAGE);
    previews.request(1);
    await settle();
    expect(urls()[1]).toBeNull();
    expect(read).not.toHaveBeenCalled();
  });
});
