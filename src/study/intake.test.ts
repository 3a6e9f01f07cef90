import { describe, expect, it } from 'vitest';
import { collectFromDrop, collectFromList, isRubbish, isUnreadable, pathOf } from './intake.ts';

/** A dropped folder or file as the browser hands it over: `readEntries` gives at most 100 at a time. */
type Tree = { readonly [name: string]: Tree | 'file' | 'locked' };

function makeEntry(name: string, node: Tree | 'file' | 'locked', parent: string): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  if (typeof node === 'string') {
    const file = (resolve: (file: File) => void, reject: (error: Error) => void): void => {
      if (node === 'locked') reject(new Error('not readable'));
      else resolve(new File(['x'], name));
    };
    return { name, fullPath, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry;
  }
  const children = Object.entries(node).map(([child, what]) => makeEntry(child, what, fullPath));
  const createReader = () => {
    let at = 0;
    return {
      readEntries: (resolve: (entries: FileSystemEntry[]) => void) => {
        resolve(children.slice(at, at + 100));
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
  });

  it('gives a file that can’t be opened its row, marked as such', async () => {
    const { files } = await collectFromDrop(drop({ a: { 'x.png': 'locked', 'y.png': 'file' } }));
    expect(files.map((file) => [pathOf(file), isUnreadable(file)])).toEqual([
      ['a/x.png', true],
      ['a/y.png', false],
    ]);
  });

  it('counts a rubbish folder as one', async () => {
    const { files, skippedFiles } = await collectFromDrop(
      drop({ a: { __MACOSX: films(5), 'x.png': 'file' } }),
    );
    expect([files.length, skippedFiles]).toEqual([1, 1]);
  });
});

describe('files given one by one', () => {
  it('all get their row, system files too', async () => {
    const { files, skippedFiles } = await collectFromDrop(drop({ '.DS_Store': 'file', 'x.png': 'file' }));
    expect([files.length, skippedFiles]).toEqual([2, 0]);
    const listed = collectFromList([new File(['x'], 'Thumbs.db'), new File(['x'], 'x.png')]);
    expect([listed.files.length, listed.skippedFiles]).toEqual([2, 0]);
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
