import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from './atomic-file.ts';
import { CommandError } from './command-error.ts';
import { type FolderOperations, replaceInFolder } from './replace-in-folder.ts';

let parent = '';
let folder = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lungfield-release-'));
  folder = join(parent, 'model');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const NAMES = ['weights.bin', 'familiarity.bin', 'model-card.json'];
const releaseOf = (name: string): Map<string, string> => new Map(NAMES.map((path) => [path, name]));

/** Content by name of a folder, null where there is none. */
async function read(path: string): Promise<Record<string, string> | null> {
  const names = await readdir(path).catch(() => null);
  if (names === null) return null;
  const files = await Promise.all(
    names.sort().map(async (name) => [name, await readFile(join(path, name), 'utf8')]),
  );
  return Object.fromEntries(files) as Record<string, string>;
}

const wholeOf = (name: string) => Object.fromEntries(NAMES.toSorted().map((path) => [path, name]));

/** Does so many operations, and then nothing any more: as a process that is killed. */
function stopAfter(count: number): FolderOperations {
  let left = count;
  const alive =
    <T extends unknown[]>(operation: (...args: T) => Promise<void>) =>
    async (...args: T): Promise<void> => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      await operation(...args);
    };
  return { write: alive(writeFileAtomic), rename: alive(rename) };
}

/** Of a folder that another program holds: the new one can't take its name. */
const refuseNew: FolderOperations['rename'] = (from, to) =>
  from.endsWith('.new') ? Promise.reject(new Error('busy')) : rename(from, to);

/** Three files, two renames. */
const OPERATIONS = 5;

describe('a release that is written', () => {
  it('replaces every file of the one before, keeps other files, and leaves nothing beside it', async () => {
    await replaceInFolder(folder, releaseOf('first'));
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'notes', 'own.txt'), 'mine');
    await replaceInFolder(folder, releaseOf('second'));
    expect(await readFile(join(folder, 'notes', 'own.txt'), 'utf8')).toBe('mine');
    await rm(join(folder, 'notes'), { recursive: true });
    expect(await read(folder)).toEqual(wholeOf('second'));
    expect(await readdir(parent)).toEqual(['model']);
  });

  it('goes to the same place with a slash behind its name', async () => {
    await replaceInFolder(`${folder}/`, releaseOf('first'));
    expect(await readdir(parent)).toEqual(['model']);
    expect(await read(folder)).toEqual(wholeOf('first'));
  });

  it('may be a part: what it does not name is what it was', async () => {
    await replaceInFolder(folder, releaseOf('first'));
    await replaceInFolder(folder, new Map([['model-card.json', 'second']]));
    expect(await read(folder)).toEqual({ ...wholeOf('first'), 'model-card.json': 'second' });
  });

  it.each(Array.from({ length: OPERATIONS + 1 }, (_, done) => done))(
    'and stopped after %i steps leaves one whole release or none, never parts of two; the next one is whole',
    async (done) => {
      await replaceInFolder(folder, releaseOf('first'));
      const stopped = replaceInFolder(folder, releaseOf('second'), stopAfter(done));
      if (done < OPERATIONS) await expect(stopped).rejects.toThrow('killed');
      else await stopped;
      const left = await read(folder);
      if (left === null) expect(await read(`${folder}.old`)).toEqual(wholeOf('first'));
      else expect(left).toEqual(wholeOf(done < OPERATIONS ? 'first' : 'second'));
      await replaceInFolder(folder, releaseOf('third'));
      expect(await read(folder)).toEqual(wholeOf('third'));
      expect(await readdir(parent)).toEqual(['model']);
    },
  );

  it('and stopped between the two renames is the old one again for whoever writes next, also if that fails', async () => {
    await replaceInFolder(folder, releaseOf('first'));
    await rename(folder, `${folder}.old`);
    const full = new CommandError('disk-full', 'full');
    const write = () => Promise.reject(full);
    await expect(replaceInFolder(folder, releaseOf('second'), { write, rename })).rejects.toBe(full);
    expect(await read(folder)).toEqual(wholeOf('first'));
    expect(await readdir(parent)).toEqual(['model']);
  });

  it('and can’t take the folder’s place leaves the one that is there', async () => {
    await replaceInFolder(folder, releaseOf('first'));
    await expect(
      replaceInFolder(folder, releaseOf('second'), { write: writeFileAtomic, rename: refuseNew }),
    ).rejects.toThrow('busy');
    expect(await read(folder)).toEqual(wholeOf('first'));
    expect(await readdir(parent)).toEqual(['model']);
  });
});
