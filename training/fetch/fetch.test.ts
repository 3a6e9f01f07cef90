/** Fetching the set, against a small archive on a server of the test's own. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { download } from './download.ts';
import { unpack } from './unpack.ts';

let folder: string;
let server: Server;
let url: string;
let requests: IncomingMessage[];
/** Called at every progress of a download. */
let dropLine: () => void;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const KEEP_ON = { isRequested: false };
const ignore = (): void => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lungfield-fetch-'));
  requests = [];
  dropLine = ignore;
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/set.zip`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await rm(folder, { recursive: true, force: true });
});

/** A zip of these files; compressed only when asked, so that a test can find and damage their bytes. */
async function makeZip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { compress: false });
  }
  zip.end();
  return buffer(zip.outputStream);
}

const SET = {
  'chest_xray/train/NORMAL/IM-0001-0001.jpeg': 'normal one',
  'chest_xray/train/PNEUMONIA/person1_virus_1.jpeg': 'pneumonia one',
  'chest_xray/train/PNEUMONIA/person2_bacteria_1.jpeg': 'pneumonia two',
  '__MACOSX/chest_xray/train/NORMAL/._IM-0001-0001.jpeg': 'finder',
  'chest_xray/.DS_Store': 'finder',
};

/** Serves bytes with an entity tag and ranges, as most hosts do. */
function serveRanges(bytes: Buffer, etag = '"v1"') {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    if (range !== undefined && request.headers['if-range'] === etag) {
      const start = Number(range);
      response.writeHead(206, {
        ETag: etag,
        'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      });
      response.end(bytes.subarray(start));
    } else {
      response.writeHead(200, { ETag: etag, 'Content-Length': bytes.length });
      response.end(bytes);
    }
  };
}

/** Sends half of the first answer, and drops the line once that has arrived (`dropLine`); then serves in full. */
function breakOff(bytes: Buffer, etag: string | null = '"v1"') {
  const whole = serveRanges(bytes);
  let isFirst = true;
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!isFirst) {
      whole(request, response);
      return;
    }
    isFirst = false;
    dropLine = () => response.destroy();
    response.writeHead(200, { ...(etag === null ? {} : { ETag: etag }), 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2));
  };
}

function downloadTask(more: object = {}) {
  return {
    url,
    target: join(folder, 'set.zip'),
    interrupt: KEEP_ON,
    onProgress: () => dropLine(),
    ...more,
  };
}

function unpackTask(more: object = {}) {
  return {
    archive: join(folder, 'set.zip'),
    folder: join(folder, 'set'),
    interrupt: KEEP_ON,
    onProgress: ignore,
    ...more,
  };
}

describe('download', () => {
  it('fetches the file and tells how far it is', async () => {
    const bytes = await makeZip(SET);
    answer = serveRanges(bytes);
    const told: (number | null)[][] = [];
    await download(downloadTask({ onProgress: (...progress: (number | null)[]) => told.push(progress) }));
    expect(await readFile(join(folder, 'set.zip'))).toEqual(bytes);
    expect(told.at(-1)).toEqual([bytes.length, bytes.length]);
  });

  it('goes on where the connection broke, and asks for the rest alone', async () => {
    const bytes = await makeZip(SET);
    answer = breakOff(bytes);
    await download(downloadTask());
    expect(await readFile(join(folder, 'set.zip'))).toEqual(bytes);
    expect(requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      `bytes=${Math.floor(bytes.length / 2)}-`,
    ]);
  });

  it('keeps what came when it gives up, and goes on from there in the next run', async () => {
    const bytes = await makeZip(SET);
    answer = breakOff(bytes);
    await expect(download(downloadTask({ tries: 1 }))).rejects.toMatchObject({ code: 'download-broken' });
    await expect(stat(join(folder, 'set.zip'))).rejects.toThrow();
    await download(downloadTask());
    expect(await readFile(join(folder, 'set.zip'))).toEqual(bytes);
    expect(requests.at(-1)?.headers.range).toMatch(/^bytes=\d+-$/);
  });

  it('starts over when the file on the server is another one by now', async () => {
    const old = await makeZip(SET);
    answer = breakOff(old);
    await expect(download(downloadTask({ tries: 1 }))).rejects.toMatchObject({ code: 'download-broken' });
    const fresh = await makeZip({ ...SET, 'more.txt': 'more' });
    answer = serveRanges(fresh, '"v2"');
    await download(downloadTask());
    expect(await readFile(join(folder, 'set.zip'))).toEqual(fresh);
  });

  it('starts over with a server that knows no ranges', async () => {
    const bytes = await makeZip(SET);
    answer = breakOff(bytes, null);
    await download(downloadTask());
    expect(await readFile(join(folder, 'set.zip'))).toEqual(bytes);
  });

  it('does not try again what the server refuses', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    await expect(download(downloadTask())).rejects.toMatchObject({ code: 'download-refused' });
    expect(requests).toHaveLength(1);
  });

  it('stops when asked to and keeps what came', async () => {
    answer = serveRanges(await makeZip(SET));
    await expect(download(downloadTask({ interrupt: { isRequested: true } }))).rejects.toThrow('Stopped');
    expect((await stat(join(folder, 'set.zip.part'))).size).toBeGreaterThan(0);
  });
});

describe('unpack', () => {
  it('lays out the set, counts it, and leaves the Finder’s files out', async () => {
    await writeFile(join(folder, 'set.zip'), await makeZip(SET));
    expect(await unpack(unpackTask())).toEqual({
      counts: { 'train/NORMAL': 1, 'train/PNEUMONIA': 2 },
      skipped: 2,
    });
    const file = join(folder, 'set/train/PNEUMONIA/person2_bacteria_1.jpeg');
    expect(await readFile(file, 'utf8')).toBe('pneumonia two');
  });

  it.each([
    [
      'one byte is another',
      (bytes: Buffer) => bytes.fill('x', bytes.indexOf('pneumonia two'), bytes.indexOf('pneumonia two') + 1),
    ],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['it is no archive', () => Buffer.from('<html>Please log in</html>')],
  ])('says that the archive is damaged when %s, and leaves nothing behind', async (_what, damage) => {
    await writeFile(join(folder, 'set.zip'), damage(await makeZip(SET)));
    await expect(unpack(unpackTask())).rejects.toMatchObject({ code: 'archive-damaged' });
    await expect(stat(join(folder, 'set'))).rejects.toThrow();
    await expect(stat(join(folder, 'set.unpacking'))).rejects.toThrow();
  });

  it('refuses an archive that is not the set', async () => {
    await writeFile(join(folder, 'set.zip'), await makeZip({ 'notes.txt': 'x' }));
    await expect(unpack(unpackTask())).rejects.toMatchObject({ code: 'archive-strange' });
  });

  it('writes nothing outside of its folder, whatever the names say', async () => {
    const evil = '../train/NORMAL/evil.jpeg';
    const harmless = 'aa/train/NORMAL/evil.jpeg';
    const bytes = await makeZip({ ...SET, [harmless]: 'evil' });
    // The library that writes archives refuses such a name, so it is put in afterwards: same length, both places.
    const text = bytes.toString('latin1').replaceAll(harmless, evil);
    await writeFile(join(folder, 'set.zip'), Buffer.from(text, 'latin1'));
    await expect(unpack(unpackTask())).rejects.toMatchObject({ code: 'archive-damaged' });
    await expect(stat(join(folder, 'train'))).rejects.toThrow();
  });

  it('stops when asked to and leaves nothing behind', async () => {
    await writeFile(join(folder, 'set.zip'), await makeZip(SET));
    await expect(unpack(unpackTask({ interrupt: { isRequested: true } }))).rejects.toThrow('Stopped');
    await expect(stat(join(folder, 'set.unpacking'))).rejects.toThrow();
  });
});
