import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countGroups, hashImages, scanDataset } from './dataset.ts';

/** The first bytes of a JPEG file, then a text that makes each file's content its own. */
const jpegBytes = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text)]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lungfield-dataset-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function put(files: Record<string, Buffer>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

describe('a set in the published layout', () => {
  test('becomes a list sorted by path, with label, patient and subgroup', async () => {
    await put({
      'train/PNEUMONIA/person7_virus_2.jpeg': jpegBytes('a'),
      'train/PNEUMONIA/person7_bacteria_1.jpeg': jpegBytes('b'),
      'train/NORMAL/IM-0115-0001.jpeg': jpegBytes('c'),
      'val/NORMAL/NORMAL2-IM-0115-0001-0002.jpeg': jpegBytes('d'),
      'val/NORMAL/film.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
      'val/PNEUMONIA/person0008_virus_3.jpeg': jpegBytes('e'),
    });
    const dataset = await scanDataset(folder);
    expect(
      dataset.images.map(({ path: file, label, group, subgroup }) => [file, label, group, subgroup]),
    ).toEqual([
      ['train/NORMAL/IM-0115-0001.jpeg', 0, 'im-115', 'IM'],
      ['train/PNEUMONIA/person7_bacteria_1.jpeg', 1, 'person-7', 'bacteria'],
      ['train/PNEUMONIA/person7_virus_2.jpeg', 1, 'person-7', 'virus'],
      ['val/NORMAL/NORMAL2-IM-0115-0001-0002.jpeg', 0, 'im-115', 'NORMAL2-IM'],
      ['val/NORMAL/film.png', 0, 'file:val/NORMAL/film.png', 'unknown'],
      ['val/PNEUMONIA/person0008_virus_3.jpeg', 1, 'person-8', 'virus'],
    ]);
    expect(dataset.images[0].bytes).toBe(5);
    expect(dataset.images[0].sha256).toBe(sha256(jpegBytes('c')));
    expect(dataset.skipped).toEqual([]);
    expect(countGroups(dataset.images)).toBe(4);
  });

  test('joins patients who share a byte-identical file, through a chain of them too', async () => {
    await put({
      'train/NORMAL/IM-0001-0001.jpeg': jpegBytes('same'),
      'train/NORMAL/IM-0002-0001.jpeg': jpegBytes('same'),
      'train/NORMAL/IM-0002-0002.jpeg': jpegBytes('other'),
      'train/NORMAL/IM-0003-0001.jpeg': jpegBytes('other'),
      'train/NORMAL/IM-0004-0001.jpeg': jpegBytes('alone'),
      'train/PNEUMONIA/person1_virus_1.jpeg': jpegBytes('ill'),
    });
    const { images } = await scanDataset(folder);
    expect(images.map((image) => image.group)).toEqual(['im-1', 'im-1', 'im-1', 'im-1', 'im-4', 'person-1']);
  });

  test('does without val and never looks into test', async () => {
    await put({
      'train/NORMAL/IM-0001-0001.jpeg': jpegBytes('a'),
      'train/PNEUMONIA/person1_virus_1.jpeg': jpegBytes('b'),
      // Were test/ read, the missing class folder would be an error and the file would be listed.
      'test/NORMAL/IM-0009-0001.jpeg': jpegBytes('c'),
    });
    const { images } = await scanDataset(folder);
    expect(images.map((image) => image.path)).toEqual([
      'train/NORMAL/IM-0001-0001.jpeg',
      'train/PNEUMONIA/person1_virus_1.jpeg',
    ]);
  });

  test('reads test alone when asked for it by name', async () => {
    await put({
      'train/NORMAL/IM-0001-0001.jpeg': jpegBytes('a'),
      'test/NORMAL/IM-0009-0001.jpeg': jpegBytes('c'),
      'test/PNEUMONIA/person9_virus_1.jpeg': jpegBytes('d'),
    });
    const { images } = await scanDataset(folder, { splits: ['test'] });
    expect(images.map((image) => image.path)).toEqual([
      'test/NORMAL/IM-0009-0001.jpeg',
      'test/PNEUMONIA/person9_virus_1.jpeg',
    ]);
  });

  test('may be two class folders alone, but those never stand in for test', async () => {
    await put({ 'NORMAL/a.jpeg': jpegBytes('a'), 'PNEUMONIA/b.jpeg': jpegBytes('b') });
    const { images } = await scanDataset(folder);
    expect(images.map((image) => [image.path, image.label])).toEqual([
      ['NORMAL/a.jpeg', 0],
      ['PNEUMONIA/b.jpeg', 1],
    ]);
    await expect(scanDataset(folder, { splits: ['test'] })).rejects.toMatchObject({ code: 'missing-folder' });
  });

  test('has a hash over the sorted lines of hashes and paths', async () => {
    await put({ 'train/NORMAL/b.jpeg': jpegBytes('1'), 'train/PNEUMONIA/a.jpeg': jpegBytes('2') });
    const dataset = await scanDataset(folder);
    const lines = [
      `${sha256(jpegBytes('1'))}  train/NORMAL/b.jpeg\n`,
      `${sha256(jpegBytes('2'))}  train/PNEUMONIA/a.jpeg\n`,
    ];
    lines.sort();
    expect(dataset.sha256).toBe(sha256(Buffer.from(lines.join(''))));
    expect(hashImages([dataset.images[1], dataset.images[0]])).toBe(dataset.sha256);
  });
});

describe('bad files', () => {
  test('are listed with a coded reason and do not end the scan', async () => {
    await put({
      'train/NORMAL/IM-0001-0001.jpeg': jpegBytes('a'),
      'train/NORMAL/._IM-0001-0001.jpeg': Buffer.concat([
        Buffer.from([0x00, 0x05, 0x16, 0x07]),
        Buffer.alloc(4092),
      ]),
      'train/NORMAL/.DS_Store': Buffer.from('x'),
      'train/NORMAL/Thumbs.db': Buffer.from('x'),
      'train/NORMAL/empty.jpeg': Buffer.alloc(0),
      'train/NORMAL/notes.jpeg': Buffer.from('these are notes'),
      'train/NORMAL/inner/IM-0002-0001.jpeg': jpegBytes('c'),
      'train/NORMAL/twin.jpeg': jpegBytes('twin'),
      'train/PNEUMONIA/twin.jpeg': jpegBytes('twin'),
      'train/PNEUMONIA/person1_virus_1.jpeg': jpegBytes('b'),
    });
    const dataset = await scanDataset(folder);
    expect(dataset.images).toHaveLength(2);
    expect(dataset.skipped.map(({ path: file, reason }) => [file, reason])).toEqual([
      ['train/NORMAL/.DS_Store', 'system-file'],
      ['train/NORMAL/._IM-0001-0001.jpeg', 'system-file'],
      ['train/NORMAL/Thumbs.db', 'system-file'],
      ['train/NORMAL/empty.jpeg', 'empty-file'],
      ['train/NORMAL/inner', 'folder'],
      ['train/NORMAL/notes.jpeg', 'not-an-image'],
      ['train/NORMAL/twin.jpeg', 'label-conflict'],
      ['train/PNEUMONIA/twin.jpeg', 'label-conflict'],
    ]);
  });

  test('a missing folder, class or image says what to do', async () => {
    await expect(scanDataset(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'missing-folder' });
    await expect(scanDataset(folder)).rejects.toMatchObject({ code: 'missing-folder' });
    await put({ 'train/NORMAL/a.jpeg': jpegBytes('a') });
    await expect(scanDataset(folder)).rejects.toMatchObject({ code: 'missing-class' });
    await mkdir(path.join(folder, 'train/PNEUMONIA'));
    await expect(scanDataset(folder)).rejects.toMatchObject({
      code: 'empty-class',
      message: expect.stringContaining('PNEUMONIA'),
    });
  });
});

/** The development data beside the checkout; not there on a fresh clone. */
const sharedData = path.resolve(import.meta.dirname, '../../../shared/data/chest_xray');
describe.skipIf(!existsSync(sharedData))(
  'the development data (skipped where ../shared is not there)',
  () => {
    test('has the counts that its README states', { timeout: 120_000 }, async () => {
      const { images, skipped } = await scanDataset(sharedData);
      expect(skipped).toEqual([]);
      const count = (subgroup: string) => images.filter((image) => image.subgroup === subgroup).length;
      expect(images).toHaveLength(5232);
      expect(images.filter((image) => image.label === 0)).toHaveLength(1349);
      expect(['bacteria', 'virus', 'NORMAL2-IM', 'IM', 'unknown'].map(count)).toEqual([
        2538, 1345, 752, 597, 0,
      ]);
      // 1,642 person and 1,008 IM numbers; all byte-identical copies lie within one number.
      expect(countGroups(images)).toBe(1642 + 1008);
      expect(images.length - new Set(images.map((image) => image.sha256)).size).toBe(50 - 24);
    });
  },
);
