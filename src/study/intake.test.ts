import { describe, expect, it } from 'vitest';
import {
  collectFromClipboard,
  collectFromDrop,
  collectFromInput,
  collectFromList,
  isRubbish,
  isUnreadable,
  pathOf,
} from './intake.ts';

/** A dropped folder or file as the browser hands it over: `readEntries` gives at most 100 at a time. */
type Tree = { readonly [name: string]: Tree | 'file' | 'locked' | 'locked folder' };

function makeEntry(name: string, node: Tree[string], parent: string): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  if (node === 'file' || node === 'locked') {
    const file = (resolve: (file: File) => void, reject: (error: Error) => void): void => {
      if (node === 'locked') reject(new Error('not readable'));
      else resolve(new File([`content of ${fullPath}`], name));
    };
    return { name, fullPath, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry;
  }
  const isLocked = node === 'locked folder';
  const children = isLocked
    ? []
    : Object.entries(node).map(([child, what]) => makeEntry(child, what, fullPath));
  const createReader = () => {
    let at = 0;
    return {
      readEntries: (resolve: (entries: FileSystemEntry[]) => void, reject: (error: Error) => void) => {
        if (isLocked) reject(new Error('not permitted'));
        else resolve(children.slice(at, at + 100));
        at += 100;
      },
    };
  };
  return { name, fullPath, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry;
}

function drop(tree: Tree): Pick<DataTransfer, 'files' | 'items'> {
  const items = Object.entries(tree).map(([name, node]) => ({
    kind: 'file',
    webkitGetAsEntry: () => makeEntry(name, node, ''),
    getAsFile: () => (typeof node === 'string' ? new File(['x'], name) : null),
  }));
  return { items, files: [] } as unknown as Pick<DataTransfer, 'files' | 'items'>;
}

const films = (count: number): Tree =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${String(n).padStart(3, '0')}.png`, 'file' as const]),
  );

describe('a dropped folder', () => {
  it('is read whole: 250 films, 10 deeper, its rubbish counted and left out', async () => {
    const { files, skippedFiles } = await collectFromDrop(
      drop({
        ward: {
          ...films(250),
          deeper: films(10),
          '.DS_Store': 'file',
          'Thumbs.db': 'file',
          '._x.png': 'file',
        },
      }),
    );
    expect([files.length, skippedFiles]).toEqual([260, 3]);
    expect(pathOf(files[0])).toBe('ward/000.png');
    expect(pathOf(files[250])).toBe('ward/deeper/000.png');
  });

  it('tells files of the same name apart by their path', async () => {
    const { files } = await collectFromDrop(drop({ a: { 'x.png': 'file' }, b: { 'x.png': 'file' } }));
    expect(files.map(pathOf)).toEqual(['a/x.png', 'b/x.png']);
    expect(files.map(({ name }) => name)).toEqual(['x.png', 'x.png']);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual([
      'content of /a/x.png',
      'content of /b/x.png',
    ]);
  });

  it('gives a file that can’t be opened its row, marked as such', async () => {
    const { files } = await collectFromDrop(drop({ a: { 'x.png': 'locked', 'y.png': 'file' } }));
    expect(files.map((file) => [pathOf(file), isUnreadable(file)])).toEqual([
      ['a/x.png', true],
      ['a/y.png', false],
    ]);
  });

  it('gives a folder that can’t be listed one row, marked as such, and reads the others', async () => {
    const { files } = await collectFromDrop(drop({ a: { b: 'locked folder', c: { 'x.png': 'file' } } }));
    expect(files.map((file) => [pathOf(file), isUnreadable(file)])).toEqual([
      ['a/b', true],
      ['a/c/x.png', false],
    ]);
  });

  it('is read by name, its own files before those of the folders in it', async () => {
    const { files } = await collectFromDrop(
      drop({
        a: {
          two: { 'd.png': 'file' },
          'b.png': 'file',
          one: { z: { 'e.png': 'file' }, 'c.png': 'file' },
          'a.png': 'file',
        },
      }),
    );
    expect(files.map(pathOf)).toEqual(['a/a.png', 'a/b.png', 'a/one/c.png', 'a/one/z/e.png', 'a/two/d.png']);
  });

  it('that is empty gives nothing', async () => {
    expect(await collectFromDrop(drop({ a: {} }))).toEqual({ files: [], skippedFiles: 0 });
  });

  it('counts a rubbish folder as one', async () => {
    const { files, skippedFiles } = await collectFromDrop(
      drop({ a: { __MACOSX: films(5), 'x.png': 'file' } }),
    );
    expect([files.length, skippedFiles]).toEqual([1, 1]);
  });
});

describe('files given one by one', () => {
  it('come by their entry where the browser hands over no file', async () => {
    const data = drop({ 'x.png': 'file' });
    const [item] = Array.from(data.items);
    Object.assign(item, { getAsFile: () => null });
    expect((await collectFromDrop(data)).files.map(({ name }) => name)).toEqual(['x.png']);
  });

  it('all get their row, system files too', async () => {
    const { files, skippedFiles } = await collectFromDrop(drop({ '.DS_Store': 'file', 'x.png': 'file' }));
    expect([files.length, skippedFiles]).toEqual([2, 0]);
    const listed = collectFromList([new File(['x'], 'Thumbs.db'), new File(['x'], 'x.png')]);
    expect([listed.files.length, listed.skippedFiles]).toEqual([2, 0]);
  });
});

describe('a drop', () => {
  it('stays in the order given, with the files of a folder at its place', async () => {
    const { files } = await collectFromDrop(
      drop({ 'z.png': 'file', ward: { 'm.png': 'file' }, 'a.png': 'file' }),
    );
    expect(files.map(pathOf)).toEqual(['z.png', 'ward/m.png', 'a.png']);
  });

  it('comes in where the browser knows no folders', async () => {
    const file = new File(['x'], 'a.png');
    const items = [{ kind: 'file', getAsFile: () => file }, { kind: 'string' }];
    expect(await collectFromDrop({ items, files: [] } as unknown as DataTransfer)).toEqual({
      files: [file],
      skippedFiles: 0,
    });
    expect(await collectFromDrop({ items: [], files: [file] } as unknown as DataTransfer)).toEqual({
      files: [file],
      skippedFiles: 0,
    });
  });

  it('of text is nothing', async () => {
    const data = { items: [{ kind: 'string' }], files: [] } as unknown as DataTransfer;
    expect(await collectFromDrop(data)).toEqual({ files: [], skippedFiles: 0 });
  });
});

describe('a chosen folder', () => {
  it('gives its files with their path, its rubbish counted and left out', () => {
    const given = ['ward/a.png', 'ward/.DS_Store', 'ward/__MACOSX/._a.png', 'ward/sub/a.png'].map((path) =>
      Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
        value: path,
      }),
    );
    const { files, skippedFiles } = collectFromInput({ files: given as unknown as FileList });
    expect(files.map(pathOf)).toEqual(['ward/a.png', 'ward/sub/a.png']);
    expect(skippedFiles).toBe(2);
  });

  it('is nothing when the dialog was closed', () => {
    expect(collectFromInput({ files: null })).toEqual({ files: [], skippedFiles: 0 });
  });
});

describe('the clipboard', () => {
  it('gives the copied image, and a copied system file its row', () => {
    const files = [new File(['x'], 'image.png'), new File(['x'], 'Thumbs.db')];
    expect(collectFromClipboard({ files: files as unknown as FileList })).toEqual({ files, skippedFiles: 0 });
  });

  it('gives nothing when nothing is in it', () => {
    expect(collectFromClipboard(null)).toEqual({ files: [], skippedFiles: 0 });
  });
});

describe('rubbish', () => {
  it.each(['.DS_Store', 'a/Thumbs.db', 'a/THUMBS.DB', 'desktop.ini', '__MACOSX/x.png', 'a/._x.png'])(
    '%s',
    (path) => {
      expect(isRubbish(path)).toBe(true);
    },
  );

  it.each(['x.png', 'IM000001', '.hidden.png', 'thumbs.png', 'desktop.ini.png'])('not %s', (path) => {
    expect(isRubbish(path)).toBe(false);
  });
});
