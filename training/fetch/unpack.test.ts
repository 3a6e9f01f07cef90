/** Unpacking, of archives made in the test. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damageImage, makeZip, SET } from './test-kit.ts';
import { unpack } from './unpack.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lungfield-unpack-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => join(folder, name);

async function unpackBytes(bytes: Buffer, interrupt = { isRequested: false }) {
  await writeFile(inFolder('set.zip'), bytes);
  return unpack({ archive: inFolder('set.zip'), folder: inFolder('set'), interrupt, onProgress: () => {} });
}

function expectNothingLeft(): void {
  expect(existsSync(inFolder('set'))).toBe(false);
  expect(existsSync(inFolder('set.unpacking'))).toBe(false);
}

describe('unpack', () => {
  it('lays out the set, counts it, and leaves the Finder’s files out', async () => {
    expect(await unpackBytes(await makeZip(SET))).toEqual({
      counts: { 'train/NORMAL': 1, 'train/PNEUMONIA': 2 },
      skipped: 2,
      duplicates: 0,
    });
    const file = inFolder('set/train/PNEUMONIA/person2_bacteria_1.jpeg');
    expect(await readFile(file, 'utf8')).toBe('pneumonia two');
  });

  it('takes an image once where the archive holds the set again in a folder of the same name', async () => {
    const again = Object.entries(SET).map(([name, content]) => [`chest_xray/${name}`, content]);
    expect(await unpackBytes(await makeZip({ ...SET, ...Object.fromEntries(again) }))).toEqual({
      counts: { 'train/NORMAL': 1, 'train/PNEUMONIA': 2 },
      skipped: 4,
      duplicates: 3,
    });
  });

  it('takes neither of two images that share a name and differ', async () => {
    const other = { 'chest_xray/chest_xray/train/NORMAL/IM-0001-0001.jpeg': 'another' };
    await expect(unpackBytes(await makeZip({ ...SET, ...other }))).rejects.toMatchObject({
      code: 'archive-damaged',
    });
    expectNothingLeft();
  });

  it.each([
    ['one byte is another', damageImage],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['it is no archive', () => Buffer.from('<html>Please log in</html>')],
  ])('says that the archive is damaged when %s, and leaves nothing behind', async (_what, damage) => {
    await expect(unpackBytes(damage(await makeZip(SET)))).rejects.toMatchObject({ code: 'archive-damaged' });
    expectNothingLeft();
  });

  it('refuses an archive that is not the set', async () => {
    await expect(unpackBytes(await makeZip({ 'notes.txt': 'x' }))).rejects.toMatchObject({
      code: 'archive-strange',
    });
    expectNothingLeft();
  });

  it.each([
    ['../train/NORMAL/evil.jpeg', 'aa/train/NORMAL/evil.jpeg'],
    ['/train/NORMAL/evil.jpeg', 'a/train/NORMAL/evil.jpe'],
    ['..\\train\\NORMAL\\evil.jpeg', 'aa/train/NORMAL/evil.jpeg'],
  ])('writes nothing outside of its folder for the name %s', async (evil, harmless) => {
    expect(evil).toHaveLength(harmless.length);
    const bytes = await makeZip({ ...SET, [harmless]: 'evil' });
    // The library that writes archives refuses such a name, so it is put in afterwards: same length, both places.
    const text = bytes.toString('latin1').replaceAll(harmless, evil);
    await expect(unpackBytes(Buffer.from(text, 'latin1'))).rejects.toMatchObject({ code: 'archive-damaged' });
    expect(existsSync(inFolder('train'))).toBe(false);
    expectNothingLeft();
  });

  it('stops when asked to and leaves nothing behind', async () => {
    await expect(unpackBytes(await makeZip(SET), { isRequested: true })).rejects.toThrow('Stopped');
    expectNothingLeft();
  });

  it('does not call an archive damaged that is only out of reach', async () => {
    const task = { folder: inFolder('set'), interrupt: { isRequested: false }, onProgress: () => {} };
    await expect(unpack({ ...task, archive: inFolder('none.zip') })).rejects.toMatchObject({
      code: 'file-refused',
    });
  });
});
