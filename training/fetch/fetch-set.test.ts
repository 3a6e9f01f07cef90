/** What a user of `npm run fetch-data` gets, against a server of the test's own. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchSet } from './fetch-set.ts';
import { damageImage, makeZip, SET, serveWhole, startServer, type TestServer } from './test-kit.ts';

let folder: string;
let server: TestServer;
let said: string[];
let bars: { label: string; total: number; done: number; isStopped: boolean }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lungfield-fetch-'));
  said = [];
  bars = [];
  server = await startServer();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => join(folder, name);
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function startBar(label: string, total: number) {
  const bar = { label, total, done: 0, isStopped: false };
  bars.push(bar);
  return {
    update: (done: number) => {
      bar.done = done;
    },
    stop: () => {
      bar.isStopped = true;
    },
  };
}

function makeTask(more: object = {}) {
  return {
    folder: inFolder('chest_xray'),
    archive: inFolder('set.zip'),
    url: server.url,
    voice: { say: (text: string) => said.push(text), startBar },
    interrupt: { isRequested: false },
    tries: 1,
    ...more,
  };
}

/** The page, the archive's place and the folder, without which nobody can help themselves. */
const BY_HAND = ['https://data.mendeley.com/datasets/rscbjbr9sj/2', 'set.zip', 'chest_xray/train/NORMAL'];

async function expectFault(task: ReturnType<typeof makeTask>, code: string, words: readonly string[]) {
  const fault = await fetchSet(task).then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toMatchObject({ code });
  for (const word of words) expect(String(fault)).toContain(word);
  expect(bars.every(({ isStopped }) => isStopped)).toBe(true);
}

describe('fetch-data', () => {
  it('downloads, checks and unpacks, with a bar for both, and says what was checked', async () => {
    const bytes = await makeZip(SET);
    server.answer = serveWhole(bytes);
    await fetchSet(makeTask());
    const image = inFolder('chest_xray/train/NORMAL/IM-0001-0001.jpeg');
    expect(await readFile(image, 'utf8')).toBe('normal one');
    expect(bars).toEqual([
      { label: 'MB', total: 1, done: 1, isStopped: true },
      { label: 'unpack', total: 5, done: 5, isStopped: true },
    ]);
    const text = said.join('\n');
    expect(text).toContain(`SHA-256 ${hashOf(bytes)}, trusted on first use`);
    expect(text).toContain('train/PNEUMONIA: 2');
    expect(text).toContain('2 entries that are no image');
    expect(await readFile(inFolder('set.zip.sha256'), 'utf8')).toBe(`${hashOf(bytes)}  set.zip\n`);
  });

  it('says when there are not as many images as the published set has', async () => {
    server.answer = serveWhole(await makeZip(SET));
    await fetchSet(makeTask());
    expect(said.join('\n')).toContain(
      '1349 normal and 3883 pneumonia images outside of test/, this one 1 and 2',
    );
  });

  it('says of test/ that it is for the end', async () => {
    server.answer = serveWhole(await makeZip({ ...SET, 'chest_xray/test/NORMAL/made-up.jpeg': 'generated' }));
    await fetchSet(makeTask());
    expect(said.join('\n')).toContain('train, release and audit never open it');
  });

  it('does nothing where the set is there already', async () => {
    for (const name of ['NORMAL', 'PNEUMONIA']) {
      await mkdir(inFolder(`chest_xray/train/${name}`), { recursive: true });
    }
    await fetchSet(makeTask());
    expect(said).toEqual([`The set is there already: ${inFolder('chest_xray')}`]);
    expect(server.requests).toHaveLength(0);
  });

  it('leaves a folder alone that holds something else', async () => {
    await mkdir(inFolder('chest_xray/train/NORMAL'), { recursive: true });
    await expectFault(makeTask(), 'folder-exists', [inFolder('chest_xray')]);
    expect(server.requests).toHaveLength(0);
  });

  it('unpacks an archive that was put there by hand, without a request', async () => {
    await writeFile(inFolder('set.zip'), await makeZip(SET));
    await fetchSet(makeTask());
    expect(existsSync(inFolder('chest_xray/train/PNEUMONIA/person1_virus_1.jpeg'))).toBe(true);
    expect(server.requests).toHaveLength(0);
  });

  it('says where to get the set by hand when the server has it no longer', async () => {
    server.answer = (_request, response) => response.writeHead(404).end();
    await expectFault(makeTask(), 'download-refused', ['404', ...BY_HAND]);
    expect(existsSync(inFolder('chest_xray'))).toBe(false);
  });

  it('says where to get the set by hand when there is no network', async () => {
    await server.close();
    await expectFault(makeTask(), 'download-broken', ['ECONNREFUSED', ...BY_HAND]);
  });

  it('takes an archive with the SHA-256 that was stated', async () => {
    const bytes = await makeZip(SET);
    server.answer = serveWhole(bytes);
    await fetchSet(makeTask({ sha256: hashOf(bytes).toUpperCase() }));
    expect(said.join('\n')).toContain(`SHA-256 ${hashOf(bytes)}, as stated`);
  });

  it('unpacks nothing with another SHA-256 than stated, moves it aside, and downloads anew next time', async () => {
    const [right, wrong] = [await makeZip(SET), await makeZip({ ...SET, 'more.txt': 'more' })];
    server.answer = serveWhole(wrong);
    const task = makeTask({ sha256: hashOf(right) });
    await expectFault(task, 'wrong-hash', [hashOf(wrong), hashOf(right), 'set.zip.rejected', ...BY_HAND]);
    expect(existsSync(inFolder('chest_xray'))).toBe(false);
    expect(await readFile(inFolder('set.zip.rejected'))).toEqual(wrong);
    server.answer = serveWhole(right);
    await fetchSet(task);
    expect(existsSync(inFolder('chest_xray/train'))).toBe(true);
  });

  it('notices when the archive is not the one that was used before, until told that it is right', async () => {
    await writeFile(inFolder('set.zip'), await makeZip(SET));
    await fetchSet(makeTask());
    await fetchSet(makeTask({ folder: inFolder('second') }));
    expect(said.join('\n')).toContain('as recorded in');
    const other = await makeZip({ ...SET, 'more.txt': 'more' });
    await writeFile(inFolder('set.zip'), other);
    await expectFault(makeTask({ folder: inFolder('third') }), 'wrong-hash', [`--sha256 ${hashOf(other)}`]);
    await writeFile(inFolder('set.zip'), other);
    await fetchSet(makeTask({ folder: inFolder('third'), sha256: hashOf(other) }));
    expect(existsSync(inFolder('third/train'))).toBe(true);
  });

  it('moves a damaged archive aside, does not record it, and says so', async () => {
    server.answer = serveWhole(damageImage(await makeZip(SET)));
    await expectFault(makeTask(), 'archive-damaged', [
      'person2_bacteria_1.jpeg',
      'set.zip.rejected',
      ...BY_HAND,
    ]);
    expect(existsSync(inFolder('set.zip'))).toBe(false);
    expect(existsSync(inFolder('set.zip.sha256'))).toBe(false);
    expect(existsSync(inFolder('chest_xray'))).toBe(false);
  });
});
