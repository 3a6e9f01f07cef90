/** For the tests of fetching: an archive made on the spot, and a server of the test's own on loopback. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** How a server answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that notes what it was asked. */
export interface TestServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Set before the first request. */
  answer: Answer;
  close(): Promise<void>;
}

/** A small archive as the published one is built, with what a Mac adds to it. */
export const SET = {
  'chest_xray/train/NORMAL/IM-0001-0001.jpeg': 'normal one',
  'chest_xray/train/PNEUMONIA/person1_virus_1.jpeg': 'pneumonia one',
  'chest_xray/train/PNEUMONIA/person2_bacteria_1.jpeg': 'pneumonia two',
  '__MACOSX/chest_xray/train/NORMAL/._IM-0001-0001.jpeg': 'finder',
  'chest_xray/.DS_Store': 'finder',
};

/** Listens on a free port of 127.0.0.1; answers 500 until told otherwise. */
export async function startServer(): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    testServer.answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const testServer: TestServer = {
    url: `http://127.0.0.1:${address.port}/set.zip`,
    requests,
    answer: (_request, response) => response.writeHead(500).end(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return testServer;
}

/** A zip of these files; not compressed, so that a test can find and damage their bytes. */
export async function makeZip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { compress: false });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** The archive with one byte of an image changed: its CRC-32 no longer holds. */
export function damageImage(zip: Buffer): Buffer {
  const copy = Buffer.from(zip);
  const at = copy.indexOf('pneumonia two');
  return copy.fill('x', at, at + 1);
}

/** Serves bytes with an entity tag and ranges, as most hosts do. */
export function serveRanges(bytes: Buffer, etag = '"v1"'): Answer {
  return (request, response) => {
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

/** Always serves the whole file, whatever range is asked for. */
export function serveWhole(bytes: Buffer, etag = '"v1"'): Answer {
  return (_request, response) => {
    response.writeHead(200, { ETag: etag, 'Content-Length': bytes.length });
    response.end(bytes);
  };
}
