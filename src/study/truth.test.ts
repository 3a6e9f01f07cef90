import { describe, expect, it } from 'vitest';
import { type AppEvent, INITIAL_STATE, reduce } from './reducer.ts';
import { addTable, classOfFolders, type LabelTable, truthOf } from './truth.ts';

function tableOf(...entries: LabelTable['entries']): LabelTable {
  return { entries, skippedRows: 0 };
}

function added(path: string): AppEvent {
  return { type: 'added', files: [{ name: path, path, sizeBytes: 1 }], skippedFiles: 0 };
}

describe('the folder that a film lies in', () => {
  it.each([
    ['set/NORMAL/a.png', 'normal'],
    ['set/Pneumonia/deep/er/a.png', 'pneumonia'],
    ['PNEUMONIA/normal/a.png', 'normal'],
    ['set.zip/pneumonia/a.png', 'pneumonia'],
    ['C:\\films\\NORMAL\\a.png', 'normal'],
    ['NORMAL.png', null],
    ['set/NORMAL', null],
    ['set/normals/a.png', null],
    ['a.png', null],
  ])('%s is %s', (path, expected) => {
    expect(classOfFolders(path)).toBe(expected);
  });
});

describe('a table of labels', () => {
  it('names films by path, by bare name and without extension, in whatever case', () => {
    const book = addTable(
      new Map(),
      tableOf(
        ['set/a.PNG', 'normal'],
        ['b.jpeg', 'pneumonia'],
        ['c', 'normal'],
        ['D:\\x\\d.png', 'pneumonia'],
      ),
    );
    expect(truthOf('set/A.png', book)).toBe('normal');
    expect(truthOf('a.png', book)).toBe('normal');
    expect(truthOf('any/where/B.jpeg', book)).toBe('pneumonia');
    expect(truthOf('c.dcm', book)).toBe('normal');
    expect(truthOf('d.png', book)).toBe('pneumonia');
    expect(truthOf('e.png', book)).toBeNull();
  });

  it('tells two films of one name apart by their folders, and does not guess where it cannot', () => {
    const book = addTable(new Map(), tableOf(['one/a.png', 'normal'], ['two/a.png', 'pneumonia']));
    expect(truthOf('set/one/a.png', book)).toBe('normal');
    expect(truthOf('set/two/a.png', book)).toBe('pneumonia');
    expect(truthOf('a.png', book)).toBeNull();
  });

  it('is read alike with a dot or two slashes in its paths, and however accents are coded', () => {
    const book = addTable(
      new Map(),
      tableOf(['./one//a.png', 'normal'], ['two/a.png', 'pneumonia'], ['d\u00e9j\u00e0.png', 'normal']),
    );
    expect(truthOf('one/a.png', book)).toBe('normal');
    expect(truthOf('./two/./a.png', book)).toBe('pneumonia');
    expect(truthOf('de\u0301ja\u0300.png', book)).toBe('normal');
  });

  it('may say the same twice, and takes a name with dots for what it is', () => {
    const book = addTable(
      new Map(),
      tableOf(['one/a.png', 'normal'], ['two/a.png', 'normal'], ['b.1', 'pneumonia']),
    );
    expect(truthOf('a.png', book)).toBe('normal');
    expect(truthOf('b.1.png', book)).toBe('pneumonia');
    expect(truthOf('b.2.png', book)).toBeNull();
  });

  it('outweighs the folder, and is outweighed by a later table', () => {
    const first = addTable(new Map(), tableOf(['a.png', 'pneumonia']));
    expect(truthOf('NORMAL/a.png', first)).toBe('pneumonia');
    expect(truthOf('NORMAL/b.png', first)).toBe('normal');
    expect(truthOf('a.png', addTable(first, tableOf(['a.png', 'normal'])))).toBe('normal');
  });

  it('says what films are that are in the list, and those that come later', () => {
    const table = {
      entries: [['a.png', 'normal'] as const, ['b.png', 'pneumonia'] as const],
      skippedRows: 3,
    };
    const state = [
      added('a.png'),
      { type: 'labelled', table } as const,
      added('b.png'),
      added('c.png'),
    ].reduce(reduce, INITIAL_STATE);
    expect(state.studies.map(({ truth }) => truth)).toEqual(['normal', 'pneumonia', null]);
    expect(state.skippedLabelRows).toBe(3);
  });
});
