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
    ['ages before the names', 'age,label,film\n3,normal,a.png\n4,pneumonia,b.png\n'],
    ['numbers of patients before the names', 'id,label,image_index\n11,normal,a.png\n12,pneumonia,b.png\n'],
    ['heads in capitals', 'LABEL;AGE;FILENAME\nNORMAL;3;a.png\nPNEUMONIA;4;b.png\n'],
    ['no head above its names', 'age\tlabel\t\n3\tnormal\ta.png\n4\tpneumonia\tb.png\n'],
    ['a head that is a label’s word', 'x,pneumonia\na.png,0\nb.png,1\n'],
    ['another column of 0 and 1 beside headed labels', 'sex,truth,path\n1,0,a.png\n0,1,b.png\n'],
    ['another column of 0 and 1 beside labels in words', '1,a.png,normal\n0,b.png,pneumonia\n'],
    ['a byte order mark, quotes and capitals', '\uFEFF"FILE";"LABEL"\n"a.png";"0"\n"b.png";"1"\n'],
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

  it.each([
    [
      'a comma and quotes in them',
      'file,label\n"Doe, Jane ""J"".png",0\n"Roe, R.png",1\n',
      'Doe, Jane "J".png',
    ],
    ['a comma in them, between semicolons', '"Doe, Jane.png";0\n"Roe, R.png";1\n', 'Doe, Jane.png'],
    ['numbers and an ending', 'age,label,x\n3,normal,12.png\n4,pneumonia,13.png\n', '12.png'],
    ['numbers alone below their head', 'image,age,label\n12,3,normal\n13,4,pneumonia\n', '12'],
    ['numbers alone below "id"', 'label,age,id\nnormal,3,12\npneumonia,4,13\n', '12'],
    [
      'no head, as in the data set',
      '3,person1_virus_6.jpeg,1\n4,IM-0001.jpeg,0\n3,IM-0002.jpeg,0\n',
      'person1_virus_6.jpeg',
    ],
    ['no ending', 'age,label,x\n3y,normal,person1_virus_6\n4y,pneumonia,IM00001\n', 'person1_virus_6'],
    ['a DICOM UID', '1.2.840.10008.1,normal\n1.2.840.10008.2,pneumonia\n', '1.2.840.10008.1'],
    ['a folder before them', 'x,y\nward/a.dcm,normal\nward/b.dcm,pneumonia\n', 'ward/a.dcm'],
  ])('takes names with %s', (_, text, name) => {
    const read = readLabelTable(text);
    expect('table' in read && read.table.entries[0]?.[0]).toBe(name);
    expect('table' in read && read.table.skippedRows).toBe(0);
  });

  it('of one film alone is read too', () => {
    expect(readLabelTable('a.png,normal')).toEqual({
      table: { entries: [['a.png', 'normal']], skippedRows: 0 },
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
    ['labels-no-columns', 'age,weight\n3,12\n4,13\n'],
    ['labels-no-labels', 'file,age\na.png,3\nb.png,4\n'],
    // Nothing tells which of the two is the truth.
    ['labels-no-labels', 'file,sex,seen\na.png,1,0\nb.png,0,1\n'],
    ['labels-no-names', '3,normal\n4,pneumonia\n'],
    ['labels-no-names', 'age,label,weight\n3,normal,12\n4,pneumonia,13\n'],
    ['labels-no-names', 'age,label\n3y,normal\n14 months,pneumonia\n'],
    ['labels-no-names', 'date,label\n2024-01-01,normal\n2024-01-02,pneumonia\n'],
    ['labels-no-names', 'doctor;label\nMeier;normal\nMüller;pneumonia\n'],
    ['labels-no-names', 'file,label\n,normal\n,pneumonia\n'],
    ['labels-no-classes', 'file,label\na.png,cat\nb.png,dog\n'],
    ['labels-no-classes', 'file,label\n'],
    ['labels-own-results', 'index,file,status,finding,probability_pneumonia\n0,a.png,predicted,normal,0.1\n'],
  ])('that can’t be used says why: %s', (code, text) => {
    expect(readLabelTable(text)).toEqual({ code });
  });
});
