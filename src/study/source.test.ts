import { describe, expect, it } from 'vitest';
import { nameOf, refuse, sourceOf, sourceOfFrame } from './source.ts';

const FILM = new File(['film'], 'a.png');

describe('a source', () => {
  it('of a file is the file itself, as often as it is asked', async () => {
    const source = sourceOf(FILM);
    expect(source).toMatchObject({ name: 'a.png', path: 'a.png', sizeBytes: 4, frame: null });
    expect([await source.open(), await source.open()]).toEqual([FILM, FILM]);
  });

  it('that is refused has its name and its reason', async () => {
    const source = refuse({ path: 'set.zip/ward/a.png', sizeBytes: 7 }, 'zip-encrypted');
    expect(source).toMatchObject({ name: 'a.png', path: 'set.zip/ward/a.png', sizeBytes: 7, frame: null });
    await expect(source.open()).rejects.toMatchObject({ name: 'DecodeError', code: 'zip-encrypted' });
  });

  it('of one frame is told apart by its number, and has the bytes of all', async () => {
    const source = sourceOfFrame(sourceOf(FILM), 3);
    expect(source).toMatchObject({ name: 'a.png#3', path: 'a.png#3', sizeBytes: 4, frame: 3 });
    expect(await source.open()).toBe(FILM);
  });
});

describe('the name of a path', () => {
  it.each([
    ['a/b.png', 'b.png'],
    ['a\\b.png', 'b.png'],
    ['a/b/', 'b'],
    ['b.png', 'b.png'],
    ['/', '/'],
  ])('%s is %s', (path, name) => {
    expect(nameOf(path)).toBe(name);
  });
});
