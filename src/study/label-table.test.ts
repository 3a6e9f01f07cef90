import { describe, expect, it } from 'vitest';
import { readLabelTable } from './label-table.ts';

describe('a table of labels', () => {
  it.each([
    ['heads in any order', 'age,Label,File_Name\n3,NORMAL,a.png\n4,Pneumonia,b.png\n'],
    ['no heads', 'a.png,0\nb.png,1\n'],
    ['heads of no known name', 'X_ray_image_name;Finding seen\na.png;Normal\nb.png;pneumonia\n'],
    ['a byte order mark and Windows lines', '\uFEFFfile,label\r\na.png,normal\r\nb.png,pneumonia\r\n\r\n'],
    ['tabs and quotes', '"image"\t"class"\n"a.png"\t"negative"\n"b.png"\t"positive"\n'],
    ['white space around its cells', ' File , Label \n a.png , normal \n b.png ,pneumonia\n'],
    ['a column without names of its own', 'a.png,0,a.png\nb.png,1,a.png\n'],
    ['a note on some films before the names', 'see me,a.png,0\n,b.png,1\n'],
    ['the ward, which is not told apart, before the names', 'ward,a.png,0\nward,b.png,1\n'],
    ['numbers before the names', '11,a.png,0\n12,b.png,1\n'],
    ['an index before the names', ',path,target\n0,a.png,0\n1,b.png,1\n'],
  ])('is read with %s', (_, text) => {
    expect(readLabelTable(text)).toEqual({
      table: {
        entries: [
          ['a.png', 'normal'],
          ['b.png', 'pneumonia'],
        ],
        skippedRows: 0,
      },
    });
  });

  it('counts the rows that say neither', () => {
    const read = readLabelTable('file,label\na.png,normal\nb.png,COVID-19\n,pneumonia\nc.png\n');
    expect(read).toEqual({ table: { entries: [['a.png', 'normal']], skippedRows: 3 } });
  });

  it.each([
    ['labels-no-columns', 'date,weight\n2024-01-01,12\n2024-01-02,13\n'],
    ['labels-no-columns', 'just a line of text'],
    ['labels-no-columns', ''],
    ['labels-no-columns', 'file,age\na.png,3\nb.png,4\n'],
    ['labels-no-columns', '3,normal\n4,pneumonia\n'],
    ['labels-no-classes', 'file,label\na.png,cat\nb.png,dog\n'],
    ['labels-no-classes', 'file,label\n'],
    ['labels-own-results', 'index,file,status,finding,probability_pneumonia\n0,a.png,predicted,normal,0.1\n'],
  ])('that can’t be used says why: %s', (code, text) => {
    expect(readLabelTable(text)).toEqual({ code });
  });
});
