/**
 * Serves a built site on the loopback interface, with the headers of a strict page. Holds no state and answers GET and
 * HEAD alone.
 */
import { createServer } from 'node:http';
import sirv from 'sirv';
import { cacheControlOf, securityHeadersOf } from './hosting.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {(request: Request, response: Response) => void} Handler */

const HOST = '127.0.0.1';
const DEFAULT_PORT = 4173;
/** How many ports after the default one are tried before giving up. */
const PORTS_TRIED = 20;

/** A server that could not be started, in words for the user. */
export class ServerError extends Error {
  /** @override */
  name = 'ServerError';
}

/**
 * Answers from a folder; what is not there is a 404 in plain text.
 *
 * @param {string} folder
 * @param {{ isLive?: boolean }} [options] `isLive`: look at the disk at every request, for folders that change
 * @returns {Handler}
 */
export function createSiteHandler(folder, options = {}) {
  const serve = sirv(folder, {
    dev: options.isLive ?? false,
    etag: true,
    // Copies that compress-site.mjs wrote; where there is none, the file itself.
    brotli: true,
    gzip: true,
    setHeaders(response, pathname) {
      response.setHeader('Cache-Control', cacheControlOf(pathname));
    },
  });
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    for (const [name, value] of Object.entries(securityHeadersOf(path))) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'Method not allowed');
      return;
    }
    serve(request, response, () => answer(response, 404, 'Not found'));
  };
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} text
 */
function answer(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/**
 * Reads the `PORT` variable.
 *
 * @param {string | undefined} text
 * @returns {{ port: number, isExplicit: boolean }} 0 lets the system choose
 * @throws {ServerError} when it is no port
 */
export function parsePort(text) {
  if (text === undefined || text.trim() === '') return { port: DEFAULT_PORT, isExplicit: false };
  const port = Number(text);
  if (!/^\d+$/.test(text.trim()) || port > 65535) {
    throw new ServerError(`PORT is "${text}"; it must be a whole number from 0 to 65535.`);
  }
  return { port, isExplicit: true };
}

/**
 * Listens on 127.0.0.1. A busy default port leads to the next free one; a busy port that was asked for is an error.
 *
 * @param {Handler} handler
 * @param {{ port: number, isExplicit: boolean }} wanted
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends with a slash; `close` drops open connections
 * @throws {ServerError} when no port can be had
 */
export async function listen(handler, wanted) {
  const attempts = wanted.isExplicit ? 1 : PORTS_TRIED;
  for (let port = wanted.port; port < wanted.port + attempts; port += 1) {
    const server = createServer(handler);
    const error = await tryListen(server, port);
    if (error === null) {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new ServerError('The server has no port.');
      return {
        url: `http://${HOST}:${address.port}/`,
        close: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    }
    if (error.code !== 'EADDRINUSE') throw new ServerError(`Port ${port} can't be used: ${error.message}`);
  }
  throw new ServerError(
    wanted.isExplicit
      ? `Port ${wanted.port} is in use. Set PORT to a free one, or leave it out to take the next free one.`
      : `Ports ${wanted.port} to ${wanted.port + attempts - 1} are all in use. Set PORT to a free one.`,
  );
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<(Error & { code?: string }) | null>} null when it listens
 */
function tryListen(server, port) {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, HOST, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
}
