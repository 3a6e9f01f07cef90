/** Downloading, against a server of the test's own. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from './download.ts';
import {
  type Answer,
  makeZip,
  SET,
  serveRanges,
  serveWhole,
  startServer,
  type TestServer,
} from './test-kit.ts';

let folder: string;
let server: TestServer;
/** Called at every progress of a download. */
let dropLine: () => void;

const ignore = (): void => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lungfield-download-'));
  dropLine = ignore;
  server = await startServer();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends half of the first answer, and drops the line once that has arrived (`dropLine`); then serves by `later`. */
function breakOff(bytes: Buffer, later: Answer, etag: string | null = '"v1"'): Answer {
  let isFirst = true;
  return (request, response) => {
    if (!isFirst) {
      later(request, response);
      return;
    }
    isFirst = false;
    dropLine = () => response.destroy();
    response.writeHead(200, { ...(etag === null ? {} : { ETag: etag }), 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2));
  };
}

const inFolder = (name: string): string => join(folder, name);

function makeTask(more: object = {}) {
  return {
    url: server.url,
    target: inFolder('set.zip'),
    interrupt: { isRequested: false },
    onProgress: () => dropLine(),
    waitMs: 0,
    ...more,
  };
}

/** Leaves half a file of these bytes behind, as a run that gave up. */
async function giveUpHalfway(bytes: Buffer): Promise<void> {
  server.answer = breakOff(bytes, ignore);
  await expect(download(makeTask({ tries: 1 }))).rejects.toMatchObject({ code: 'download-broken' });
  expect((await stat(inFolder('set.zip.part'))).size).toBe(Math.floor(bytes.length / 2));
  dropLine = ignore;
}

describe('download', () => {
  it('fetches the file and tells how far it is', async () => {
    const bytes = await makeZip(SET);
    server.answer = serveRanges(bytes);
    const told: (number | null)[][] = [];
    await download(makeTask({ onProgress: (...progress: (number | null)[]) => told.push(progress) }));
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    expect(told.at(-1)).toEqual([bytes.length, bytes.length]);
    expect(existsSync(inFolder('set.zip.part.json'))).toBe(false);
  });

  it('goes on where the connection broke, and asks for the rest alone', async () => {
    const bytes = await makeZip(SET);
    server.answer = breakOff(bytes, serveRanges(bytes));
    await download(makeTask());
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    expect(server.requests.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      [`bytes=${Math.floor(bytes.length / 2)}-`, '"v1"'],
    ]);
  });

  it('keeps what came when it gives up, and goes on from there in the next run', async () => {
    const bytes = await makeZip(SET);
    await giveUpHalfway(bytes);
    expect(existsSync(inFolder('set.zip'))).toBe(false);
    server.answer = serveRanges(bytes);
    const told: number[] = [];
    await download(makeTask({ onProgress: (done: number) => told.push(done) }));
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    expect(server.requests.at(-1)?.headers.range).toBe(`bytes=${Math.floor(bytes.length / 2)}-`);
    expect(told[0]).toBeGreaterThan(bytes.length / 2);
  });

  it('goes on as often as it takes, although the rest comes without an entity tag', async () => {
    const bytes = await makeZip(SET);
    await giveUpHalfway(bytes);
    // A hundred bytes a time, then the line drops.
    server.answer = (request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
      dropLine = () => response.destroy();
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
      const rest = bytes.subarray(start, start + 100);
      if (start + rest.length === bytes.length) response.end(rest);
      else response.write(rest);
    };
    await download(makeTask({ tries: 20 }));
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    expect(server.requests).toHaveLength(1 + Math.ceil(bytes.length / 2 / 100));
  });

  it('starts over when the file on the server is another one by now', async () => {
    await giveUpHalfway(await makeZip(SET));
    const fresh = await makeZip({ ...SET, 'more.txt': 'more' });
    server.answer = serveRanges(fresh, '"v2"');
    await download(makeTask());
    expect(await readFile(inFolder('set.zip'))).toEqual(fresh);
  });

  it('starts over when the server sends the whole although asked for a part', async () => {
    const bytes = await makeZip(SET);
    await giveUpHalfway(bytes);
    server.answer = serveWhole(bytes);
    await download(makeTask());
    expect(server.requests.at(-1)?.headers.range).toMatch(/^bytes=\d+-$/);
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
  });

  it('asks for the whole again where the server gave no entity tag', async () => {
    const bytes = await makeZip(SET);
    server.answer = breakOff(bytes, serveWhole(bytes), null);
    await download(makeTask());
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    expect(server.requests.map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
  });

  it('starts over when the server sends another part than asked for, or says that there is none', async () => {
    const bytes = await makeZip(SET);
    const missing = Math.ceil(bytes.length / 2);
    for (const wrong of [
      // As many bytes as are missing, so that the length alone would not tell.
      { status: 206, range: `bytes 3-${2 + missing}/${bytes.length}`, body: bytes.subarray(3, 3 + missing) },
      { status: 416, range: `bytes */${bytes.length}`, body: '' },
    ]) {
      await rm(inFolder('set.zip'), { force: true });
      await giveUpHalfway(bytes);
      server.answer = (request, response) => {
        if (request.headers.range === undefined) serveWhole(bytes)(request, response);
        else response.writeHead(wrong.status, { 'Content-Range': wrong.range }).end(wrong.body);
      };
      await download(makeTask());
      expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
    }
  });

  it.each([408, 429, 503])('tries again after an answer that may pass: %i', async (status) => {
    const bytes = await makeZip(SET);
    server.answer = (request, response) => {
      if (server.requests.length === 1) response.writeHead(status).end();
      else serveWhole(bytes)(request, response);
    };
    await download(makeTask());
    expect(await readFile(inFolder('set.zip'))).toEqual(bytes);
  });

  it('does not try again what the server refuses', async () => {
    server.answer = (_request, response) => response.writeHead(404).end();
    await expect(download(makeTask())).rejects.toMatchObject({ code: 'download-refused' });
    expect(server.requests).toHaveLength(1);
  });

  it('says so when no server can be reached', async () => {
    await server.close();
    await expect(download(makeTask({ tries: 2 }))).rejects.toMatchObject({
      code: 'download-broken',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('stops when asked to and keeps what came', async () => {
    server.answer = serveRanges(await makeZip(SET));
    await expect(download(makeTask({ interrupt: { isRequested: true } }))).rejects.toThrow('Stopped');
    expect((await stat(inFolder('set.zip.part'))).size).toBeGreaterThan(0);
  });

  it('stops when asked to while the server sends nothing, and keeps what came', async () => {
    const bytes = await makeZip(SET);
    const interrupt = { isRequested: false };
    server.answer = breakOff(bytes, ignore);
    // Asked for a moment later, so that the download waits for its next byte by then.
    const onProgress = (): void => {
      setTimeout(() => {
        interrupt.isRequested = true;
      }, 1);
    };
    await expect(download(makeTask({ interrupt, onProgress }))).rejects.toThrow('Stopped');
    expect((await stat(inFolder('set.zip.part'))).size).toBe(Math.floor(bytes.length / 2));
  });

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full', async () => {
    server.answer = serveWhole(await makeZip(SET));
    await symlink('/dev/full', inFolder('set.zip.part'));
    await expect(download(makeTask())).rejects.toMatchObject({ code: 'disk-full' });
    expect(server.requests).toHaveLength(1);
  });

  it('says so when the folder can not be made, and does not blame the network', async () => {
    await writeFile(inFolder('file'), '');
    const target = join(folder, 'file', 'set.zip');
    await expect(download(makeTask({ target }))).rejects.toMatchObject({ code: 'file-refused' });
  });
});
