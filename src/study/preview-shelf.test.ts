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

  it('leaves no address behind when it is cleared', () => {
    const { shelf, put, revoked } = makeShelf(3);
    put(0);
    put(1);
    shelf.clear();
    expect(revoked).toEqual(['blob:1', 'blob:2']);
  });
});
