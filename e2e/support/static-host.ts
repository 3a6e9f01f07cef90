/**
 * A static host for tests: the server code of `npm start`, with the faults and places that real hosts have.
 * Invariant: it writes down every request that reaches it, whoever in the browser sent it.
 */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.mjs';
import { createSiteHandler, type Handler, listen } from '../../scripts/lib/server.mjs';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
}

/** How the host differs from `npm start`. */
export interface HostOptions {
  /** Folder to serve; default dist/. */
  readonly folder?: string;
  /** The folder changes while it is served. */
  readonly isLive?: boolean;
  /** Sub-path with slashes at both ends; default "/". */
  readonly basePath?: string;
  /** Folders that answer for a path prefix of the site, e.g. `{ 'model/': '/tmp/model' }`. */
  readonly overlays?: Readonly<Record<string, string>>;
  /** What is not there answers with index.html and 200, as hosts of single-page apps do. */
  readonly hasSpaFallback?: boolean;
  /** Paths of the site that are gone. */
  readonly missing?: readonly string[];
  /** Bytes to send in place of a path's own. */
  readonly altered?: Readonly<Record<string, Uint8Array>>;
  /** How often the connection breaks in the middle of a path's file before it is sent whole; counted down. */
  readonly cuts?: Map<string, number>;
}

/** A running host. */
export interface StaticHost {
  /** Address of the site, ending in a slash. */
  readonly url: string;
  /** All requests so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Answers no more. A page that may still be fetching its offline copy has to be closed before, or it logs what it misses. */
  close(): Promise<void>;
}

/**
 * Starts a host on a free port of 127.0.0.1.
 *
 * @throws ServerError when it can't listen
 */
export async function startHost(options: HostOptions = {}): Promise<StaticHost> {
  const basePath = options.basePath ?? '/';
  const requests: SeenRequest[] = [];
  const handler = createFaultyHandler(options);
  const server = await listen(
    (request, response) => {
      const target = request.url ?? '/';
      requests.push({ method: request.method ?? '', target });
      if (target.startsWith(basePath)) {
        request.url = `/${target.slice(basePath.length)}`;
        handler(request, response);
      } else {
        response.writeHead(404).end();
      }
    },
    { port: 0, isExplicit: true },
  );
  return { url: new URL(basePath, server.url).href, requests, close: server.close };
}

function createFaultyHandler(options: HostOptions): Handler {
  const site = createSiteHandler(options.folder ?? DIST, { isLive: options.isLive ?? false });
  const overlays = Object.entries(options.overlays ?? {}).map(([prefix, folder]) => ({
    prefix,
    serve: createSiteHandler(folder, { isLive: true }),
  }));
  return (request, response) => {
    const [path] = (request.url ?? '/').slice(1).split('?');
    const altered = options.altered?.[path];
    const cuts = options.cuts?.get(path) ?? 0;
    const overlay = overlays.find(({ prefix }) => path.startsWith(prefix));
    if (cuts > 0) {
      options.cuts?.set(path, cuts - 1);
      sendHalf(response, join(options.folder ?? DIST, path));
    } else if (altered) {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(altered);
    } else if (options.missing?.includes(path)) {
      if (options.hasSpaFallback) {
        request.url = '/index.html';
        site(request, response);
      } else {
        response.writeHead(404).end();
      }
    } else if (overlay) {
      request.url = `/${path.slice(overlay.prefix.length)}`;
      overlay.serve(request, response);
    } else {
      site(request, response);
    }
  };
}

/** Promises the whole file, sends half of it and breaks the connection. */
function sendHalf(response: ServerResponse, file: string): void {
  const bytes = readFileSync(file);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}

/** Path of a file of the built site. */
export function distPath(...parts: readonly string[]): string {
  return join(DIST, ...parts);
}
