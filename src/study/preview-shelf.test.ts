import { describe, expect, it } from 'vitest';
import { createPreviewShelf } from './preview-shelf.ts';

function makeShelf(maxPreviews: number) {
  const revoked: string[] = [];
  const dropped: number[] = [];
  let made = 0;
  const shelf = createPreviewShelf({
    maxPreviews,
    createUrl: () => {
      made += 1;
      return `blob:${made}`;
    },
    revokeUrl: (url) => {
      revoked.push(url);
    },
    onDropped: (id) => {
      dropped.push(id);
    },
  });
  const put = (id: number) => shelf.put(id, { blob: new Blob(), widthPx: 4, heightPx: 3 });
  return { shelf, put, revoked, dropped };
}

describe('the shelf of previews', () => {
  it('drops the one that was not looked at for longest', () => {
    const { shelf, put, revoked, dropped } = makeShelf(2);
    expect(put(0)).toEqual({ url: 'blob:1', widthPx: 4, heightPx: 3 });
    put(1);
    shelf.touch(0);
    put(2);
    expect([dropped, revoked]).toEqual([[1], ['blob:2']]);
  });

  it('revokes a picture that is replaced, without calling it dropped', () => {
    const { put, revoked, dropped } = makeShelf(2);
    put(0);
    put(0);
    expect([dropped, revoked]).toEqual([[], ['blob:1']]);
  });

  it('never holds more than it may, and lets go the oldest first', () => {
    const { put, revoked, dropped } = makeShelf(3);
    for (const id of [0, 1, 2, 3, 4, 5]) put(id);
    expect(dropped).toEqual([0, 1, 2]);
    expect(revoked).toEqual(['blob:1', 'blob:2', 'blob:3']);
  });

  it('does not mind a look at a picture that it has not', () => {
    const { shelf, put, revoked, dropped } = makeShelf(1);
    put(0);
    put(1);
    shelf.touch(0);
    shelf.touch(7);
    put(2);
    expect([dropped, revoked]).toEqual([
      [0, 1],
      ['blob:1', 'blob:2'],
    ]);
  });

  it('takes a picture again that it had dropped, under a new address', () => {
    const { put } = makeShelf(1);
    expect([put(0).url, put(1).url, put(0).url]).toEqual(['blob:1', 'blob:2', 'blob:3']);
  });

  it('leaves no address behind when it is cleared', () => {
    const { shelf, put, revoked } = makeShelf(3);
    put(0);
    put(1);
    shelf.clear();
    expect(revoked).toEqual(['blob:1', 'blob:2']);
    shelf.clear();
    expect(revoked).toHaveLength(2);
  });
});
