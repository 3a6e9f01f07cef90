/**
 * Archives and folders as readers give them. The archives are made by fflate and, where they are broken on purpose, changed
 * byte by byte.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../image/decode-error.ts';
import { expandFiles } from './expand.ts';
import { collectFromInput } from './intake.ts';
import type { Source } from './source.ts';
import { MAX_ZIP_MEMBERS } from './zip.ts';

const fileOf = (name: string, bytes: Uint8Array | string): File =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name);
const zip = (members: Zippable, level: 0 | 6 = 6): Uint8Array => zipSync(members, { level });

/** A file within a chosen folder. */
function inFolder(path: string, bytes: Uint8Array | string): File {
  const file = fileOf(path.split('/').at(-1) ?? '', bytes);
  return Object.defineProperty(file, 'webkitRelativePath', { value: path });
}

/** What a source is: its text, or its code. */
async function contentOf(source: Source): Promise<string> {
  try {
    return await new Blob([await source.open()]).text();
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
}

async function expand(...files: readonly File[]): Promise<{ rows: string[]; skipped: number }> {
  const { sources, skippedFiles } = await expandFiles(files);
  const rows = await Promise.all(sources.map(async (source) => `${source.path}: ${await contentOf(source)}`));
  return { rows, skipped: skippedFiles };
}

const film = strToU8('a film');
const DIRECTORY = `${'\0'.repeat(128)}DICM\x02\0\x02\0UI\x14\x001.2.840.10008.1.3.10`;

/** Offset of the n-th central directory header: PK 1 2. */
function findEntry(archive: Uint8Array, index = 0): number {
  let at = -1;
  for (let seen = 0; seen <= index; seen += 1) {
    do at += 1;
    while (
      !(archive[at] === 0x50 && archive[at + 1] === 0x4b && archive[at + 2] === 1 && archive[at + 3] === 2)
    );
  }
  return at;
}

describe('a ZIP archive', () => {
  it.each([0, 6] as const)('gives way to its members, in its place (level %i)', async (level) => {
    const archive = zip({ 'one.png': film, ward: { 'two.dcm': strToU8('two') } }, level);
    expect(await expand(fileOf('a.png', 'A'), fileOf('films.zip', archive), fileOf('b.png', 'B'))).toEqual({
      rows: ['a.png: A', 'films.zip/one.png: a film', 'films.zip/ward/two.dcm: two', 'b.png: B'],
      skipped: 0,
    });
  });

  it('is told by its content, whatever its name', async () => {
    const { rows } = await expand(fileOf('IM000001', zip({ 'x.png': film })), fileOf('no.zip', 'PK, a text'));
    expect(rows).toEqual(['IM000001/x.png: a film', 'no.zip: PK, a text']);
  });

  it('knows the size of a member before it is opened, and names it without its folders', async () => {
    const { sources } = await expandFiles([fileOf('films.zip', zip({ ward: { 'x.png': film } }))]);
    expect(sources.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['x.png', 6]]);
  });

  it('has its rubbish skipped and counted', async () => {
    const archive = zip({
      'x.png': film,
      '.DS_Store': film,
      __MACOSX: { '._x.png': film },
      ward: { 'Thumbs.db': film, 'desktop.ini': film, '._y.png': film },
    });
    expect(await expand(fileOf('films.zip', archive))).toEqual({
      rows: ['films.zip/x.png: a film'],
      skipped: 5,
    });
  });

  it('is read within another one, and no deeper', async () => {
    const innermost = zip({ 'z.png': film });
    const inner = zip({ 'y.png': film, 'deep.zip': innermost });
    const { rows } = await expand(fileOf('films.zip', zip({ 'x.png': film, 'more.ZIP': inner })));
    expect(rows).toEqual([
      'films.zip/x.png: a film',
      'films.zip/more.ZIP/y.png: a film',
      'films.zip/more.ZIP/deep.zip: zip-nested',
    ]);
  });

  it('within another one, broken, costs itself alone', async () => {
    const archive = zip({ 'bad.zip': strToU8('PK\x03\x04 and no more'), 'x.png': film });
    expect((await expand(fileOf('films.zip', archive))).rows).toEqual([
      'films.zip/bad.zip: zip-damaged',
      'films.zip/x.png: a film',
    ]);
  });

  it('opens a member as often as it is asked', async () => {
    const { sources } = await expandFiles([fileOf('films.zip', zip({ 'x.png': film }))]);
    expect([await contentOf(sources[0]), await contentOf(sources[0])]).toEqual(['a film', 'a film']);
  });
});

describe('a ZIP archive that can’t be read has one row', () => {
  const whole = zip({ 'x.png': new Uint8Array(5000).map((_, at) => (at * 7919) >> 3) });
  it.each<[string, Uint8Array, string]>([
    ['cut in the middle', whole.slice(0, whole.length >> 1), 'zip-damaged'],
    ['cut after its first letters', whole.slice(0, 4), 'zip-damaged'],
    ['of no files', zip({}), 'zip-empty'],
    ['of folders alone', zip({ 'ward/': new Uint8Array() }), 'zip-empty'],
    [
      'that is a text document',
      zip({ '[Content_Types].xml': film, 'word/document.xml': film }),
      'format-document',
    ],
    ['that is an open document', zip({ mimetype: film, 'content.xml': film }), 'format-document'],
  ])('%s', async (_, bytes, code) => {
    expect((await expand(fileOf('films.zip', bytes))).rows).toEqual([`films.zip: ${code}`]);
  });

  it('of more members than any set of films', async () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_ZIP_MEMBERS + 1 }, (_, n) => [`${n}`, new Uint8Array()]),
    );
    expect((await expand(fileOf('films.zip', zip(many, 0)))).rows).toEqual(['films.zip: zip-bomb']);
  });

  it('that declares more bytes than any set of films', async () => {
    const names = Array.from({ length: 17 }, (_, n) => `${n}.png`);
    const archive = zip(Object.fromEntries(names.map((name) => [name, film])));
    const view = new DataView(archive.buffer, archive.byteOffset);
    for (const index of names.keys()) view.setUint32(findEntry(archive, index) + 24, 0xffff_fff0, true);
    expect((await expand(fileOf('films.zip', archive))).rows).toEqual(['films.zip: zip-bomb']);
  });
});

describe('a member that can’t be read has its reason, and the others are read', () => {
  /** Changes the archive from the n-th entry of its directory on. */
  const change = (
    members: Zippable,
    index: number,
    edit: (view: DataView, at: number) => void,
  ): Uint8Array => {
    const archive = zip(members);
    edit(new DataView(archive.buffer, archive.byteOffset), findEntry(archive, index));
    return archive;
  };
  const pair = { 'x.png': film, 'y.png': strToU8('another film') };
  const noise = new Uint8Array(5000).map((_, at) => (at * at) >> 5);

  it.each<[string, Uint8Array, string]>([
    [
      'with a name that leaves the archive',
      zip({ '../x.png': film, 'y.png': strToU8('another film') }),
      'zip-unsafe-name',
    ],
    [
      'with an absolute name',
      zip({ '/etc/x.png': film, 'y.png': strToU8('another film') }),
      'zip-unsafe-name',
    ],
    [
      'with a name of a Windows drive',
      zip({ 'C:\\x.png': film, 'y.png': strToU8('another film') }),
      'zip-unsafe-name',
    ],
    ['encrypted', change(pair, 0, (view, at) => view.setUint16(at + 8, 1, true)), 'zip-encrypted'],
    ['of a wrong checksum', change(pair, 0, (view, at) => view.setUint32(at + 16, 1, true)), 'zip-damaged'],
    ['longer than it says', change(pair, 0, (view, at) => view.setUint32(at + 24, 3, true)), 'zip-damaged'],
    ['of 3 GB, it says', change(pair, 0, (view, at) => view.setUint32(at + 24, 3e9, true)), 'too-large'],
    [
      'that unpacks a thousandfold',
      zip({ 'x.png': new Uint8Array(6e6), 'y.png': strToU8('another film') }),
      'zip-bomb',
    ],
  ])('%s', async (_, bytes, code) => {
    const { rows } = await expand(fileOf('films.zip', bytes));
    expect(rows.map((row) => row.split(': ')[1])).toEqual([code, 'another film']);
  });

  it('with a flipped bit in its data', async () => {
    const archive = zip({ 'x.png': noise, 'y.png': strToU8('another film') });
    archive[100] ^= 4;
    const { rows } = await expand(fileOf('films.zip', archive));
    expect(rows).toEqual(['films.zip/x.png: zip-damaged', 'films.zip/y.png: another film']);
  });

  it('compressed in an unusual way', async () => {
    const archive = change(pair, 0, (view, at) => {
      view.setUint16(at + 10, 12, true);
      // And in its own header, at the very start.
      view.setUint16(8, 12, true);
    });
    expect((await expand(fileOf('films.zip', archive))).rows[0]).toBe('films.zip/x.png: zip-compression');
  });
});

describe('the folder of a DICOM medium', () => {
  it('gives its images; its directory is skipped and counted', async () => {
    expect(
      await expand(
        inFolder('CD/DICOMDIR', DIRECTORY),
        inFolder('CD/DICOM/S0/IM000001', 'a film'),
        inFolder('CD/films.zip', zip({ DICOMDIR: strToU8(DIRECTORY), IM000002: film })),
      ),
    ).toEqual({ rows: ['CD/DICOM/S0/IM000001: a film', 'CD/films.zip/IM000002: a film'], skipped: 2 });
  });

  it('keeps what only has the directory’s name, and a directory that was given alone', async () => {
    const { rows, skipped } = await expand(inFolder('CD/DICOMDIR', 'a film'), fileOf('DICOMDIR', DIRECTORY));
    expect(rows.map((row) => row.slice(0, 12))).toEqual(['CD/DICOMDIR:', 'DICOMDIR: \0\0']);
    expect(skipped).toBe(0);
  });

  it('loses its rubbish before', () => {
    const files = [inFolder('CD/.DS_Store', 'x'), inFolder('CD/IM1', 'x')];
    expect(collectFromInput({ files: files as unknown as FileList }).skippedFiles).toBe(1);
  });
});

describe('a table of labels among the files', () => {
  it('gives its labels and keeps its row, which says so', async () => {
    const table = new File(['file,label\na.png,normal\n'], 'labels.csv');
    const { sources, tables, skippedFiles } = await expandFiles([new File(['x'], 'a.png'), table]);
    expect(sources.map(({ name }) => name)).toEqual(['a.png', 'labels.csv']);
    expect(tables).toEqual([{ entries: [['a.png', 'normal']], skippedRows: 0 }]);
    expect(skippedFiles).toBe(0);
    await expect(sources[1].open()).rejects.toMatchObject({ code: 'labels-used' });
  });

  it('that can’t be used has its row and the reason', async () => {
    const { sources, tables } = await expandFiles([new File(['a,b\n3,4\n'], 'other.CSV')]);
    expect(tables).toEqual([]);
    await expect(sources[0].open()).rejects.toMatchObject({ code: 'labels-no-columns' });
  });

  it('is only taken for one where it is no image', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
    const { sources, tables } = await expandFiles([new File([png], 'really-a-film.csv')]);
    expect(tables).toEqual([]);
    expect(await sources[0].open()).toBeInstanceOf(Blob);
  });
});
